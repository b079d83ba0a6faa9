"""Grades that wait for a person: offered once, approved, applied where nothing moved, undone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from connector.domain.register.edits import EditRefused
from connector.domain.write_back import State
from connector.domain.write_plans import PlannedWrite, PlanState, WritePlan
from connector.errors import ConnectorError
from connector.services.deps import Deps
from connector.services.syncing import sync
from connector.services.writing_back import applying, plans, write_back
from connector.store.outbox import WriteKind
from tests.services.conftest import Clock, Opening
from tests.services.outcomes import mentee, mentor
from tests.services.stand import Stand, a_mapping, lose_answer

RESULT = "mentor-result"
SAVE = "mod_assign_save_grades"
BY_PERSON = ("      approval: auto\n", "")


@pytest.fixture
def deps(first_sync: Path, opened: Opening, tmp_path: Path) -> Deps:
    """A school whose grades a person approves."""
    (tmp_path / "mentoring.db").write_bytes(first_sync.read_bytes())
    return opened(mapping=a_mapping(tmp_path, BY_PERSON))


def offered(deps: Deps, stand: Stand) -> WritePlan:
    """The plan of the pupils' programme."""
    target = f":assign:{stand.assignment(RESULT).instance}"
    return next(plan for plan in plans.open_(deps) if plan.target.endswith(target))


def writes(deps: Deps, plan: WritePlan) -> dict[int, PlannedWrite]:
    return {int(one.participant): one for one in plans.writes(deps, plan)}


def applied(deps: Deps, plan: WritePlan) -> dict[int, PlannedWrite]:
    plans.approve(deps, "Завуч", plan.id)
    applying.apply(deps, plan.id)
    return writes(deps, plan)


def refused(do: Callable[..., Any], *arguments: Any) -> str:  # noqa: ANN401 - whatever is called
    with pytest.raises(EditRefused) as caught:
        do(*arguments)
    return caught.value.code


def test_grades_wait_and_reports_do_not(deps: Deps, stand: Stand) -> None:
    changes, record = write_back(deps)

    assert record.counts["grades_written"] == 0
    assert record.counts["reports_published"] == 2
    assert stand.functions[SAVE] == 0
    plan = offered(deps, stand)
    waiting = {c.planned.key.participant for c in changes if c.planned.state is State.PENDING}
    assert {str(who) for who in writes(deps, plan)} <= waiting
    assert plan.expires_on == deps.today + timedelta(days=14)
    assert len(plans.open_(deps)) == 2


def test_the_same_again_is_the_same_plan_and_something_else_supersedes_it(
    deps: Deps, stand: Stand, clock: Clock
) -> None:
    write_back(deps)
    first = offered(deps, stand)
    write_back(deps)
    assert [plan.id for plan in plans.kept(deps)] == [2, 1]

    module = stand.assignment(RESULT)
    stand.grade(module, mentor(stand.school, 1), 5)
    clock.advance(minutes=1)
    sync(deps)
    write_back(deps)

    second = offered(deps, stand)
    assert second.id > first.id
    assert plans.by_number(deps, first.id).state is PlanState.SUPERSEDED
    assert mentor(stand.school, 1) not in writes(deps, second), "a teacher has graded"


def test_what_is_approved_is_written_and_each_write_says_how_it_ended(
    deps: Deps, stand: Stand
) -> None:
    write_back(deps)
    plan = offered(deps, stand)

    ended = applied(deps, plan)

    module = stand.assignment(RESULT)
    assert {one.state for one in ended.values()} == {State.WRITTEN}
    for who, one in ended.items():
        assert stand.points(module, who) == float(one.desired["value"])
        assert one.found == {"value": one.desired["value"], "grader": stand.service_user.id}
    kept = plans.by_number(deps, plan.id)
    assert (kept.state, kept.decided_by, kept.applied_on) == (
        PlanState.APPLIED, "Завуч", deps.today,
    )  # fmt: skip


def test_the_job_applies_what_was_approved_since(deps: Deps, stand: Stand) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    plans.approve(deps, "Завуч", plan.id)

    _, record = write_back(deps)

    assert record.counts["grades_written"] == len(writes(deps, plan))
    assert plans.by_number(deps, plan.id).state is PlanState.APPLIED
    _, again = write_back(deps)
    assert again.counts["grades_written"] == 0
    assert [one.id for one in plans.open_(deps)] == [
        one.id for one in plans.kept(deps) if one.id != plan.id
    ]


def test_a_teacher_who_grades_between_plan_and_apply_is_not_overwritten(
    deps: Deps, stand: Stand
) -> None:
    write_back(deps)
    plan, who = offered(deps, stand), mentor(stand.school, 1)
    stand.grade(stand.assignment(RESULT), who, 33)

    ended = applied(deps, plan)

    assert (ended[who].state, ended[who].reason) == (State.CONFLICT, "grade.teacher")
    assert ended[who].found["value"] == "33"
    assert stand.points(stand.assignment(RESULT), who) == 33
    assert {one.state for key, one in ended.items() if key != who} == {State.WRITTEN}


def test_our_own_grade_that_moved_since_is_drift(deps: Deps, stand: Stand) -> None:
    """Another plan has written in between."""
    write_back(deps)
    plan, who = offered(deps, stand), mentee(stand.school, 1)
    ours = stand.service_user.id
    module = stand.assignment(RESULT)
    stand.grade(module, who, 12)
    row = stand.state.assignments.rows(module)[who]
    stand.state.assignments.rows(module)[who] = row.__class__(**{**row.__dict__, "grader": ours})

    ended = applied(deps, plan)

    assert (ended[who].state, ended[who].reason) == (State.CONFLICT, "grade.drifted")
    assert stand.points(module, who) == 12


def test_an_answer_that_never_came_is_settled_by_reading(deps: Deps, stand: Stand) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    stand.once(SAVE, lose_answer)

    ended = applied(deps, plan)

    sent = stand.functions[SAVE]
    assert {one.state for one in ended.values()} == {State.WRITTEN}
    assert sent == -(-len(ended) // 25)


def test_a_plan_that_nobody_approved_or_that_is_old_is_not_applied(
    deps: Deps, stand: Stand, clock: Clock
) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    assert refused(applying.apply, deps, plan.id) == "plan.is_waiting"
    assert refused(applying.apply, deps, 99) == "plan.none"

    clock.advance(days=15)

    assert refused(plans.approve, deps, "Завуч", plan.id) == "plan.is_expired"
    assert plans.open_(deps) == []
    assert stand.functions[SAVE] == 0


def test_a_plan_is_applied_once(deps: Deps, stand: Stand) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    applied(deps, plan)

    assert refused(applying.apply, deps, plan.id) == "plan.is_applied"
    assert refused(plans.approve, deps, "Завуч", plan.id) == "plan.is_applied"


def test_undone_everything_is_as_it_was(deps: Deps, stand: Stand) -> None:
    module = stand.assignment(RESULT)
    before = {who: stand.points(module, who) for who in stand.school.people}
    write_back(deps)
    first = offered(deps, stand)
    applied(deps, first)

    back = plans.undo(deps, first.id)
    ended = applied(deps, back)

    assert back.undoes_id == first.id
    assert {one.state for one in ended.values()} == {State.WRITTEN}
    assert {who: stand.points(module, who) for who in stand.school.people} == before
    column = stand.column(module)
    assert all(stand.state.book.cell(column, who).final is None for who in ended)


def test_undoing_never_takes_a_teachers_grade(deps: Deps, stand: Stand) -> None:
    module, who = stand.assignment(RESULT), mentee(stand.school, 1)
    write_back(deps)
    first = offered(deps, stand)
    applied(deps, first)
    back = plans.undo(deps, first.id)
    stand.grade(module, who, 77)

    ended = applied(deps, back)

    assert ended[who].state is State.CONFLICT
    assert stand.points(module, who) == 77


def test_what_was_not_written_is_not_undone(deps: Deps, stand: Stand) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    assert refused(plans.undo, deps, plan.id) == "plan.is_waiting"
    for who in writes(deps, plan):
        stand.grade(stand.assignment(RESULT), who, 50)
    applied(deps, plan)

    assert refused(plans.undo, deps, plan.id) == "plan.nothing_to_undo"


def test_a_report_may_wait_too_and_cannot_be_taken_back(
    first_sync: Path, opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    (tmp_path / "mentoring.db").write_bytes(first_sync.read_bytes())
    line = "reports: { forum: { name: Отчёты наставников }"
    deps = opened(mapping=a_mapping(tmp_path, (line, f"{line}, approval: person")))
    write_back(deps)
    assert stand.posts == []

    for plan in plans.open_(deps):
        assert plan.kind == WriteKind.REPORT.value
        plans.approve(deps, "Завуч", plan.id)
        applying.apply(deps, plan.id)
        assert {one.state for one in plans.writes(deps, plan)} == {State.WRITTEN}
        assert refused(plans.undo, deps, plan.id) == "plan.no_undo"

    assert len(stand.posts) == 2
    write_back(deps)
    assert len(stand.posts) == 2


def test_a_place_that_is_gone_is_said_and_the_plan_waits(
    deps: Deps, stand: Stand, opened: Opening, tmp_path: Path
) -> None:
    write_back(deps)
    plan = offered(deps, stand)
    plans.approve(deps, "Завуч", plan.id)
    other = ("{ idnumber: mentor-result }", "{ idnumber: nowhere }")
    changed = opened(mapping=a_mapping(tmp_path, BY_PERSON, other))

    with pytest.raises(ConnectorError) as caught:
        applying.apply(changed, plan.id)

    assert caught.value.code == "plan.no_place"
    assert plans.by_number(deps, plan.id).state is PlanState.APPROVED
