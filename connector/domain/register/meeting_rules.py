"""What a meeting entered by hand must keep to (methodology 12.3: 9)."""

from datetime import date, timedelta
from typing import Final

from connector.domain.matches import Match, MatchState
from connector.domain.meetings import CALLED_OFF, Meeting, MeetingType, period_of
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused

MOST_DAYS_AHEAD: Final = 731
"""A meeting further away is a mistake of typing."""


def match_of(register: Register, match_id: int) -> Match:
    """A pair or a group; raises EditRefused when there is none."""
    match = register.matches.get(match_id)
    if match is None:
        raise EditRefused("meetings.no_pair", match=match_id)
    return match


def check_open(register: Register, match_id: int, type_: MeetingType) -> None:
    """Raises EditRefused when a pair cannot meet any more, or is only about to be introduced."""
    match = match_of(register, match_id)
    if not match.is_open:
        raise EditRefused("meetings.pair_over", match=match.id, day=match.ended_on)
    if match.state is MatchState.PROPOSED and type_ is not MeetingType.INTRO:
        raise EditRefused("meetings.only_intro", match=match.id)


def check_is_to_come(row: Meeting, on: date) -> None:
    """Raises EditRefused for a day that has passed or is unbelievably far."""
    if row.on < on:
        raise EditRefused("meetings.in_past", day=row.on)
    if row.on > on + timedelta(days=MOST_DAYS_AHEAD):
        raise EditRefused("meetings.too_far", day=row.on)


def past(day: date, on: date) -> date:
    """A day that has come; raises EditRefused for any other."""
    if day > on:
        raise EditRefused("meetings.in_future", day=day)
    return day


def entered(register: Register, row: Meeting) -> Register:
    """The register with a row that keeps rule 9; raises EditRefused for one that does not.

    A pair meets within its period, INTRO is the first of its meetings and FINAL the last.
    """
    period = period_of(match_of(register, row.match_id))
    if row.on not in period:
        facts = {"first": period.first or "…", "last": period.last or "…"}
        raise EditRefused("meetings.outside", match=row.match_id, day=row.on, **facts)
    for other in register.meetings.values():
        if other.match_id == row.match_id and other.id != row.id:
            _check_beside(row, other)
    return register.with_rows("meetings", [row])


def _check_beside(row: Meeting, other: Meeting) -> None:
    if other.state in CALLED_OFF:
        return
    if (other.on, other.clock) == (row.on, row.clock):
        raise EditRefused("meetings.there_already", meeting=other.id, day=row.on)
    for intro, later in ((row, other), (other, row)):
        if intro.type is MeetingType.INTRO and (
            later.on < intro.on or later.type is MeetingType.INTRO
        ):
            raise EditRefused("meetings.intro_first", meeting=other.id, day=other.on)
    for final, earlier in ((row, other), (other, row)):
        if final.type is MeetingType.FINAL and (
            earlier.on > final.on or earlier.type is MeetingType.FINAL
        ):
            raise EditRefused("meetings.final_last", meeting=other.id, day=other.on)
