"""Recruiting: candidates, their questionnaires, selection and the funnel (methodology 2.3, 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from connector.domain.participation import Participation, State
from connector.domain.people import PersonId, Role


class Decision(StrEnum):
    """What was decided of a candidate."""

    ACCEPTED = "accepted"
    RESERVE = "reserve"
    DECLINED = "declined"


class Stage(StrEnum):
    """The steps of the funnel, in order."""

    INVITED = "invited"
    APPLIED = "applied"
    SELECTED = "selected"
    TRAINED = "trained"
    ACTIVE = "active"


@dataclass(frozen=True)
class Application:
    """Somebody who is a candidate, and what they wrote: `texts` by field of the participation.

    `reasons`: codes of the pools of methodology 2.3; the sensitive ones only where they are kept.
    """

    person_id: PersonId
    role: Role
    source: str
    applied_on: date | None = None
    form: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    reasons: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Selection:
    """How a candidate was chosen: marks by criterion, the interview and the decision."""

    participation_id: int
    criteria: Mapping[str, int] = field(default_factory=dict)
    interviewed_on: date | None = None
    interviewer: str = ""
    outcome: str = ""
    decision: Decision | None = None
    decided_on: date | None = None
    comment: str = ""


@dataclass(frozen=True)
class RequestReason:
    """Why a mentee needs a mentor, as a code; who may see it says `domain.access`."""

    participation_id: int
    code: str


STAGES: Final[Mapping[Role, tuple[Stage, ...]]] = {
    Role.MENTOR: tuple(Stage),
    Role.MENTEE: (Stage.INVITED, Stage.APPLIED, Stage.ACTIVE),
}
"""The steps that each side takes: mentees are neither selected nor trained."""

COMING: Final[Mapping[State, Stage]] = {
    State.CONSENT_PENDING: Stage.APPLIED,
    State.SELECTED: Stage.SELECTED,
    State.TRAINED: Stage.TRAINED,
    State.ACTIVE: Stage.ACTIVE,
}
"""The day on which a participation reached a state is the day on which it came to a stage."""


def funnel(
    participations: Iterable[Participation],
    role: Role,
    period: tuple[date, date],
    trained: frozenset[PersonId],
    invited: frozenset[PersonId] | None = None,
) -> Mapping[Stage, int]:
    """How many people came how far within a period, each once; both its days included.

    Who comes to a stage has passed those before it, be it earlier: a candidate of May who becomes
    active in October counts in both school years. Ends count for nothing, and who has been active
    for years was recruited then. So no stage holds more than the one before, but for `active`,
    which an untrained mentor may reach where admission only warns.

    `trained`: on the last day of the period. `invited` None: nobody can say, and nothing is said.
    """
    first, last = period
    found: dict[Stage, set[PersonId]] = {stage: set() for stage in STAGES[role]}
    for one in participations:
        came = [stage for stage, day in _days(one).items() if first <= day <= last]
        if one.role is role and came:
            for stage in _passed(found, came):
                found[stage].add(one.person_id)
    if Stage.TRAINED in found:
        found[Stage.TRAINED] |= found[Stage.SELECTED] & trained
    found[Stage.INVITED] |= invited or set()
    return {
        stage: len(people)
        for stage, people in found.items()
        if stage is not Stage.INVITED or invited is not None
    }


def _days(one: Participation) -> Mapping[Stage, date]:
    """When a participation came to each stage; an answer that came later is no second start."""
    came = {
        stage: date.fromisoformat(one.reached[state])
        for state, stage in COMING.items()
        if state in one.reached
    }
    applied = [day for day in (one.applied_on, came.get(Stage.APPLIED)) if day is not None]
    return {**came, Stage.APPLIED: min(applied)} if applied else came


def _passed(stages: Iterable[Stage], came: Sequence[Stage]) -> list[Stage]:
    """The stages up to the furthest; nobody is trained by being active."""
    order = list(Stage)
    furthest = max(came, key=order.index)
    return [
        stage
        for stage in stages
        if order.index(stage) <= order.index(furthest)
        and (stage is not Stage.TRAINED or stage in came)
    ]
