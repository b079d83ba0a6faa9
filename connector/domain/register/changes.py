"""What changed between two registers, as a journal keeps it: no text that people wrote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from connector.domain.register.book import KEYS, Register

CODES: Final = frozenset({"form", "clock", "year", "school_year"})
"""Texts that are no words of people: codes, times of day, years."""


@dataclass(frozen=True)
class Change:
    """A row that was added or changed: part and key of it, whom it is about, 0 for nobody.

    `fields`: what changed; codes, days and numbers with their values before and after, of texts
    and of people themselves only that they changed.
    """

    part: str
    row: str
    person_id: int
    fields: Mapping[str, list[str] | None]


def changes(before: Register, after: Register) -> list[Change]:
    """Every row that differs, part by part; a new row says what it was made with."""
    return [
        change
        for part in KEYS
        if getattr(before, part) is not getattr(after, part)
        for change in _of_part(part, getattr(before, part), getattr(after, part), after)
    ]


def _of_part(
    part: str, before: Mapping[Any, Any], after: Mapping[Any, Any], register: Register
) -> Iterable[Change]:
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old != new:
            fields_ = _fields(old, new, are_said=part != "people")
            yield Change(part, str(key), _person(new or old, register), fields_)


def _person(row: Any, register: Register) -> int:  # noqa: ANN401 - a row of any part
    if hasattr(row, "participation_id"):
        row = register.participations.get(row.participation_id, row)
    return int(getattr(row, "person_id", 0) or (row.id if hasattr(row, "born_on") else 0))


def _fields(old: Any, new: Any, *, are_said: bool) -> Mapping[str, list[str] | None]:  # noqa: ANN401 - rows of any part
    if new is None:
        return {"": None}
    pairs = {f.name: (getattr(old, f.name, None), getattr(new, f.name)) for f in fields(new)}
    changed = {name: values for name, values in pairs.items() if values[0] != values[1]}
    return {
        name: ["" if value is None else str(value) for value in values]
        if are_said and all(_may_be_said(name, value) for value in values)
        else None
        for name, values in changed.items()
    }


def _may_be_said(name: str, value: Any) -> bool:  # noqa: ANN401 - a value of any field
    if isinstance(value, str) and name in CODES:
        return True
    return isinstance(value, StrEnum | date | int | Decimal | None)
