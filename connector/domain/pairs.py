"""Mentoring pairs and groups: who stands on which side, and how each of them is doing."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from connector.domain.people import PersonId
from connector.domain.programmes import ProgrammeId

PairId = NewType("PairId", str)


class Standing(StrEnum):
    """Whether a member can take part; three ways of not taking part stay three."""

    ACTIVE = "active"
    ACCOUNT_SUSPENDED = "account_suspended"
    ENROLMENT_SUSPENDED = "enrolment_suspended"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True)
class Member:
    """A person in a pair; `suits_form`: the form allows their kind on this side.

    `seen_at`: last trace in the programme's course, Unix seconds, 0 for never, None when Moodle
    hides it. `progress` and `grade`: shares from 0 to 1, None when there is nothing to measure.
    """

    person_id: PersonId
    name: str
    standing: Standing
    suits_form: bool = True
    is_trained: bool = False
    seen_at: int | None = None
    progress: Decimal | None = None
    grade: Decimal | None = None

    @property
    def is_active(self) -> bool:
        """Whether the member can take part."""
        return self.standing is Standing.ACTIVE


@dataclass(frozen=True)
class Pair:
    """A pair or a group of one programme."""

    id: PairId
    programme_id: ProgrammeId
    name: str
    mentors: tuple[Member, ...]
    mentees: tuple[Member, ...]

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
        times = [m.seen_at for m in (*self.mentors, *self.mentees) if m.seen_at is not None]
        return max(times, default=None)
