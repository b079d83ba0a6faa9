"""Finds where grades and reports of each programme go, each programme on its own."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from connector.mapping.rules import ReportsRule, ResultsRule
from connector.mapping.selectors import ActivitySelector
from connector.moodle.errors import MoodleError, TokenRefused
from connector.moodle.records.course import Course
from connector.services import targets
from connector.services.deps import Deps
from connector.services.grading import Grading
from connector.services.publishing import Publishing
from connector.services.running import Record
from connector.services.scene import Scene

Result = TypeVar("Result")


class Work:
    """The places of one write-back; what cannot be found is a problem of the record."""

    def __init__(self, deps: Deps, record: Record, stage: Scene) -> None:
        self._deps, self._record, self.scene = deps, record, stage

    def gradings(self) -> Iterator[tuple[Course, ResultsRule, Grading]]:
        """Every programme that has an assignment for results."""
        rules = [(rule, course) for rule, course in self.scene.programmes if rule.results]
        found = self.attempt(partial(targets.assignments, self._deps.moodle, rules)) or {}
        for rule, course in rules:
            assignment = found.get(course.id)
            if assignment and rule.results:
                place = Grading(self._deps, self._record, self.scene, rule.results, assignment)
                yield course, rule.results, place
            elif rule.results and course.id in found:
                self._missing("writeback.assignment_missing", rule.results.assignment, course)

    def publishings(self) -> Iterator[tuple[Course, ReportsRule, Publishing]]:
        """Every programme that has a forum for its reports."""
        rules = [(rule, course) for rule, course in self.scene.programmes if rule.reports]
        found = self.attempt(partial(targets.forums, self._deps.moodle, rules)) or {}
        for rule, course in rules:
            forum = found.get(course.id)
            if forum and forum.is_single:
                self._record.problem("report.single_forum", course=course.shortname)
            elif forum and rule.reports:
                yield course, rule.reports, Publishing(self._deps, self._record, self.scene, forum)
            elif rule.reports and course.id in found:
                self._missing("writeback.forum_missing", rule.reports.forum, course)

    def attempt(self, do: Callable[[], Result]) -> Result | None:
        """Do one part; when Moodle refuses, note it and go on with the next."""
        try:
            return do()
        except TokenRefused:
            raise
        except MoodleError as error:
            self._record.failure(error)
            return None

    def _missing(self, code: str, selector: ActivitySelector, course: Course) -> None:
        self._record.problem(code, activity=selector, course=course.shortname, where=selector.where)
