"""Reads sheets back as cells, whatever program kept the file in between."""

import io
import math
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeAlias

from openpyxl import load_workbook

from connector.errors import ConnectorError
from connector.reports.xlsx.strings import unescaped
from connector.reports.xlsx.unpacking import WrongFile, check

LAST_ROW: Final = 1_048_576
"""The last row that a sheet can have."""


class CellKind(StrEnum):
    """What stands in a cell; `other`: an error of Excel, a time of day, a number beyond numbers."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    FORMULA = "formula"
    OTHER = "other"


SAID: Final = {"f": CellKind.FORMULA, "e": CellKind.OTHER}
"""What the file itself says of a cell."""

KINDS: Final = (
    (bool, CellKind.FLAG),
    (date, CellKind.DATE),
    (int | float, CellKind.NUMBER),
    (str, CellKind.TEXT),
)
"""What a value is; the first that fits."""

Content: TypeAlias = str | int | float | date | bool


@dataclass(frozen=True)
class Cell:
    """A cell that is not empty; of a formula and of `other` the content means nothing."""

    kind: CellKind
    content: Content


@dataclass(frozen=True)
class Row:
    """A row by its number in the sheet; `cells` by the number of the column, from 1."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class Table:
    """A sheet; rows in which nothing stands, or nothing but spaces, are left out."""

    title: str
    rows: tuple[Row, ...]


def read(file: bytes, most_rows: int) -> list[Table]:
    """Every sheet of a file; raises WrongFile when it cannot be read or has more rows."""
    check(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _tables(file, most_rows)
    except ConnectorError:
        raise
    except Exception as error:
        raise WrongFile("xlsx.broken", reason=type(error).__name__) from error


def _tables(file: bytes, most_rows: int) -> list[Table]:
    book = load_workbook(io.BytesIO(file), read_only=True)
    try:
        return [Table(s.title, tuple(_rows(s, most_rows))) for s in book.worksheets]
    finally:
        book.close()


def _rows(sheet: Any, most_rows: int) -> Iterator[Row]:  # noqa: ANN401 - a sheet that openpyxl only reads
    sheet.reset_dimensions()
    count = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > LAST_ROW:
            raise WrongFile("xlsx.broken", reason="row number")
        row = Row(number, dict(_cells(cells)))
        if not any(_says_something(cell) for cell in row.cells.values()):
            continue
        count += 1
        if count > most_rows:
            raise WrongFile("xlsx.too_many_rows", most=most_rows)
        yield row


def _cells(cells: tuple[Any, ...]) -> Iterator[tuple[int, Cell]]:
    for column, cell in enumerate(cells, 1):
        if cell.value is not None and cell.value != "":
            yield column, _cell(cell.data_type, cell.value)


def _cell(data_type: str, value: Any) -> Cell:  # noqa: ANN401 - whatever openpyxl reads
    kind = SAID.get(data_type) or _kind(value)
    if kind is CellKind.TEXT:
        return Cell(kind, unescaped(value))
    if kind in {CellKind.FORMULA, CellKind.OTHER}:
        return Cell(kind, "")
    return Cell(kind, value.date() if isinstance(value, datetime) else value)


def _kind(value: Any) -> CellKind:  # noqa: ANN401 - whatever openpyxl reads
    if isinstance(value, float) and not math.isfinite(value):
        return CellKind.OTHER
    return next((kind for type_, kind in KINDS if isinstance(value, type_)), CellKind.OTHER)


def _says_something(cell: Cell) -> bool:
    return cell.kind is not CellKind.TEXT or bool(str(cell.content).strip())
