"""Meetings by hand: planned, held, confirmed, called off, moved, corrected (methodology 4.4)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Final

from connector.domain.matches import MatchState
from connector.domain.meetings import (
    CALLED_OFF,
    MEETING_STEPS,
    Meeting,
    MeetingState,
    MeetingType,
)
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused
from connector.domain.register.meeting_rules import (
    check_is_to_come,
    check_open,
    entered,
    match_of,
    past,
)

CHANGE_DAYS: Final = 14
"""So long after its day a meeting may be corrected without a reason (methodology 12.2)."""

MOST_DAYS_APART: Final = 366
MOST_IN_SERIES: Final = 200
"""More than these is a mistake of typing."""


@dataclass(frozen=True)
class Series:
    """Meetings every so many days until a day, or so many of them."""

    every_days: int
    until: date | None = None
    count: int | None = None


@dataclass(frozen=True)
class Told:
    """What is said of a meeting; None: stays as it is."""

    minutes: int | None = None
    type: MeetingType | None = None
    place: str | None = None
    topic: str | None = None
    outcome: str | None = None
    next_task: str | None = None

    def of(self, meeting: Meeting) -> Meeting:
        """The meeting with what is said."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(meeting, **{k: value for k, value in said.items() if value is not None})


def plan(register: Register, meeting: Meeting, on: date) -> Register:
    """Plan a meeting; its number is given here. Raises EditRefused where there can be none."""
    check_open(register, meeting.match_id, meeting.type)
    row = replace(meeting, id=next_id(register.meetings), state=MeetingState.PLANNED)
    check_is_to_come(row, on)
    return entered(register, row)


def plan_series(register: Register, first: Meeting, series: Series, on: date) -> Register:
    """Plan a meeting and its repetitions, all of them or none; raises EditRefused."""
    for day in _days(first.on, series):
        register = plan(register, replace(first, on=day), on)
    return register


def hold(register: Register, meeting_id: int, held_on: date, told: Told, on: date) -> Register:
    """Note that a planned meeting took place, on whatever day; raises EditRefused."""
    row = _stepped(meeting_of(register, meeting_id), MeetingState.HELD)
    return entered(register, told.of(replace(row, on=past(held_on, on))))


def hold_unplanned(register: Register, meeting: Meeting, on: date) -> Register:
    """Enter a meeting that took place; its number is given here. Raises EditRefused.

    The pair may have ended since.
    """
    match = match_of(register, meeting.match_id)
    if match.state is MatchState.PROPOSED:
        check_open(register, match.id, meeting.type)
    past(meeting.on, on)
    row = replace(meeting, id=next_id(register.meetings), state=MeetingState.HELD)
    return entered(register, row)


def confirm(register: Register, meeting_id: int, confirmed_on: date, on: date) -> Register:
    """Note that the mentee says so too; raises EditRefused for what was not held."""
    row = _stepped(meeting_of(register, meeting_id), MeetingState.CONFIRMED)
    if past(confirmed_on, on) < row.on:
        raise EditRefused("meetings.confirmed_first", meeting=row.id, day=row.on)
    return _with(register, replace(row, confirmed_on=confirmed_on))


def miss(register: Register, meeting_id: int, on: date) -> Register:
    """Note that a planned meeting did not take place; raises EditRefused before its day."""
    row = _stepped(meeting_of(register, meeting_id), MeetingState.MISSED)
    past(row.on, on)
    return _with(register, row)


def cancel(register: Register, meeting_id: int) -> Register:
    """Call a planned meeting off; raises EditRefused for what is planned no more."""
    return _with(register, _stepped(meeting_of(register, meeting_id), MeetingState.CANCELLED))


def move(register: Register, meeting_id: int, to: date, clock: str | None, on: date) -> Register:
    """Put a planned meeting on another day, at another time; `clock` None: the same time.

    Raises EditRefused.
    """
    row = meeting_of(register, meeting_id)
    if row.state is not MeetingState.PLANNED:
        raise EditRefused("meetings.not_planned", meeting=row.id)
    check_open(register, row.match_id, row.type)
    moved = replace(row, on=to, clock=row.clock if clock is None else clock)
    check_is_to_come(moved, on)
    return entered(register, moved)


def correct(
    register: Register, meeting_id: int, told: Told, on: date, *, has_reason: bool = False
) -> Register:
    """Write down something else of a meeting; raises EditRefused.

    Later than CHANGE_DAYS after its day there must be a reason.
    """
    row = meeting_of(register, meeting_id)
    if on > row.on + timedelta(days=CHANGE_DAYS) and not has_reason:
        raise EditRefused("meetings.too_late", meeting=row.id, day=row.on, days=CHANGE_DAYS)
    changed = told.of(row)
    is_same_type = changed.type is row.type or row.state in CALLED_OFF
    return _with(register, changed) if is_same_type else entered(register, changed)


def meeting_of(register: Register, meeting_id: int) -> Meeting:
    """A meeting by its number; raises EditRefused when there is none."""
    meeting = register.meetings.get(meeting_id)
    if meeting is None:
        raise EditRefused("meetings.unknown", meeting=meeting_id)
    return meeting


def _days(first: date, series: Series) -> Iterator[date]:
    if not 1 <= series.every_days <= MOST_DAYS_APART:
        raise EditRefused("meetings.apart", most=MOST_DAYS_APART)
    if (series.until is None) == (series.count is None):
        raise EditRefused("meetings.series_end")
    if series.until is not None and series.until < first:
        raise EditRefused("meetings.series_empty", day=series.until, first=first)
    number, day = 0, first
    while number != series.count and (series.until is None or day <= series.until):
        if number == MOST_IN_SERIES:
            raise EditRefused("meetings.series_long", most=MOST_IN_SERIES)
        yield day
        number, day = number + 1, day + timedelta(days=series.every_days)


def _stepped(row: Meeting, target: MeetingState) -> Meeting:
    if target not in MEETING_STEPS.get(row.state, frozenset()):
        is_confirmed = target is MeetingState.CONFIRMED
        code = "meetings.not_held" if is_confirmed else "meetings.not_planned"
        raise EditRefused(code, meeting=row.id)
    return replace(row, state=target)


def _with(register: Register, row: Meeting) -> Register:
    return register.with_rows("meetings", [row])
