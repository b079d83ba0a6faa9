from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.results import Measure, Result, Term, measures, points, result, step
from tests.builders import a_member, a_status

WEIGHTS = {Measure.TRAINED: Decimal(40), Measure.PAIRED: Decimal(20), Measure.ACTIVE: Decimal(40)}
BROUGHT = {Measure.MEETINGS: Decimal("0.25"), Measure.PLAN: None}
"""What is seen elsewhere."""

ALL_KNOWN = {Measure.TRAINED: Decimal(1), Measure.PAIRED: Decimal(1), Measure.ACTIVE: Decimal(0)}

shares = st.decimals(0, 1, places=4)
weights = st.dictionaries(st.sampled_from(Measure), st.decimals("0.01", 100, places=2), min_size=1)
measured = st.fixed_dictionaries({measure: st.none() | shares for measure in Measure})


def test_a_result_is_the_weighted_mean_of_its_measures() -> None:
    found = result(WEIGHTS, ALL_KNOWN)

    assert found == Result(
        Decimal("0.6"),
        (
            Term(Measure.TRAINED, Decimal(40), Decimal(1)),
            Term(Measure.PAIRED, Decimal(20), Decimal(1)),
            Term(Measure.ACTIVE, Decimal(40), Decimal(0)),
        ),
    )


def test_a_measure_without_data_takes_its_weight_with_it() -> None:
    found = result(WEIGHTS, {**ALL_KNOWN, Measure.TRAINED: Decimal(0), Measure.ACTIVE: None})

    assert found is not None
    assert found.share == Decimal(20) / Decimal(60)
    assert found.terms[2] == Term(Measure.ACTIVE, Decimal(40), None)


def test_without_any_data_there_is_no_result() -> None:
    assert result(WEIGHTS, dict.fromkeys(Measure)) is None


def test_what_has_no_weight_does_not_count() -> None:
    with_grade = {**ALL_KNOWN, Measure.GRADE: Decimal(0)}

    assert result(WEIGHTS, with_grade) == result(WEIGHTS, ALL_KNOWN)


@given(weights, measured)
def test_a_result_lies_between_nothing_and_everything(
    weights: Mapping[Measure, Decimal], measured: Mapping[Measure, Decimal | None]
) -> None:
    found = result(weights, measured)

    known = [share for name in weights if (share := measured[name]) is not None]
    assert (found is None) is (not known)
    assert found is None or min(known) <= found.share.quantize(Decimal("0.0000000001")) <= max(
        known
    )


@given(weights, measured, st.sampled_from(Measure), shares, shares)
def test_who_does_better_in_one_measure_does_not_do_worse_altogether(
    weights: Mapping[Measure, Decimal],
    measured: Mapping[Measure, Decimal | None],
    improved: Measure,
    one: Decimal,
    other: Decimal,
) -> None:
    worse = result(weights, {**measured, improved: min(one, other)})
    better = result(weights, {**measured, improved: max(one, other)})

    assert (worse is None) is (better is None)
    assert worse is None or better is None or worse.share <= better.share


@given(weights, measured, st.integers(1, 9))
def test_only_the_proportions_of_weights_matter(
    weights: Mapping[Measure, Decimal], measured: Mapping[Measure, Decimal | None], times: int
) -> None:
    one = result(weights, measured)
    other = result({name: weight * times for name, weight in weights.items()}, measured)

    assert (one and points(one.share, Decimal(100))) == (
        other and points(other.share, Decimal(100))
    )


@pytest.mark.parametrize(
    ("share", "maximum", "expected"),
    [
        ("0", "100", "0.00"),
        ("1", "100", "100.00"),
        ("0.6", "100", "60.00"),
        ("0.33333", "100", "33.33"),
        ("0.66666", "5", "3.33"),
        ("0.5", "0.01", "0.01"),  # half a hundredth goes up
        ("0.12345", "1000", "123.45"),
        ("0.5", "0", "0.00"),
    ],
)
def test_points_have_two_places_half_up(share: str, maximum: str, expected: str) -> None:
    assert str(points(Decimal(share), Decimal(maximum))) == expected


@pytest.mark.parametrize(
    ("share", "steps", "expected"),
    [
        ("0", 3, 1),
        ("0.24", 3, 1),
        ("0.25", 3, 2),  # half a step goes up
        ("0.5", 3, 2),
        ("0.74", 3, 2),
        ("0.75", 3, 3),
        ("1", 3, 3),
        ("0.5", 2, 2),
        ("0.49", 2, 1),
        ("1", 1, 1),
        ("0", 1, 1),
    ],
)
def test_a_share_becomes_a_step_of_a_scale(share: str, steps: int, expected: int) -> None:
    assert step(Decimal(share), steps) == expected


@given(shares, st.integers(1, 20), st.decimals(0, 1000, places=2))
def test_points_and_steps_stay_in_range(share: Decimal, steps: int, maximum: Decimal) -> None:
    reached = step(share, steps)

    assert 0 <= points(share, maximum) <= maximum
    assert 1 <= reached <= steps
    assert reached == reached.to_integral_value()


@given(shares, shares, st.integers(1, 20), st.decimals(0, 1000, places=2))
def test_a_larger_share_never_gives_less(
    one: Decimal, other: Decimal, steps: int, maximum: Decimal
) -> None:
    low, high = sorted([one, other])

    assert points(low, maximum) <= points(high, maximum)
    assert step(low, steps) <= step(high, steps)


def test_a_member_of_a_working_pair_is_measured() -> None:
    member = a_member(is_trained=True, progress=Decimal("0.5"), grade=Decimal("0.9"))

    assert measures(member, a_status(), BROUGHT) == {
        Measure.TRAINED: 1,
        Measure.PAIRED: 1,
        Measure.ACTIVE: 1,
        Measure.PROGRESS: Decimal("0.5"),
        Measure.GRADE: Decimal("0.9"),
        Measure.CURATOR: None,
        **BROUGHT,
    }


def test_nothing_done_is_nought_and_nothing_to_do_is_unknown() -> None:
    status = a_status(is_complete=False, is_silent=True)

    assert measures(a_member(), status, BROUGHT) == {
        Measure.TRAINED: 0,
        Measure.PAIRED: 0,
        Measure.ACTIVE: 0,
        Measure.PROGRESS: None,
        Measure.GRADE: None,
        Measure.CURATOR: None,
        **BROUGHT,
    }


def test_where_moodle_hides_visits_activity_is_unknown() -> None:
    assert measures(a_member(), a_status(seen_at=None), {})[Measure.ACTIVE] is None
