"""Pairs and groups as the register keeps them: states, members, the table of steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from connector.domain.people import PersonId, Role


class MatchState(StrEnum):
    """How far a pair or a group has come (methodology 12.2)."""

    PROPOSED = "proposed"
    TRIAL = "trial"
    CONFIRMED = "confirmed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    REJECTED = "rejected"


class EndReason(StrEnum):
    """Why a pair ended, or why somebody left it (methodology 4.5)."""

    GOALS_REACHED = "goals_reached"
    TERM_OVER = "term_over"
    NOT_SUITED = "not_suited"
    REQUEST = "request"
    DUTIES_NEGLECTED = "duties_neglected"
    DISCIPLINE = "discipline"
    LABOUR_REFUSAL = "labour_refusal"
    REPLACED = "replaced"
    PARTICIPATION_ENDED = "participation_ended"
    LEFT_IN_MOODLE = "left_in_moodle"
    BY_HAND = "by_hand"


ENDED: Final = frozenset({MatchState.COMPLETED, MatchState.TERMINATED, MatchState.REJECTED})
AT_WORK: Final = frozenset({MatchState.CONFIRMED, MatchState.ACTIVE, MatchState.SUSPENDED})
"""States of a pair that the order of the head has made."""

ORDER: Final = tuple(MatchState)
BEGUN: Final = frozenset({MatchState.ACTIVE, MatchState.SUSPENDED})
MEETS: Final = AT_WORK | {MatchState.TRIAL}
"""States of a pair that meets, be it on trial: it counts as one, a proposed one does not."""

MATCH_STEPS: Final[Mapping[MatchState, frozenset[MatchState]]] = {
    MatchState.PROPOSED: frozenset({MatchState.TRIAL, MatchState.REJECTED, MatchState.TERMINATED}),
    MatchState.TRIAL: frozenset({MatchState.CONFIRMED, MatchState.REJECTED, MatchState.TERMINATED}),
    MatchState.CONFIRMED: frozenset({MatchState.ACTIVE, MatchState.TERMINATED}),
    MatchState.ACTIVE: frozenset(
        {MatchState.SUSPENDED, MatchState.COMPLETED, MatchState.TERMINATED}
    ),
    MatchState.SUSPENDED: frozenset({MatchState.ACTIVE, MatchState.TERMINATED}),
}
"""Every allowed step. A pair whose people leave is terminated whatever state it is in."""


class ForbiddenMatchStep(ValueError):
    """A step that the table does not know."""


@dataclass(frozen=True)
class Match:
    """A pair or a group of a programme; who is in it say its members.

    `group_id`: its group in Moodle, 0 while there is none. `is_ours`: the connector made it, and
    keeps its group; otherwise staff made the group and the pair follows it. `order_id`: the
    document that lists it. `replaces_id`: the pair that it takes the place of, 0 for none.
    `run_id`: the matching that proposed it, 0 for none. `reached`: on which day (ISO) each state
    was first reached.
    """

    id: int
    programme_id: int
    name: str
    state: MatchState = MatchState.PROPOSED
    kind: str = ""
    role_model: str = ""
    group_id: int = 0
    is_ours: bool = True
    order_id: int = 0
    begins_on: date | None = None
    ended_on: date | None = None
    ended_because: EndReason | None = None
    replaces_id: int = 0
    run_id: int = 0
    reached: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state not in ENDED

    @property
    def begun_on(self) -> date | None:
        """The day on which it began to work; None for one that never did."""
        day = self.reached.get(MatchState.ACTIVE)
        return date.fromisoformat(day) if day else None

    def has_ended_before(self, day: date) -> bool:
        """Whether it was over when a day began."""
        return self.ended_on is not None and self.ended_on < day

    def state_on(self, day: date) -> MatchState | None:
        """Its state on a day, None before the first; when it was suspended before is not known."""
        reached = [(date.fromisoformat(on), MatchState(code)) for code, on in self.reached.items()]
        past = [(on, ORDER.index(state), state) for on, state in reached if on <= day]
        if past and len(past) == len(reached):
            return self.state
        return max(past)[-1] if past else None

    @property
    def idnumber(self) -> str:
        """What marks its group in Moodle as ours."""
        return f"{GROUP_MARK}{self.id}"


GROUP_MARK: Final = "mentoring-pair-"


@dataclass(frozen=True)
class MatchMember:
    """Somebody in a pair or a group, from one day to another; coming back is a new row.

    `form`: of the programme. Of a mentee in a pair with one mentor `mentor_id` says whose place
    they take and `seat` which of the places that the mentor has in that form, from 1; None where
    places are not counted. `programme_id` is that of the match.
    """

    id: int
    match_id: int
    programme_id: int
    person_id: PersonId
    side: Role
    joined_on: date
    left_on: date | None = None
    left_because: EndReason | None = None
    form: str = ""
    mentor_id: int = 0
    seat: int | None = None


def step(match: Match, target: MatchState, on: date, because: EndReason | None = None) -> Match:
    """Take a step of the table; raises ForbiddenMatchStep for any other."""
    if target not in MATCH_STEPS.get(match.state, frozenset()):
        raise ForbiddenMatchStep(f"{match.state} -> {target}")
    moved = replace(match, state=target, reached={target: on.isoformat(), **match.reached})
    return replace(moved, ended_on=on, ended_because=because) if target in ENDED else moved
