"""What is to be written into Moodle and waits for a person, and what became of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from connector.domain.write_back import State

Values = Mapping[str, Any]


class PlanState(StrEnum):
    """Where a plan stands; one that was not decided on in time has expired."""

    WAITING = "waiting"
    APPROVED = "approved"
    APPLIED = "applied"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


class Approval(StrEnum):
    """Who approves what is to be written: a person, or nobody has to."""

    PERSON = "person"
    AUTO = "auto"


@dataclass(frozen=True)
class WritePlan:
    """Writes of one kind into one activity, as the outbox names it.

    `digest`: of everything that is to be written and of what was there before. `undoes_id`: the
    plan that it takes back, 0 for none. Empty texts and None: not yet.
    """

    id: int
    kind: str
    target: str
    programme_id: int
    made_on: date
    expires_on: date
    digest: str
    state: PlanState = PlanState.WAITING
    decided_by: str = ""
    decided_on: date | None = None
    applied_on: date | None = None
    undoes_id: int = 0

    def state_on(self, day: date) -> PlanState:
        """Where it stands on a day."""
        is_open = self.state in {PlanState.WAITING, PlanState.APPROVED}
        return PlanState.EXPIRED if is_open and self.expires_on < day else self.state


@dataclass(frozen=True)
class PlannedWrite:
    """One write of a plan; `before`: what Moodle had, `state` and `reason`: how it ended.

    Until the plan is applied `state` is PENDING. `found`: what Moodle showed when it was applied: a
    teacher's value, or by then our own.
    """

    plan_id: int
    participant: str
    before: Values
    desired: Values
    state: State = State.PENDING
    reason: str = ""
    found: Values = field(default_factory=dict)


def digest(kind: str, target: str, writes: Iterable[PlannedWrite]) -> str:
    """What tells two plans apart, whenever they were made."""
    rows = [[w.participant, dict(w.before), dict(w.desired)] for w in writes]
    rows.sort(key=lambda row: str(row[0]))
    told = json.dumps([kind, target, rows], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()
