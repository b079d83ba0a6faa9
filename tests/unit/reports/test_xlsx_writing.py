"""What a sheet is in the eyes of another program, and that it comes back as it was."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from connector.reports.xlsx import (
    MOST_CHARACTERS,
    CellKind,
    Column,
    Format,
    Sheet,
    TooLong,
    Value,
    read,
    write,
)

COLUMNS: Final = (
    Column("Текст", 20, is_shaded=True),
    Column("Дата", 12, Format.DATE),
    Column("Год", 6, Format.NUMBER),
    Column("Отметка", 10, choices=("да", "нет")),
    Column("Код", 8, Format.NUMBER, is_hidden=True),
)
STRANGE: Final = (
    "=1+1", "+7 912", "-1", "@SUM(A1)", "\t=1", "\r=1", "'кавычка", "#N/A", "  по краям  ",
    "строка\nдругая\n", "неразрывный\u00a0пробел", "👩‍🏫", "\x00\x01\x1f", "\ufffe\uffff",
    "_x0041_", "_x005F_", "_x005F_x0041_", "a_x000d_", "1.2.2026", "007", "TRUE", "1e5",
    "\x7f\x85\u2028", "<b>&amp;</b>",
)  # fmt: skip

texts = st.text() | st.sampled_from(STRANGE) | st.lists(st.sampled_from(STRANGE)).map("".join)
days = st.none() | st.dates()
years = st.none() | st.integers(1, 9999)
rows = st.lists(st.tuples(texts, days, years, texts, years), max_size=4)


def written(*rows: Sequence[Value], columns: Sequence[Column] = COLUMNS) -> bytes:
    return write(Sheet("База & я", columns, rows))


def a_row(text: str = "", day: date | None = None) -> list[Value]:
    return [text, day, None, "", None]


def opened(*rows: Sequence[Value]) -> Any:  # noqa: ANN401 - openpyxl's sheet
    return load_workbook(io.BytesIO(written(*rows))).worksheets[0]


def sheet_xml(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return packed.read("xl/worksheets/sheet1.xml").decode()


def came_back(file: bytes) -> list[list[object]]:
    (table,) = read(file, 100)
    return [
        [row.cells[n].content if n in row.cells else None for n in range(1, len(COLUMNS) + 1)]
        for row in table.rows
    ]


def as_read(value: Value) -> Value:
    """How a value is read: nothing for no text, one line feed for the end of a line."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n") or None
    if isinstance(value, date) and value < date(1900, 3, 1):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return value


@given(rows)
def test_whatever_is_written_is_read(rows: list[tuple[Value, ...]]) -> None:
    expected = [[as_read(value) for value in row] for row in rows]

    found = came_back(written(*rows))

    says_something = [row for row in expected if any(v is not None and str(v).strip() for v in row)]
    assert found == [[column.head for column in COLUMNS], *says_something]


@pytest.mark.parametrize("text", STRANGE)
def test_no_text_is_a_formula_or_an_error(text: str) -> None:
    file = written(a_row(text))

    (table,) = read(file, 100)

    assert {cell.kind for row in table.rows for cell in row.cells.values()} == {CellKind.TEXT}
    assert "<f>" not in sheet_xml(file)
    assert ' t="e"' not in sheet_xml(file)


@pytest.mark.parametrize("text", ["=1", "+7", "-", "@", "\t1", "\r1"])
def test_what_looks_like_a_formula_stays_a_text_when_it_is_edited(text: str) -> None:
    cell = opened(a_row(text))["A2"]

    assert (cell.number_format, bool(cell.quotePrefix)) == ("@", True)


def test_a_plain_text_has_no_mark_before_it() -> None:
    assert not opened(a_row("7 а"))["A2"].quotePrefix


def test_a_date_is_a_date_of_excel() -> None:
    cell = opened(a_row("", date(2026, 9, 1)))["B2"]

    assert (cell.is_date, cell.number_format) == (True, "DD.MM.YYYY")


@given(st.integers(-5, 5))
def test_the_days_around_the_leap_year_that_never_was_are_kept(offset: int) -> None:
    day = date(1900, 2, 28) + timedelta(days=offset)

    assert came_back(written(a_row("", day)))[1][1] == as_read(day)


def test_the_header_stays_and_filters_and_repeats_on_paper() -> None:
    sheet = opened(a_row("а"), a_row("б"))

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert sheet.print_title_rows == "$1:$1"


def test_it_is_printed_on_a4_across_as_wide_as_a_page() -> None:
    sheet = opened(a_row("а"))

    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_columns_have_their_widths_and_the_hidden_one_is_hidden() -> None:
    columns = opened(a_row("а")).column_dimensions

    assert [columns[letter].width for letter in "ABCDE"] == [20, 12, 6, 10, 8]
    assert [columns[letter].hidden for letter in "ABCDE"] == [False] * 4 + [True]


def test_an_empty_cell_below_takes_what_is_typed_as_text() -> None:
    columns = opened().column_dimensions

    assert [columns[letter].number_format for letter in "AB"] == ["@", "DD.MM.YYYY"]


def test_choices_are_offered_below_the_last_row_too() -> None:
    (offer,) = opened(a_row("а")).data_validations.dataValidation

    assert (offer.formula1, offer.type) == ('"да,нет"', "list")
    assert "D900" in offer.sqref


def test_choices_that_excel_would_take_apart_are_not_offered() -> None:
    file = written(columns=[Column("Форма", 10, choices=("да, конечно",))])

    assert "dataValidation" not in sheet_xml(file)


def test_a_row_is_high_enough_for_its_longest_cell_and_may_still_grow() -> None:
    xml = sheet_xml(written(a_row("слово " * 40), a_row("слово")))

    first, second = (float(height) for height in _heights(xml)[1:])
    assert first > 5 * second
    assert "customHeight" not in xml


def test_a_text_that_no_cell_holds_is_refused_with_its_place() -> None:
    assert came_back(written(a_row("ы" * MOST_CHARACTERS)))[1][0] == "ы" * MOST_CHARACTERS

    with pytest.raises(TooLong) as caught:
        written(a_row("а"), a_row("ы" * (MOST_CHARACTERS + 1)))

    assert caught.value.row == 1
    assert caught.value.facts == {"row": 3, "head": "Текст"}


def test_a_character_of_two_halves_counts_twice() -> None:
    with pytest.raises(TooLong):
        written(a_row("👍" * (MOST_CHARACTERS // 2 + 1)))


def test_half_a_character_does_not_keep_the_file_from_being_written() -> None:
    assert came_back(written(a_row("а\ud83dб")))[1][0] == "а\ufffdб"


def _heights(xml: str) -> list[str]:
    return [row.partition('"')[0] for row in xml.split(' ht="')[1:]]
