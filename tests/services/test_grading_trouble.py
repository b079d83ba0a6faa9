"""Teachers and networks that come between our reading and our writing of a grade."""

from collections import Counter
from dataclasses import replace

import pytest
from werkzeug.wrappers import Response

from connector.domain.write_back import State
from connector.services.attention import attention
from connector.services.deps import Deps
from connector.services.syncing import sync
from connector.services.writing_back import write_back
from connector.store.outbox import WriteKind
from tests.services.conftest import ONCE, Opening
from tests.services.outcomes import codes, mentor, result
from tests.services.stand import (
    PUPILS,
    TEACHERS,
    Answer,
    Asked,
    Reaction,
    Stand,
    fail_afterwards,
    hang_up,
    keep_silent,
    lose_answer,
    of_course,
    pass_on,
    refuse,
    then,
)

SAVE = "mod_assign_save_grades"
READ = "mod_assign_get_grades"
BOOK = "gradereport_user_get_grade_items"
RESULT = "mentor-result"


@pytest.mark.parametrize("function", [BOOK, READ])
def test_a_teacher_who_grades_while_we_look_is_not_overwritten(
    synced: Deps, stand: Stand, function: str
) -> None:
    who = mentor(stand.school)
    stand.once(function, then(lambda: stand.grade(stand.assignment(RESULT), who, 71)))

    changes, record = write_back(synced)

    assert result(changes, who) == (State.CONFLICT, "grade.teacher")
    assert stand.points(stand.assignment(RESULT), who) == 71
    assert record.problems == []
    assert str(who) not in {a[f"grades[{n}][userid]"] for a in stand.asked for n in range(25)}


def test_a_teacher_who_locks_after_we_looked_is_found_by_reading_back(
    synced: Deps, stand: Stand
) -> None:
    who, module = mentor(stand.school), stand.assignment(RESULT)
    lock = then(lambda: stand.state.lock_cell(stand.column(module), who, 4))
    stand.once(BOOK, lock)

    changes, record = write_back(synced)

    assert result(changes, who) == (State.REFUSED, "grade.silently_refused")
    (problem,) = record.problems
    assert (problem.code, problem.facts) == ("grade.silently_refused", {"count": "1"})
    assert stand.points(module, who) is None


def test_a_silent_refusal_is_a_problem(synced: Deps, stand: Stand) -> None:
    stand.always(SAVE, keep_silent)

    changes, record = write_back(synced)

    assert result(changes, mentor(stand.school)) == (State.REFUSED, "grade.silently_refused")
    (problem,) = record.problems
    assert problem.code == "grade.silently_refused"
    assert problem.facts["count"] == str(record.counts["refused"] - 4)
    assert record.counts["grades_written"] == 0


@pytest.mark.parametrize("lost", [lose_answer, fail_afterwards])
def test_a_lost_answer_is_settled_by_reading_and_sent_once(
    synced: Deps, stand: Stand, lost: Reaction
) -> None:
    stand.once(SAVE, lost)

    changes, record = write_back(synced)

    assert result(changes, mentor(stand.school)) == (State.WRITTEN, "")
    assert codes(record) == []
    assert all(change.ended.state is not State.UNKNOWN for change in changes)
    stand.asked.clear()
    assert write_back(synced)[1].problems == []
    assert stand.functions[SAVE] == 0
    assert len({w.user_id for w in stand.state.journal}) == len(stand.state.journal)


def test_a_request_that_was_lost_is_sent_by_the_next_run(synced: Deps, stand: Stand) -> None:
    stand.once(SAVE, hang_up)
    who = mentor(stand.school)

    changes, record = write_back(synced)

    assert result(changes, who) == (State.UNKNOWN, "grade.unknown")
    assert "moodle.outcome_unknown" in codes(record)
    assert stand.points(stand.assignment(RESULT), who) is None

    changes, record = write_back(synced)
    assert result(changes, who) == (State.WRITTEN, "")
    assert record.problems == []
    assert [w.user_id for w in stand.state.journal].count(who) == 1


def test_when_nothing_can_be_read_afterwards_the_write_stays_unknown(
    synced: Deps, stand: Stand
) -> None:
    def go_silent(asked: Asked, answer: Answer) -> Response:
        stand.always(READ, hang_up)
        return lose_answer(asked, answer)

    stand.once(SAVE, go_silent)
    who = mentor(stand.school)

    changes, record = write_back(synced)

    assert result(changes, who) == (State.UNKNOWN, "grade.unknown")
    assert "grade.unknown" in codes(record)
    assert who in {row.person_id for row in attention(synced).waiting if row.state == "unknown"}

    stand.calm()
    changes, record = write_back(synced)
    assert result(changes, who) == (State.WRITTEN, "")
    assert record.problems == []


def test_one_course_that_refuses_does_not_stop_the_other(synced: Deps, stand: Stand) -> None:
    stand.always(BOOK, of_course(PUPILS, refuse("nopermissions")))

    _, record = write_back(synced)

    assert codes(record) == ["moodle.right_missing"]
    assert {written.module.course_id for written in stand.state.journal} == {TEACHERS}
    assert len(stand.posts) == 2


def test_after_a_lost_batch_the_rest_waits_for_the_next_run(opened: Opening, stand: Stand) -> None:
    deps = opened(limits=replace(ONCE, grades_per_call=5))
    sync(deps)
    stand.asked.clear()
    stand.once(SAVE, pass_on, hang_up)

    changes, record = write_back(deps)

    ended = Counter(
        change.ended.state
        for change in changes
        if change.is_pending
        and change.ended.key.kind is WriteKind.GRADE
        and change.ended.key.course_id == PUPILS
    )
    assert ended == {State.WRITTEN: 5, State.UNKNOWN: 5, State.PENDING: ended.total() - 10}
    assert "moodle.outcome_unknown" in codes(record)

    stand.asked.clear()
    _, record = write_back(deps)
    assert record.problems == []
    assert stand.functions[SAVE] == 4
    assert len({w.user_id for w in stand.state.journal}) == len(stand.state.journal) == 25
