"""Mentoring programmes and the forms of mentoring that they follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NewType

from connector.domain.people import Kind, Person, Role

ProgrammeId = NewType("ProgrammeId", int)

REVERSE: Final = "reverse"
"""The kind in which the younger teaches the elder, so that two may mentor each other."""

GROUP: Final = "group"
"""The kind in which a mentor works with several mentees together."""

CLOSING: Final = timedelta(days=30)
"""Before the end of a programme, in which people are asked how it was."""


class ProgrammeState(StrEnum):
    """How far a programme has come (methodology 12.2)."""

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


PROGRAMME_STEPS: Final[Mapping[ProgrammeState, frozenset[ProgrammeState]]] = {
    ProgrammeState.DRAFT: frozenset({ProgrammeState.APPROVED, ProgrammeState.CANCELLED}),
    ProgrammeState.APPROVED: frozenset({ProgrammeState.RUNNING, ProgrammeState.CANCELLED}),
    ProgrammeState.RUNNING: frozenset({ProgrammeState.COMPLETED}),
}
"""Every allowed step."""

Ages = tuple[int, int]
"""Full years, both included."""


@dataclass(frozen=True)
class Form:
    """A form of mentoring (methodology 2): who may stand on each side of it, and how many.

    An empty side is open to everybody. `role_models`: titles by code. `ages` of each side and
    the limits are the school's settings (methodology 4.3); None: no limit.
    """

    code: str
    title: str
    mentors: frozenset[Kind]
    mentees: frozenset[Kind]
    role_models: Mapping[str, str] = field(default_factory=dict)
    mentor_ages: Ages | None = None
    mentee_ages: Ages | None = None
    most_mentees: int | None = None
    group_size: tuple[int, int] = (1, 10)

    def places(self, kind: str) -> int | None:
        """How many mentees a mentor may have at once in a kind of mentoring; None: any number."""
        return self.group_size[1] if kind == GROUP else self.most_mentees

    def suits(self, person: Person, side: Role, on: date) -> bool:
        """Whether a person may stand on a side; what is not known of them speaks for them."""
        is_mentor = side is Role.MENTOR
        kinds = self.mentors if is_mentor else self.mentees
        ages = self.mentor_ages if is_mentor else self.mentee_ages
        age = person.age(on)
        is_of_age = ages is None or age is None or ages[0] <= age <= ages[1]
        return is_of_age and (person.kind is None or not kinds or person.kind in kinds)


@dataclass(frozen=True)
class Programme:
    """A programme of one form in one school year; `starts_at` in Unix seconds, 0 when unknown.

    `id`: that of its course in Moodle, or a negative number of our own for one without a course.
    `begins_on`, `ends_on`: its first and last day, None while nobody has said. `role_model` and
    `kind` (methodology 2.1, 2.4) are codes, empty when the school does not tell them apart.
    `reached`: on which day (ISO) each state was reached. `previous_id`: the programme of the year
    before from which it was made, 0 for none.
    """

    id: ProgrammeId
    title: str
    form: str
    school_year: str
    starts_at: int
    begins_on: date | None = None
    ends_on: date | None = None
    role_model: str = ""
    kind: str = ""
    goal: str = ""
    state: ProgrammeState = ProgrammeState.DRAFT
    reached: Mapping[str, str] = field(default_factory=dict)
    previous_id: int = 0

    @property
    def closing_from(self) -> date | None:
        """From which day people are asked how it was (methodology 12.3: 11)."""
        return self.ends_on - CLOSING if self.ends_on else None

    @property
    def in_moodle(self) -> bool:
        """Whether it is a course."""
        return self.id > 0

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in PROGRAMME_STEPS
