"""Meetings by hand: what may be entered, and that nothing breaks rule 9 of methodology 12.3."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.matches import MatchState
from connector.domain.meetings import CALLED_OFF, Meeting, MeetingState, MeetingType, period_of
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_meetings import (
    MOST_IN_SERIES,
    Series,
    Told,
    cancel,
    confirm,
    correct,
    hold,
    hold_unplanned,
    miss,
    move,
    plan,
    plan_series,
)
from tests.builders import TODAY, Change
from tests.meetings_builders import BEGAN, a_match, a_meeting, register_of

PLANNED, HELD, CONFIRMED = MeetingState.PLANNED, MeetingState.HELD, MeetingState.CONFIRMED
TOMORROW: Final = TODAY + timedelta(days=1)
YESTERDAY: Final = TODAY - timedelta(days=1)
ENDED: Final[dict[str, Change]] = {"state": MatchState.COMPLETED, "ended_on": YESTERDAY}


def refused(edit: Callable[[], Register]) -> str:
    with pytest.raises(EditRefused) as refusal:
        edit()
    return refusal.value.code


def with_meeting(**changes: Change) -> Register:
    return register_of(a_match(), a_meeting(1, TOMORROW, **changes))


def test_a_meeting_is_planned_with_the_next_number() -> None:
    planned = plan(with_meeting(), a_meeting(0, TODAY, state=HELD, topic="Цели"), TODAY)

    assert planned.meetings[2] == a_meeting(2, TODAY, topic="Цели")


def test_nothing_is_planned_for_a_day_that_has_passed_or_is_unbelievable() -> None:
    register = register_of(a_match())

    assert refused(lambda: plan(register, a_meeting(0, YESTERDAY), TODAY)) == "meetings.in_past"
    far = date(TODAY.year + 36, 1, 1)
    assert refused(lambda: plan(register, a_meeting(0, far), TODAY)) == "meetings.too_far"


def test_two_meetings_do_not_stand_at_one_time() -> None:
    register = with_meeting(clock="15:00")
    again = a_meeting(0, TOMORROW, clock="15:00")

    assert refused(lambda: plan(register, again, TODAY)) == "meetings.there_already"
    assert len(plan(register, a_meeting(0, TOMORROW, clock="17:00"), TODAY).meetings) == 2


def test_a_pair_that_has_ended_plans_nothing_but_what_it_did_is_entered() -> None:
    register = register_of(a_match(**ENDED))
    held = a_meeting(0, YESTERDAY)

    assert refused(lambda: plan(register, a_meeting(0, TODAY), TODAY)) == "meetings.pair_over"
    assert hold_unplanned(register, held, TODAY).meetings[1].state is HELD


def test_a_pair_that_is_only_proposed_is_introduced_and_nothing_more() -> None:
    register = register_of(a_match(state=MatchState.PROPOSED))
    intro = a_meeting(0, TODAY, type=MeetingType.INTRO)

    for edit in (plan, hold_unplanned):
        assert refused(lambda edit=edit: edit(register, a_meeting(0, TODAY), TODAY)) == (  # type: ignore[misc]
            "meetings.only_intro"
        )
        assert len(edit(register, intro, TODAY).meetings) == 1


@pytest.mark.parametrize("day", [BEGAN - timedelta(days=1), TODAY])
def test_no_meeting_is_held_outside_the_period_of_its_pair(day: date) -> None:
    register = register_of(a_match(**ENDED))

    assert refused(lambda: hold_unplanned(register, a_meeting(0, day), TODAY)) == "meetings.outside"


def test_no_meeting_is_held_tomorrow() -> None:
    register = with_meeting()

    assert refused(lambda: hold_unplanned(register, a_meeting(0, TOMORROW), TODAY)) == (
        "meetings.in_future"
    )
    assert refused(lambda: hold(register, 1, TOMORROW, Told(), TODAY)) == "meetings.in_future"


@pytest.mark.parametrize(
    ("type_", "day"), [(MeetingType.INTRO, TOMORROW), (MeetingType.FINAL, YESTERDAY)]
)
def test_an_introduction_is_first_and_a_final_meeting_last(type_: MeetingType, day: date) -> None:
    register = register_of(a_match(), a_meeting(1, TODAY, state=HELD))
    edit = plan if day > TODAY else hold_unplanned
    code = "meetings.intro_first" if type_ is MeetingType.INTRO else "meetings.final_last"

    assert refused(lambda: edit(register, a_meeting(0, day, type=type_), TODAY)) == code


@pytest.mark.parametrize(
    ("type_", "day", "code"),
    [
        (MeetingType.INTRO, YESTERDAY, "meetings.intro_first"),
        (MeetingType.FINAL, TOMORROW, "meetings.final_last"),
    ],
)
def test_nothing_stands_before_an_introduction_or_after_a_final_meeting(
    type_: MeetingType, day: date, code: str
) -> None:
    register = register_of(a_match(), a_meeting(1, TODAY, type=type_))
    edit = plan if day > TODAY else hold_unplanned

    assert refused(lambda: edit(register, a_meeting(0, day), TODAY)) == code
    another = a_meeting(0, day, type=type_)
    assert refused(lambda: edit(register, another, TODAY)).startswith("meetings.")


def test_a_series_is_planned_to_its_last_day() -> None:
    until = TODAY + timedelta(days=28)

    planned = plan_series(
        register_of(a_match()), a_meeting(0, TODAY), Series(14, until=until), TODAY
    )

    days = [meeting.on for meeting in planned.meetings.values()]
    assert days == [TODAY, TODAY + timedelta(days=14), until]


def test_a_series_is_planned_so_many_times() -> None:
    planned = plan_series(register_of(a_match()), a_meeting(0, TODAY), Series(7, count=3), TODAY)

    assert [one.id for one in planned.meetings.values()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("series", "code"),
    [
        (Series(0, count=2), "meetings.apart"),
        (Series(7), "meetings.series_end"),
        (Series(7, TOMORROW, 2), "meetings.series_end"),
        (Series(7, YESTERDAY), "meetings.series_empty"),
        (Series(1, count=MOST_IN_SERIES + 1), "meetings.series_long"),
        (Series(1, until=date.max), "meetings.series_long"),
        (Series(300, count=9), "meetings.too_far"),
    ],
)
def test_a_series_that_is_a_mistake_is_refused_as_a_whole(series: Series, code: str) -> None:
    register = register_of(a_match())

    assert refused(lambda: plan_series(register, a_meeting(0, TODAY), series, TODAY)) == code


def test_a_series_of_introductions_is_refused() -> None:
    intro = a_meeting(0, TODAY, type=MeetingType.INTRO)

    assert refused(
        lambda: plan_series(register_of(a_match()), intro, Series(7, count=2), TODAY)
    ) == ("meetings.intro_first")


def test_a_planned_meeting_is_held_on_another_day_and_then_confirmed() -> None:
    told = Told(minutes=40, topic="Цели", outcome="Решено", next_task="Прочесть")

    held = hold(with_meeting(place="каб. 12"), 1, TODAY, told, TODAY)
    confirmed = confirm(held, 1, TODAY, TODAY).meetings[1]

    assert confirmed == a_meeting(
        1, TODAY, state=CONFIRMED, confirmed_on=TODAY, place="каб. 12", minutes=40, topic="Цели",
        outcome="Решено", next_task="Прочесть",
    )  # fmt: skip


def test_a_meeting_is_confirmed_after_it_was_held_and_not_before() -> None:
    held = with_meeting(state=HELD)

    assert refused(lambda: confirm(with_meeting(), 1, TODAY, TODAY)) == "meetings.not_held"
    assert refused(lambda: confirm(held, 1, TODAY, TODAY)) == "meetings.confirmed_first"
    assert refused(lambda: confirm(held, 1, TOMORROW, TODAY)) == "meetings.in_future"


def test_a_meeting_is_missed_when_its_day_has_come_and_cancelled_before() -> None:
    register = with_meeting()

    assert refused(lambda: miss(register, 1, TODAY)) == "meetings.in_future"
    assert miss(register, 1, TOMORROW).meetings[1].state is MeetingState.MISSED
    assert cancel(register, 1).meetings[1].state is MeetingState.CANCELLED


@pytest.mark.parametrize("state", [state for state in MeetingState if state is not PLANNED])
def test_only_what_is_planned_is_held_missed_cancelled_or_moved(state: MeetingState) -> None:
    register = with_meeting(state=state)

    for edit in (
        lambda: hold(register, 1, TODAY, Told(), TODAY),
        lambda: miss(register, 1, TOMORROW),
        lambda: cancel(register, 1),
        lambda: move(register, 1, TOMORROW, None, TODAY),
    ):
        assert refused(edit) == "meetings.not_planned"


def test_a_meeting_is_moved_and_keeps_its_time_unless_another_is_said() -> None:
    register = with_meeting(clock="15:00")
    day = TOMORROW + timedelta(days=7)

    moved = move(register, 1, day, None, TODAY)

    assert moved.meetings[1] == a_meeting(1, day, clock="15:00")
    assert move(register, 1, day, "16:30", TODAY).meetings[1].clock == "16:30"
    assert refused(lambda: move(register, 1, YESTERDAY, None, TODAY)) == "meetings.in_past"


def test_a_meeting_is_corrected_for_two_weeks_and_later_only_with_a_reason() -> None:
    register = with_meeting(state=HELD)
    last = TOMORROW + timedelta(days=14)
    late, told = last + timedelta(days=1), Told(minutes=30)

    assert correct(register, 1, told, last).meetings[1].minutes == 30
    assert refused(lambda: correct(register, 1, told, late)) == "meetings.too_late"
    assert correct(register, 1, told, late, has_reason=True).meetings[1].minutes == 30


def test_a_meeting_does_not_become_an_introduction_after_others() -> None:
    register = register_of(a_match(), a_meeting(1, YESTERDAY), a_meeting(2, TODAY))
    told = Told(type=MeetingType.INTRO)

    assert refused(lambda: correct(register, 2, told, TODAY)) == "meetings.intro_first"
    assert correct(register, 1, told, TODAY).meetings[1].type is MeetingType.INTRO


def test_there_must_be_a_pair_and_a_meeting() -> None:
    assert refused(lambda: plan(Register(), a_meeting(0, TODAY), TODAY)) == "meetings.no_pair"
    assert refused(lambda: cancel(Register(), 1)) == "meetings.unknown"


steps = st.tuples(
    st.integers(-70, 70), st.sampled_from(MeetingType), st.integers(0, 6), st.integers(1, 12)
)


def attempt(register: Register, day: date, type_: MeetingType, which: int, key: int) -> Register:
    row = Meeting(0, 1, day, type=type_)
    edits: tuple[Callable[[], Register], ...] = (
        lambda: plan(register, row, TODAY),
        lambda: hold_unplanned(register, row, TODAY),
        lambda: hold(register, key, day, Told(type=type_), TODAY),
        lambda: move(register, key, day, None, TODAY),
        lambda: correct(register, key, Told(type=type_), TODAY, has_reason=True),
        lambda: cancel(register, key),
        lambda: plan_series(register, row, Series(9, count=3), TODAY),
    )
    try:
        return edits[which]()
    except EditRefused:
        return register


@given(history=st.lists(steps, max_size=20), has_ended=st.booleans())
def test_no_row_of_edits_breaks_rule_nine(
    *, history: list[tuple[int, MeetingType, int, int]], has_ended: bool
) -> None:
    match = a_match(**ENDED) if has_ended else a_match()
    register = register_of(match)

    for shift, type_, which, key in history:
        register = attempt(register, TODAY + timedelta(days=shift), type_, which, key)

    counted = [row for row in register.meetings.values() if row.state not in CALLED_OFF]
    days = [row.on for row in counted]
    assert all(day in period_of(match) for day in days)
    for row in counted:
        assert row.type is not MeetingType.INTRO or row.on == min(days)
        assert row.type is not MeetingType.FINAL or row.on == max(days)
    for type_ in (MeetingType.INTRO, MeetingType.FINAL):
        assert sum(row.type is type_ for row in counted) <= 1
