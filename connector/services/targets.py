"""Finds, in Moodle as it is now, the assignments and forums that the rules name."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from connector.mapping.rules import ProgrammeRule
from connector.mapping.selectors import ActivitySelector
from connector.moodle.client import MoodleClient
from connector.moodle.functions import core_course, mod_assign, mod_forum
from connector.moodle.records.assign import Assignment
from connector.moodle.records.course import Course
from connector.moodle.records.forum import Forum

CourseId = int


class Named(Protocol):
    """An activity with a name in a course."""

    @property
    def cmid(self) -> int:
        """Its id among all activities."""

    @property
    def course_id(self) -> int:
        """Its course."""

    @property
    def name(self) -> str:
        """Its name."""


Thing = TypeVar("Thing", bound=Named)
Rule = tuple[ProgrammeRule, Course]


def assignments(
    moodle: MoodleClient, rules: Iterable[Rule]
) -> Mapping[CourseId, Assignment | None]:
    """The assignment for results of each programme's course; None where it is not found."""
    wanted = {c.id: rule.results.assignment for rule, c in rules if rule.results}
    listed = mod_assign.assignments(moodle, sorted(wanted)) if wanted else []
    return {course: choose(moodle, selector, course, listed) for course, selector in wanted.items()}


def forums(moodle: MoodleClient, rules: Iterable[Rule]) -> Mapping[CourseId, Forum | None]:
    """The forum for reports of each programme's course; None where it is not found."""
    wanted = {c.id: rule.reports.forum for rule, c in rules if rule.reports}
    listed = mod_forum.forums(moodle, sorted(wanted)) if wanted else []
    return {course: choose(moodle, selector, course, listed) for course, selector in wanted.items()}


def choose(
    moodle: MoodleClient, selector: ActivitySelector, course: CourseId, listed: Iterable[Thing]
) -> Thing | None:
    """The only activity of a course that the selector fits; two of one name are no choice."""
    here = [thing for thing in listed if thing.course_id == course]
    if selector.by == "idnumber":
        fitting = [t for t in here if core_course.idnumber(moodle, t.cmid) == selector.value]
    else:
        fitting = [t for t in here if selector.value in {t.name, str(t.cmid)}]
    return fitting[0] if len(fitting) == 1 else None
