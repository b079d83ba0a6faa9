"""The calendar: events that somebody wrote by hand into a course or a group of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.encoding import Value
from connector.moodle.errors import NO_CODE, OutcomeUnknown, RightMissing, UnexpectedAnswer
from connector.moodle.parsing import listed, number, parse_many
from connector.moodle.records.calendar import CALENDAR_EVENT, CalendarEvent

COURSE: Final = "course"
GROUP: Final = "group"
HTML: Final = 1
NO_GROUP: Final = 0
LONG_AGO: Final = 1


@dataclass(frozen=True)
class NewEvent:
    """An event to write: `name` plain, `description` HTML; `group_id` 0 for the whole course.

    `starts_at` in Unix seconds; `seconds` is how long it takes.
    """

    name: str
    description: str
    starts_at: int
    seconds: int = 0
    group_id: int = 0


def events(
    moodle: MoodleClient,
    course_id: int,
    group_ids: Iterable[int] = (),
    event_ids: Iterable[int] = (),
    *,
    since: int = 0,
    until: int = 0,
) -> list[CalendarEvent]:
    """The events of a course, of these groups of it and of these ids, hidden ones too, by time.

    `since` and `until` in Unix seconds, 0 for no bound; an event that lasts into that time counts;
    those asked for by id come at any time, and are left out when they are gone. What activities
    write there by themselves is left out; Moodle limits nothing. Raises RightMissing without the
    right to manage the calendar of the whole site; without access to all groups Moodle leaves the
    events of groups out in silence, but for those asked for by id.
    Moodle: core_calendar_get_calendar_events.
    """
    groups = [*moodle.chunks(group_ids)] or [[]]
    asked: list[Mapping[str, Value]] = [
        *({"courseids": [course_id], "groupids": chunk} for chunk in groups),
        *({"eventids": chunk} for chunk in moodle.chunks(event_ids)),
    ]
    found = [event for places in asked for event in _ask(moodle, places, since, until)]
    own = {event.id: event for event in found if event.event_type in {COURSE, GROUP}}
    return sorted(own.values(), key=lambda event: (event.starts_at, event.id))


def check_may_write(moodle: MoodleClient, course_id: int) -> None:
    """Whether we may manage the calendar of the whole site; it reads nothing to see it.

    Raises RightMissing when we may not: Moodle says so of a group only, here of one that is not
    there. Moodle: core_calendar_get_calendar_events.
    """
    events(moodle, course_id, [NO_GROUP], until=LONG_AGO)


def create_event(moodle: MoodleClient, course_id: int, new: NewEvent) -> int:
    """Write an event of the course, or of a group of it, and give its id; a repeat makes a second.

    Raises RightMissing when Moodle did not write it, NotThere for an unknown course,
    InvalidParameter for tags in the name; an event of a group that is gone is written for nobody.
    Moodle: core_calendar_create_calendar_events.
    """
    function = "core_calendar_create_calendar_events"
    event: Mapping[str, Value] = {
        "name": new.name,
        "description": new.description,
        "format": HTML,
        "courseid": course_id,
        "groupid": new.group_id,
        "eventtype": GROUP if new.group_id else COURSE,
        "timestart": new.starts_at,
        "timeduration": new.seconds,
        "repeats": 0,
        "visible": 1,
    }
    return _made(moodle.write(function, events=[event]), function)


def delete_event(moodle: MoodleClient, event_id: int) -> None:
    """Take an event away; NotThere when it is gone already.

    Moodle: core_calendar_delete_calendar_events.
    """
    function = "core_calendar_delete_calendar_events"
    moodle.write(function, events=[{"eventid": event_id, "repeat": 0}])


def _ask(
    moodle: MoodleClient, places: Mapping[str, Value], since: int, until: int
) -> Iterable[CalendarEvent]:
    """With our own events: unless they are asked for too, Moodle forgets those of groups."""
    function = "core_calendar_get_calendar_events"
    options = {
        "userevents": 1,
        "siteevents": 0,
        "timestart": since,
        "timeend": until,
        "ignorehidden": 0,
    }
    answer = moodle.read(function, events=places, options=options)
    _check_rights(answer, function)
    found = listed(answer, "events", function=function)
    return parse_many(CALENDAR_EVENT, found, function=function)


def _check_rights(answer: Json, function: str) -> None:
    for warning in listed(answer, "warnings", function=function):
        errorcode = str(warning.get("warningcode") or NO_CODE)
        raise RightMissing("moodle.right_missing", errorcode=errorcode, function=function)


def _made(answer: Json, function: str) -> int:
    try:
        _check_rights(answer, function)
        [made] = listed(answer, "events", function=function)
        return number(made, "id", function=function)
    except (UnexpectedAnswer, ValueError) as error:
        raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error
