"""Reads a cell as the value of its column, with whatever Excel has made of it."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Final

from connector.domain.bases import Column, Value, empty
from connector.mapping.bases import BaseSheets
from connector.reports import xlsx
from connector.reports.xlsx import Cell, CellKind

DAY: Final = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII)
NUMBER: Final = re.compile(r"\d{1,12}", re.ASCII)
TYPED: Final = frozenset({CellKind.TEXT, CellKind.NUMBER})


class Unreadable(ValueError):
    """A cell that says nothing that its column could tell; the argument is a code."""


def value_of(column: Column, cell: Cell | None, looks: BaseSheets) -> Value:
    """The value of a cell, None for an empty one; raises Unreadable."""
    if cell is None:
        return empty(column)
    if cell.kind is CellKind.FORMULA:
        raise Unreadable("bases.formula")
    if column is Column.IS_PASSED:
        return _flag(cell, looks)
    return READERS.get(column, text)(cell)


def text(cell: Cell) -> str:
    """A text; a number is the text of its digits. Raises Unreadable."""
    content = cell.content
    if cell.kind not in TYPED:
        raise Unreadable("bases.not_text")
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    if not xlsx.fits(str(content)):
        raise Unreadable("bases.too_long")
    return str(content)


def number(cell: Cell) -> int | None:
    """A whole number; None for spaces. Raises Unreadable."""
    typed = _typed(cell)
    if typed and not NUMBER.fullmatch(typed):
        raise Unreadable("bases.not_a_number")
    return int(typed) if typed else None


def _day(cell: Cell) -> date | None:
    if isinstance(cell.content, date):
        return cell.content
    typed = _typed(cell)
    if not typed:
        return None
    if found := DAY.fullmatch(typed):
        with suppress(ValueError):
            return date(*map(int, found.group("year", "month", "day")))
    raise Unreadable("bases.not_a_date")


def _flag(cell: Cell, looks: BaseSheets) -> bool:
    words = {looks.yes.casefold(): True, looks.no.casefold(): False, "": False}
    said = cell.content if isinstance(cell.content, bool) else words.get(_typed(cell).casefold())
    if said is None:
        raise Unreadable("bases.not_a_flag")
    return said


def _typed(cell: Cell) -> str:
    """What stands in a cell, without the spaces around; a dash for what nobody types."""
    return text(cell).strip() if cell.kind in TYPED else "-"


READERS: Final[Mapping[Column, Callable[[Cell], Value]]] = {
    Column.BIRTH_YEAR: number,
    Column.ENTERED_ON: _day,
    Column.LEFT_ON: _day,
}
