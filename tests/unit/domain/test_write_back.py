from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.write_back import Decision, Standing, State, Target, decide
from tests.builders import Change

WRITER: Final = 7
TEACHER: Final = 8
HUNDRED: Final = Target(Decimal(0), Decimal(100), is_scale=False, writer=WRITER)
SCALE: Final = Target(Decimal(1), Decimal(5), is_scale=True, writer=WRITER)
UNGRADED: Final = Standing(is_enrolled=True)
OURS: Final = Standing(is_enrolled=True, value=Decimal(60), grader=WRITER, book_value=Decimal(60))

REFUSALS: Final[list[tuple[dict[str, Change], str]]] = [
    ({"is_enrolled": False}, "grade.not_enrolled"),
    ({"has_account": False}, "grade.account_suspended"),
    ({"is_suspended": True}, "grade.suspended"),
    ({"is_gradable": False}, "grade.not_gradable"),
    ({"is_locked": True}, "grade.locked"),
    ({"is_hidden": True}, "grade.hidden"),
]
CONFLICTS: Final[list[tuple[dict[str, Change], str]]] = [
    ({"is_overridden": True}, "grade.overridden"),
    ({"grader": TEACHER, "value": Decimal(60), "book_value": Decimal(60)}, "grade.teacher"),
    ({"book_value": Decimal(60)}, "grade.only_in_gradebook"),
    (
        {"grader": WRITER, "value": Decimal(60), "book_value": Decimal(75)},
        "grade.changed_in_gradebook",
    ),
    (
        {"grader": WRITER, "value": Decimal(60), "book_value": Decimal(45)},
        "grade.changed_in_gradebook",
    ),
]

amounts = st.decimals(-5, 105, places=1)
standings = st.builds(
    Standing,
    is_enrolled=st.booleans(),
    has_account=st.booleans(),
    is_suspended=st.booleans(),
    is_gradable=st.booleans(),
    value=st.none() | amounts,
    grader=st.sampled_from([None, WRITER, TEACHER]),
    book_value=st.none() | amounts,
    is_locked=st.booleans(),
    is_hidden=st.booleans(),
    is_overridden=st.booleans(),
)
gradable = st.builds(
    Standing,
    is_enrolled=st.just(True),  # noqa: FBT003 - not an argument
    value=st.sampled_from([None, Decimal(2), Decimal(3)]),
    grader=st.sampled_from([None, WRITER, WRITER, TEACHER]),
    book_value=st.sampled_from([None, Decimal(2), Decimal(3)]),
    is_overridden=st.sampled_from([False, False, True]),
)
targets = st.sampled_from([HUNDRED, SCALE])


def decided(standing: Standing, desired: str = "60", target: Target = HUNDRED) -> Decision:
    return decide(Decimal(desired), standing, target, is_recorded=False)


def test_a_grade_for_somebody_without_one_is_sent() -> None:
    assert decided(UNGRADED) == Decision(State.PENDING)


def test_a_new_grade_replaces_our_own() -> None:
    assert decided(OURS, "75") == Decision(State.PENDING)


def test_a_grade_that_is_there_and_recorded_is_left_alone() -> None:
    assert decide(Decimal("60.00"), OURS, HUNDRED, is_recorded=True) == Decision(State.WRITTEN)


def test_a_grade_that_is_there_but_not_recorded_is_sent_again() -> None:
    assert decide(Decimal(60), OURS, HUNDRED, is_recorded=False) == Decision(State.PENDING)


def test_a_recorded_grade_that_is_no_longer_there_is_sent_again() -> None:
    assert decide(Decimal(60), UNGRADED, HUNDRED, is_recorded=True) == Decision(State.PENDING)


def test_a_grade_that_has_not_reached_the_gradebook_is_no_conflict() -> None:
    assert decided(replace(OURS, book_value=None)) == Decision(State.PENDING)


@pytest.mark.parametrize(("change", "reason"), REFUSALS)
def test_what_moodle_would_lose_or_show_wrongly_is_refused(
    change: dict[str, Change], reason: str
) -> None:
    assert decided(replace(UNGRADED, **change)) == Decision(State.REFUSED, reason)


@pytest.mark.parametrize(("change", "reason"), CONFLICTS)
def test_what_somebody_else_did_is_left_to_a_person(change: dict[str, Change], reason: str) -> None:
    assert decided(replace(UNGRADED, **change)) == Decision(State.CONFLICT, reason)


@pytest.mark.parametrize(
    ("desired", "target", "reason"),
    [
        ("-0.01", HUNDRED, "grade.out_of_range"),
        ("0", HUNDRED, ""),
        ("59.75", HUNDRED, ""),
        ("100", HUNDRED, ""),
        ("100.01", HUNDRED, "grade.out_of_range"),
        ("0", SCALE, "grade.out_of_range"),
        ("1", SCALE, ""),
        ("5", SCALE, ""),
        ("6", SCALE, "grade.out_of_range"),
        ("2.5", SCALE, "grade.not_a_step"),
        ("3.00", SCALE, ""),
        ("5.5", SCALE, "grade.out_of_range"),
    ],
)
def test_a_grade_must_be_in_the_range_of_the_assignment(
    desired: str, target: Target, reason: str
) -> None:
    state = State.REFUSED if reason else State.PENDING

    assert decided(UNGRADED, desired, target) == Decision(state, reason)


@pytest.mark.parametrize("first", range(len(REFUSALS)))
def test_of_several_refusals_the_first_of_the_table_is_told(first: int) -> None:
    changes: dict[str, Change] = {}
    for change, _ in REFUSALS[first:]:
        changes |= change

    assert decided(replace(UNGRADED, **changes), "-1").reason == REFUSALS[first][1]


@pytest.mark.parametrize("change", [change for change, _ in CONFLICTS])
@pytest.mark.parametrize(("refusal", "reason"), REFUSALS)
def test_a_refusal_comes_before_a_conflict(
    refusal: dict[str, Change], reason: str, change: dict[str, Change]
) -> None:
    assert decided(replace(UNGRADED, **change, **refusal)) == Decision(State.REFUSED, reason)


def test_of_several_conflicts_the_first_of_the_table_is_told() -> None:
    changed = replace(OURS, grader=TEACHER, value=None, is_overridden=True)

    told = []
    for repair in ({"is_overridden": False}, {"grader": None}, {"value": Decimal(1)}, {}):
        told.append(decided(changed).reason)
        changed = replace(changed, **repair)

    assert told == list(dict.fromkeys(reason for _, reason in CONFLICTS))


def test_a_conflict_is_told_even_when_the_grade_is_recorded_and_equal() -> None:
    standing = replace(OURS, grader=TEACHER)

    assert decide(Decimal(60), standing, HUNDRED, is_recorded=True).state is State.CONFLICT


@given(amounts, standings, targets, st.booleans())
def test_nothing_is_sent_where_moodle_would_not_take_it(
    desired: Decimal,
    standing: Standing,
    target: Target,
    is_recorded: bool,  # noqa: FBT001 - drawn
) -> None:
    is_hopeless = (
        not standing.is_enrolled
        or not standing.has_account
        or standing.is_suspended
        or not standing.is_gradable
        or standing.is_locked
        or standing.is_hidden
        or not target.minimum <= desired <= target.maximum
        or (target.is_scale and desired % 1 != 0)
    )

    found = decide(desired, standing, target, is_recorded=is_recorded)

    assert (found.state is State.REFUSED) is is_hopeless
    assert bool(found.reason) is (found.state in {State.REFUSED, State.CONFLICT})


@given(st.integers(1, 5).map(Decimal), gradable, targets, st.booleans())
def test_nothing_is_sent_over_what_somebody_else_did(
    desired: Decimal,
    standing: Standing,
    target: Target,
    is_recorded: bool,  # noqa: FBT001 - drawn
) -> None:
    belongs_to_a_person = (
        standing.is_overridden
        or standing.grader == TEACHER
        or standing.book_value not in {None, standing.value}
    )

    found = decide(desired, standing, target, is_recorded=is_recorded)

    assert (found.state is State.CONFLICT) is belongs_to_a_person
    assert belongs_to_a_person or found.state in {State.PENDING, State.WRITTEN}


@given(amounts, standings, targets)
def test_only_what_stands_in_moodle_counts_as_written(
    desired: Decimal, standing: Standing, target: Target
) -> None:
    found = decide(desired, standing, target, is_recorded=True)

    assert (found.state is not State.WRITTEN) or standing.value == desired
    assert decide(desired, standing, target, is_recorded=False).state is not State.WRITTEN
