"""The columns of the bases, in the order of the methodology, and what stands in them."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from connector.domain.people import Role

Value: TypeAlias = str | int | date | bool | None
"""A text, a year, a day (None for both: unknown) or whether something is so."""


class Column(StrEnum):
    """What a column tells of a participation."""

    NUMBER = "number"
    NAME = "name"
    CONTACTS = "contacts"
    BIRTH_YEAR = "birth_year"
    PLACE = "place"
    REQUEST = "request"
    COMPETENCIES = "competencies"
    ACHIEVEMENTS = "achievements"
    INTERESTS = "interests"
    DESIRED_AGE = "desired_age"
    TIME = "time"
    ENTERED_ON = "entered_on"
    PARTNERS = "partners"
    FORM = "form"
    PARTNER_PLACES = "partner_places"
    LEFT_ON = "left_on"
    RESULT = "result"
    CASE_URL = "case_url"
    IS_PASSED = "is_passed"


COLUMNS: Final[Mapping[Role, tuple[Column, ...]]] = {
    Role.MENTEE: (
        Column.NUMBER, Column.NAME, Column.CONTACTS, Column.BIRTH_YEAR, Column.REQUEST,
        Column.ENTERED_ON, Column.PARTNERS, Column.FORM, Column.PARTNER_PLACES, Column.LEFT_ON,
        Column.RESULT, Column.CASE_URL, Column.IS_PASSED,
    ),
    Role.MENTOR: (
        Column.NUMBER, Column.NAME, Column.CONTACTS, Column.PLACE, Column.COMPETENCIES,
        Column.ACHIEVEMENTS, Column.INTERESTS, Column.DESIRED_AGE, Column.TIME, Column.ENTERED_ON,
        Column.PARTNERS, Column.FORM, Column.PARTNER_PLACES, Column.LEFT_ON, Column.RESULT,
        Column.CASE_URL,
    ),
}  # fmt: skip
"""Methodology 5.1 and 5.2."""

DATES: Final = frozenset({Column.ENTERED_ON, Column.LEFT_ON})
OF_PERSON: Final = frozenset({Column.NAME, Column.CONTACTS, Column.BIRTH_YEAR, Column.PLACE})
"""What is told of the person, and so stands in each of their rows."""

OF_PAIR: Final = frozenset({Column.PARTNERS, Column.PARTNER_PLACES})
EDITABLE: Final = frozenset(Column) - OF_PAIR - {Column.NUMBER}
"""What may be changed in a base at all; each row says which of its cells may."""

LOOSE: Final = frozenset({Column.PLACE, Column.FORM})
"""Names of things that people type: they are the same however they are quoted and spaced."""

QUOTES: Final = re.compile(r"[«»\"“”„]")
DASHES: Final = re.compile(r"[‐‑‒–—−]")


def compared_columns(role: Role) -> tuple[Column, ...]:
    """The columns that say something of a participation; a number is of the sheet alone."""
    return tuple(column for column in COLUMNS[role] if column is not Column.NUMBER)


def empty(column: Column) -> Value:
    """What a cell of a column says when nothing stands in it."""
    if column is Column.IS_PASSED:
        return False
    return None if column in DATES | {Column.BIRTH_YEAR} else ""


def same(column: Column, one: Value, other: Value) -> bool:
    """Whether two cells of a column say the same."""
    if column in LOOSE:
        return key(str(one)) == key(str(other))
    if column is Column.NAME:
        return tidy(str(one)) == tidy(str(other))
    return canonical(one) == canonical(other)


def canonical(value: Value) -> str:
    """What a value says as a text: programs change the ends of lines, and halves of characters."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(value or "")


def tidy(name: str) -> str:
    """A name with single spaces."""
    return " ".join(name.split())


def key(name: str) -> str:
    """What spellings of a name share: no quotes, no capitals, one dash, no ё, single spaces."""
    plain = DASHES.sub("-", QUOTES.sub(" ", name))
    return tidy(plain.casefold().replace("ё", "е"))
