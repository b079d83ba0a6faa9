"""Three sides of a cell: what was exported, what the file says, what is so today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.bases import Column, Row, Value, Verdict, mark, remembered, same
from connector.domain.consents import Purpose
from connector.domain.participation import State
from connector.domain.people import Role
from tests.builders import TODAY, Change, a_person
from tests.register_builders import a_consent, an_active_one
from tests.unit.domain.bases import an_outsider, only_row, verdict

URL = "https://school.example/case"
texts = st.text(max_size=5) | st.sampled_from(["=1", "a\r\nb", "a\nb", "\ud83d", "\ufffd"])


def alike(one: str, other: str) -> bool:
    return same(Column.RESULT, one, other)


def a_row(result: str = "", **changes: Change) -> Row:
    return only_row(an_outsider(), an_active_one(1, -1, texts={"result": result}, **changes))


def an_ended_row(**changes: Change) -> Row:
    return a_row(state=State.COMPLETED, left_on=date(2026, 10, 1), **changes)


@given(texts, texts, texts)
def test_of_a_cell_one_of_three_things_becomes(exported: str, told: str, now: str) -> None:
    is_settled = alike(told, exported) or alike(told, now)
    is_stale = not alike(now, exported)

    found = verdict(a_row(exported), {Column.RESULT: told}, a_row(now))

    assert found.changes == (() if is_settled or is_stale else (Column.RESULT,))
    assert found.conflicts == ((Column.RESULT,) if is_stale and not is_settled else ())
    assert found.faults == {}


def test_what_nobody_touched_changes_nothing_whatever_is_so_today() -> None:
    assert verdict(a_row("было"), {}, a_row("стало")) == Verdict()


def test_what_somebody_wrote_is_a_change() -> None:
    assert verdict(a_row("было"), {Column.RESULT: "стало"}).changes == (Column.RESULT,)


def test_what_two_wrote_differently_is_a_conflict() -> None:
    found = verdict(a_row("было"), {Column.RESULT: "стало"}, a_row("другое"))

    assert (found.changes, found.conflicts) == ((), (Column.RESULT,))


def test_a_row_of_which_another_cell_has_changed_meanwhile_is_left_alone() -> None:
    found = verdict(a_row(), {Column.COMPETENCIES: "физика"}, a_row("другое"))

    assert (found.changes, found.conflicts) == ((), (Column.RESULT,))


def test_what_both_wrote_alike_is_neither() -> None:
    written = {Column.RESULT: "стало", Column.COMPETENCIES: "физика"}

    found = verdict(a_row("было"), written, a_row("стало"))

    assert (found.changes, found.conflicts) == ((Column.COMPETENCIES,), ())


def test_a_shut_cell_that_somebody_changed_is_a_fault_and_says_why() -> None:
    row = only_row(a_person(), an_active_one())

    faults = verdict(row, {Column.NAME: "Другой Человек"}).faults

    assert faults == {Column.NAME: "bases.kept_in_moodle"}


def test_a_shut_cell_that_moodle_has_changed_meanwhile_is_no_fault() -> None:
    then, now = (only_row(a_person(name=name), an_active_one()) for name in ("Старая", "Новая"))

    found = verdict(then, {Column.RESULT: "стало"}, now)

    assert (found.changes, found.conflicts, found.faults) == ((Column.RESULT,), (), {})


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (a_row(), Column.NAME, "Петров", "bases.name_incomplete"),
        (a_row(), Column.NAME, "", "bases.name_incomplete"),
        (a_row(), Column.NAME, "=Петров Пётр", "bases.name_incomplete"),
        (a_row(), Column.ENTERED_ON, None, "bases.no_date"),
        (a_row(), Column.ENTERED_ON, TODAY + timedelta(days=1), "bases.unlikely_date"),
        (a_row(), Column.ENTERED_ON, date(226, 9, 1), "bases.unlikely_date"),
        (an_ended_row(), Column.ENTERED_ON, date(2026, 10, 2), "bases.wrong_order"),
        (an_ended_row(), Column.LEFT_ON, date(2026, 8, 31), "bases.wrong_order"),
        (an_ended_row(), Column.LEFT_ON, None, "bases.no_date"),
        (a_row(), Column.LEFT_ON, TODAY, "bases.not_ended"),
        (a_row(), Column.FORM, "Ученик – учитель", "bases.unknown_form"),
        (a_row(), Column.CASE_URL, URL, "bases.no_publication"),
    ],
)
def test_what_cannot_be_is_a_fault(row: Row, column: Column, value: Value, code: str) -> None:
    assert verdict(row, {column: value}).faults == {column: code}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column.NAME, "Петров-Водкин Кузьма  Сергеевич"),
        (Column.ENTERED_ON, TODAY),
        (Column.ENTERED_ON, date(2000, 1, 1)),
        (Column.FORM, ""),
        (Column.FORM, "любая"),
        (Column.PLACE, ""),
    ],
)
def test_what_can_be_is_none(column: Column, value: Value) -> None:
    found = verdict(a_row(form="pupil-pupil"), {column: value})

    assert (found.changes, found.faults) == ((column,), {})


@pytest.mark.parametrize("year", [1914, 2022, 2027, 0, 99999])
def test_who_would_be_too_young_or_too_old_is_a_fault(year: int) -> None:
    one = an_active_one(1, -1, role=Role.MENTEE)
    row = only_row(an_outsider(), one, role=Role.MENTEE)

    faults = verdict(row, {Column.BIRTH_YEAR: year}, role=Role.MENTEE).faults

    assert faults == {Column.BIRTH_YEAR: "bases.unlikely_year"}


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "school.example", "https://", "http://a b"]
)
def test_a_case_stands_at_an_address(value: str) -> None:
    consent = a_consent(purpose=Purpose.DISTRIBUTION)
    row = only_row(a_person(), an_active_one(), consent)

    assert verdict(row, {Column.CASE_URL: value}).faults == {Column.CASE_URL: "bases.not_a_link"}
    assert verdict(row, {Column.CASE_URL: URL}).changes == (Column.CASE_URL,)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Column.PLACE, '  ооо  "завод" '),
        (Column.FORM, "УЧЕНИК - ученик"),
        (Column.NAME, "Петров  Пётр"),
    ],
)
def test_names_of_things_are_the_same_however_they_are_typed(column: Column, value: str) -> None:
    row = only_row(an_outsider(), an_active_one(1, -1, form="pupil-pupil"))

    assert verdict(row, {column: value}) == Verdict()


def test_a_case_that_was_hidden_when_it_was_exported_is_not_wiped_out() -> None:
    one, consent = an_active_one(case_url=URL), a_consent(purpose=Purpose.DISTRIBUTION)
    then, now = only_row(a_person(), one), only_row(a_person(), one, consent)

    assert then.values[Column.CASE_URL] == ""
    assert verdict(then, {}, now) == Verdict()
    found = verdict(then, {Column.RESULT: "стало"}, now)
    assert (found.changes, found.conflicts) == ((), (Column.CASE_URL,))


@given(st.text(alphabet="0123456789abcdefg", max_size=100))
def test_a_mark_that_is_not_ours_is_not_believed(written: str) -> None:
    ours = mark(Role.MENTOR, a_row().values)

    found = remembered(Role.MENTOR, written)

    assert (found is None) == (len(written) != len(ours) or "g" in written)


def test_marks_tell_nothing_of_what_is_hidden() -> None:
    hidden = a_row(case_url=URL)

    assert mark(Role.MENTOR, hidden.values) == mark(Role.MENTOR, a_row().values)
