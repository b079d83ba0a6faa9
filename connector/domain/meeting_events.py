"""The planned meetings of pairs as events of the programme's calendar."""

from collections.abc import Mapping
from typing import Final

from connector.domain.calendar import WantedEvent
from connector.domain.matches import Match
from connector.domain.meetings import CALLED_OFF, Meeting
from connector.domain.register.book import Register

MEETING_MARK: Final = "meeting"


def meeting_events(
    register: Register, course_id: int, titles: Mapping[str, str] | None = None
) -> list[WantedEvent]:
    """An event for the group of each open pair of a programme, one for each meeting.

    A meeting that was called off is not wanted, one that was moved or held on another day stands
    on that day, and one that is over stays. `titles`: what each type of meeting is called. What
    was written about a meeting is for the pair and the curator alone, and is not told.
    """
    rows = (register.meetings[key] for key in sorted(register.meetings))
    return [
        _event(meeting, match, course_id, titles or {})
        for meeting in rows
        if meeting.state not in CALLED_OFF
        and (match := register.matches.get(meeting.match_id))
        and match.programme_id == course_id
        and match.is_open
        and match.group_id
    ]


def _event(
    meeting: Meeting, match: Match, course_id: int, titles: Mapping[str, str]
) -> WantedEvent:
    title = titles.get(meeting.type, "")
    return WantedEvent(
        key=f"{MEETING_MARK}:{meeting.id}",
        title=" · ".join(filter(None, (title[:1].upper() + title[1:], match.name))),
        text=meeting.place,
        on=meeting.on,
        clock=meeting.clock,
        minutes=meeting.minutes or 0,
        course_id=course_id,
        group_id=match.group_id,
    )
