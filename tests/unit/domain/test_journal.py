"""Meetings that were planned here and those that Moodle tells of are one journal."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.journal import journal
from connector.domain.journal_lines import Line, Remark
from connector.domain.matches import MatchState
from connector.domain.meeting_figures import Figures, summaries, totals
from connector.domain.meetings import (
    CALLED_OFF,
    Meeting,
    MeetingState,
    MeetingType,
    SeenMeeting,
)
from connector.domain.norms import Norms
from connector.domain.people import PersonId
from tests.builders import COURSE, TODAY, Change, a_school
from tests.meetings_builders import (
    BEGAN,
    GROUP,
    a_match,
    a_meeting,
    a_seen_meeting,
    register_of,
)

NORMS: Final = Norms()
PLANNED, HELD, CONFIRMED = MeetingState.PLANNED, MeetingState.HELD, MeetingState.CONFIRMED
MISSED, CANCELLED = MeetingState.MISSED, MeetingState.CANCELLED
OCTOBER_10: Final = date(2026, 10, 10)


def lines_of(
    meetings: Sequence[Meeting] = (),
    seen: Sequence[SeenMeeting] = (),
    on: date = TODAY,
    **match: Change,
) -> list[Line]:
    register = register_of(a_match(**match), *meetings)
    return journal(register, a_school(meetings=tuple(seen)), NORMS, on)


def days_later(days: int, since: date = OCTOBER_10) -> date:
    return since + timedelta(days=days)


@pytest.mark.parametrize("drift", [-3, 0, 3])
def test_a_planned_meeting_and_one_in_moodle_near_it_are_one_line(drift: int) -> None:
    seen = a_seen_meeting(days_later(drift), minutes=40, topic="Цели")

    (line,) = lines_of([a_meeting(1, OCTOBER_10, minutes=60, place="каб. 12")], [seen])

    assert (line.state, line.on, line.source) == (HELD, seen.on, seen.source)
    assert (line.fact.id, line.fact.minutes, line.fact.topic) == (1, 40, "Цели")
    assert line.fact.place == "каб. 12"


def test_a_meeting_further_away_is_another_one() -> None:
    lines = lines_of([a_meeting(1, OCTOBER_10)], [a_seen_meeting(days_later(4))])

    assert [(line.fact.id, line.state) for line in lines] == [(1, MISSED), (0, HELD)]


def test_the_nearest_are_joined_first_and_each_once() -> None:
    planned = [a_meeting(1, OCTOBER_10), a_meeting(2, days_later(2))]
    seen = [a_seen_meeting(days_later(1)), a_seen_meeting(days_later(2))]

    lines = lines_of(planned, seen)

    assert [(line.fact.id, line.on) for line in lines] == [(1, days_later(1)), (2, days_later(2))]


@pytest.mark.parametrize("state", [MISSED, CANCELLED])
def test_what_was_called_off_is_not_what_moodle_tells_of(state: MeetingState) -> None:
    lines = lines_of([a_meeting(1, OCTOBER_10, state=state)], [a_seen_meeting(OCTOBER_10)])

    assert sorted(line.state for line in lines) == sorted([state, HELD])


def test_what_was_entered_here_outweighs_moodle() -> None:
    here = a_meeting(1, OCTOBER_10, state=HELD, minutes=30, type=MeetingType.PLANNING)
    there = a_seen_meeting(
        days_later(1), minutes=45, type=MeetingType.REGULAR, outcome="Договорились"
    )

    (line,) = lines_of([here], [there])

    assert (line.on, line.fact.minutes, line.fact.type) == (
        OCTOBER_10, 30, MeetingType.PLANNING,
    )  # fmt: skip
    assert line.fact.outcome == "Договорились"


def test_a_mentee_confirms_in_moodle_what_was_entered_here() -> None:
    (line,) = lines_of(
        [a_meeting(1, OCTOBER_10, state=HELD)], [a_seen_meeting(OCTOBER_10, is_confirmed=True)]
    )

    assert line.state is CONFIRMED


@pytest.mark.parametrize(("days", "state"), [(0, PLANNED), (3, PLANNED), (4, MISSED)])
def test_a_planned_meeting_is_missed_once_the_drift_is_over(days: int, state: MeetingState) -> None:
    (line,) = lines_of([a_meeting(1, OCTOBER_10)], on=days_later(days))

    assert line.state is state


def test_a_meeting_planned_for_after_the_end_of_the_pair_is_cancelled() -> None:
    (line,) = lines_of(
        [a_meeting(1, days_later(5))], state=MatchState.COMPLETED, ended_on=OCTOBER_10
    )

    assert (line.state, line.remarks) == (CANCELLED, ())


def test_a_meeting_outside_the_period_of_the_pair_is_remarked() -> None:
    early, late = a_seen_meeting(BEGAN - timedelta(days=1)), a_seen_meeting(days_later(1))

    lines = lines_of(
        [], [early, a_seen_meeting(BEGAN), late], state=MatchState.COMPLETED, ended_on=OCTOBER_10
    )

    assert [line.remarks for line in lines] == [(Remark.OUTSIDE,), (), (Remark.OUTSIDE,)]


def test_a_pair_meets_before_its_order_is_signed() -> None:
    tried = {MatchState.TRIAL: (BEGAN - timedelta(days=10)).isoformat()}

    (line,) = lines_of([], [a_seen_meeting(BEGAN - timedelta(days=5))], reached=tried)

    assert line.remarks == ()


def test_an_introduction_that_is_not_the_first_is_remarked() -> None:
    intro = a_seen_meeting(days_later(2), type=MeetingType.INTRO)

    lines = lines_of([], [a_seen_meeting(OCTOBER_10), intro])

    assert [line.remarks for line in lines] == [(), (Remark.INTRO_NOT_FIRST,)]


def test_what_was_before_the_pair_does_not_make_its_introduction_late() -> None:
    intro = a_seen_meeting(BEGAN, type=MeetingType.INTRO)

    lines = lines_of([], [a_seen_meeting(BEGAN - timedelta(days=1)), intro])

    assert [line.remarks for line in lines] == [(Remark.OUTSIDE,), ()]


def test_a_final_meeting_that_is_not_the_last_is_remarked() -> None:
    final = a_seen_meeting(OCTOBER_10, type=MeetingType.FINAL)

    lines = lines_of([a_meeting(1, days_later(9), state=HELD)], [final])

    assert [line.remarks for line in lines] == [(Remark.FINAL_NOT_LAST,), ()]


def test_a_cancelled_meeting_does_not_stand_before_an_introduction() -> None:
    intro = a_seen_meeting(days_later(2), type=MeetingType.INTRO)

    lines = lines_of([a_meeting(1, OCTOBER_10, state=CANCELLED)], [intro])

    assert [line.remarks for line in lines] == [(), ()]


def test_what_moodle_tells_of_tomorrow_is_only_planned() -> None:
    (line,) = lines_of([], [a_seen_meeting(TODAY + timedelta(days=1))])

    assert (line.state, line.remarks) == (PLANNED, (Remark.IN_FUTURE,))


def test_of_two_pairs_with_one_group_the_one_of_that_time_has_met() -> None:
    old = a_match(1, state=MatchState.COMPLETED, ended_on=OCTOBER_10)
    new = a_match(2, begins_on=days_later(1), reached={})
    school = a_school(meetings=(a_seen_meeting(BEGAN), a_seen_meeting(days_later(3))))

    lines = journal(register_of(old, new), school, NORMS, TODAY)

    assert [(line.match_id, line.on) for line in lines] == [(1, BEGAN), (2, days_later(3))]


def test_a_meeting_of_no_pair_of_the_register_is_in_no_journal() -> None:
    assert lines_of([], [a_seen_meeting(OCTOBER_10, group_id=GROUP + 1)]) == []
    assert lines_of([], [a_seen_meeting(OCTOBER_10, group_id=0)], group_id=0) == []


def test_the_figures_of_a_pair_are_plan_against_fact() -> None:
    lines = lines_of(
        [
            a_meeting(1, OCTOBER_10, state=CONFIRMED, minutes=40),
            a_meeting(2, days_later(10)),
            a_meeting(3, days_later(20), state=CANCELLED),
            a_meeting(4, TODAY + timedelta(days=9)),
        ],
        [a_seen_meeting(days_later(30), minutes=45)],
    )

    (one,) = summaries([a_match()], lines, TODAY)

    assert one.figures == Figures(
        planned=3, kept=1, missed=1, held=2, confirmed=1, minutes=85, timed=2
    )
    assert one.figures.share == Decimal("50.0")
    assert one.figures.confirmed_share == Decimal("50.0")
    assert one.figures.mean_minutes == Decimal("42.5")
    assert (one.last_on, one.quiet_days) == (days_later(30), 15)


def test_of_nothing_there_are_no_shares() -> None:
    (one,) = summaries([a_match()], [], TODAY)

    figures = one.figures
    assert (figures.share, figures.confirmed_share, figures.mean_minutes) == (None, None, None)
    assert totals(COURSE, [], NORMS, TODAY).alive_share is None


def test_a_programme_sums_its_pairs() -> None:
    quiet, alive = a_match(1, group_id=1), a_match(2, group_id=2)
    school = a_school(
        meetings=(
            a_seen_meeting(BEGAN, group_id=1),
            a_seen_meeting(TODAY, group_id=2),
        )
    )
    register = register_of(quiet, alive, a_meeting(1, BEGAN, match_id=2, state=HELD))
    lines = journal(register, school, NORMS, TODAY)

    told = totals(COURSE, summaries([quiet, alive], lines, TODAY), NORMS, TODAY)

    assert (told.figures.held, told.at_work, told.met_lately) == (3, 2, 1)
    assert (told.alive_share, told.without_meeting) == (Decimal("50.0"), (1,))


days = st.integers(0, 40).map(days_later)
states = st.sampled_from(MeetingState)


@given(
    st.lists(st.tuples(days, states), max_size=8),
    st.lists(st.tuples(days, st.booleans()), max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_meeting_is_in_one_line_in_whatever_order_it_is_read(
    known: list[tuple[date, MeetingState]], told: list[tuple[date, bool]], chance: Random
) -> None:
    meetings = [a_meeting(key, on, state=state) for key, (on, state) in enumerate(known, 1)]
    seen = [
        a_seen_meeting(on, source=f"data:1:{key}", is_confirmed=is_so, attended=(PersonId(key),))
        for key, (on, is_so) in enumerate(told)
    ]
    shuffled = list(seen)
    chance.shuffle(shuffled)

    lines = lines_of(meetings, seen)

    assert lines == lines_of(meetings, shuffled)
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    mine = sorted(line.fact.id for line in lines if line.was_planned)
    assert mine == [meeting.id for meeting in meetings]
    theirs = sorted(line.attended for line in lines if line.attended)
    assert theirs == sorted(one.attended for one in seen if one.attended)
    for line in lines:
        if line.was_planned and line.state in CALLED_OFF:
            assert line.attended is None
