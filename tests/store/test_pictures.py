from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

import pytest

from connector.domain.alerts import Alert
from connector.domain.difference import Tally
from connector.domain.indicators import Indicator, Place
from connector.domain.marks import SubjectMark
from connector.domain.matching import MatchingRun, Objective
from connector.domain.people import Participant, PersonId
from connector.moodle.records.answered import Answered
from connector.moodle.records.cohort import Cohort, CohortMember
from connector.moodle.records.completion import ActivityCompletion, CourseCompletion
from connector.moodle.records.course import Activity
from connector.moodle.records.enrolment import Group, GroupMember
from connector.moodle.records.grade import CourseMark
from connector.moodle.records.journal import JournalEntry
from connector.moodle.records.user import User
from connector.store import kinds
from connector.store.database import Database
from connector.store.kinds import Kind
from connector.store.pictures import Pictures
from tests.builders import (
    NOW,
    TODAY,
    a_category,
    a_course,
    a_grade,
    a_grade_item,
    a_programme,
    a_status,
    a_user,
    an_enrolment,
)
from tests.store.servers import Clock

Record = TypeVar("Record")
Option: TypeAlias = Any
"""An option of `Pictures.replace`, by its name."""

HOUR = timedelta(hours=1)
STRANGE = 'O\'Коннор "Ё" \\ %s :name {0} 👩‍🏫 \n\t;--'
AN_ACTIVITY = Activity(101, 50, "assign", 7, "Задание", visible=True, has_completion=False)

OF_EVERY_KIND: list[tuple[Kind[Any], Any]] = [
    (kinds.USER, a_user(lastaccess=None, fullname=STRANGE, profile={"класс": STRANGE, "b": ""})),
    (kinds.COHORT, Cohort(1, STRANGE, "")),
    (kinds.COHORT_MEMBER, CohortMember(1, 2)),
    (kinds.CATEGORY, a_category(name=STRANGE)),
    (kinds.COURSE, a_course(starts_at=4_102_444_800, visible=False)),
    (kinds.ACTIVITY, AN_ACTIVITY),
    (kinds.ENROLMENT, an_enrolment(1, roles=("student", STRANGE), lastaccess=None)),
    (kinds.GROUP, Group(1, 50, STRANGE, "")),
    (kinds.GROUP_MEMBER, GroupMember(50, 1, 2)),
    (kinds.COURSE_COMPLETION, CourseCompletion(50, 1, completed=True, completed_at=1)),
    (kinds.ACTIVITY_COMPLETION, ActivityCompletion(50, 1, 101, 3, 0)),
    (kinds.ANSWERED, Answered(50, 101, 1, 5, {"": STRANGE, "competencies": "а\nб"})),
    (kinds.GRADE_ITEM, a_grade_item(minimum=Decimal("-0.5"), maximum=Decimal("1E+2"))),
    (kinds.GRADE, replace(a_grade(1, None), value=Decimal("87.12345"), locked=True)),
    (kinds.COURSE_MARK, CourseMark(50, 1, Decimal("87.5"), Decimal(0), Decimal("219.00000"))),
    (kinds.MARK, SubjectMark(PersonId(1), STRANGE, TODAY, Decimal("0.8333"))),
    (
        kinds.JOURNAL_ENTRY,
        JournalEntry(50, 44, 7, 3, 0, 1_795_487_244, values={"topic": STRANGE, "date": "1"}),
    ),
    (
        kinds.MATCHING_RUN,
        MatchingRun(
            1, 50, STRANGE, TODAY, "Зауч", Objective.QUALITY, "ab", "cd", None, {"pairs": [[1, 2]]}
        ),
    ),
    (kinds.PROGRAMME, a_programme(title=STRANGE)),
    (kinds.PARTICIPANT, Participant(1, "mentor", STRANGE, "", "9А", True, False)),  # noqa: FBT003 - a row, in the order of its columns
    (kinds.PAIR, a_status(mentors=(), mentees=(3, 2), is_trained=None, grade=Decimal("0.3333"))),
    (kinds.ALERT, Alert("silent", 50, STRANGE)),
    (
        kinds.INDICATOR,
        Indicator("N1.pairs", "day", "", Place.FORM, "pupil-pupil", Decimal(3), Decimal(3), None),
    ),
]


def everybody(count: int) -> list[User]:
    return [a_user(key) for key in range(1, count + 1)]


def give(database: Database, school: int, users: Sequence[User], **options: Option) -> Tally:
    with database.transaction(school) as tx:
        return tx.pictures.replace(kinds.USER, users, **options)


def users(database: Database, school: int) -> list[User]:
    return loaded(database, school, kinds.USER)


def loaded(database: Database, school: int, kind: Kind[Record], **scope: object) -> list[Record]:
    with database.reading(school) as tx:
        return tx.pictures.load(kind, **scope)


def added_at(database: Database, school: int, kind: Kind[Record]) -> dict[Record, datetime]:
    with database.reading(school) as tx:
        return tx.pictures.since(kind)


def test_every_kind_has_an_example_here() -> None:
    kept = {*kinds.MIRROR, *kinds.MENTORING, kinds.MATCHING_RUN, kinds.MARK}

    assert {kind for kind, _ in OF_EVERY_KIND} == kept


@pytest.mark.parametrize(
    ("kind", "record"), OF_EVERY_KIND, ids=[kind.name for kind, _ in OF_EVERY_KIND]
)
def test_a_record_of_any_kind_comes_back_as_it_was_given(
    database: Database, school: int, kind: Kind[object], record: object
) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kind, [record])
    with database.transaction(school) as tx:
        again = tx.pictures.replace(kind, [record])

    assert loaded(database, school, kind) == [record]
    assert again == Tally()


def test_the_first_picture_is_all_new(database: Database, school: int) -> None:
    assert give(database, school, everybody(3)) == Tally(added=3)
    assert users(database, school) == everybody(3)


def test_the_same_picture_again_writes_nothing(database: Database, school: int) -> None:
    give(database, school, everybody(3))

    assert give(database, school, everybody(3)) == Tally()


def test_what_is_new_changed_and_gone_is_counted_apart(database: Database, school: int) -> None:
    give(database, school, everybody(4))
    now = [a_user(1), a_user(2, suspended=True), a_user(3, lastname="Петрова"), a_user(5)]

    assert give(database, school, now) == Tally(added=1, changed=2, gone=1)
    assert users(database, school) == now


def test_a_value_becomes_nothing_and_back(database: Database, school: int) -> None:
    give(database, school, [a_user(lastaccess=5)])

    assert give(database, school, [a_user(lastaccess=None)]) == Tally(changed=1)
    assert users(database, school) == [a_user(lastaccess=None)]
    assert give(database, school, [a_user(lastaccess=0)]) == Tally(changed=1)


def test_of_two_records_with_one_key_the_later_is_kept(database: Database, school: int) -> None:
    assert give(database, school, [a_user(1), a_user(1, lastname="Позже")]) == Tally(added=1)
    assert users(database, school) == [a_user(1, lastname="Позже")]


def test_records_are_loaded_by_key_whatever_the_order_given(
    database: Database, school: int
) -> None:
    give(database, school, [a_user(key) for key in (30, 4, 100, 21)])

    assert [user.id for user in users(database, school)] == [4, 21, 30, 100]


def test_many_records_are_written_and_found_again(database: Database, school: int) -> None:
    assert give(database, school, everybody(2500)) == Tally(added=2500)
    assert users(database, school) == everybody(2500)


def test_too_many_gone_at_once_are_held_back(database: Database, school: int) -> None:
    give(database, school, everybody(20))

    tally = give(database, school, [*everybody(13), a_user(21)])

    assert tally == Tally(added=1, held_back=7)
    assert users(database, school) == everybody(21)


def test_too_many_gone_are_believed_when_a_person_says_so(database: Database, school: int) -> None:
    give(database, school, everybody(20))

    assert give(database, school, everybody(13), believes_short=True) == Tally(gone=7)
    assert users(database, school) == everybody(13)


def test_a_part_marks_nothing_gone(database: Database, school: int) -> None:
    give(database, school, everybody(3))

    assert give(database, school, [a_user(4)], marks_gone=False) == Tally(added=1)
    assert users(database, school) == everybody(4)


def test_a_scope_limits_what_is_marked_gone(database: Database, school: int) -> None:
    here, there = Group(1, 50, "Пара", ""), Group(2, 60, "Пара", "")
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.GROUP, [here, there])

        tally = tx.pictures.replace(kinds.GROUP, [], scope={"course_id": 50})

    assert tally == Tally(gone=1)
    assert loaded(database, school, kinds.GROUP) == [there]


def test_loading_is_narrowed_by_fields(database: Database, school: int) -> None:
    groups = [Group(1, 50, "А", ""), Group(2, 60, "А", ""), Group(3, 50, "Б", "")]
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.GROUP, groups)

    assert loaded(database, school, kinds.GROUP, course_id=50, name="А") == groups[:1]
    assert loaded(database, school, kinds.GROUP, course_id=70) == []


def test_an_id_may_move_to_another_course(database: Database, school: int) -> None:
    """A Moodle restored from a copy gives old ids to other things."""
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ACTIVITY, [AN_ACTIVITY], scope={"course_id": 50})

    moved = replace(AN_ACTIVITY, course_id=60)
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ACTIVITY, [moved], scope={"course_id": 60})
        tx.pictures.replace(kinds.ACTIVITY, [], scope={"course_id": 50})

    assert loaded(database, school, kinds.ACTIVITY) == [moved]


def test_an_id_gone_in_one_course_may_come_back_in_another(database: Database, school: int) -> None:
    moved = replace(AN_ACTIVITY, course_id=60)
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ACTIVITY, [AN_ACTIVITY], scope={"course_id": 50})
        tx.pictures.replace(kinds.ACTIVITY, [], scope={"course_id": 50})

    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ACTIVITY, [moved], scope={"course_id": 60})

    assert loaded(database, school, kinds.ACTIVITY) == [moved]


def test_since_tells_when_something_was_added(
    database: Database, school: int, clock: Clock
) -> None:
    first, second = Alert("silent", 50, "group:1"), Alert("no_mentor", 50, "group:2")
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ALERT, [first])
    clock.pass_by(HOUR)
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.ALERT, [first, second])

    assert added_at(database, school, kinds.ALERT) == {first: NOW, second: NOW + HOUR}


def test_a_change_does_not_touch_since(database: Database, school: int, clock: Clock) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.COHORT, [Cohort(1, "Раньше", "")])
    clock.pass_by(HOUR)
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.COHORT, [Cohort(1, "Теперь", "")])

    assert added_at(database, school, kinds.COHORT) == {Cohort(1, "Теперь", ""): NOW}


def test_what_comes_back_counts_from_its_return(
    database: Database, school: int, clock: Clock
) -> None:
    alert = Alert("silent", 50, "group:1")

    def replace_by(pictures: Pictures, *found: Alert) -> Tally:
        return pictures.replace(kinds.ALERT, found)

    with database.transaction(school) as tx:
        replace_by(tx.pictures, alert)
        replace_by(tx.pictures)
    assert added_at(database, school, kinds.ALERT) == {}
    clock.pass_by(HOUR)
    with database.transaction(school) as tx:
        assert replace_by(tx.pictures, alert) == Tally(added=1)

    assert added_at(database, school, kinds.ALERT) == {alert: NOW + HOUR}


def test_what_comes_back_changed_is_kept_as_it_is_now(database: Database, school: int) -> None:
    give(database, school, everybody(2))
    give(database, school, everybody(1))

    give(database, school, [a_user(1), a_user(2, suspended=True)])

    assert users(database, school) == [a_user(1), a_user(2, suspended=True)]


def test_another_school_is_left_alone(database: Database, school: int) -> None:
    other = database.school("https://other.example")
    give(database, school, everybody(2))
    give(database, other, [a_user(1, lastname="Чужая"), a_user(3)])

    give(database, school, [a_user(1, lastname="Своя")])

    assert users(database, school) == [a_user(1, lastname="Своя")]
    assert users(database, other) == [a_user(1, lastname="Чужая"), a_user(3)]
