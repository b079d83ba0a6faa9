"""Writes one sheet: typed cells under a header that stays, ready to be filtered and printed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from connector.errors import ConnectorError
from connector.reports.xlsx.appearance import (
    HEAD,
    SHADED,
    body,
    heads,
    set_height,
    set_up_printing,
)
from connector.reports.xlsx.strings import escaped, fits, letter

Value: TypeAlias = str | int | date | None

FIRST_DATE: Final = date(1900, 3, 1)
"""Excel believes in 29 February 1900; an earlier day is written as text."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so must not be taken for a formula when somebody edits it."""

ROWS_TO_COME: Final = 1000
"""Below the last row; choices are offered there too."""

MOST_OFFERED: Final = 255
"""Characters of a list of choices that Excel takes."""


class Format(StrEnum):
    """How a column shows its cells, as Excel writes it; empty cells below take it over."""

    TEXT = "@"
    DATE = "DD.MM.YYYY"
    NUMBER = "0"


CENTRED: Final = {Format.DATE: "center", Format.NUMBER: "center"}


@dataclass(frozen=True)
class Column:
    """A column: `width` in characters, `choices` are offered in its cells, shaded is its head."""

    head: str
    width: int
    format: Format = Format.TEXT
    is_hidden: bool = False
    is_shaded: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet; every row has a value for every column, None for an empty cell."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]


class TooLong(ConnectorError):
    """A text that no cell holds; `row` counts from 0."""

    def __init__(self, row: int, column: Column) -> None:
        super().__init__("xlsx.too_long", row=row + 2, head=column.head)
        self.row, self.column = row, column


def write(sheet: Sheet) -> bytes:
    """The file; raises TooLong. Texts stay texts, whatever they begin with."""
    _check(sheet)
    book = Workbook(write_only=True)
    for style in (*heads(), *(body(f.name, f, CENTRED.get(f)) for f in Format)):
        book.add_named_style(style)
    page: Worksheet = book.create_sheet(sheet.title)
    _set_up(page, sheet)
    set_up_printing(page)
    set_height(page, 1, [(column.head, column.width) for column in sheet.columns])
    page.append([_head(page, column) for column in sheet.columns])
    for number, row in enumerate(sheet.rows):
        set_height(page, number + 2, _shown(sheet, row))
        page.append([_cell(page, *both) for both in zip(sheet.columns, row, strict=True)])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.rows) + 1
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{letter(len(sheet.columns))}{last}"
    for number, column in enumerate(sheet.columns, 1):
        dimension = page.column_dimensions[letter(number)]
        dimension.width, dimension.hidden = column.width, column.is_hidden
        dimension.number_format = column.format.value
        _offer(page, column, f"{letter(number)}2:{letter(number)}{last + ROWS_TO_COME}")


def _offer(page: Worksheet, column: Column, cells: str) -> None:
    """Offer the choices of a column, unless Excel cannot take them."""
    listed = ",".join(column.choices).replace('"', '""')
    is_plain = all("," not in choice for choice in column.choices)
    if listed and is_plain and len(listed) <= MOST_OFFERED:
        offer = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, sqref=cells)
        page.data_validations.append(offer)


def _check(sheet: Sheet) -> None:
    """Look before anything is begun: half a sheet would leave its file behind."""
    for number, row in enumerate(sheet.rows):
        for column, value in zip(sheet.columns, row, strict=True):
            if isinstance(value, str) and not fits(escaped(value)):
                raise TooLong(number, column)


def _shown(sheet: Sheet, row: Sequence[Value]) -> list[tuple[str, int]]:
    """The texts of a row that are seen, with their widths."""
    return [
        (value, column.width)
        for column, value in zip(sheet.columns, row, strict=True)
        if isinstance(value, str) and not column.is_hidden
    ]


def _head(page: Worksheet, column: Column) -> Written:
    return _text(page, column.head, SHADED if column.is_shaded else HEAD)


def _cell(page: Worksheet, column: Column, value: Value) -> Written:
    if isinstance(value, date) and value < FIRST_DATE:
        value = f"{value.day:02}.{value.month:02}.{value.year:04}"
    if isinstance(value, str):
        return _text(page, value, column.format.name)
    cell = WriteOnlyCell(page)
    cell.value = value
    cell.style = column.format.name
    return cell


def _text(page: Worksheet, text: str, style: str) -> Written:
    cell = WriteOnlyCell(page, escaped(text))
    cell.style = style
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True
    return cell
