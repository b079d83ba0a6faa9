"""A line of the journal of meetings: of the register, of Moodle, or of both."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from connector.domain.consents import BY_HAND
from connector.domain.matches import Match
from connector.domain.meetings import (
    CALLED_OFF,
    TOOK_PLACE,
    Meeting,
    MeetingState,
    MeetingType,
    Period,
    SeenMeeting,
    period_of,
)
from connector.domain.people import PersonId

TOLD: Final = ("clock", "minutes", "place", "topic", "outcome", "next_task")
"""What both may tell of a meeting."""


class Remark(StrEnum):
    """What is amiss with a line (methodology 12.3: 9)."""

    OUTSIDE = "outside"
    INTRO_NOT_FIRST = "intro_not_first"
    FINAL_NOT_LAST = "final_not_last"
    IN_FUTURE = "in_future"


@dataclass(frozen=True)
class Line:
    """A meeting of a pair as it stands on the day of looking.

    `fact`: the row of the register with what Moodle adds to it; its number is 0 for a meeting of
    which only Moodle knows. `source`: BY_HAND, or the record of Moodle that tells of it.
    `attended` None: nobody said who was there.
    """

    match_id: int
    fact: Meeting
    source: str = BY_HAND
    attended: tuple[PersonId, ...] | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def on(self) -> date:
        """The day on which it was held, or for which it is planned."""
        return self.fact.on

    @property
    def state(self) -> MeetingState:
        """What became of it."""
        return self.fact.state

    @property
    def took_place(self) -> bool:
        """Whether the pair met."""
        return self.state in TOOK_PLACE

    @property
    def was_planned(self) -> bool:
        """Whether it was planned or entered here, and not only written down in Moodle."""
        return self.fact.id != 0


def line_here(match: Match, meeting: Meeting, drift_days: int, on: date) -> Line:
    """A meeting of the register of which Moodle tells nothing.

    A planned one that nobody has held is missed once the drift is over; one for which the pair
    has ended too early will not be.
    """
    if meeting.state is not MeetingState.PLANNED:
        return Line(match.id, meeting)
    is_over = meeting.on + timedelta(days=drift_days) < on
    state = MeetingState.MISSED if is_over else MeetingState.PLANNED
    if match.ended_on is not None and match.ended_on < meeting.on:
        state = MeetingState.CANCELLED
    return Line(match.id, replace(meeting, state=state))


def line_there(match: Match, seen: SeenMeeting, on: date) -> Line:
    """A meeting of which Moodle tells; one that is to come is only planned."""
    state = MeetingState.CONFIRMED if seen.is_confirmed else MeetingState.HELD
    fact = Meeting(
        id=0,
        match_id=match.id,
        on=seen.on,
        minutes=seen.minutes,
        type=seen.type or MeetingType.REGULAR,
        state=state if seen.on <= on else MeetingState.PLANNED,
        place=seen.mode,
        topic=seen.topic,
        outcome=seen.outcome,
        next_task=seen.next_task,
    )
    return Line(match.id, fact, seen.source, seen.attended)


def line_of_both(match: Match, meeting: Meeting, seen: SeenMeeting, on: date) -> Line:
    """What was entered here as held outweighs Moodle; Moodle outweighs what was only planned."""
    there = line_there(match, seen, on)
    is_planned = meeting.state is MeetingState.PLANNED
    first, second = (there.fact, meeting) if is_planned else (meeting, there.fact)
    is_said_there = is_planned or there.state is MeetingState.CONFIRMED
    told = {name: getattr(first, name) or getattr(second, name) for name in TOLD}
    fact = replace(
        meeting,
        on=first.on,
        type=seen.type if is_planned and seen.type else meeting.type,
        state=there.state if is_said_there else meeting.state,
        **told,
    )
    return replace(there, fact=fact)


def with_remarks(match: Match, lines: Iterable[Line], on: date) -> list[Line]:
    """The lines of a pair with what is amiss with them; what was called off is not looked at."""
    listed, period = list(lines), period_of(match)
    days = [line.on for line in listed if line.state not in CALLED_OFF and line.on in period]
    remarks = (tuple(_remarks(line, period, days, on)) for line in listed)
    return [
        replace(line, remarks=amiss) if amiss else line
        for line, amiss in zip(listed, remarks, strict=True)
    ]


def _remarks(line: Line, period: Period, days: Iterable[date], on: date) -> Iterator[Remark]:
    if line.state in CALLED_OFF:
        return
    if line.on not in period:
        yield Remark.OUTSIDE
    type_ = line.fact.type
    if type_ is MeetingType.INTRO and any(day < line.on for day in days):
        yield Remark.INTRO_NOT_FIRST
    if type_ is MeetingType.FINAL and any(day > line.on for day in days):
        yield Remark.FINAL_NOT_LAST
    if line.source != BY_HAND and line.on > on:
        yield Remark.IN_FUTURE
