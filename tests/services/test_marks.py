"""Marks of the subjects that are followed: read by night, kept as they change, forgotten."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from connector.domain.marks import SubjectMark
from connector.domain.people import PersonId, Role
from connector.sandbox.records import Module
from connector.services import marks, picture, register
from connector.services.deps import Deps
from connector.services.monitoring import monitor
from connector.services.syncing import Tier, sync
from connector.store import kinds
from tests.services.conftest import Clock, Opening
from tests.services.outcomes import codes
from tests.services.stand import PUPILS, TEACHERS, Stand, a_mapping, of_course, refuse

GRADES = "gradereport_user_get_grade_items"
ENROLLED = "core_enrol_get_enrolled_users"
MATHS, RUSSIAN = "SUB-0", "SUB-1"


def the_course(stand: Stand, shortname: str) -> int:
    return next(c.id for c in stand.school.courses.values() if c.shortname == shortname)


@pytest.fixture
def by_night(registered: Deps) -> Deps:
    """A school whose marks have been read."""
    sync(registered, Tier.NIGHT)
    return registered


def kept(deps: Deps) -> list[SubjectMark]:
    with deps.database.reading(deps.school_id) as tx:
        return tx.pictures.load(kinds.MARK)


def courses_asked(stand: Stand, function: str) -> set[str]:
    return {one["courseid"] for one in stand.asked if one.function == function}


def a_mentee(deps: Deps) -> PersonId:
    """Somebody who is a mentee and has a mark in Maths."""
    taking_part = register.read(deps).participations.values()
    mentees = {one.person_id for one in taking_part if one.role is Role.MENTEE and one.is_open}
    return min(one.person_id for one in kept(deps) if one.person_id in mentees)


def graded(stand: Stand) -> Module:
    """What is graded in Maths."""
    course = stand.school.courses[the_course(stand, MATHS)]
    return next(module for module in course.modules if module.grade > 0)


def test_marks_are_read_by_night_and_nothing_else_of_their_courses(
    deps: Deps, stand: Stand
) -> None:
    maths = the_course(stand, MATHS)

    sync(deps, Tier.NIGHT)

    assert str(maths) in courses_asked(stand, GRADES)
    assert str(maths) not in courses_asked(stand, ENROLLED)
    stand.asked.clear()
    sync(deps, Tier.DAY)
    assert str(maths) not in courses_asked(stand, GRADES)


def test_of_who_is_in_no_programme_no_mark_is_kept(by_night: Deps, stand: Stand) -> None:
    rows = {row.user_id for row in picture.mirror(by_night).course_marks}
    graded = {e.user_id for e in stand.school.courses[the_course(stand, MATHS)].enrolments}
    programmes = (stand.school.courses[course] for course in (PUPILS, TEACHERS))
    people = {e.user_id for course in programmes for e in course.enrolments}

    assert rows
    assert rows <= people
    assert graded - people


def test_the_share_is_of_what_was_graded_for_this_pupil(by_night: Deps, stand: Stand) -> None:
    maths = the_course(stand, MATHS)
    rows = {row.user_id: row for row in picture.mirror(by_night).course_marks}
    seen = picture.seen(by_night).marks
    of_maths = {who: share for (who, subject), share in seen.items() if subject == "Математика"}

    assert of_maths
    for who, share in of_maths.items():
        cells = list(stand.state.book.rows(maths, who))
        points = [entry.final for _, entry in cells if entry and entry.final is not None]
        most = [item.maximum for item, entry in cells if entry and entry.final is not None]
        assert share == round(Decimal(sum(points)) / Decimal(sum(most)), 4)
        assert who in rows


def test_monitoring_keeps_the_marks_of_mentees_once(by_night: Deps) -> None:
    _, first = monitor(by_night)
    taking_part = register.read(by_night).participations.values()

    _, second = monitor(by_night)

    mentees = {one.person_id for one in taking_part if one.role is Role.MENTEE}
    assert first.counts["subject_mark"]["added"] == len(kept(by_night)) > 0
    assert second.counts["subject_mark"]["added"] == 0
    assert {one.person_id for one in kept(by_night)} <= mentees


def test_a_mark_that_changes_is_added_and_the_old_one_stays(
    by_night: Deps, stand: Stand, clock: Clock
) -> None:
    monitor(by_night)
    who, before = a_mentee(by_night), kept(by_night)
    clock.advance(days=40)
    stand.grade(graded(stand), who, 1)

    sync(by_night, Tier.NIGHT)
    monitor(by_night)

    (new,) = [mark for mark in kept(by_night) if mark not in before]
    assert (new.person_id, new.subject) == (who, "Математика")
    history = marks.known(by_night)[who]["Математика"]
    now = by_night.today
    assert history.on(now - timedelta(days=1)) in before
    assert history.on(now) == new


def test_a_course_that_is_refused_keeps_its_marks_and_does_not_stop_the_rest(
    by_night: Deps, stand: Stand
) -> None:
    before = picture.mirror(by_night).course_marks
    stand.always(GRADES, of_course(the_course(stand, MATHS), refuse("nopermissions")))

    record = sync(by_night, Tier.NIGHT)

    assert picture.mirror(by_night).course_marks == before
    assert str(the_course(stand, RUSSIAN)) in courses_asked(stand, GRADES)
    assert record.problems


def test_a_column_that_is_not_there_is_told_of(
    opened: Opening, stand: Stand, tmp_path_factory: Callable[..., object]
) -> None:
    folder = tmp_path_factory.mktemp("mapping")  # type: ignore[attr-defined] # pytest's factory
    line = "  - { subject: Математика, course: SUB-0 }"
    mapping = a_mapping(folder, (line, line.replace(" }", ", column: { idnumber: quarter } }")))
    deps = opened(mapping=mapping)

    record = sync(deps, Tier.NIGHT)

    assert "sync.mark_missing" in codes(record)
    assert {mark.course_id for mark in picture.mirror(deps).course_marks} == {
        the_course(stand, RUSSIAN)
    }


def test_of_who_is_forgotten_no_mark_is_left_anywhere(by_night: Deps) -> None:
    monitor(by_night)
    who = a_mentee(by_night)

    marks.forget(by_night, who)

    with by_night.database.reading(by_night.school_id) as tx:
        left = tx.pictures._connection.exec_driver_sql(  # noqa: SLF001 - past what the store shows
            "select count(*) from mentoring_subject_mark where person_id = ?", (who,)
        )
    assert left.scalar() == 0
    assert kept(by_night)
