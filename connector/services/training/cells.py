"""Reads the cells of a certificate: whatever is typed there, as a value or as a fault."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from connector.domain.register.edits import EditRefused
from connector.domain.training import TrainingKind
from connector.reports.xlsx import Cell, CellKind

Titles = Mapping[str, str]
LONGEST: Final = 255
MOST_HOURS: Final = 9999
DAYS: Final = ("%d.%m.%Y", "%Y-%m-%d")


class Head(StrEnum):
    """The columns, in order."""

    PERSON = "person"
    TITLE = "title"
    KIND = "kind"
    HOURS = "hours"
    ISSUED_ON = "issued_on"
    VALID_TO = "valid_to"
    PROVIDER = "provider"
    NUMBER = "number"


DATES: Final = frozenset({Head.ISSUED_ON, Head.VALID_TO})
REQUIRED: Final = (Head.PERSON, Head.TITLE, Head.KIND, Head.HOURS, Head.ISSUED_ON)


def value(head: Head, cell: Cell | None, kinds: Titles) -> Any:  # noqa: ANN401 - a value of any column
    """What stands in a cell; raises EditRefused for what cannot be read, or must not be empty.

    `kinds`: what the school calls each TrainingKind.
    """
    if cell and cell.kind in {CellKind.FLAG, CellKind.FORMULA, CellKind.OTHER}:
        raise EditRefused("training.no_plain_cell")
    if cell is None or not str(cell.content).strip():
        if head in REQUIRED:
            raise EditRefused("training.empty_cell")
        return None if head in DATES else ""
    return PARSERS[head](cell, kinds)


def _text(cell: Cell, _: Titles) -> str:
    text = " ".join(_written(cell).split())
    if len(text) > LONGEST:
        raise EditRefused("training.too_long", most=LONGEST)
    return text


def _kind(cell: Cell, kinds: Titles) -> TrainingKind:
    for kind in TrainingKind:
        if plain(_written(cell)) in {kind.value, plain(kinds[kind])}:
            return kind
    known = ", ".join(kinds[kind] for kind in TrainingKind)
    raise EditRefused("training.no_kind", known=known)


def _hours(cell: Cell, _: Titles) -> Decimal:
    try:
        hours = Decimal(_written(cell).replace(",", "."))
    except InvalidOperation:
        raise EditRefused("training.no_hours", most=MOST_HOURS) from None
    if not (hours.is_finite() and 0 < hours <= MOST_HOURS):
        raise EditRefused("training.no_hours", most=MOST_HOURS)
    return hours


def _day(cell: Cell, _: Titles) -> date:
    if isinstance(cell.content, date):
        return cell.content
    for written in DAYS:
        try:
            return datetime.strptime(_written(cell), written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise EditRefused("training.no_day")


def _written(cell: Cell) -> str:
    """What a cell says as a text; a whole number has no decimals, a day is written at school's."""
    content = cell.content
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    return f"{content:%d.%m.%Y}" if isinstance(content, date) else str(content).strip()


def plain(text: str) -> str:
    """What spellings of a text have in common: no capitals, no ё, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


PARSERS: Final[Mapping[Head, Callable[[Cell, Titles], object]]] = {
    Head.PERSON: _text,
    Head.TITLE: _text,
    Head.KIND: _kind,
    Head.HOURS: _hours,
    Head.ISSUED_ON: _day,
    Head.VALID_TO: _day,
    Head.PROVIDER: _text,
    Head.NUMBER: _text,
}
