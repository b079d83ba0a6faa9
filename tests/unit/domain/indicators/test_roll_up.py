"""What leaves a school, and several schools together, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.indicators import CATALOGUE, How, Indicator, Place, indicators
from connector.domain.indicators.roll_up import HOWS, Together, key, outward, roll_up
from tests.builders import Change, a_programme, a_school
from tests.indicators_builders import a_pair, facts

LEAST = 5


def a_figure(
    code: str, value: str | None, numerator: str | None, whole: int | None = None, **more: Change
) -> Indicator:
    made, added = (None if one is None else Decimal(one) for one in (value, numerator))
    plain = Indicator(code, "", "", Place.SCHOOL, "", made, added, whole)
    return replace(plain, **more)


def one_of(*reports: list[Indicator]) -> Together:
    (found,) = roll_up(reports)
    return found


@pytest.mark.parametrize(
    ("figure", "leaves"),
    [
        (a_figure("I1", "50.0", "5", 10), True),
        (a_figure("I1", "50.0", "2", 4), False),
        (a_figure("N1.pairs", "2", "2"), True),
        (a_figure("N1.pairs", "2", "2", place=Place.FORM, place_id="pupil-pupil"), False),
        (a_figure("N1.pairs", "5", "5", place=Place.FORM, place_id="pupil-pupil"), True),
        (a_figure("N3.reasons", "1", "1", item="conflict"), False),
        (a_figure("N3.reasons", "0", "0", item="conflict"), True),
        (a_figure("M1", None, None, 3, is_hidden=True), False),
        (a_figure("I1", None, "0", 0), True),
    ],
)
def test_of_few_people_only_plain_counts_of_the_school_leave_it(
    figure: Indicator, *, leaves: bool
) -> None:
    (told,) = outward([figure], LEAST)

    assert told.is_hidden is not leaves
    assert (told.value, told.numerator) == (
        (figure.value, figure.numerator) if leaves else (None,) * 2
    )


def test_classes_and_programmes_stay_at_home() -> None:
    told = indicators(
        facts(
            a_pair(1, [1], range(11, 20)),
            school=a_school(programmes=(a_programme(role_model="achiever"),)),
        )
    )

    places = {one.place for one in outward(told, 1)}

    assert {one.place for one in told} == set(Place)
    assert places == {Place.SCHOOL, Place.FORM}


def test_shares_are_of_everybody_together() -> None:
    # 9 of 10 and 100 of 400: 109 of 410, and not the mean of 90 and 25 per cent.
    told = one_of([a_figure("I1", "90.0", "9", 10)], [a_figure("I1", "25.0", "100", 400)])

    assert (told.figure.numerator, told.figure.denominator) == (Decimal(109), 410)
    assert (str(told.figure.value), told.schools, told.hidden) == ("26.6", 2, 0)


def test_counts_are_added_and_means_weigh_by_people() -> None:
    assert one_of(
        [a_figure("N1.pairs", "3", "3")], [a_figure("N1.pairs", "12", "12")]
    ).figure.value == Decimal(15)
    # Marks 6*8 and 14*7 in all: 146 of 20.
    told = one_of([a_figure("M1", "8.0", "48", 6)], [a_figure("M1", "7.0", "98", 14)])
    assert str(told.figure.value) == "7.3"


def test_a_median_of_several_schools_is_not_known() -> None:
    told = one_of([a_figure("M4.median", "1.0", "9", 9)], [a_figure("M4.median", "2.0", "9", 9)])

    assert told.figure.value is None
    assert HOWS["M4.median"] is How.MEDIAN


def test_what_a_school_hides_is_in_no_total() -> None:
    hidden = a_figure("I5", None, None, 3, is_hidden=True)

    told = one_of([a_figure("I5", "80.0", "8", 10)], [hidden])

    assert (str(told.figure.value), told.figure.denominator, told.schools, told.hidden) == (
        "80.0", 10, 1, 1,
    )  # fmt: skip
    assert one_of([hidden], [hidden]).figure.is_hidden


def test_no_data_anywhere_is_no_data() -> None:
    assert (
        one_of([a_figure("I1", None, "0", 0)], [a_figure("I1", None, "0", 0)]).figure.value is None
    )


SHARES = st.builds(
    lambda part, more: a_figure("I1", "0", str(part), part + more),
    st.integers(0, 400),
    st.integers(0, 400),
)


@given(st.lists(SHARES, min_size=1, max_size=6))
def test_the_order_of_schools_does_not_matter_and_a_share_stays_one(
    listed: list[Indicator],
) -> None:
    told = one_of(*([one] for one in listed))

    assert told == one_of(*([one] for one in reversed(listed)))
    assert told.figure.value is None or 0 <= told.figure.value <= 100
    assert told.figure.denominator == sum(one.denominator or 0 for one in listed)


def test_one_school_together_is_itself() -> None:
    mine = list(outward(indicators(facts(a_pair(1, [1], range(11, 20)))), 1))
    medians = {one.code for one in CATALOGUE if one.how is How.MEDIAN}

    told = {key(one.figure): one.figure for one in roll_up([mine])}

    for one in mine:
        if one.code not in medians:
            assert (told[key(one)].value, told[key(one)].denominator) == (
                one.value,
                one.denominator,
            )
