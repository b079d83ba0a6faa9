"""Individual development plans of pairs (methodology 4.4, 12.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from connector.domain.consents import BY_HAND


class PlanState(StrEnum):
    """How far a plan has come (methodology 12.2)."""

    DRAFT = "draft"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    CLOSED = "closed"


class Section(StrEnum):
    """The parts of a plan."""

    DIFFICULTIES = "difficulties"
    DEVELOPMENT = "development"
    INDUCTION = "induction"


class ItemState(StrEnum):
    """What became of an item of a plan."""

    TO_DO = "todo"
    DONE = "done"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


PLAN_STEPS: Final[Mapping[PlanState, frozenset[PlanState]]] = {
    PlanState.DRAFT: frozenset({PlanState.AGREED, PlanState.CLOSED}),
    PlanState.AGREED: frozenset({PlanState.IN_PROGRESS, PlanState.CLOSED}),
    PlanState.IN_PROGRESS: frozenset({PlanState.CLOSED}),
}
"""Every allowed step; the plan of a pair that ends is closed whatever state it is in."""

ITEM_STEPS: Final[Mapping[ItemState, frozenset[ItemState]]] = {
    ItemState.TO_DO: frozenset({ItemState.DONE, ItemState.NOT_DONE, ItemState.DROPPED}),
    ItemState.NOT_DONE: frozenset({ItemState.DONE}),
}
"""Every allowed step; what was not done in time may be done later."""


@dataclass(frozen=True)
class Plan:
    """The plan of a pair; one is open at a time."""

    id: int
    match_id: int
    state: PlanState = PlanState.DRAFT
    goal: str = ""
    agreed_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class PlanItem:
    """Something that a pair means to do.

    `source`: BY_HAND, or the rule of the mapping that plans it. `cmid`: the activity of the
    programme's course that ticks it off when every mentee of the pair has completed it; 0: none.
    `mark`: the mentor's.
    """

    id: int
    plan_id: int
    task: str
    section: Section = Section.DEVELOPMENT
    due_on: date | None = None
    planned_result: str = ""
    actual_result: str = ""
    mark: Decimal | None = None
    state: ItemState = ItemState.TO_DO
    done_on: date | None = None
    cmid: int = 0
    source: str = BY_HAND


@dataclass(frozen=True)
class PlannedTask:
    """An item that the mapping plans for every pair of a programme."""

    programme_id: int
    task: str
    section: Section
    source: str
    due_on: date | None = None
    planned_result: str = ""
    cmid: int = 0
