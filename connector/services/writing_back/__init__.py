"""Write-back: results as grades and reports as discussions, each programme on its own.

What a person has to approve waits as a plan (`plans.py`), and is sent once it is approved.
"""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from connector.domain.write_back import FOR_A_PERSON, OUR_REASONS, State
from connector.domain.write_plans import Approval
from connector.mapping.rules import ReportsRule
from connector.moodle.records.course import Course
from connector.reports.periods import period
from connector.services.deps import Deps
from connector.services.grading import Grading
from connector.services.publishing import Publishing
from connector.services.report_text import report
from connector.services.running import Record, recorded
from connector.services.scene import scene
from connector.services.writes import Change
from connector.services.writing_back import applying, plans
from connector.services.writing_back.work import Work
from connector.store.outbox import Entry, WriteKind

__all__ = ["counts", "write_back", "written"]


def write_back(deps: Deps, *, dry_run: bool = False) -> tuple[list[Change], Record]:
    """Bring Moodle's grades and reports up to what monitoring says.

    `dry_run`: decide and show, write nothing to Moodle and nothing down.
    What we refuse or leave to a person beforehand is a finding; what failed is a problem.
    """
    with recorded(deps, "dry_run" if dry_run else "writeback") as record:
        work = Work(deps, record, scene(deps, record))
        approved = [] if dry_run else applying.apply_approved(deps, work)
        writing = _Writing(deps, work, dry_run=dry_run)
        changes = [*approved, *writing.grades(), *writing.reports()]
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


class _Writing:
    def __init__(self, deps: Deps, work: Work, *, dry_run: bool) -> None:
        self._deps, self._work, self._dry_run = deps, work, dry_run

    def grades(self) -> list[Change]:
        """The results of every programme that has an assignment for them."""
        return [
            change
            for course, rule, grading in self._work.gradings()
            for change in self._work.attempt(partial(self._grade, course, rule.approval, grading))
            or ()
        ]

    def reports(self) -> list[Change]:
        """The report of every programme that has a forum for it."""
        return [
            change
            for course, rule, publishing in self._work.publishings()
            for change in self._work.attempt(partial(self._publish, course, rule, publishing)) or ()
        ]

    def _grade(self, course: Course, approval: Approval, grading: Grading) -> list[Change]:
        plan = grading.plan()
        if self._dry_run:
            return _as_planned(plan)
        if approval is Approval.AUTO:
            ended = grading.carry_out(plan)
            return [Change(before, after) for before, after in zip(plan, ended, strict=True)]
        waiting = [entry for entry in plan if entry.state is State.PENDING]
        grading.carry_out([entry for entry in plan if entry.state is not State.PENDING])
        plans.offer(self._deps, WriteKind.GRADE, grading.target, course.id, waiting)
        return _as_planned(plan)

    def _publish(self, course: Course, rule: ReportsRule, publishing: Publishing) -> list[Change]:
        scene_ = self._work.scene
        if not any(pair.programme_id == course.id for pair in scene_.school.pairs):
            return []
        covered = period(rule.every, self._deps.today)
        desired = report(self._deps, scene_, course.id, rule, covered)
        planned = publishing.plan(course.id, covered, desired)
        if self._dry_run:
            return _as_planned([planned])
        if rule.approval is Approval.AUTO or planned.state is not State.PENDING:
            (ended,) = publishing.carry_out([planned])
            return [Change(planned, ended)]
        plans.offer(self._deps, WriteKind.REPORT, publishing.target, course.id, [planned])
        return _as_planned([planned])


def _as_planned(plan: Sequence[Entry]) -> list[Change]:
    return [Change(entry, entry) for entry in plan]
