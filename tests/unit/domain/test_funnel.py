"""The funnel of recruiting: a person once, no stage wider than the one before, year by year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.participation import Participation, State, may, step
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Stage, funnel
from connector.domain.years import SchoolYear
from tests.builders import Change
from tests.register_builders import a_participation

YEAR: Final = SchoolYear(2026)
PERIOD: Final = (YEAR.begins_on, YEAR.ends_on)
BEFORE: Final = date(2026, 5, 20)
SOON: Final = date(2026, 10, 1)
NOBODY: Final[frozenset[PersonId]] = frozenset()
MENTORS_WAY: Final = (
    State.CONSENT_PENDING,
    State.REGISTERED,
    State.SELECTED,
    State.TRAINED,
    State.ACTIVE,
)


def gone(*states: State, on: date = SOON, **changes: Change) -> Participation:
    """A participation that took these steps on a day."""
    one = a_participation(**changes)
    for state in states:
        one = step(one, state, on)
    return one


def counted(*participations: Participation, **given: frozenset[PersonId] | None) -> dict[str, int]:
    trained = given.get("trained") or NOBODY
    found = funnel(participations, Role.MENTOR, PERIOD, trained, given.get("invited"))
    return {stage.value: count for stage, count in found.items()}


def test_a_mentor_who_went_the_whole_way_this_year_counts_at_every_stage() -> None:
    assert counted(gone(*MENTORS_WAY)) == {"applied": 1, "selected": 1, "trained": 1, "active": 1}


def test_a_person_counts_once_however_often_they_take_part() -> None:
    both = [gone(*MENTORS_WAY, key=key) for key in (1, 2)]

    assert counted(*both)["active"] == 1


def test_who_applied_in_may_and_was_chosen_in_autumn_counts_in_both_years() -> None:
    one = gone(State.CONSENT_PENDING, on=BEFORE, applied_on=BEFORE)
    one = step(step(one, State.REGISTERED, SOON), State.SELECTED, SOON)
    earlier = (SchoolYear(2025).begins_on, SchoolYear(2025).ends_on)

    assert counted(one) == {"applied": 1, "selected": 1, "trained": 0, "active": 0}
    assert funnel([one], Role.MENTOR, earlier, NOBODY)[Stage.APPLIED] == 1
    assert funnel([one], Role.MENTOR, earlier, NOBODY)[Stage.SELECTED] == 0


def test_ending_is_no_coming() -> None:
    old = gone(*MENTORS_WAY, on=BEFORE)

    for end in (State.COMPLETED, State.WITHDRAWN, State.DECLINED):
        assert set(counted(step(old, end, SOON)).values()) == {0}


def test_an_answer_of_somebody_who_works_for_years_is_no_new_start() -> None:
    old = gone(*MENTORS_WAY, on=BEFORE, applied_on=SOON)

    assert set(counted(old).values()) == {0}


def test_a_consent_that_came_back_is_no_new_start() -> None:
    old = gone(*MENTORS_WAY, State.CONSENT_PENDING, State.REGISTERED, on=BEFORE)
    again = step(old, State.CONSENT_PENDING, SOON)

    assert set(counted(again).values()) == {0}


def test_who_is_active_untrained_is_not_counted_as_trained() -> None:
    one = gone(*(state for state in MENTORS_WAY if state is not State.TRAINED))

    assert counted(one) == {"applied": 1, "selected": 1, "trained": 0, "active": 1}
    assert counted(one, trained=frozenset({PersonId(1)}))["trained"] == 1


def test_the_trained_who_did_not_come_this_year_do_not_count() -> None:
    assert counted(trained=frozenset({PersonId(1)}))["trained"] == 0


def test_who_was_invited_and_who_came_uninvited_are_counted_together() -> None:
    invited = frozenset({PersonId(1), PersonId(7), PersonId(8)})

    assert counted(gone(State.CONSENT_PENDING), invited=invited)["invited"] == 3
    assert counted(gone(State.CONSENT_PENDING), invited=frozenset({PersonId(7)}))["invited"] == 2


def test_nothing_is_said_of_invitations_that_nobody_knows() -> None:
    assert "invited" not in counted(gone(State.CONSENT_PENDING))


def test_mentees_are_neither_selected_nor_trained() -> None:
    mentee = gone(State.CONSENT_PENDING, State.REGISTERED, State.ACTIVE, role=Role.MENTEE)

    found = funnel([mentee, gone(*MENTORS_WAY, key=2)], Role.MENTEE, PERIOD, NOBODY, NOBODY)

    assert found == {Stage.INVITED: 1, Stage.APPLIED: 1, Stage.ACTIVE: 1}


people = st.integers(1, 4).map(PersonId)
days = st.dates(date(2025, 9, 1), date(2028, 8, 31))


@st.composite
def participations(draw: st.DrawFn) -> Participation:
    role, on = draw(st.sampled_from([Role.MENTOR, Role.MENTEE])), draw(days)
    applied = draw(st.none() | days)
    one = replace(a_participation(), person_id=draw(people), role=role, applied_on=applied)
    for target in draw(st.lists(st.sampled_from(State), max_size=8)):
        on += timedelta(days=draw(st.integers(0, 200)))
        one = step(one, target, on) if may(role, one.state, target) else one
    return one


everybody = st.lists(participations(), max_size=6)
known = st.frozensets(people)


def taken(
    listed: list[Participation], year: int, **given: frozenset[PersonId]
) -> Mapping[Stage, int]:
    period = (SchoolYear(year).begins_on, SchoolYear(year).ends_on)
    return funnel(listed, Role.MENTOR, period, given["trained"], given["invited"])


@given(everybody, known, known, st.integers(2025, 2028))
def test_no_stage_holds_more_than_the_one_before_but_for_the_active(
    listed: list[Participation],
    trained: frozenset[PersonId],
    invited: frozenset[PersonId],
    year: int,
) -> None:
    found = taken(listed, year, trained=trained, invited=invited)

    way = [stage for stage in Stage if stage is not Stage.ACTIVE]
    assert all(found[wider] >= found[narrower] for wider, narrower in pairwise(way))
    assert found[Stage.SELECTED] >= found[Stage.ACTIVE]
    assert found[Stage.INVITED] <= len({one.person_id for one in listed} | invited)


@given(everybody, known, known, st.integers(2025, 2028))
def test_telling_everything_twice_and_turned_round_changes_no_figure(
    listed: list[Participation],
    trained: frozenset[PersonId],
    invited: frozenset[PersonId],
    year: int,
) -> None:
    once = taken(listed, year, trained=trained, invited=invited)

    assert taken([*listed, *listed[::-1]], year, trained=trained, invited=invited) == once


@given(everybody)
def test_whoever_became_active_did_so_in_one_year_for_each_time(
    listed: list[Participation],
) -> None:
    years = range(2025, 2034)
    times = [one for one in listed if one.role is Role.MENTOR and one.was_active]
    counts = [
        funnel(listed, Role.MENTOR, (SchoolYear(y).begins_on, SchoolYear(y).ends_on), NOBODY)[
            Stage.ACTIVE
        ]
        for y in years
    ]

    assert len({one.person_id for one in times}) <= sum(counts) <= len(times)
