"""Programmes in the register: what follows Moodle, what people decide, another year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.matches import MatchState
from connector.domain.programmes import (
    PROGRAMME_STEPS,
    Programme,
    ProgrammeId,
    ProgrammeState,
)
from connector.domain.register import Register
from connector.domain.register import edits_programmes as edits
from connector.domain.register.edits import EditRefused
from connector.domain.register.programmes import FOLLOWED, follow_programmes
from connector.domain.years import SchoolYear
from tests.builders import COURSE, TODAY, a_pair, a_programme, a_school
from tests.roadmap_builders import YEAR, a_book, a_match

RUNNING: Final = ProgrammeState.RUNNING
NEXT: Final = SchoolYear(2027)
Step = Callable[[Register, int, date], Register]
STEPS: Final[dict[ProgrammeState, Step]] = {
    ProgrammeState.APPROVED: edits.approve,
    ProgrammeState.RUNNING: edits.start,
    ProgrammeState.COMPLETED: edits.complete,
    ProgrammeState.CANCELLED: edits.cancel,
}


def one(register: Register, key: int = COURSE) -> Programme:
    return register.programmes[key]


def by_hand(key: int = -1, **changes: object) -> Programme:
    return replace(a_programme(id=ProgrammeId(key), starts_at=0), **changes)  # type: ignore[arg-type]  # a test's own fields


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(EditRefused) as caught:
        do()
    return caught.value.code


def test_a_new_course_is_a_draft_and_one_with_pairs_runs() -> None:
    begun = a_programme(begins_on=date(2026, 9, 1))
    idle = a_school()
    at_work = a_school(programmes=(begun,), pairs=(a_pair(),))

    assert one(follow_programmes(Register(), idle)).state is ProgrammeState.DRAFT
    running = one(follow_programmes(Register(), at_work))
    assert (running.state, running.reached) == (RUNNING, {"running": "2026-09-01"})


def test_what_the_course_says_follows_and_what_people_decided_stays() -> None:
    known = a_programme(
        goal="Цель", state=ProgrammeState.APPROVED, reached={"approved": "2026-09-01"},
        previous_id=-3,
    )  # fmt: skip
    seen = a_programme(
        title="Иначе", form="any", school_year="2027/28", starts_at=5, role_model="equal",
        kind="group", begins_on=date(2027, 9, 1), ends_on=date(2028, 5, 31),
    )  # fmt: skip

    after = one(follow_programmes(a_book(known), a_school(programmes=(seen,))))

    assert [getattr(after, name) for name in FOLLOWED] == [getattr(seen, n) for n in FOLLOWED]
    assert (after.goal, after.state, after.reached, after.previous_id) == (
        known.goal, known.state, known.reached, known.previous_id,
    )  # fmt: skip


def test_what_is_by_hand_and_what_is_gone_from_moodle_is_left_alone() -> None:
    register = a_book(by_hand(), a_programme(id=ProgrammeId(77), title="Была"))

    after = follow_programmes(register, a_school(programmes=()))

    assert after == register


def test_twice_changes_nothing_and_an_ended_term_completes_nothing() -> None:
    over = a_programme(ends_on=date(2026, 1, 1), state=RUNNING)
    school = a_school(programmes=(a_programme(ends_on=date(2026, 1, 1)),), pairs=(a_pair(),))

    once = follow_programmes(a_book(over), school)

    assert one(once).state is RUNNING
    assert follow_programmes(once, school) is once


def test_a_new_one_gets_the_next_number_below_the_lowest() -> None:
    register = edits.add(a_book(a_programme()), by_hand(0, title="Первая"))
    register = edits.add(register, by_hand(0, title="Вторая", state=RUNNING))

    assert sorted(register.programmes) == [-2, -1, COURSE]
    assert one(register, -2).state is ProgrammeState.DRAFT
    assert not one(register, -2).in_moodle


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "programmes.no_title"),
        (
            {"begins_on": date(2027, 1, 2), "ends_on": date(2027, 1, 1)},
            "programmes.wrong_days",
        ),
        ({"title": "НАСТАВНИЧЕСТВО "}, "programmes.there_already"),
        ({"ends_on": date(9999, 12, 31)}, "programmes.far_day"),
        ({"begins_on": date(2022, 9, 1)}, "programmes.far_day"),
    ],
)
def test_a_new_one_is_refused_that_says_too_little_or_is_there(
    changes: dict[str, object], code: str
) -> None:
    register = a_book(a_programme())

    assert refused(lambda: edits.add(register, by_hand(0, **{"title": "x", **changes}))) == code


@pytest.mark.parametrize("state", ProgrammeState)
@pytest.mark.parametrize("target", STEPS)
def test_only_the_steps_of_the_table_are_taken(
    state: ProgrammeState, target: ProgrammeState
) -> None:
    register = a_book(by_hand(state=state))

    if target in PROGRAMME_STEPS.get(state, frozenset()):
        after = one(STEPS[target](register, -1, TODAY), -1)
        assert (after.state, after.reached[target]) == (target, TODAY.isoformat())
    else:
        assert refused(lambda: STEPS[target](register, -1, TODAY)).startswith("programmes.")


@pytest.mark.parametrize("state", MatchState)
def test_a_programme_ends_only_after_all_its_pairs(state: MatchState) -> None:
    """Methodology 12.2."""
    pair = a_match(state=state)
    register = a_book(a_programme(state=RUNNING), pair, a_match(2, programme_id=51))

    if pair.is_open:
        assert refused(lambda: edits.complete(register, COURSE, TODAY)) == "programmes.has_pairs"
    else:
        assert one(edits.complete(register, COURSE, TODAY)).state is ProgrammeState.COMPLETED


def test_a_draft_with_pairs_is_not_cancelled() -> None:
    register = a_book(a_programme(), a_match())

    assert refused(lambda: edits.cancel(register, COURSE, TODAY)) == "programmes.has_pairs"


def test_a_programme_nobody_knows_is_said_to_be_unknown() -> None:
    assert refused(lambda: edits.approve(Register(), -1, TODAY)) == "programmes.unknown"


def test_one_by_hand_is_changed_and_of_a_course_only_the_goal() -> None:
    register = a_book(a_programme(), by_hand())

    assert one(edits.change(register, -1, {"title": "Новое"}), -1).title == "Новое"
    assert one(edits.change(register, COURSE, {"goal": "Цель"})).goal == "Цель"
    for name in FOLLOWED:
        edit = {name: getattr(a_programme(), name)}
        assert refused(lambda e=edit: edits.change(register, COURSE, e)) == (  # type: ignore[misc]  # bound now
            "programmes.follows_moodle"
        )
    assert refused(lambda: edits.change(register, -1, {"title": ""})) == "programmes.no_title"


def test_what_has_ended_is_not_changed() -> None:
    register = a_book(by_hand(state=ProgrammeState.COMPLETED))

    assert refused(lambda: edits.change(register, -1, {"goal": "x"})) == "programmes.ended"


def test_the_next_year_is_the_same_programme_a_year_later() -> None:
    old = a_programme(
        title="Наставничество 2026/27", begins_on=date(2026, 9, 1), ends_on=date(2027, 5, 31),
        goal="Цель", role_model="equal", kind="group", state=RUNNING,
    )  # fmt: skip

    new = one(edits.next_year(a_book(old), COURSE, NEXT), -1)

    assert new == replace(
        old, id=ProgrammeId(-1), title="Наставничество 2027/28", school_year="2027/28", starts_at=0,
        begins_on=date(2027, 9, 1), ends_on=date(2028, 5, 31), state=ProgrammeState.DRAFT,
        previous_id=COURSE,
    )  # fmt: skip


def test_the_next_year_is_made_once_and_is_later() -> None:
    register = edits.next_year(a_book(a_programme()), COURSE, NEXT)

    assert refused(lambda: edits.next_year(register, COURSE, NEXT)) == "programmes.next_there"
    assert refused(lambda: edits.next_year(register, COURSE, YEAR)) == "programmes.not_later"
    cancelled = edits.cancel(register, -1, TODAY)
    assert sorted(edits.next_year(cancelled, COURSE, NEXT).programmes) == [-2, -1, COURSE]


def test_a_year_that_is_none_is_not_counted_on() -> None:
    register = a_book(a_programme(school_year="2026/99"))

    assert refused(lambda: edits.next_year(register, COURSE, NEXT)) == "people.no_year"


@given(
    first=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    length=st.integers(0, 400),
    years=st.integers(1, 8),
)
def test_days_of_a_later_year_stay_in_their_order(first: date, length: int, years: int) -> None:
    last = date.fromordinal(first.toordinal() + length)
    old = by_hand(begins_on=first, ends_on=last)

    new = one(edits.next_year(a_book(old), -1, SchoolYear(YEAR.first + years)), -2)

    assert new.begins_on is not None
    assert new.ends_on is not None
    assert new.begins_on <= new.ends_on
    assert new.begins_on.year == first.year + years
