"""Taking part: the states of a participation and the one table of what may follow what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from connector.domain.people import PersonId, Role


class State(StrEnum):
    """How far somebody has come (methodology 12.2)."""

    CANDIDATE = "candidate"
    CONSENT_PENDING = "consent_pending"
    REGISTERED = "registered"
    SELECTED = "selected"
    TRAINED = "trained"
    ACTIVE = "active"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why a participation ended."""

    GOALS_REACHED = "goals_reached"
    PROGRAMME_OVER = "programme_over"
    REFUSED = "refused"
    NOT_SELECTED = "not_selected"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    LEFT_IN_MOODLE = "left_in_moodle"
    LEFT_SCHOOL = "left_school"
    BY_HAND = "by_hand"


BOTH: Final = frozenset({Role.MENTOR, Role.MENTEE})
MENTORS: Final = frozenset({Role.MENTOR})
MENTEES: Final = frozenset({Role.MENTEE})

FINAL: Final = frozenset({State.COMPLETED, State.DECLINED, State.WITHDRAWN})
NEEDS_CONSENT: Final = frozenset(
    {State.REGISTERED, State.SELECTED, State.TRAINED, State.ACTIVE, State.COMPLETED}
)
"""States that nobody may enter, or stay in, without a valid consent (methodology 12.3: 1)."""

TEXTS: Final = (
    "request", "competencies", "achievements", "interests", "desired_age", "time", "motivation",
    "result",
)  # fmt: skip
"""What is written of a participation: by a questionnaire, or by hand."""

PRE_FINAL: Final = tuple(state for state in State if state not in FINAL)

TRANSITIONS: Final[Mapping[tuple[State, State], frozenset[Role]]] = {
    (State.CANDIDATE, State.CONSENT_PENDING): BOTH,
    (State.CONSENT_PENDING, State.REGISTERED): BOTH,
    (State.REGISTERED, State.SELECTED): MENTORS,
    (State.SELECTED, State.TRAINED): MENTORS,
    (State.SELECTED, State.ACTIVE): MENTORS,
    (State.TRAINED, State.ACTIVE): MENTORS,
    (State.REGISTERED, State.ACTIVE): MENTEES,
    (State.ACTIVE, State.COMPLETED): BOTH,
    **{
        (state, State.CONSENT_PENDING): MENTORS
        if state in {State.SELECTED, State.TRAINED}
        else BOTH
        for state in (State.REGISTERED, State.SELECTED, State.TRAINED, State.ACTIVE)
    },
    **{(state, State.DECLINED): BOTH for state in PRE_FINAL},
    **{(state, State.WITHDRAWN): BOTH for state in PRE_FINAL},
}
"""Every allowed step and who may take it. SELECTED to ACTIVE only where admission just warns."""


class ForbiddenStep(ValueError):
    """A step that the table does not know."""


@dataclass(frozen=True)
class Participation:
    """One time that a person takes part in one role; coming back is a new one.

    `programme_id` 0: in the base, not in a programme yet. `entered_on`: since when in the base.
    `reached`: on which day (ISO) each state was first reached. `texts`: the columns of the bases
    (methodology 5.1, 5.2) by TEXTS; `imported` is what Moodle last said of them, so that a later
    correction by hand is not overwritten.
    """

    id: int
    person_id: PersonId
    role: Role
    programme_id: int = 0
    form: str = ""
    state: State = State.CANDIDATE
    is_by_hand: bool = False
    applied_on: date | None = None
    entered_on: date | None = None
    left_on: date | None = None
    left_because: Reason | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    case_url: str = ""
    is_passed: bool = False
    reached: Mapping[str, str] = field(default_factory=dict)
    imported: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state not in FINAL

    @property
    def was_active(self) -> bool:
        """Whether the person really started."""
        return State.ACTIVE in self.reached


def may(role: Role, source: State, target: State) -> bool:
    """Whether the table allows a step for a role."""
    return role in TRANSITIONS.get((source, target), frozenset())


def step(
    taking_part: Participation, target: State, on: date, because: Reason | None = None
) -> Participation:
    """Take a step of the table; raises ForbiddenStep for any other."""
    if not may(taking_part.role, taking_part.state, target):
        raise ForbiddenStep(f"{taking_part.role}: {taking_part.state} -> {target}")
    moved = replace(
        taking_part,
        state=target,
        reached={target: on.isoformat(), **taking_part.reached},
    )
    if target is State.REGISTERED and moved.entered_on is None:
        moved = replace(moved, entered_on=on)
    return replace(moved, left_on=on, left_because=because) if target in FINAL else moved
