"""What a curator enters of candidates: the interview, the marks and the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from connector.domain.participation import Participation, State
from connector.domain.recruiting import Decision, Selection
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_participation import taking_part

CHOSEN: Final = frozenset({State.SELECTED, State.TRAINED})


@dataclass(frozen=True)
class Interview:
    """What came of talking to a candidate; `marks` by criterion."""

    on: date
    interviewer: str = ""
    marks: Mapping[str, int] = field(default_factory=dict)
    outcome: str = ""


def note_interview(
    register: Register, participation_id: int, interview: Interview, on: date
) -> Register:
    """Note an interview; a second one adds marks and replaces the rest that it says.

    Raises EditRefused for a participation that has ended, and for a day that is to come.
    """
    _open(register, participation_id)
    if interview.on > on:
        raise EditRefused("recruiting.in_future", day=interview.on)
    known = _selection(register, participation_id)
    noted = replace(
        known,
        criteria={**known.criteria, **interview.marks},
        interviewed_on=interview.on,
        interviewer=interview.interviewer or known.interviewer,
        outcome=interview.outcome or known.outcome,
    )
    return register.with_rows("selections", [noted])


def decide(
    register: Register, participation_id: int, decision: Decision, on: date, comment: str = ""
) -> Register:
    """Decide about a candidate; the state of the participation follows from it.

    Raises EditRefused for whoever works already, or was chosen and is now to wait: no step of the
    table (methodology 12.2) leads back.
    """
    one = _open(register, participation_id)
    if one.state is State.ACTIVE:
        raise EditRefused("recruiting.active_already", participation=one.id)
    if one.state in CHOSEN and decision is Decision.RESERVE:
        raise EditRefused("recruiting.chosen_already", participation=one.id)
    known = _selection(register, participation_id)
    decided = replace(
        known,
        decision=decision,
        decided_on=known.decided_on if known.decision is decision else on,
        comment=comment or known.comment,
    )
    return register.with_rows("selections", [decided])


def _open(register: Register, participation_id: int) -> Participation:
    one = taking_part(register, participation_id)
    if not one.is_open:
        raise EditRefused("participation.ended_already", participation=one.id, day=one.left_on)
    return one


def _selection(register: Register, participation_id: int) -> Selection:
    return register.selections.get(participation_id) or Selection(participation_id)
