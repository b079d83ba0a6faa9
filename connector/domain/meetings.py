"""Meetings of pairs: planned by hand, read from Moodle, and both as one journal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from connector.domain.matches import Match
from connector.domain.people import PersonId


class MeetingType(StrEnum):
    """Which of the meetings of a programme it is (methodology 4.4), in their order."""

    INTRO = "intro"
    TRIAL = "trial"
    PLANNING = "planning"
    REGULAR = "regular"
    GROUP = "group"
    FINAL = "final"


class MeetingState(StrEnum):
    """What became of a meeting (methodology 12.2)."""

    PLANNED = "planned"
    HELD = "held"
    CONFIRMED = "confirmed"
    MISSED = "missed"
    CANCELLED = "cancelled"


TOOK_PLACE: Final = frozenset({MeetingState.HELD, MeetingState.CONFIRMED})
CALLED_OFF: Final = frozenset({MeetingState.MISSED, MeetingState.CANCELLED})

MEETING_STEPS: Final[Mapping[MeetingState, frozenset[MeetingState]]] = {
    MeetingState.PLANNED: frozenset(
        {MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED}
    ),
    MeetingState.HELD: frozenset({MeetingState.CONFIRMED}),
}
"""Every allowed step."""


@dataclass(frozen=True)
class Meeting:
    """A meeting that somebody planned or entered here; `clock` is HH:MM, empty for none.

    `on`: the day planned, or the day on which it was held. `confirmed_on`: when the mentee said so.
    """

    id: int
    match_id: int
    on: date
    clock: str = ""
    minutes: int | None = None
    type: MeetingType = MeetingType.REGULAR
    state: MeetingState = MeetingState.PLANNED
    place: str = ""
    topic: str = ""
    outcome: str = ""
    next_task: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True)
class SeenMeeting:
    """A meeting that Moodle tells of: an entry of a database, a submission, a post.

    `group_id`: the group of the pair in Moodle. `type` None: nobody said. `attended` None: nobody
    said who was there. `source` names the record, such as data:44:1207, the same from run to run.
    """

    programme_id: int
    group_id: int
    on: date
    source: str
    author_id: PersonId
    minutes: int | None = None
    type: MeetingType | None = None
    mode: str = ""
    topic: str = ""
    outcome: str = ""
    next_task: str = ""
    attended: tuple[PersonId, ...] | None = field(default=None)
    is_confirmed: bool = False


@dataclass(frozen=True)
class Period:
    """From the first to the last day on which a pair may meet; None: no bound is known."""

    first: date | None
    last: date | None

    def __contains__(self, day: object) -> bool:
        """Whether a day lies within."""
        if not isinstance(day, date):
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def period_of(match: Match) -> Period:
    """When a pair may meet (methodology 12.3: 9).

    It meets before the order is signed: the trial meeting decides whether there will be one.
    """
    known = [date.fromisoformat(day) for day in match.reached.values()]
    if match.begins_on is not None:
        known.append(match.begins_on)
    return Period(min(known, default=None), match.ended_on)
