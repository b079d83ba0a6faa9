"""Mentoring pairs and groups: who stands on which side, and how each of them is doing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from connector.domain.matches import MatchState
from connector.domain.people import PersonId
from connector.domain.programmes import ProgrammeId

PairId = NewType("PairId", str)


class Standing(StrEnum):
    """Whether a member can take part; the ways of not taking part stay apart."""

    ACTIVE = "active"
    ACCOUNT_SUSPENDED = "account_suspended"
    ENROLMENT_SUSPENDED = "enrolment_suspended"
    NOT_ENROLLED = "not_enrolled"
    LEFT = "left"
    CONSENT_WITHDRAWN = "consent_withdrawn"


@dataclass(frozen=True)
class Member:
    """A person in a pair; `suits_form`: the form allows their kind on this side.

    `seen_at`: last trace in the programme's course, Unix seconds, 0 for never, None when Moodle
    hides it. `progress`, `grade` and `curator_mark`: shares from 0 to 1, None when there is nothing
    to measure.
    """

    person_id: PersonId
    name: str
    standing: Standing
    suits_form: bool = True
    is_trained: bool = False
    has_consent: bool = True
    seen_at: int | None = None
    progress: Decimal | None = None
    grade: Decimal | None = None
    curator_mark: Decimal | None = None

    @property
    def is_active(self) -> bool:
        """Whether the member can take part."""
        return self.standing is Standing.ACTIVE

    @property
    def has_left(self) -> bool:
        """Whether the member takes part no more, so that nothing is worked out for them."""
        return self.standing in {Standing.LEFT, Standing.CONSENT_WITHDRAWN}


@dataclass(frozen=True)
class Pair:
    """A pair or a group of one programme; nobody stands on both of its sides.

    `group_id`, `idnumber`: of its group in Moodle, 0 and empty when it has none. `match_id`,
    `state`: what the register knows of it, 0 and None for what is not registered.
    """

    id: PairId
    programme_id: ProgrammeId
    name: str
    mentors: tuple[Member, ...]
    mentees: tuple[Member, ...]
    group_id: int = 0
    idnumber: str = ""
    match_id: int = 0
    state: MatchState | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """Both sides."""
        return (*self.mentors, *self.mentees)

    @property
    def has_mentor(self) -> bool:
        """Whether a mentor can take part."""
        return any(member.is_active for member in self.mentors)

    @property
    def has_mentee(self) -> bool:
        """Whether a mentee can take part."""
        return any(member.is_active for member in self.mentees)

    @property
    def is_complete(self) -> bool:
        """Whether both sides can take part."""
        return self.has_mentor and self.has_mentee

    @property
    def seen_at(self) -> int | None:
        """The last trace of any member, 0 for never, None when Moodle hides it."""
        times = [m.seen_at for m in self.members if m.seen_at is not None]
        return max(times, default=None)


def mutual(pairs: Iterable[Pair]) -> frozenset[tuple[PairId, PersonId]]:
    """Mentors whose own mentee mentors them in the same programme (methodology 12.3: 2)."""
    listed = list(pairs)
    guides = {
        (pair.programme_id, mentor.person_id, mentee.person_id)
        for pair in listed
        for mentor in pair.mentors
        for mentee in pair.mentees
    }
    return frozenset(
        (pair.id, mentor.person_id)
        for pair in listed
        for mentor in pair.mentors
        for mentee in pair.mentees
        if (pair.programme_id, mentee.person_id, mentor.person_id) in guides
    )
