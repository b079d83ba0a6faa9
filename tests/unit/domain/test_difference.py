from collections.abc import Mapping
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.difference import Difference, Tally, difference, looks_short

Row: TypeAlias = tuple[int, str]

pictures = st.dictionaries(st.integers(0, 20), st.sampled_from("абв")).map(
    lambda picture: {key: (key, name) for key, name in picture.items()}
)
tallies = st.builds(Tally, *[st.integers(0, 1000)] * 4)


def key_of(row: Row) -> int:
    return row[0]


def applied(before: Mapping[int, Row], found: Difference[int, Row]) -> dict[int, Row]:
    kept = {key: row for key, row in before.items() if key not in found.gone}
    return {**kept, **found.added, **found.changed}


def test_new_changed_and_vanished_rows_are_told_apart() -> None:
    before = {1: (1, "а"), 2: (2, "б"), 3: (3, "в")}

    found = difference(before, [(1, "а"), (2, "новое"), (4, "г")], key_of)

    assert found == Difference({4: (4, "г")}, {2: (2, "новое")}, frozenset({3}))


def test_of_two_rows_with_one_key_the_later_counts() -> None:
    found = difference({}, [(1, "раньше"), (1, "позже")], key_of)

    assert found.added == {1: (1, "позже")}


@given(pictures, pictures)
def test_applying_a_difference_gives_the_later_picture(
    before: dict[int, Row], after: dict[int, Row]
) -> None:
    assert applied(before, difference(before, after.values(), key_of)) == after


@given(pictures, pictures)
def test_applying_a_difference_leaves_nothing_to_do(
    before: dict[int, Row], after: dict[int, Row]
) -> None:
    now = applied(before, difference(before, after.values(), key_of))

    assert difference(now, after.values(), key_of) == Difference({}, {}, frozenset())


@given(pictures, pictures, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(
    before: dict[int, Row], after: dict[int, Row], random: Random
) -> None:
    shuffled = list(after.values())
    random.shuffle(shuffled)

    assert difference(before, shuffled, key_of) == difference(before, after.values(), key_of)


@given(pictures, pictures)
def test_a_row_is_in_one_part_of_a_difference_only(
    before: dict[int, Row], after: dict[int, Row]
) -> None:
    found = difference(before, after.values(), key_of)

    parts = [set(found.added), set(found.changed), set(found.gone)]
    assert sum(map(len, parts)) == len(set().union(*parts))


@pytest.mark.parametrize(
    ("known", "gone", "expected"),
    [
        (0, 0, False),
        (5, 5, False),  # five may leave at once, even if they were all
        (6, 6, True),
        (29, 6, True),
        (30, 6, False),  # a fifth exactly
        (30, 7, True),
        (100, 20, False),
        (100, 21, True),
        (5000, 1000, False),
        (5000, 1001, True),
    ],
)
def test_more_than_five_and_more_than_a_fifth_are_not_believed(
    known: int,
    gone: int,
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert looks_short(known, gone) is expected


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_fifth_is_exact(known: int, gone: int) -> None:
    assert looks_short(known, gone) is (gone > 5 and 5 * gone > known)


@given(tallies, tallies)
def test_tallies_add_up(one: Tally, other: Tally) -> None:
    both = one + other

    assert both.total == one.total + other.total
    assert both.held_back == one.held_back + other.held_back


def test_what_was_held_back_was_not_written() -> None:
    assert Tally(added=1, changed=2, gone=3, held_back=40).total == 6
