"""Events of the calendar."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema


@dataclass(frozen=True)
class CalendarEvent:
    """An event that somebody wrote into the calendar of a course or of a group.

    `name` is plain text, `description` HTML as Moodle cleaned it; `group_id` 0 for an event of the
    whole course; `event_type` is course or group; `seconds` is how long it takes. `course_id` 0
    when Moodle does not tell it.
    """

    id: int
    name: str
    description: str
    course_id: int
    group_id: int
    event_type: str
    starts_at: int
    seconds: int
    is_hidden: bool = False


class CalendarEventSchema(RecordSchema):
    """Reads CalendarEvent."""

    record = CalendarEvent

    id = fields.Integer(required=True)
    name = Name(required=True)
    description = fields.String(load_default="")
    course_id = fields.Integer(load_default=0, data_key="courseid")
    group_id = fields.Integer(load_default=0, data_key="groupid")
    event_type = fields.String(required=True, data_key="eventtype")
    starts_at = fields.Integer(required=True, data_key="timestart")
    seconds = fields.Integer(load_default=0, data_key="timeduration")
    is_hidden = fields.Boolean(required=True)

    @pre_load
    def seen(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Moodle says 1 for what is not hidden."""
        return {**value, "is_hidden": not value.get("visible", 1)}


CALENDAR_EVENT: Final = CalendarEventSchema()
