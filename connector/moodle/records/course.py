"""Categories, courses and the activities in a course."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import IdNumber, Name, RecordSchema, each
from connector.moodle.records.text import lines

KEPT_RAW: Final = frozenset({"checkbox", "date"})
"""Custom fields whose `value` is in the language of the token's owner."""


@dataclass(frozen=True)
class Category:
    """A course category; `parent` is 0 at the top."""

    id: int
    name: str
    idnumber: str
    parent: int


@dataclass(frozen=True)
class Course:
    """A course; dates in Unix seconds, 0 for none.

    `fields` holds custom fields by short name as plain text, a tick as 1 or 0, a date in seconds.
    """

    id: int
    shortname: str
    fullname: str
    idnumber: str
    category_id: int
    visible: bool
    starts_at: int
    ends_at: int
    has_completion: bool
    fields: Mapping[str, str] = field(default_factory=dict)

    def narrowed(self, names: frozenset[str]) -> "Course":
        """Keep only the custom fields that somebody needs."""
        kept = {name: value for name, value in self.fields.items() if name in names}
        return replace(self, fields=kept)


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
    custom = fields.Raw(required=True, attribute="fields")

    @pre_load
    def gather(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Keep the custom fields that are filled in."""
        names, values = (each(value, "customfields", key) for key in ("shortname", "value"))
        texts = map(_text, value.get("customfields") or [], values)
        return {**value, "custom": {n: text for n, text in zip(names, texts, strict=True) if text}}


def _text(told: Mapping[str, Any], value: object) -> str:
    if value is None:
        return ""
    raw = told.get("valueraw") if told.get("type") in KEPT_RAW else None
    return lines(str(value)) if raw is None else str(raw)


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
