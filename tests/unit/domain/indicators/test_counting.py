"""How rows become figures."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from connector.domain.indicators import (
    Definition,
    How,
    Indicator,
    Place,
    Row,
    Sort,
    Verdict,
    Why,
    count,
)
from tests.builders import Change
from tests.indicators_builders import COURSE, OTHER, facts, parts


def row(who: int, amount: Fraction | int = 1, whole: int = 1, **changes: Change) -> Row:
    return Row(
        (Sort.PERSON, who), Verdict.COUNTED, Why.ANSWERED, amount=amount, whole=whole
    )._replace(**changes)


def of_school(how: How, rows: Iterable[Row], **changes: Change) -> Indicator:
    made = replace(Definition("X", how, lambda _: list(rows)), **changes)
    return (
        count(made, facts())[0]
        if made.has_items
        else next(one for one in count(made, facts()) if one.place is Place.SCHOOL)
    )


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),  # 6.25: half goes up
        (1, 2000, "0.1"),  # 0.05: half goes up, away from the even nought
        (1, 2001, "0.0"),
        (7, 7, "100.0"),
        (0, 9, "0.0"),
    ],
)
def test_shares_are_rounded_to_a_tenth_half_up(part: int, whole: int, value: str) -> None:
    assert str(of_school(How.SHARE, [row(1, part, whole)]).value) == value


def test_a_mean_that_thirds_make_is_exact() -> None:
    thirds = [row(who, Fraction(1, 3)) for who in (1, 2, 3)]

    # A sum of rounded thirds would be a little less than 1, and the mean of it and 0.15 too.
    assert of_school(How.COUNT, thirds).value == 1
    assert of_school(How.MEAN, [*thirds, row(4, Fraction(-4, 5))]).value == Decimal("0.1")


@pytest.mark.parametrize(
    ("how", "value"),
    [(How.COUNT, "10"), (How.MEAN, "2.5"), (How.MEDIAN, "2.0"), (How.MOST, "5")],
)
def test_every_way_of_counting(how: How, value: str) -> None:
    assert str(of_school(how, [row(1, 1), row(2, 2), row(3, 2), row(4, 5)]).value) == value


@pytest.mark.parametrize("how", [How.SHARE, How.MEAN, How.MEDIAN, How.MOST])
def test_nothing_has_no_value(how: How) -> None:
    assert of_school(how, []).value is None


def test_nothing_is_counted_as_nought() -> None:
    assert of_school(How.COUNT, []).value == 0


def test_a_subject_is_one_however_many_rows_it_has() -> None:
    rows = [row(1, 0, verdict=Verdict.NOT_COUNTED), row(1), row(2, verdict=Verdict.NOT_COUNTED)]

    found = of_school(How.SHARE, rows)
    assert parts(found) == (1, 2, "50.0")


def test_what_rows_of_one_subject_say_is_added_where_it_should_be() -> None:
    found = of_school(How.MEAN, [row(1, 2), row(1, 3), row(2, 1)], adds=True)

    assert parts(found) == (6, 2, "3.0")


def test_who_is_known_from_one_row_is_not_unknown() -> None:
    rows = [row(1, verdict=Verdict.UNKNOWN), row(1), row(2, verdict=Verdict.UNKNOWN)]

    assert of_school(How.SHARE, rows).unknown == 1


def test_a_row_counts_in_every_place_of_it_once() -> None:
    rows = [row(1, programmes=(COURSE, OTHER), classes=("8Б",)), row(2, programmes=(COURSE,))]
    found = count(Definition("X", How.COUNT, lambda _: rows), facts())

    assert {(one.place, one.place_id): one.value for one in found} == {
        (Place.SCHOOL, ""): 2,
        (Place.PROGRAMME, "50"): 2,
        (Place.PROGRAMME, "51"): 1,
        (Place.FORM, "pupil-pupil"): 2,
        (Place.FORM, "teacher-teacher"): 1,
        (Place.CLASS, "8Б"): 1,
    }


def test_what_is_told_by_items_has_a_figure_for_each_and_none_without_rows() -> None:
    rows = [row(1, item="a"), row(1, item="b"), row(2, item="a")]
    made = Definition("X", How.COUNT, lambda _: rows, has_items=True)

    assert {one.item: one.value for one in count(made, facts())} == {"a": 2, "b": 1}
    assert count(replace(made, rows=lambda _: []), facts()) == []
