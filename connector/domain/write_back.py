"""Decides, before anything is sent, whether a grade may be written into Moodle."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

OUR_REASONS: Final = ("grade.", "report.", "reminder.", "pairs.")
"""How our own reasons begin; what Moodle answered stands with its facts in the run."""


class State(StrEnum):
    """Where a write to Moodle stands."""

    PENDING = "pending"
    SENDING = "sending"
    WRITTEN = "written"
    CONFLICT = "conflict"
    REFUSED = "refused"
    UNKNOWN = "unknown"


FOR_A_PERSON: Final = (State.CONFLICT, State.REFUSED, State.UNKNOWN)
"""What somebody must look at."""


@dataclass(frozen=True)
class Standing:
    """What Moodle has for a participant before we write.

    `has_account`: the account is not suspended in the whole site.
    `is_gradable`: the gradebook has a row for them, which Moodle decides by role.
    `value`: the assignment's own grade; `grader`: who gave it, None when nobody did;
    `book_value`: the grade in the gradebook, None for none.
    """

    is_enrolled: bool
    has_account: bool = True
    is_suspended: bool = False
    is_gradable: bool = True
    value: Decimal | None = None
    grader: int | None = None
    book_value: Decimal | None = None
    is_locked: bool = False
    is_hidden: bool = False
    is_overridden: bool = False


@dataclass(frozen=True)
class Target:
    """What may be written into an assignment: a range of values, and by which account we write."""

    minimum: Decimal
    maximum: Decimal
    is_scale: bool
    writer: int


@dataclass(frozen=True)
class Decision:
    """What to do with a grade: `state` PENDING means send it; `reason` names a sentence."""

    state: State
    reason: str = ""


def decide(
    desired: Decimal | None, standing: Standing, target: Target, *, is_recorded: bool
) -> Decision:
    """Refuse, leave to a person, leave alone, or send; `desired` None takes a grade away.

    `is_recorded`: our ledger says that this very grade, with this feedback, has been written.
    """
    refusal = _refusal(desired, standing, target)
    if refusal:
        return Decision(State.REFUSED, refusal)
    conflict = _conflict(standing, target)
    if conflict:
        return Decision(State.CONFLICT, conflict)
    if is_recorded and standing.value == desired:
        return Decision(State.WRITTEN)
    return Decision(State.PENDING)


def _refusal(desired: Decimal | None, standing: Standing, target: Target) -> str:
    value = target.minimum if desired is None else desired
    is_step = not target.is_scale or value == value.to_integral_value()
    return _first(
        (not standing.is_enrolled, "grade.not_enrolled"),
        (not standing.has_account, "grade.account_suspended"),
        (standing.is_suspended, "grade.suspended"),
        (not standing.is_gradable, "grade.not_gradable"),
        (standing.is_locked, "grade.locked"),
        (standing.is_hidden, "grade.hidden"),
        (not target.minimum <= value <= target.maximum, "grade.out_of_range"),
        (not is_step, "grade.not_a_step"),
    )


def _conflict(standing: Standing, target: Target) -> str:
    in_book, in_assignment = standing.book_value, standing.value
    return _first(
        (standing.is_overridden, "grade.overridden"),
        (standing.grader not in {None, target.writer}, "grade.teacher"),
        (in_book is not None and in_assignment is None, "grade.only_in_gradebook"),
        (in_book is not None and in_book != in_assignment, "grade.changed_in_gradebook"),
    )


def _first(*checks: tuple[bool, str]) -> str:
    return next((code for is_so, code in checks if is_so), "")
