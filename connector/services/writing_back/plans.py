"""Plans of writes that wait for a person: offered, looked at, approved, taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from connector.domain.register.book import next_id
from connector.domain.register.edits import EditRefused
from connector.domain.write_back import State
from connector.domain.write_plans import PlannedWrite, PlanState, WritePlan, digest
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.database import Transaction
from connector.store.outbox import Entry, WriteKind


def kept(deps: Deps) -> list[WritePlan]:
    """Every plan, the newest first."""
    with deps.database.reading(deps.school_id) as tx:
        return sorted(tx.pictures.load(kinds.WRITE_PLAN), key=lambda plan: -plan.id)


def open_(deps: Deps) -> list[WritePlan]:
    """The plans that wait for somebody or for being sent, the newest first."""
    to_do = {PlanState.WAITING, PlanState.APPROVED}
    return [plan for plan in kept(deps) if plan.state_on(deps.today) in to_do]


def by_number(deps: Deps, number: int) -> WritePlan:
    """A plan; raises EditRefused when there is none."""
    found = [plan for plan in kept(deps) if plan.id == number]
    if not found:
        raise EditRefused("plan.none", number=number)
    return found[0]


def writes(deps: Deps, plan: WritePlan) -> list[PlannedWrite]:
    """The writes of a plan."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.pictures.load(kinds.PLANNED_WRITE, plan_id=plan.id)


def offer(
    deps: Deps, kind: WriteKind, target: str, programme_id: int, entries: Sequence[Entry]
) -> WritePlan | None:
    """Let what is to be written wait for a person; the same again is the plan that waits already.

    An older plan for the same place is superseded. None when there is nothing to write.
    """
    rows = [
        PlannedWrite(0, entry.key.participant, entry.before or {}, entry.desired)
        for entry in entries
    ]
    return _offer(deps, kind.value, target, programme_id, rows)


def approve(deps: Deps, by: str, number: int) -> WritePlan:
    """Approve a plan that waits; raises EditRefused for any other."""
    plan = _in_state(deps, number, PlanState.WAITING)
    return keep(deps, replace(plan, state=PlanState.APPROVED, decided_by=by, decided_on=deps.today))


def approved(deps: Deps, number: int) -> WritePlan:
    """A plan that may be applied; raises EditRefused for any other."""
    return _in_state(deps, number, PlanState.APPROVED)


def undo(deps: Deps, number: int) -> WritePlan:
    """Offer a plan that puts back what a plan has replaced; raises EditRefused where none can.

    What had no grade loses it again; the words of an older feedback cannot be brought back.
    """
    plan = _in_state(deps, number, PlanState.APPLIED)
    if plan.kind != WriteKind.GRADE.value:
        raise EditRefused("plan.no_undo", number=number)
    rows = [
        PlannedWrite(
            0,
            one.participant,
            one.found,
            {"value": one.before.get("value"), "feedback": ""},
        )
        for one in writes(deps, plan)
        if one.state is State.WRITTEN and one.before.get("value") != one.desired["value"]
    ]
    made = _offer(deps, plan.kind, plan.target, plan.programme_id, rows, undoes=number)
    if made is None:
        raise EditRefused("plan.nothing_to_undo", number=number)
    return made


def keep(deps: Deps, plan: WritePlan, rows: Iterable[PlannedWrite] = ()) -> WritePlan:
    """Write a plan down, and what became of its writes."""
    with deps.database.transaction(deps.school_id) as tx:
        _put(tx, plan, rows)
    return plan


def _offer(
    deps: Deps,
    kind: str,
    target: str,
    programme_id: int,
    rows: Sequence[PlannedWrite],
    undoes: int = 0,
) -> WritePlan | None:
    told, today = digest(kind, target, rows), deps.today
    with deps.database.changing_register(deps.school_id) as tx:
        known = tx.pictures.load(kinds.WRITE_PLAN)
        older = [
            one
            for one in known
            if (one.kind, one.target) == (kind, target) and one.state_on(today) is PlanState.WAITING
        ]
        same = next((one for one in older if one.digest == told), None)
        if same is not None:
            return same
        for one in older:
            _put(tx, replace(one, state=PlanState.SUPERSEDED))
        if not rows:
            return None
        expires_on = today + timedelta(days=deps.methodology.norms.approval_days)
        number = next_id(one.id for one in known)
        plan = WritePlan(
            number, kind, target, programme_id, today, expires_on, told, undoes_id=undoes
        )
        _put(tx, plan, [replace(row, plan_id=number) for row in rows])
        return plan


def _put(tx: Transaction, plan: WritePlan, rows: Iterable[PlannedWrite] = ()) -> None:
    tx.pictures.replace(kinds.WRITE_PLAN, [plan], marks_gone=False)
    scope = {"plan_id": plan.id}
    tx.pictures.replace(kinds.PLANNED_WRITE, rows, scope=scope, marks_gone=False)


def _in_state(deps: Deps, number: int, wanted: PlanState) -> WritePlan:
    plan = by_number(deps, number)
    state = plan.state_on(deps.today)
    if state is not wanted:
        raise EditRefused(f"plan.is_{state}", number=number)
    return plan
