"""core_calendar: events of courses, groups, the site and the caller."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from connector.sandbox.calendar_events import COURSE, GROUP, SITE, USER, Event
from connector.sandbox.call import Call, takes
from connector.sandbox.cleaning import clean
from connector.sandbox.functions import event_details
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, Structure, boolean, integer, letters, raw, text
from connector.sandbox.refusals import invalid_parameter, invalid_record, no_permission

KINDS: Final = frozenset({COURSE, GROUP, SITE, USER})
IDS: Final = Many(integer(), default=[])
PLACES: Final = Structure(
    {"eventids": IDS, "courseids": IDS, "groupids": IDS, "categoryids": IDS},
    default={"eventids": [], "courseids": [], "groupids": [], "categoryids": []},
)
OPTIONS: Final = Structure(
    {
        "userevents": boolean(default=True),
        "siteevents": boolean(default=True),
        "timestart": integer(default=0),
        "timeend": integer(default=0),
        "ignorehidden": boolean(default=True),
    },
    default={
        "userevents": True,
        "siteevents": True,
        "timestart": 0,
        "timeend": 0,
        "ignorehidden": True,
    },
)
NEW: Final = Many(
    Structure(
        {
            "name": text(),
            "description": raw(default=""),
            "format": integer(default=1),
            "courseid": integer(default=0),
            "groupid": integer(default=0),
            "repeats": integer(default=0),
            "eventtype": letters(default="user"),
            "timestart": integer(default=None),
            "timeduration": integer(default=0),
            "visible": integer(default=1),
            "sequence": integer(default=1),
        }
    )
)
GONE: Final = Many(Structure({"eventid": integer(), "repeat": boolean()}))


@takes(events=NEW)
def create_calendar_events(call: Call) -> Json:
    """Write events, a repeat makes a second one; without the right only a warning is answered."""
    events: list[Json] = []
    warnings: list[Json] = []
    for new in call["events"]:
        _check(call, new)
        if call.caller.has_rights:
            events.append(event_details.made(_written(call, new)))
        else:
            reason = "you do not have permissions to create this event"
            warnings.append(_warning(new["name"], reason))
    return {"events": events, "warnings": warnings}


@takes(events=PLACES, options=OPTIONS)
def get_calendar_events(call: Call) -> Json:
    """Answer events by time; those of groups come only with their course and `userevents`."""
    if not call.caller.has_rights:
        return {"events": [], "warnings": list(_refused(call))}
    options = call["options"]
    listed = {event.id: event_details.in_list(event) for event in _listed(call)}
    for event_id in call["events"]["eventids"]:
        event = call.state.calendar.get(event_id)
        if event and event_id not in listed and _is_shown(event, options):
            listed[event_id] = event_details.by_id(event)
    return {"events": list(listed.values()), "warnings": []}


@takes(events=GONE)
def delete_calendar_events(call: Call) -> Json:
    """Delete events, all or none; one that is gone already is `invalidrecord`."""
    ids = [gone["eventid"] for gone in call["events"]]
    if any(call.state.calendar.get(event_id) is None for event_id in ids):
        raise invalid_record("event")
    if not call.caller.has_rights:
        raise no_permission("Delete event")
    for event_id in ids:
        call.state.calendar.delete(event_id)
    return None


def _check(call: Call, new: Mapping[str, Any]) -> None:
    if new["eventtype"] not in KINDS:
        raise invalid_parameter()
    if new["eventtype"] != USER and new["courseid"] not in call.school.courses:
        raise invalid_record("course")


def _written(call: Call, new: Mapping[str, Any]) -> Event:
    calendar, now = call.state.calendar, call.state.now()
    event = Event(
        id=calendar.next_id(),
        name=new["name"],
        description=clean(new["description"]),
        text_format=new["format"],
        course_id=new["courseid"],
        group_id=new["groupid"],
        user_id=call.caller.person.id,
        kind=new["eventtype"],
        start=now if new["timestart"] is None else new["timestart"],
        duration=new["timeduration"],
        visible=new["visible"],
        when=now,
    )
    calendar.write(event)
    return event


def _listed(call: Call) -> Iterator[Event]:
    """Yield the events that are asked for otherwise than by their ids."""
    options = call["options"]
    for event in call.state.calendar.by_time():
        if _is_shown(event, options) and _is_within(event, options) and _is_asked(call, event):
            yield event


def _is_asked(call: Call, event: Event) -> bool:
    places, options = call["events"], call["options"]
    if event.kind == SITE:
        return bool(options["siteevents"])
    if event.kind == USER:
        return bool(options["userevents"]) and event.user_id == call.caller.person.id
    if event.course_id not in places["courseids"]:
        return False
    is_of_asked = bool(options["userevents"]) and event.group_id in places["groupids"]
    return is_of_asked if event.is_of_group else True


def _is_shown(event: Event, options: Mapping[str, Any]) -> bool:
    return bool(event.visible) or not options["ignorehidden"]


def _is_within(event: Event, options: Mapping[str, Any]) -> bool:
    return event.is_within(options["timestart"], options["timeend"])


def _refused(call: Call) -> Iterator[JsonObject]:
    places = call["events"]
    for course_id in places["courseids"]:
        reason = "No access rights in course context Course or activity not accessible.#0 {main}"
        yield _warning("course", reason) | {"itemid": course_id}
    for group_id in places["groupids"]:
        yield _warning(str(group_id), "you do not have permissions to access this group")
    for event_id in places["eventids"]:
        yield _warning(str(event_id), "you do not have permissions to view this event")


def _warning(item: str, reason: str) -> JsonObject:
    return {"item": item, "warningcode": "nopermissions", "message": reason}
