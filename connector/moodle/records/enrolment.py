"""Who is enrolled in a course, and the course's groups."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import IdNumber, Name, RecordSchema, each


@dataclass(frozen=True)
class Enrolment:
    """A person in a course; `suspended` also covers enrolments that have ended or not begun.

    `lastaccess` is of this course: 0 for never, None when the site hides it.
    """

    course_id: int
    user_id: int
    roles: tuple[str, ...]
    suspended: bool
    lastaccess: int | None


@dataclass(frozen=True)
class Group:
    """A group of a course."""

    id: int
    course_id: int
    name: str
    idnumber: str


@dataclass(frozen=True)
class Grouping:
    """A set of groups of a course, by which activities are given to these groups only."""

    id: int
    course_id: int
    name: str
    idnumber: str


@dataclass(frozen=True)
class GroupMember:
    """A person in a group of a course."""

    course_id: int
    group_id: int
    user_id: int


class EnrolmentSchema(RecordSchema):
    """Reads Enrolment from core_enrol_get_enrolled_users; the caller adds course and status."""

    record = Enrolment

    course_id = fields.Integer(required=True, data_key="course")
    user_id = fields.Integer(required=True, data_key="id")
    roles = fields.Raw(required=True)
    suspended = fields.Boolean(required=True)
    lastaccess = fields.Integer(load_default=None, data_key="lastcourseaccess")

    @pre_load
    def names(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Keep the short names of the roles, in order."""
        roles = {str(name) for name in each(value, "roles", "shortname")}
        return {**value, "roles": tuple(sorted(roles))}


class GroupSchema(RecordSchema):
    """Reads Group."""

    record = Group

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="courseid")
    name = Name(required=True)
    idnumber = IdNumber()


class GroupingSchema(RecordSchema):
    """Reads Grouping."""

    record = Grouping

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="courseid")
    name = Name(required=True)
    idnumber = IdNumber()


ENROLMENT: Final = EnrolmentSchema()
GROUP: Final = GroupSchema()
GROUPING: Final = GroupingSchema()
