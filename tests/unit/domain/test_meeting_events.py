"""Planned meetings stand in the calendar of their pair's group."""

from datetime import timedelta

import pytest

from connector.domain.calendar import WantedEvent
from connector.domain.matches import MatchState
from connector.domain.meeting_events import meeting_events
from connector.domain.meetings import MeetingState, MeetingType
from tests.builders import COURSE, TODAY, Change
from tests.meetings_builders import GROUP, a_match, a_meeting, register_of

TITLES = {"intro": "встреча-знакомство", "regular": "рабочая встреча"}


def events(*states: MeetingState, **match: Change) -> list[WantedEvent]:
    meetings = [a_meeting(key, TODAY, state=state) for key, state in enumerate(states, 1)]
    return meeting_events(register_of(a_match(**match), *meetings), COURSE, TITLES)


def test_a_planned_meeting_is_an_event_of_the_group_that_tells_when_and_where() -> None:
    meeting = a_meeting(
        5, TODAY, clock="15:00", minutes=40, type=MeetingType.INTRO, place="каб. 12", topic="Тайна"
    )

    (event,) = meeting_events(register_of(a_match(), meeting), COURSE, TITLES)

    assert (event.title, event.text) == ("Встреча-знакомство · Пара 1", "каб. 12")
    assert (event.on, event.clock, event.minutes) == (TODAY, "15:00", 40)
    assert (event.course_id, event.group_id) == (COURSE, GROUP)
    assert event.key.endswith("5")


def test_what_was_called_off_is_no_event_and_what_was_held_stays_one() -> None:
    found = events(*MeetingState)

    assert len(found) == len({event.key for event in found}) == 3


@pytest.mark.parametrize(
    "match",
    [
        {"group_id": 0},
        {"programme_id": COURSE + 1},
        {"state": MatchState.COMPLETED, "ended_on": TODAY},
    ],
)
def test_only_an_open_pair_of_the_programme_with_a_group_has_events(
    match: dict[str, Change],
) -> None:
    assert events(MeetingState.PLANNED, **match) == []


def test_a_meeting_that_was_moved_keeps_its_event() -> None:
    day = TODAY + timedelta(days=7)
    (before,) = events(MeetingState.PLANNED)

    (after,) = meeting_events(register_of(a_match(), a_meeting(1, day)), COURSE, TITLES)

    assert (after.key, after.on) == (before.key, day)
