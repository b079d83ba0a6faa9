import math
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.moodle.meter import Meter, Usage

Interval = tuple[float, float]

MOMENTS: Final = st.integers(0, 1000).map(lambda tenths: tenths / 8)
INTERVALS: Final = st.lists(st.tuples(MOMENTS, MOMENTS).map(lambda pair: (min(pair), max(pair))))


def metered(intervals: list[Interval]) -> Usage:
    meter = Meter()
    for started, ended in intervals:
        meter.add("f", 10, 100, started, ended)
    return meter.usage


def union(intervals: list[Interval]) -> float:
    total, until = 0.0, -math.inf
    for started, ended in sorted(intervals):
        total += max(0.0, ended - max(started, until))
        until = max(until, ended)
    return total


@given(INTERVALS)
def test_calls_that_end_in_order_never_wait_longer_than_somebody_waited(
    intervals: list[Interval],
) -> None:
    in_order = sorted(intervals, key=lambda interval: interval[1])

    assert 0 <= metered(in_order).waiting <= union(intervals)


@given(INTERVALS)
def test_calls_that_also_began_in_order_are_counted_exactly(intervals: list[Interval]) -> None:
    starts = sorted(started for started, _ in intervals)
    ends = sorted(ended for _, ended in intervals)
    in_order = [(min(pair), max(pair)) for pair in zip(starts, ends, strict=True)]

    assert metered(in_order).waiting == pytest.approx(union(in_order))


@pytest.mark.parametrize(
    ("intervals", "waiting"),
    [
        ([], 0.0),
        ([(1, 3)], 2.0),
        ([(1, 3), (1, 3)], 2.0),
        ([(1, 3), (2, 4)], 3.0),
        ([(1, 2), (5, 6)], 2.0),
        ([(2, 3), (1, 3)], 1.0),
    ],
)
def test_time_that_two_waited_together_counts_once(
    intervals: list[Interval], waiting: float
) -> None:
    assert metered(intervals).waiting == waiting


def test_calls_and_bytes_add_up_and_a_stretch_can_be_told_apart() -> None:
    meter = Meter()
    meter.add("a", 10, 100, 0, 1)
    before = meter.usage
    meter.add("b", 20, 200, 1, 3)
    meter.add("b", 30, 300, 3, 4)

    assert meter.usage.since(before) == Usage(calls=2, sent=50, received=500, waiting=3)
    assert meter.by_function == {"a": 1, "b": 2}
