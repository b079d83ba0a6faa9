"""How events of the calendar are told; each function tells them a little differently."""

from html import escape

from connector.sandbox.calendar_events import Event
from connector.sandbox.json_types import JsonObject


def made(event: Event) -> JsonObject:
    """Answer an event to whoever wrote it."""
    return {
        **_written(event, event.name),
        "groupid": event.group_id,
        "modulename": "",
        "instance": 0,
        "uuid": "",
    }


def by_id(event: Event) -> JsonObject:
    """Answer an event that was asked for by its id."""
    told = made(event) | {"categoryid": 0, "repeatid": 0}
    return told | {"name": escape(event.name, quote=False)}


def in_list(event: Event) -> JsonObject:
    """Answer an event of a course or a group."""
    return {
        **_written(event, escape(event.name, quote=False)),
        "groupid": event.group_id or None,
        "categoryid": None,
        "repeatid": None,
        "modulename": None,
        "instance": None,
    }


def _written(event: Event, name: str) -> JsonObject:
    return {
        "id": event.id,
        "name": name,
        "description": event.description,
        "format": event.text_format,
        "courseid": event.course_id,
        "userid": event.user_id,
        "eventtype": event.kind,
        "timestart": event.start,
        "timeduration": event.duration,
        "visible": event.visible,
        "sequence": 1,
        "timemodified": event.when,
        "subscriptionid": None,
    }
