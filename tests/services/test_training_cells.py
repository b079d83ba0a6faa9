"""Cells of certificates: whatever stands there, it is a value of its column or a fault."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.register.edits import EditRefused
from connector.domain.training import TrainingKind
from connector.reports.xlsx import Cell, CellKind
from connector.services.training.cells import DATES, REQUIRED, Head, value

KINDS: Final = {
    "initial": "Первичное обучение",
    "accompanying": "В процессе деятельности",
    "growth": "Повышение квалификации",
}


def read(head: Head, content: Any, kind: CellKind | None = None) -> Any:  # noqa: ANN401 - cells of any kind
    kinds = {str: CellKind.TEXT, date: CellKind.DATE, bool: CellKind.FLAG}
    return value(head, Cell(kind or kinds.get(type(content), CellKind.NUMBER), content), KINDS)


@pytest.mark.parametrize(
    ("head", "content", "expected"),
    [
        (Head.PERSON, 42, "42"),
        (Head.PERSON, 42.0, "42"),
        (Head.PERSON, "  Иванова   Анна ", "Иванова Анна"),
        (Head.KIND, "growth", TrainingKind.GROWTH),
        (Head.KIND, "ПОВЫШЕНИЕ  квалификации", TrainingKind.GROWTH),
        (Head.HOURS, 16, Decimal(16)),
        (Head.HOURS, "16,5", Decimal("16.5")),
        (Head.ISSUED_ON, date(2026, 9, 1), date(2026, 9, 1)),
        (Head.ISSUED_ON, "01.09.2026", date(2026, 9, 1)),
        (Head.VALID_TO, "2026-09-01", date(2026, 9, 1)),
        (Head.NUMBER, 17, "17"),
    ],
)
def test_a_cell_is_read_as_people_type_it(head: Head, content: object, expected: object) -> None:
    assert read(head, content) == expected


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("cell", [None, Cell(CellKind.TEXT, "  ")])
def test_an_empty_cell_is_a_fault_only_where_something_must_stand(
    head: Head, cell: Cell | None
) -> None:
    if head in REQUIRED:
        with pytest.raises(EditRefused, match=r"training\.empty_cell"):
            value(head, cell, KINDS)
    else:
        assert value(head, cell, KINDS) == (None if head in DATES else "")


@pytest.mark.parametrize("head", Head)
@pytest.mark.parametrize("kind", [CellKind.FORMULA, CellKind.OTHER, CellKind.FLAG])
def test_what_excel_makes_up_is_no_value(head: Head, kind: CellKind) -> None:
    with pytest.raises(EditRefused, match=r"training\.no_plain_cell"):
        read(head, "", kind)


@pytest.mark.parametrize("hours", ["0", "-1", "NaN", "Infinity", "1e9", "x", 0, -2.5, 10_000])
def test_hours_are_a_likely_number(hours: object) -> None:
    with pytest.raises(EditRefused, match=r"training\.no_hours"):
        read(Head.HOURS, hours)


contents = st.one_of(
    st.text(max_size=300), st.integers(), st.floats(allow_nan=False), st.dates(), st.booleans()
)


@given(st.sampled_from(Head), contents)
def test_whatever_stands_in_a_cell_is_a_value_of_its_column_or_a_fault(
    head: Head, content: object
) -> None:
    try:
        found = read(head, content)
    except EditRefused:
        return
    if head in DATES:
        assert found is None or isinstance(found, date)
    elif head is Head.KIND:
        assert isinstance(found, TrainingKind)
    elif head is Head.HOURS:
        assert 0 < found <= 9999
    else:
        assert isinstance(found, str)
        assert len(found) <= 255
