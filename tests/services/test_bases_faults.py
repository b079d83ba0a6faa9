"""Every cell that cannot be taken over is named, all of them at once, and then nothing is."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

import pytest
from openpyxl import Workbook

from connector.domain.people import Role
from connector.errors import ConfigurationError
from connector.reports.xlsx import WrongFile
from connector.services import bases, register
from connector.services.deps import Deps
from tests.services.base_files import MARK, ROW_ID, Opened, Typed

BY: Final = "завуч"
NAME: Final = "ФИО наставляемого"
CONTACTS: Final = "Контактные данные для связи (данные представителя)"
YEAR: Final = "Год рождения наставляемого"
REQUEST: Final = "Основной запрос наставляемого"
ENTERED: Final = "Дата вхождения в программу"
PARTNERS: Final = "ФИО наставника"
FORM: Final = "Форма наставничества"
LEFT: Final = "Дата завершения программы"
RESULT: Final = "Результаты программы"
CASE: Final = "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации"
PASSED: Final = "Отметка о прохождении программы"
MARK_COLUMN, ID_COLUMN = "O", "N"


@pytest.fixture
def kept(registered: Deps) -> Deps:
    """A school with a register that is up to date."""
    register.update(registered)
    return registered


@pytest.fixture
def mentees(kept: Deps) -> Opened:
    """The base of mentees, mentees."""
    return Opened(bases.export(kept, Role.MENTEE))


def found(deps: Deps, mentees: Opened) -> list[tuple[str, str]]:
    """Which cell is at fault and why."""
    return [(fault.at.cell, fault.code) for fault in bases.compare(deps, mentees.saved()).faults]


@pytest.mark.parametrize(
    ("head", "typed", "cell", "code"),
    [
        (ENTERED, "вчера", "F2", "bases.not_a_date"),
        (ENTERED, "31.02.2026", "F2", "bases.not_a_date"),
        (ENTERED, "01.09.26", "F2", "bases.not_a_date"),
        (ENTERED, "01.09.0226", "F2", "bases.unlikely_date"),
        (ENTERED, date(2126, 9, 1), "F2", "bases.unlikely_date"),
        (ENTERED, None, "F2", "bases.no_date"),
        (REQUEST, date(2026, 9, 1), "E2", "bases.not_text"),
        (REQUEST, True, "E2", "bases.not_text"),
        (YEAR, "две тысячи", "D2", "bases.not_a_number"),
        (YEAR, 2010.5, "D2", "bases.not_a_number"),
        (YEAR, date(2010, 1, 1), "D2", "bases.not_a_number"),
        (YEAR, 2000, "D2", "bases.kept_in_moodle"),
        (NAME, "Другой Человек", "B2", "bases.kept_in_moodle"),
        (CONTACTS, "+7", "C2", "bases.kept_in_moodle"),
        (PARTNERS, "Другой Человек", "G2", "bases.pairs_in_moodle"),
        (FORM, "Учитель – учитель", "H2", "bases.form_of_programme"),
        (LEFT, date(2026, 10, 1), "J2", "bases.not_ended"),
        (CASE, "https://school.example", "L2", "bases.no_publication"),
        (PASSED, "сдал", "M2", "bases.not_a_flag"),
        (PASSED, date(2026, 9, 1), "M2", "bases.not_a_flag"),
        (ROW_ID, 999_999, "N2", "bases.unknown_row"),
        (ROW_ID, "первая", "N2", "bases.unknown_row"),
        (ROW_ID, -5, "N2", "bases.unknown_row"),
        (MARK, "1234", "O2", "bases.mark_lost"),
        (MARK, None, "O2", "bases.mark_lost"),
    ],
)
def test_a_cell_that_cannot_be_taken_over_is_named(
    kept: Deps, mentees: Opened, head: str, typed: Typed, cell: str, code: str
) -> None:
    mentees.type(2, head, typed)

    (fault,) = bases.compare(kept, mentees.saved()).faults

    assert (fault.at.sheet, fault.at.head) == ("База наставляемых", head)
    assert (fault.at.cell, fault.code) == (cell, code)


def test_a_bare_number_is_no_day(kept: Deps, mentees: Opened) -> None:
    mentees.type(2, ENTERED, 46266).cell(2, ENTERED).number_format = "General"

    assert found(kept, mentees) == [("F2", "bases.not_a_date")]


def test_a_text_that_only_other_programs_let_be_so_long_is_a_fault(
    kept: Deps, mentees: Opened
) -> None:
    mentees.type(2, REQUEST, "ы").cell(2, REQUEST)._value = "ы" * 32768  # noqa: SLF001 - openpyxl would cut it

    assert found(kept, mentees) == [("E2", "bases.too_long")]


@pytest.mark.parametrize("head", [NAME, YEAR, REQUEST, ENTERED, PARTNERS, PASSED])
def test_a_formula_is_never_taken_over(kept: Deps, mentees: Opened, head: str) -> None:
    mentees.cell(2, head).value = '=HYPERLINK("https://evil.example")'

    assert [code for _, code in found(kept, mentees)] == ["bases.formula"]


def test_numbers_of_rows_are_not_read_whatever_stands_there(kept: Deps, mentees: Opened) -> None:
    mentees.cell(2, "№").value = "=1+1"

    assert bases.compare(kept, mentees.saved()).is_empty


@pytest.mark.parametrize(
    "typed",
    [date(2026, 9, 5), datetime(2026, 9, 5, 14, 30), "05.09.2026", " 5.9.2026 "],  # noqa: DTZ001 - Excel knows no zones
)
def test_a_day_is_read_however_excel_keeps_it(kept: Deps, mentees: Opened, typed: Typed) -> None:
    (change,) = bases.compare(kept, mentees.type(2, ENTERED, typed).saved()).changes

    assert (change.after, change.edit.value) == ("05.09.2026", date(2026, 9, 5))


@pytest.mark.parametrize(
    ("typed", "text"), [(79_120_000_000, "79120000000"), (5.0, "5"), (5.5, "5.5")]
)
def test_a_number_in_a_text_is_its_digits(
    kept: Deps, mentees: Opened, typed: Typed, text: str
) -> None:
    (change,) = bases.compare(kept, mentees.type(2, REQUEST, typed).saved()).changes

    assert change.after == text


def test_a_year_may_be_a_text(kept: Deps, mentees: Opened) -> None:
    year = str(mentees.cell(2, YEAR).value)

    assert bases.compare(kept, mentees.type(2, YEAR, f" {year} ").saved()).is_empty


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_changed(
    kept: Deps, mentees: Opened
) -> None:
    mentees.type(2, ENTERED, "вчера").type(3, NAME, "Другой Человек").type(4, REQUEST, "алгебра")
    mentees.add({NAME: "Сидоров", RESULT: "сдал"})
    before = register.read(kept)

    with pytest.raises(bases.Faulty) as caught:
        bases.apply(kept, mentees.saved(), BY)

    row = mentees.sheet.max_row
    assert caught.value.code == "bases.faulty"
    assert caught.value.facts == {"count": 3, "cells": f"F2, B3, B{row}"}
    assert register.read(kept) == before


def test_an_error_names_no_people(kept: Deps, mentees: Opened) -> None:
    with pytest.raises(bases.Faulty) as caught:
        bases.apply(kept, mentees.type(2, NAME, "Секретов Семён").saved(), BY)

    assert "Секретов" not in str(caught.value)


def test_a_row_that_was_copied_is_a_fault(kept: Deps, mentees: Opened) -> None:
    mentees.append([cell.value for cell in mentees.sheet[2]])

    row = mentees.sheet.max_row
    assert found(kept, mentees) == [(f"{ID_COLUMN}{row}", "bases.repeated_row")]


def test_a_row_of_the_other_base_is_not_known_here(kept: Deps, mentees: Opened) -> None:
    mentor = Opened(bases.export(kept, Role.MENTOR)).cell(2, ROW_ID).value

    assert found(kept, mentees.type(2, ROW_ID, mentor)) == [("N2", "bases.unknown_row")]


@pytest.mark.parametrize(
    ("told", "head", "code"),
    [
        ({RESULT: "сдал"}, NAME, "bases.name_incomplete"),
        ({NAME: "Сидоров"}, NAME, "bases.name_incomplete"),
        ({NAME: "Сидоров Сидор", LEFT: date(2026, 9, 1)}, LEFT, "bases.not_ended"),
        ({NAME: "Сидоров Сидор", CASE: "https://a.example"}, CASE, "bases.no_publication"),
        ({NAME: "Сидоров Сидор", PARTNERS: "Кто-то"}, PARTNERS, "bases.pairs_in_moodle"),
        ({NAME: "Сидоров Сидор", PASSED: "да"}, PASSED, "bases.not_begun"),
        ({NAME: "Сидоров Сидор", FORM: "Кружок"}, FORM, "bases.unknown_form"),
        ({NAME: "Сидоров Сидор", YEAR: 2026}, YEAR, "bases.unlikely_year"),
        ({NAME: "Сидоров Сидор", ENTERED: "скоро"}, ENTERED, "bases.not_a_date"),
    ],
)
def test_a_newcomer_about_whom_something_is_wrong_is_a_fault(
    kept: Deps, mentees: Opened, told: dict[str, Typed], head: str, code: str
) -> None:
    row = mentees.add(told)

    assert [(f.at.row, f.at.head, f.code) for f in bases.compare(kept, mentees.saved()).faults] == [
        (row, head, code)
    ]


def test_nobody_of_moodle_is_added_by_a_file(kept: Deps, mentees: Opened) -> None:
    curator = next(p for p in register.read(kept).people.values() if p.in_moodle)
    row = mentees.add({NAME: curator.name.upper()})

    assert found(kept, mentees) == [(f"B{row}", "bases.known_in_moodle")]


def test_nobody_is_added_twice_by_one_file(kept: Deps, mentees: Opened) -> None:
    mentees.add({NAME: "Сидоров Сидор"})
    row = mentees.add({NAME: "сидоров  сидор", RESULT: "сдал"})

    assert found(kept, mentees) == [(f"B{row}", "bases.repeated_name")]


def test_a_row_with_nothing_but_a_number_is_no_row(kept: Deps, mentees: Opened) -> None:
    mentees.add({"№": 100})
    mentees.add({NAME: "   "})

    assert bases.compare(kept, mentees.saved()).is_empty


def test_two_rows_of_somebody_that_tell_different_things_are_a_fault(kept: Deps) -> None:
    mentors = Opened(bases.export(kept, Role.MENTOR))
    mentors.add({PARTNERS: "Сидоров Сидор"})
    bases.apply(kept, mentors.saved(), BY)
    pupils = Opened(bases.export(kept, Role.MENTEE))
    pupils.add({NAME: "Сидоров Сидор"})
    bases.apply(kept, pupils.saved(), BY)
    both = Opened(bases.export(kept, Role.MENTOR))
    both.type(both.where("Сидоров Сидор"), PARTNERS, "Сидоров Иван")
    other = Opened(bases.export(kept, Role.MENTEE))
    row = other.where("Сидоров Сидор")
    title = both.book.create_sheet("База наставляемых").title
    for line in other.type(row, NAME, "Сидоров Пётр").sheet.iter_rows(values_only=True):
        both.append(line, title)

    faults = bases.compare(kept, both.saved()).faults

    assert [fault.code for fault in faults] == ["bases.contradiction"]


def _rename(head: str) -> Callable[[Opened], object]:
    return lambda mentees: setattr(mentees.cell(1, head), "value", "Замечания")


def _delete(head: str) -> Callable[[Opened], object]:
    return lambda mentees: mentees.sheet.delete_cols(mentees.heads.index(head) + 1)


@pytest.mark.parametrize(
    ("spoil", "faults"),
    [
        (_delete(RESULT), [("-1", "bases.missing_column")]),
        (_rename(RESULT), [("K1", "bases.unknown_column"), ("-1", "bases.missing_column")]),
        (_delete(ROW_ID), [("-1", "bases.missing_column")]),
        (lambda o: o.sheet.cell(1, 20, "Замечания"), [("T1", "bases.unknown_column")]),
        (lambda o: o.sheet.cell(1, 20, RESULT), [("T1", "bases.repeated_column")]),
        (lambda o: o.sheet.cell(7, 20, "пометка"), [("T7", "bases.column_without_head")]),
        (lambda o: o.sheet.cell(7, 20, "  "), []),
        (lambda o: setattr(o.cell(1, RESULT), "value", " результаты   Программы "), []),
        (lambda o: o.sheet.insert_rows(1, 3), []),
    ],
)
def test_columns_are_found_by_their_heads(
    kept: Deps, mentees: Opened, spoil: Callable[[Opened], object], faults: list[tuple[str, str]]
) -> None:
    spoil(mentees)

    assert found(kept, mentees) == faults


def test_columns_may_stand_in_another_order(kept: Deps, mentees: Opened) -> None:
    mentees.type(2, RESULT, "сдал")
    for row in list(mentees.sheet.iter_rows()):
        values = [cell.value for cell in row][::-1]
        for cell, value in zip(row, values, strict=True):
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"

    differences = bases.compare(kept, mentees.saved())

    assert [change.after for change in differences.changes] == ["сдал"]
    assert differences.faults == ()


def test_a_file_without_a_base_says_what_a_base_is_called(kept: Deps, mentees: Opened) -> None:
    mentees.sheet.title = "Лист1"

    with pytest.raises(ConfigurationError) as caught:
        bases.compare(kept, mentees.saved())

    assert caught.value.code == "bases.no_sheet"
    assert "База наставников" in str(caught.value.facts["titles"])


@pytest.mark.parametrize("use", [bases.compare, lambda d, f: bases.apply(d, f, BY)])
def test_what_is_no_spreadsheet_is_refused(kept: Deps, use: Callable[..., Any]) -> None:
    with pytest.raises(WrongFile) as caught:
        use(kept, b"name;class")

    assert caught.value.code == "xlsx.not_xlsx"


def test_more_rows_than_a_school_has_are_refused(kept: Deps) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("База наставников")
    for _ in range(20_002):
        sheet.append(["а"])
    file = io.BytesIO()
    book.save(file)

    with pytest.raises(WrongFile) as caught:
        bases.compare(kept, file.getvalue())

    assert (caught.value.code, caught.value.facts["most"]) == ("xlsx.too_many_rows", 20_000)


def test_a_fault_is_said_with_its_place(kept: Deps, mentees: Opened) -> None:
    (fault,) = bases.compare(kept, mentees.type(2, ENTERED, "вчера").saved()).faults

    said = bases.said(kept.wording, fault)

    assert all(part in said for part in ("F2", "База наставляемых", ENTERED))
