"""Results as grades: what is written, what is left to a person and what is refused, and why."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from connector.domain.write_back import State
from connector.moodle.errors import TokenRefused
from connector.services.attention import attention
from connector.services.deps import Deps
from connector.services.syncing import sync
from connector.services.writing_back import write_back
from connector.settings import Secret
from connector.store.outbox import WriteKind
from tests.services.conftest import Opening
from tests.services.outcomes import mentee, mentor, of, result
from tests.services.stand import (
    PUPILS,
    TEACHERS,
    Stand,
    a_mapping,
    edited,
)

SAVE = "mod_assign_save_grades"
READ = "mod_assign_get_grades"
BOOK = "gradereport_user_get_grade_items"
RESULT = "mentor-result"


def test_a_result_is_written_and_seen_in_moodle(synced: Deps, stand: Stand) -> None:
    changes, record = write_back(synced)

    who, module = mentor(stand.school), stand.assignment(RESULT)
    entry = of(changes, who)
    cell = stand.state.book.cell(stand.column(module), who)
    assert record.problems == []
    assert entry.state is State.WRITTEN
    assert stand.points(module, who) == cell.final == float(entry.desired["value"])
    assert stand.state.assignments.rows(module)[who].grader == stand.service_user.id
    assert record.counts["grades_written"] == len(stand.state.journal) > 20


def test_every_kind_of_participant_ends_as_the_school_wants_it(synced: Deps, stand: Stand) -> None:
    changes, record = write_back(synced)

    school = stand.school
    assert {
        "fine": result(changes, mentor(school, 1)),
        "mentor not enrolled": result(changes, mentor(school, 7)),
        "mentee suspended in the course": result(changes, mentee(school, 8)),
        "mentor's account suspended": result(changes, mentor(school, 10)),
        "graded by a teacher": result(changes, mentor(school, 11)),
        "locked": result(changes, mentor(school, 12)),
    } == {
        "fine": (State.WRITTEN, ""),
        "mentor not enrolled": (State.REFUSED, "grade.not_enrolled"),
        "mentee suspended in the course": (State.REFUSED, "grade.suspended"),
        "mentor's account suspended": (State.REFUSED, "grade.account_suspended"),
        "graded by a teacher": (State.CONFLICT, "grade.teacher"),
        "locked": (State.REFUSED, "grade.locked"),
    }
    assert (record.counts["refused"], record.counts["conflict"]) == (4, 1)
    assert record.problems == []


def test_nobody_who_was_refused_or_left_alone_was_sent(synced: Deps, stand: Stand) -> None:
    changes, _ = write_back(synced)

    sent = {written.user_id for written in stand.state.journal}
    kept = {
        int(c.ended.key.participant)
        for c in changes
        if c.ended.state is State.WRITTEN and c.ended.key.kind is WriteKind.GRADE
    }
    assert sent == kept


def hide(stand: Stand, who: int) -> None:
    def edit(content: Any) -> None:  # noqa: ANN401 - decoded JSON
        for user in content["usergrades"]:
            for cell in user["gradeitems"]:
                cell["gradeishidden"] |= user["userid"] == who

    stand.always(BOOK, edited(edit))


def override(stand: Stand, who: int) -> None:
    stand.state.override(stand.column(stand.assignment(RESULT)), who, 55, 4)


def change_in_book(stand: Stand, who: int) -> None:
    stand.state.update_gradebook(stand.column(stand.assignment(RESULT)), who, 55, 4)


def let_teach(stand: Stand, who: int) -> None:
    stand.change_enrolment(PUPILS, who, role="teacher")


def suspend_since(stand: Stand, who: int) -> None:
    stand.change_enrolment(PUPILS, who, suspended=True)


def grade_as_teacher(stand: Stand, who: int) -> None:
    stand.grade(stand.assignment(RESULT), who, 71)


def shrink(stand: Stand, _who: int) -> None:
    def edit(content: Any) -> None:  # noqa: ANN401 - decoded JSON
        for course in content["courses"]:
            for assignment in course["assignments"]:
                assignment["grade"] = 0.005

    stand.always("mod_assign_get_assignments", edited(edit))


@pytest.mark.parametrize(
    ("prepare", "state", "reason"),
    [
        (hide, State.REFUSED, "grade.hidden"),
        (let_teach, State.REFUSED, "grade.not_gradable"),
        (suspend_since, State.REFUSED, "grade.suspended"),
        (shrink, State.REFUSED, "grade.out_of_range"),
        (override, State.CONFLICT, "grade.overridden"),
        (change_in_book, State.CONFLICT, "grade.only_in_gradebook"),
        (grade_as_teacher, State.CONFLICT, "grade.teacher"),
    ],
)
def test_what_moodle_has_now_decides(
    synced: Deps, stand: Stand, prepare: Callable[[Stand, int], None], state: State, reason: str
) -> None:
    who = mentor(stand.school)
    prepare(stand, who)
    before = stand.points(stand.assignment(RESULT), who)

    changes, _ = write_back(synced)

    assert result(changes, who) == (state, reason)
    assert stand.points(stand.assignment(RESULT), who) == before


@pytest.mark.parametrize("prepare", [override, change_in_book, grade_as_teacher])
def test_a_grade_that_somebody_changes_after_us_is_left_alone_and_waits_for_a_person(
    synced: Deps, stand: Stand, prepare: Callable[[Stand, int], None]
) -> None:
    write_back(synced)
    who = mentor(stand.school)
    prepare(stand, who)
    before = stand.written()

    changes, record = write_back(synced)

    entry = of(changes, who)
    assert entry.state is State.CONFLICT
    assert entry.reason in {"grade.overridden", "grade.changed_in_gradebook", "grade.teacher"}
    assert stand.written() == before
    assert (record.counts["conflict"], record.problems) == (2, [])
    waiting = [row for row in attention(synced).waiting if row.person_id == who]
    assert [(row.state, row.reason) for row in waiting] == [
        ("conflict", synced.wording.say(entry.reason))
    ]


def test_a_grade_that_a_teacher_took_away_stays_away_until_a_person_says_so(
    synced: Deps, stand: Stand
) -> None:
    write_back(synced)
    who = mentor(stand.school)
    stand.grade(stand.assignment(RESULT), who, -1)

    changes, _ = write_back(synced)

    assert result(changes, who) == (State.CONFLICT, "grade.teacher")
    assert stand.points(stand.assignment(RESULT), who) is None


@pytest.mark.parametrize(
    ("idnumber", "reason"),
    [("mentor-team", "grade.team_assignment"), ("mentor-workflow", "grade.marking_workflow")],
)
def test_an_assignment_that_hides_or_shares_grades_is_refused(
    opened: Opening, stand: Stand, tmp_path: Path, idnumber: str, reason: str
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, (RESULT, idnumber)))
    sync(deps)

    changes, _ = write_back(deps)

    ended = [c.ended for c in changes if c.ended.key.kind is WriteKind.GRADE]
    pupils = [entry for entry in ended if entry.key.course_id == PUPILS]
    assert {(entry.state, entry.reason) for entry in pupils} == {(State.REFUSED, reason)}
    assert {written.module.course_id for written in stand.state.journal} == {TEACHERS}


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [("blindmarking", 1, "grade.blind_marking"), ("grade", 0, "grade.not_graded")],
)
def test_an_anonymous_or_ungraded_assignment_is_refused(
    synced: Deps, stand: Stand, setting: str, value: int, reason: str
) -> None:
    def edit(content: Any) -> None:  # noqa: ANN401 - decoded JSON
        for course in content["courses"]:
            for assignment in course["assignments"]:
                assignment[setting] = value

    stand.always("mod_assign_get_assignments", edited(edit))

    changes, _ = write_back(synced)

    grades = [c.ended for c in changes if c.ended.key.kind is WriteKind.GRADE]
    assert {(entry.state, entry.reason) for entry in grades} == {(State.REFUSED, reason)}
    assert stand.state.journal == []


def test_a_scale_gets_its_steps(opened: Opening, stand: Stand, tmp_path: Path) -> None:
    idnumber = "mentor-result-scale"
    deps = opened(mapping=a_mapping(tmp_path, (f"idnumber: {RESULT}", f"idnumber: {idnumber}")))
    sync(deps)

    changes, record = write_back(deps)

    who, module = mentor(stand.school), stand.assignment(idnumber)
    assert record.problems == []
    assert result(changes, who) == (State.WRITTEN, "")
    values = {row.grade for row in stand.state.assignments.rows(module).values()}
    assert values <= {1.0, 2.0, 3.0, 4.0}
    assert len(values) > 1
    assert write_back(deps)[1].counts["grades_written"] == 0


def test_an_assignment_that_is_not_there_is_named_by_file_and_line(
    opened: Opening, stand: Stand, tmp_path: Path
) -> None:
    deps = opened(mapping=a_mapping(tmp_path, (f"idnumber: {RESULT}", "idnumber: nowhere")))
    sync(deps)

    _, record = write_back(deps)

    (problem,) = record.problems
    said = deps.wording.say(problem.code, **problem.facts)
    assert problem.code == "writeback.assignment_missing"
    assert re.search(r"mapping\.yaml:\d+", said)
    assert "nowhere" in said
    assert {written.module.course_id for written in stand.state.journal} == {TEACHERS}


def test_a_dry_run_writes_nothing_to_moodle_nor_down(synced: Deps, stand: Stand) -> None:
    changes, record = write_back(synced, dry_run=True)

    with synced.database.reading(synced.school_id) as tx:
        assert [entry for kind in WriteKind for entry in tx.outbox.of(kind)] == []
    assert (stand.writes, stand.state.journal, stand.posts) == (0, [], [])
    assert record.counts["grades_written"] == record.counts["reports_published"] == 0
    assert of(changes, mentor(stand.school)).state is State.PENDING


def test_a_dry_run_foresees_what_a_run_then_does(synced: Deps) -> None:
    foreseen, _ = write_back(synced, dry_run=True)
    done, _ = write_back(synced)

    assert [change.planned for change in foreseen] == [change.planned for change in done]


def test_a_second_run_sends_nothing(synced: Deps, stand: Stand) -> None:
    write_back(synced)
    before, journal = stand.written(), len(stand.state.journal)
    stand.asked.clear()

    changes, record = write_back(synced)

    assert stand.writes == 0
    assert (stand.written(), len(stand.state.journal)) == (before, journal)
    assert record.counts["unchanged"] == len(changes) - 5
    assert record.counts["grades_written"] == record.counts["reports_published"] == 0


def test_a_changed_result_is_written_again(synced: Deps, stand: Stand) -> None:
    write_back(synced)
    who = mentor(stand.school)
    stand.change_enrolment(PUPILS, mentee(stand.school, 1), suspended=True)
    sync(synced)
    stand.state.journal.clear()

    changes, record = write_back(synced)

    assert [written.user_id for written in stand.state.journal] == [who]
    assert record.counts["grades_written"] == 1
    assert stand.points(stand.assignment(RESULT), who) == float(of(changes, who).desired["value"])


def test_the_feedback_is_russian_and_escaped(deps: Deps, stand: Stand) -> None:
    stand.rename_group(PUPILS, 1, "Пара 01: &lt;script&gt;О'Нил&lt;/script&gt; & Ко")
    sync(deps)

    write_back(deps)

    comment = stand.state.assignments.rows(stand.assignment(RESULT))[mentor(stand.school)].comment
    assert "Результат в программе наставничества" in comment
    assert "&lt;script&gt;О&#39;Нил&lt;/script&gt; &amp; Ко" in comment
    assert "<script>" not in comment


def test_nothing_else_is_written_than_grades_and_reports(synced: Deps, stand: Stand) -> None:
    write_back(synced)

    reading = re.compile("get|can_add")
    assert {f for f in stand.functions if not reading.search(f)} == {
        "mod_assign_save_grades",
        "mod_forum_add_discussion",
    }
    assert stand.functions[SAVE] == 2


def test_without_a_token_nothing_is_written(opened: Opening, stand: Stand) -> None:
    sync(opened())
    deps = opened(moodle_token=Secret("wrong"))

    with pytest.raises(TokenRefused) as caught:
        write_back(deps)

    assert caught.value.code == "moodle.invalid_token"
    assert stand.state.journal == []
