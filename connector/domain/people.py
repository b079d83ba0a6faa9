"""Who takes part: people, what they are at school and on which side of mentoring they stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", int)


class Kind(StrEnum):
    """What a person is at school (methodology 12.1)."""

    PUPIL = "pupil"
    TEACHER = "teacher"
    UNISTUDENT = "unistudent"
    EMPLOYER = "employer"
    PARENT = "parent"
    ALUMNUS = "alumnus"


class Role(StrEnum):
    """Which part a person plays in mentoring (methodology 4.1)."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    CURATOR = "curator"


@dataclass(frozen=True)
class Person:
    """A person of the school's Moodle; inactive when the account is suspended."""

    id: PersonId
    name: str
    kind: Kind | None
    class_name: str
    born_on: date | None
    is_young_specialist: bool
    is_active: bool
    roles: frozenset[Role]

    def age(self, on: date) -> int | None:
        """Full years on a day; None when the date of birth is not known."""
        if self.born_on is None:
            return None
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (not had_birthday)


@dataclass(frozen=True)
class Participant:
    """A person in a role, as the register shows it; `is_trained` matters for mentors only."""

    person_id: int
    role: str
    name: str
    kind: str
    class_name: str
    is_active: bool
    is_trained: bool
