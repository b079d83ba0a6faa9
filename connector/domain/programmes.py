"""Mentoring programmes and the forms of mentoring that they follow."""

from dataclasses import dataclass
from typing import NewType

from connector.domain.people import Kind

ProgrammeId = NewType("ProgrammeId", int)


@dataclass(frozen=True)
class Form:
    """A form of mentoring (methodology 2) and who may stand on each side of it."""

    code: str
    title: str
    mentors: frozenset[Kind]
    mentees: frozenset[Kind]


@dataclass(frozen=True)
class Programme:
    """A programme of one form in one school year; `starts_at` in Unix seconds, 0 when unknown."""

    id: ProgrammeId
    title: str
    form: str
    school_year: str
    starts_at: int
