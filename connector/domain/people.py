"""Who takes part: people, what they are at school and on which side of mentoring they stand."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NewType

from connector.domain.years import full_years

PersonId = NewType("PersonId", int)
"""Moodle's user id, or a negative number of our own for who has no account there."""

FULL_AGE: Final = 18


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
    """A person who takes part; `name` is surname, first name and patronymic.

    Inactive: the account is suspended or gone. `contacts` and `representative` (of a minor) are
    kept as they were written; `organisation_id` is 0 for the school's own people.
    """

    id: PersonId
    name: str
    kind: Kind | None
    class_name: str
    born_on: date | None
    is_young_specialist: bool
    is_active: bool
    roles: frozenset[Role]
    serving_since: date | None = None
    position: str = ""
    workplace: str = ""
    contacts: str = ""
    representative: str = ""
    organisation_id: int = 0
    interests: tuple[str, ...] = field(default=())
    subject: str = ""

    @property
    def in_moodle(self) -> bool:
        """Whether they have, or had, an account."""
        return self.id > 0

    def age(self, on: date) -> int | None:
        """Full years on a day; None when the date of birth is not known."""
        return None if self.born_on is None else full_years(self.born_on, on)

    def service(self, on: date) -> int | None:
        """Full years of teaching on a day; None when it is not known since when."""
        return None if self.serving_since is None else full_years(self.serving_since, on)

    def is_minor(self, on: date) -> bool:
        """Whether somebody else must consent for them; a pupil of unknown age counts as a minor."""
        age = self.age(on)
        return self.kind is Kind.PUPIL if age is None else age < FULL_AGE


@dataclass(frozen=True)
class Participant:
    """A person in a role, as monitoring sees it; `is_trained` matters for mentors only."""

    person_id: int
    role: str
    name: str
    kind: str
    class_name: str
    is_active: bool
    is_trained: bool


@dataclass(frozen=True)
class Organisation:
    """A partner of the school (methodology 12.1); its agreement may have no end."""

    id: int
    name: str
    kind: str = ""
    agreement: str = ""
    agreed_on: date | None = None
    valid_to: date | None = None
    contacts: str = ""
