"""Plan, apply, read back and undo on a live Moodle: in the end everything is as it was."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from connector.domain.write_back import State
from connector.domain.write_plans import WritePlan
from connector.moodle.functions import mod_assign
from connector.services import grade_board, monitoring, register, syncing
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.scene import scene
from connector.services.writing_back import applying, plans, write_back
from connector.services.writing_back.work import Work
from connector.store.outbox import Entry, WriteKind

pytestmark = pytest.mark.live

POSSIBLE = {State.PENDING, State.WRITTEN}


def grades(deps: Deps, target: str) -> Mapping[int, Decimal | None]:
    """What the assignment of a plan has for everybody who has a grade there."""
    number = int(target.rpartition(":")[2])
    found = {one.user_id: one for one in mod_assign.grades(deps.moodle, number)}
    values = {who: grade_board.value_and_grader(one)[0] for who, one in found.items()}
    return {who: value for who, value in values.items() if value is not None}


def other(entry: Entry) -> Entry:
    """The same with another value, which points and every scale have."""
    value = "2" if (entry.before or {}).get("value") == "1" else "1"
    return replace(entry, state=State.PENDING, desired={"value": value, "feedback": "Проба"})


def apply(deps: Deps, plan: WritePlan) -> None:
    plans.approve(deps, "Проверка", plan.id)
    _, record = applying.apply(deps, plan.id)
    assert record.problems == []


def test_what_is_planned_is_written_and_can_be_taken_back(live: Deps) -> None:
    syncing.sync(live)
    register.update(live)
    monitoring.monitor(live)
    record = Record()
    places = list(Work(live, record, scene(live, record)).gradings())
    assert places

    for course, _, grading in places:
        entries = [other(entry) for entry in grading.plan() if entry.state in POSSIBLE]
        before = grades(live, grading.target)
        plan = plans.offer(live, WriteKind.GRADE, grading.target, course.id, entries)
        assert plan is not None
        apply(live, plan)

        written, rows = grades(live, grading.target), plans.writes(live, plan)
        assert {row.state for row in rows} == {State.WRITTEN}
        for row in rows:
            assert written[int(row.participant)] == Decimal(row.desired["value"])
        apply(live, plans.undo(live, plan.id))
        assert grades(live, grading.target) == before

    write_back(live)
