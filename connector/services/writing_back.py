"""Write-back: results as grades and reports as discussions, each programme on its own."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from connector.domain.write_back import FOR_A_PERSON, OUR_REASONS, State
from connector.mapping.rules import ReportsRule
from connector.mapping.selectors import ActivitySelector
from connector.moodle.errors import MoodleError, TokenRefused
from connector.moodle.records.course import Course
from connector.moodle.records.forum import Forum
from connector.reports.periods import period
from connector.services import targets
from connector.services.deps import Deps
from connector.services.grading import Grading
from connector.services.publishing import Publishing
from connector.services.report_text import report
from connector.services.running import Record, recorded
from connector.services.scene import Scene, scene
from connector.services.writes import Change
from connector.store.outbox import WriteKind

Result = TypeVar("Result")


def write_back(deps: Deps, *, dry_run: bool = False) -> tuple[list[Change], Record]:
    """Bring Moodle's grades and reports up to what monitoring says.

    `dry_run`: decide and show, write nothing to Moodle and nothing down.
    What we refuse or leave to a person beforehand is a finding; what failed is a problem.
    """
    with recorded(deps, "dry_run" if dry_run else "writeback") as record:
        work = _Work(deps, record, scene(deps, record), dry_run=dry_run)
        changes = [*work.grades(), *work.reports()]
        record.counts |= counts(changes)
        failed = Counter(c.ended.reason for c in changes if c.is_failed and not dry_run)
        for code, count in failed.items():
            if code.startswith(OUR_REASONS):
                record.problem(code, count=count)
    return changes, record


def counts(changes: Sequence[Change]) -> dict[str, int]:
    """How many grades and reports were written, and how many ended otherwise."""
    by_state = Counter(change.ended.state for change in changes)
    return {
        "grades_written": written(changes, WriteKind.GRADE),
        "reports_published": written(changes, WriteKind.REPORT),
        "unchanged": sum(not c.is_pending and c.ended.state is State.WRITTEN for c in changes),
        **{state.value: by_state[state] for state in (State.PENDING, *FOR_A_PERSON)},
    }


def written(changes: Sequence[Change], kind: WriteKind) -> int:
    """How many writes of a kind were sent and seen in Moodle."""
    return sum(change.is_written for change in changes if change.planned.key.kind is kind)


class _Work:
    def __init__(self, deps: Deps, record: Record, stage: Scene, *, dry_run: bool) -> None:
        self._deps, self._record, self._scene, self._dry_run = deps, record, stage, dry_run

    def grades(self) -> list[Change]:
        """Write the results of every programme that has an assignment for them."""
        rules = [(rule, course) for rule, course in self._scene.programmes if rule.results]
        found = self._attempt(partial(targets.assignments, self._deps.moodle, rules)) or {}
        changes: list[Change] = []
        for rule, course in rules:
            assignment = found.get(course.id)
            if assignment and rule.results:
                one = Grading(self._deps, self._record, self._scene, rule.results, assignment)
                changes += self._attempt(partial(self._grade, one)) or []
            elif rule.results and course.id in found:
                self._missing("writeback.assignment_missing", rule.results.assignment, course)
        return changes

    def reports(self) -> list[Change]:
        """Publish the report of every programme that has a forum for it."""
        rules = [(rule, course) for rule, course in self._scene.programmes if rule.reports]
        found = self._attempt(partial(targets.forums, self._deps.moodle, rules)) or {}
        changes: list[Change] = []
        for rule, course in rules:
            forum = found.get(course.id)
            if forum and forum.is_single:
                self._record.problem("report.single_forum", course=course.shortname)
            elif forum and rule.reports:
                publish = partial(self._publish, course, rule.reports, forum)
                changes += self._attempt(publish) or []
            elif rule.reports and course.id in found:
                self._missing("writeback.forum_missing", rule.reports.forum, course)
        return changes

    def _grade(self, grading: Grading) -> list[Change]:
        plan = grading.plan()
        ended = plan if self._dry_run else grading.carry_out(plan)
        return [Change(before, after) for before, after in zip(plan, ended, strict=True)]

    def _publish(self, course: Course, rule: ReportsRule, forum: Forum) -> list[Change]:
        if not any(pair.programme_id == course.id for pair in self._scene.school.pairs):
            return []
        covered = period(rule.every, self._deps.today)
        desired = report(self._deps, self._scene, course.id, rule, covered)
        publishing = Publishing(self._deps, self._record, self._scene, forum)
        planned = publishing.plan(course.id, covered, desired)
        return [Change(planned, planned if self._dry_run else publishing.carry_out(planned))]

    def _attempt(self, do: Callable[[], Result]) -> Result | None:
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
