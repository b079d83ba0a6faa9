"""How far a person has come in a course."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import RecordSchema, each


@dataclass(frozen=True)
class CourseCompletion:
    """Whether a person completed a course; Moodle's cron decides, so it may lag by an hour.

    `completed_at` is the time of the last criterion met, since Moodle tells no other.
    `criteria` is how many there are, `criteria_done` how many are met.
    """

    course_id: int
    user_id: int
    completed: bool
    completed_at: int
    criteria: int = 0
    criteria_done: int = 0


@dataclass(frozen=True)
class ActivityCompletion:
    """Whether a person completed an activity: state 0 not, 1 done, 2 passed, 3 failed."""

    course_id: int
    user_id: int
    cmid: int
    state: int
    completed_at: int

    @property
    def done(self) -> bool:
        """A failed attempt is not done."""
        return self.state in (1, 2)


class CourseCompletionSchema(RecordSchema):
    """Reads CourseCompletion; the caller adds course and user."""

    record = CourseCompletion

    course_id = fields.Integer(required=True, data_key="course")
    user_id = fields.Integer(required=True, data_key="user")
    completed = fields.Boolean(required=True)
    completed_at = fields.Integer(required=True)
    criteria = fields.Integer(required=True)
    criteria_done = fields.Integer(required=True)

    @pre_load
    def count(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Count the criteria; take the latest time of them when the course is completed."""
        times, met = (each(value, "completions", key) for key in ("timecompleted", "complete"))
        latest = max((time for time in times if isinstance(time, int)), default=0)
        return {
            **value,
            "completed_at": latest if value.get("completed") else 0,
            "criteria": len(met),
            "criteria_done": met.count(True),
        }


class ActivityCompletionSchema(RecordSchema):
    """Reads ActivityCompletion; the caller adds course and user."""

    record = ActivityCompletion

    course_id = fields.Integer(required=True, data_key="course")
    user_id = fields.Integer(required=True, data_key="user")
    cmid = fields.Integer(required=True)
    state = fields.Integer(required=True)
    completed_at = fields.Integer(required=True, data_key="timecompleted")


COURSE_COMPLETION: Final = CourseCompletionSchema()
ACTIVITY_COMPLETION: Final = ActivityCompletionSchema()
