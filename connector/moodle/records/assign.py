"""Assignments and the grades given in them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from marshmallow import fields

from connector.moodle.records.schema import Name, RecordSchema


@dataclass(frozen=True)
class Assignment:
    """An assignment; `maximum` is negative when it is graded by a scale, 0 when not graded."""

    id: int
    cmid: int
    course_id: int
    name: str
    maximum: Decimal
    is_team: bool
    has_workflow: bool
    is_blind: bool


@dataclass(frozen=True)
class AssignGrade:
    """A grade as the assignment itself keeps it; `value` -1 for none, `grader` -1 for nobody."""

    assignment_id: int
    user_id: int
    attempt: int
    grader: int
    value: Decimal
    modified_at: int


class AssignmentSchema(RecordSchema):
    """Reads Assignment."""

    record = Assignment

    id = fields.Integer(required=True)
    cmid = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    name = Name(required=True)
    maximum = fields.Decimal(required=True, data_key="grade")
    is_team = fields.Boolean(load_default=False, data_key="teamsubmission")
    has_workflow = fields.Boolean(load_default=False, data_key="markingworkflow")
    is_blind = fields.Boolean(load_default=False, data_key="blindmarking")


class AssignGradeSchema(RecordSchema):
    """Reads AssignGrade; the caller adds the assignment."""

    record = AssignGrade

    assignment_id = fields.Integer(required=True, data_key="assignment")
    user_id = fields.Integer(required=True, data_key="userid")
    attempt = fields.Integer(load_default=0, data_key="attemptnumber")
    grader = fields.Integer(load_default=-1)
    value = fields.Decimal(required=True, data_key="grade")
    modified_at = fields.Integer(load_default=0, data_key="timemodified")


ASSIGNMENT: Final = AssignmentSchema()
ASSIGN_GRADE: Final = AssignGradeSchema()
