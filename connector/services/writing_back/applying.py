"""Applies approved plans: what is in Moodle now must be what it was when the plan was made."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from connector.domain.register.edits import EditRefused
from connector.domain.write_back import State
from connector.domain.write_plans import PlannedWrite, PlanState, WritePlan
from connector.services.deps import Deps
from connector.services.grading import Grading
from connector.services.publishing import Publishing
from connector.services.running import Record, recorded
from connector.services.scene import scene
from connector.services.writes import Change
from connector.services.writing_back import plans
from connector.services.writing_back.work import Work
from connector.store.outbox import Entry, WriteKind

Place = Grading | Publishing
UNCHANGED: Final = {WriteKind.GRADE: "grade.unchanged", WriteKind.REPORT: "report.unchanged"}
DRIFTED: Final = {WriteKind.GRADE: "grade.drifted", WriteKind.REPORT: "report.drifted"}


def apply(deps: Deps, number: int) -> tuple[list[Change], Record]:
    """Send what a plan says, each write only where nothing has changed since it was made.

    Raises EditRefused for a plan that nobody approved, that has expired or was applied, and for
    one whose activity is no longer there.
    """
    plan = plans.approved(deps, number)
    with recorded(deps, "writeback") as record:
        work = Work(deps, record, scene(deps, record))
        place = _places(work, plan.kind).get(plan.target)
        if place is None:
            raise EditRefused("plan.no_place", number=number)
        changes = _carry_out(deps, place, plan, work.scene.writer)
    return changes, record


def apply_approved(deps: Deps, work: Work) -> list[Change]:
    """Apply every plan that was approved; one whose activity is gone waits until it expires."""
    changes: list[Change] = []
    for plan in reversed(plans.kept(deps)):
        if plan.state_on(deps.today) is PlanState.APPROVED:
            place = _places(work, plan.kind).get(plan.target)
            if place is not None:
                do = partial(_carry_out, deps, place, plan, work.scene.writer)
                changes += work.attempt(do) or []
    return changes


def _places(work: Work, kind: str) -> Mapping[str, Place]:
    found = work.gradings() if kind == WriteKind.GRADE.value else work.publishings()
    return {place.target: place for _, _, place in found}


def _carry_out(deps: Deps, place: Place, plan: WritePlan, writer: int) -> list[Change]:
    planned = plans.writes(deps, plan)
    now = place.decide({one.participant: one.desired for one in planned})
    ready = [_judged(one, entry) for one, entry in zip(planned, now, strict=True)]
    ended = place.carry_out(ready)
    rows = [
        _ended(one, was, entry, writer) for one, was, entry in zip(planned, now, ended, strict=True)
    ]
    plans.keep(deps, replace(plan, state=PlanState.APPLIED, applied_on=deps.today), rows)
    return [Change(before, after) for before, after in zip(ready, ended, strict=True)]


def _judged(one: PlannedWrite, now: Entry) -> Entry:
    """What is still to be sent: not where Moodle has something else than when it was planned.

    What is desired may be there by our own hand, of a process that was killed: it is sent again.
    """
    before = dict(now.before or {})
    is_there = "value" in before and before["value"] == one.desired["value"]
    if now.state is State.PENDING and before != dict(one.before) and not is_there:
        return replace(now, state=State.CONFLICT, reason=DRIFTED[now.key.kind])
    return now


def _ended(one: PlannedWrite, was: Entry, ended: Entry, writer: int) -> PlannedWrite:
    """How a write ended, and what Moodle has for it: by our hand where we have just written it."""
    found = was.before or {}
    if ended.state is State.WRITTEN and ended.key.kind is WriteKind.GRADE:
        found = {"value": ended.desired["value"], "grader": writer}
    is_there = was.state is State.WRITTEN
    reason = UNCHANGED[ended.key.kind] if is_there else ended.reason
    return replace(one, state=ended.state, reason=reason, found=dict(found))
