"""The gradebook: its columns and the grades in them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from marshmallow import fields

from connector.moodle.records.schema import IdNumber, Name, RecordSchema


@dataclass(frozen=True)
class GradeItem:
    """A column of a course's gradebook; `kind` is mod, manual, category or course.

    With a scale the grade is the number of a step and `maximum` the number of steps.
    """

    id: int
    course_id: int
    kind: str
    module: str
    instance: int
    cmid: int
    idnumber: str
    name: str
    minimum: Decimal
    maximum: Decimal
    scale_id: int


@dataclass(frozen=True)
class Grade:
    """A person's grade in a column; `value` None for none, `graded_at` in Unix seconds."""

    course_id: int
    item_id: int
    user_id: int
    value: Decimal | None
    graded_at: int
    locked: bool
    overridden: bool
    hidden: bool


@dataclass(frozen=True)
class CourseMark:
    """How somebody stands in a course: its total, or a column chosen for it, within its range.

    Moodle adds up only what was graded, so that the range of a total differs from pupil to pupil.
    """

    course_id: int
    user_id: int
    value: Decimal
    minimum: Decimal
    maximum: Decimal


class GradeItemSchema(RecordSchema):
    """Reads GradeItem from a cell of gradereport_user_get_grade_items."""

    record = GradeItem

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    kind = fields.String(required=True, data_key="itemtype")
    module = fields.String(load_default="", data_key="itemmodule")
    instance = fields.Integer(load_default=0, data_key="iteminstance")
    cmid = fields.Integer(load_default=0)
    idnumber = IdNumber()
    name = Name(load_default="", data_key="itemname")
    minimum = fields.Decimal(required=True, data_key="grademin")
    maximum = fields.Decimal(required=True, data_key="grademax")
    scale_id = fields.Integer(load_default=0, data_key="scaleid")


class GradeSchema(RecordSchema):
    """Reads Grade from a cell of gradereport_user_get_grade_items; never its formatted values."""

    record = Grade
    nullable = frozenset({"graderaw"})

    course_id = fields.Integer(required=True, data_key="course")
    item_id = fields.Integer(required=True, data_key="id")
    user_id = fields.Integer(required=True, data_key="user")
    value = fields.Decimal(required=True, data_key="graderaw", allow_none=True)
    graded_at = fields.Integer(load_default=0, data_key="gradedategraded")
    locked = fields.Boolean(required=True, data_key="gradeislocked")
    overridden = fields.Boolean(required=True, data_key="gradeisoverridden")
    hidden = fields.Boolean(required=True, data_key="gradeishidden")


GRADE_ITEM: Final = GradeItemSchema()
GRADE: Final = GradeSchema()
