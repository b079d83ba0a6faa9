"""Files of other programs, broken files and traps."""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from connector.reports import xlsx
from connector.reports.xlsx import Cell, CellKind, Column, Format, Sheet, WrongFile, read, write

MEGABYTE: Final = 1024 * 1024
SHEET: Final = "xl/worksheets/sheet1.xml"
GOOD: Final = write(Sheet("Лист", [Column("А", 9)], [["один"], ["два"]]))
BOMB: Final = """<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a0 "ха">{entities}]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&a30;</t></is></c></row></sheetData></worksheet>"""


def a_file(fill: Callable[[Any], object]) -> bytes:
    """A workbook as somebody made it in Excel."""
    book = Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def only_cell(value: object) -> Cell:
    (table,) = read(a_file(lambda sheet: sheet.append([value])), 10)
    return table.rows[0].cells[1]


def repacked(changes: Mapping[str, bytes | None], file: bytes = GOOD) -> bytes:
    """The same file with other parts; None: without it."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as old,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts: dict[str, bytes | None] = {name: old.read(name) for name in old.namelist()}
        for name, content in {**parts, **changes}.items():
            if content is not None:
                new.writestr(name, content)
    return found.getvalue()


def refusal(file: bytes, most_rows: int = 10) -> str:
    with pytest.raises(WrongFile) as caught:
        read(file, most_rows)
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("да", Cell(CellKind.TEXT, "да")),
        (5, Cell(CellKind.NUMBER, 5)),
        (5.5, Cell(CellKind.NUMBER, 5.5)),
        (True, Cell(CellKind.FLAG, content=True)),
        (date(2026, 9, 1), Cell(CellKind.DATE, date(2026, 9, 1))),
        (datetime(2026, 9, 1, 12, 30), Cell(CellKind.DATE, date(2026, 9, 1))),  # noqa: DTZ001 - Excel knows no zones
        ("=1+1", Cell(CellKind.FORMULA, "")),
        ("#N/A", Cell(CellKind.OTHER, "")),
        (clock_time(10, 30), Cell(CellKind.OTHER, "")),
    ],
)
def test_a_cell_is_what_somebody_typed(value: object, cell: Cell) -> None:
    assert only_cell(value) == cell


def test_a_date_of_the_old_calendar_of_macs_is_the_same_day() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        book = packed.read("xl/workbook.xml")
    day = write(Sheet("Лист", [Column("А", 9, Format.DATE)], [[date(2026, 9, 1)]]))
    changed = book.replace(b"<workbookPr />", b"<workbookPr date1904='1'/>")
    assert changed != book

    (table,) = read(repacked({"xl/workbook.xml": changed}, day), 10)

    assert table.rows[1].cells[1].content == date(2030, 9, 2)


def test_rows_of_nothing_and_of_spaces_are_left_out() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
        sheet["A1"], sheet["A5"], sheet["B9"] = "а", "  ", " б "
        sheet["A200"] = None

    (table,) = read(a_file(fill), 10)

    assert [row.number for row in table.rows] == [1, 9]
    assert table.rows[1].cells == {2: Cell(CellKind.TEXT, " б ")}


def test_a_wrong_size_that_a_file_declares_hides_nothing() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        content = packed.read(SHEET)
    declared = content.replace(b"<sheetData>", b'<dimension ref="A1:A1"/><sheetData>')
    assert declared != content

    (table,) = read(repacked({SHEET: declared}), 10)

    assert len(table.rows) == 3


def test_every_sheet_is_read_by_its_name() -> None:
    def fill(sheet: Any) -> None:  # noqa: ANN401 - openpyxl's
        sheet.title = "Первый"
        sheet.parent.create_sheet("Второй").append(["б"])

    assert [table.title for table in read(a_file(fill), 10)] == ["Первый", "Второй"]


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04", b"name;class\n", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_spreadsheet_is_refused(file: bytes) -> None:
    assert refusal(file) == "xlsx.not_xlsx"


def test_a_packed_folder_of_something_else_is_refused() -> None:
    assert refusal(repacked({"[Content_Types].xml": None})) == "xlsx.not_xlsx"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, b"<worksheet"),
        ("xl/workbook.xml", None),
        ("xl/workbook.xml", b""),
        ("xl/styles.xml", b"<styleSheet"),
        ("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_a_file_with_a_part_spoilt_or_lost_is_broken(part: str, content: bytes | None) -> None:
    assert refusal(repacked({part: content})) == "xlsx.broken"


def test_a_sheet_that_is_lost_is_not_there() -> None:
    assert read(repacked({SHEET: None}), 10) == []


@given(st.data())
def test_a_file_spoilt_anywhere_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    spoilt = bytearray(GOOD)
    for place in data.draw(st.lists(st.integers(0, len(GOOD) - 1), min_size=1, max_size=8)):
        spoilt[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(GOOD)))

    for file in (bytes(spoilt), GOOD[:cut]):
        try:
            read(file, 10)
        except WrongFile as error:
            assert error.code in {"xlsx.broken", "xlsx.not_xlsx", "xlsx.unpacks_to_too_much"}  # noqa: PT017 - both outcomes are right


def test_a_file_that_is_too_large_is_not_opened() -> None:
    assert refusal(GOOD + bytes(20 * MEGABYTE)) == "xlsx.too_large"


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    bomb = repacked({"xl/media/photo.bin": bytes(xlsx.MOST_UNPACKED + 1)})
    assert len(bomb) < MEGABYTE

    assert refusal(bomb) == "xlsx.unpacks_to_too_much"


def test_entities_that_multiply_are_refused_at_once() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 31))
    began = time.monotonic()

    assert refusal(repacked({SHEET: BOMB.format(entities=entities).encode()})) == "xlsx.broken"
    assert time.monotonic() - began < 5


def test_a_row_with_an_impossible_number_does_not_keep_us_busy() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        content = packed.read(SHEET).replace(b'r="3"', b'r="999999999999"')
    began = time.monotonic()

    assert refusal(repacked({SHEET: content})) == "xlsx.broken"
    assert time.monotonic() - began < 10


def test_as_many_rows_as_are_wanted_are_read_and_not_one_more() -> None:
    assert len(read(GOOD, 3)[0].rows) == 3
    assert refusal(GOOD, 2) == "xlsx.too_many_rows"


def test_what_openpyxl_warns_of_is_no_fault() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as packed:
        content = packed.read(SHEET)
    unknown = b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>'

    (table,) = read(repacked({SHEET: content.replace(b"</worksheet>", unknown)}), 10)

    assert len(table.rows) == 3
