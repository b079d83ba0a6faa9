"""Whether roles, enrolments and events of pairs may be written; nothing is written to see it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from connector.mapping.courses import Found
from connector.mapping.rules import Rules
from connector.moodle.client import MoodleClient
from connector.moodle.errors import RightMissing
from connector.moodle.functions import core_calendar, core_role, enrol_manual
from connector.moodle.records.course import Course
from connector.services.doctor.checks import Checks

Probe = Callable[[], None]


def probes(
    moodle: MoodleClient, checks: Checks, rules: Rules, found: Found, people: Mapping[int, int]
) -> Iterator[tuple[Course, Probe]]:
    """Each thing to try, with its course; `people`: somebody of a course, by the course."""
    for rule, course in found.programmes:
        somebody = people.get(course.id)
        new = rule.pairs.new
        if new and new.mentor_role and somebody:
            yield course, partial(_role, moodle, checks, new.mentor_role, somebody)
        if new and new.not_enrolled == "enrol" and somebody:
            yield course, partial(_enrolment, moodle, checks, course, somebody)
        if rule.calendar:
            yield course, partial(_calendar, moodle, checks, course)
    staff = rules.roadmap.calendar
    for course in found.courses().values():
        if staff and course.id in found.named_by(staff):
            yield course, partial(_calendar, moodle, checks, course)


def _role(moodle: MoodleClient, checks: Checks, role: int, over: int) -> None:
    try:
        core_role.check_may_assign(moodle, role, over)
    except RightMissing as error:
        if error.code != "moodle.role_not_assignable":
            raise
        checks.failure("doctor.role_not_assignable", role=role)
    else:
        checks.ok("doctor.mentor_role", role=role)


def _enrolment(moodle: MoodleClient, checks: Checks, course: Course, somebody: int) -> None:
    enrol_manual.check_may_enrol(moodle, course.id, somebody)
    checks.ok("doctor.enrolment", course=course.shortname)


def _calendar(moodle: MoodleClient, checks: Checks, course: Course) -> None:
    core_calendar.check_may_write(moodle, course.id)
    checks.ok("doctor.calendar", course=course.shortname)
