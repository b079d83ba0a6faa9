"""Categories, courses and the activities in a course."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import IdNumber, Name, RecordSchema


@dataclass(frozen=True)
class Category:
    """A course category; `parent` is 0 at the top."""

    id: int
    name: str
    idnumber: str
    parent: int


@dataclass(frozen=True)
class Course:
    """A course; dates in Unix seconds, 0 for none."""

    id: int
    shortname: str
    fullname: str
    idnumber: str
    category_id: int
    visible: bool
    starts_at: int
    ends_at: int
    has_completion: bool


@dataclass(frozen=True)
class Activity:
    """An activity of a course; `instance` is its id among its own kind (`module`)."""

    cmid: int
    course_id: int
    module: str
    instance: int
    name: str
    visible: bool
    has_completion: bool


class CategorySchema(RecordSchema):
    """Reads Category."""

    record = Category

    id = fields.Integer(required=True)
    name = Name(required=True)
    idnumber = IdNumber()
    parent = fields.Integer(required=True)


class CourseSchema(RecordSchema):
    """Reads Course."""

    record = Course

    id = fields.Integer(required=True)
    shortname = Name(required=True)
    fullname = Name(required=True)
    idnumber = IdNumber()
    category_id = fields.Integer(required=True, data_key="categoryid")
    visible = fields.Boolean(load_default=True)
    starts_at = fields.Integer(load_default=0, data_key="startdate")
    ends_at = fields.Integer(load_default=0, data_key="enddate")
    has_completion = fields.Boolean(load_default=False, data_key="enablecompletion")


class ActivitySchema(RecordSchema):
    """Reads Activity from a module of core_course_get_contents; the caller adds `course`."""

    record = Activity

    cmid = fields.Integer(required=True, data_key="id")
    course_id = fields.Integer(required=True, data_key="course")
    module = fields.String(required=True, data_key="modname")
    instance = fields.Integer(load_default=0)
    name = Name(required=True)
    visible = fields.Boolean(load_default=True)
    has_completion = fields.Boolean(load_default=False)

    @pre_load
    def tracked(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Completion 1 is ticked by hand, 2 by rules: both are tracked."""
        return {**value, "has_completion": bool(value.get("completion"))}


CATEGORY: Final = CategorySchema()
COURSE: Final = CourseSchema()
ACTIVITY: Final = ActivitySchema()
