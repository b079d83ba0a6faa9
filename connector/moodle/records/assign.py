"""Assignments and the grades given in them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema
from connector.moodle.records.text import lines

ONLINE_TEXT: Final = "onlinetext"


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


@dataclass(frozen=True)
class Submission:
    """The latest attempt that a person, or a team (`user_id` 0), handed in.

    `status` is new, reopened, draft or submitted; `submitted_at` in Unix seconds; `text`: what was
    written online, plain, a paragraph a line.
    """

    assignment_id: int
    id: int
    user_id: int
    group_id: int
    status: str
    submitted_at: int
    text: str


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


class SubmissionSchema(RecordSchema):
    """Reads Submission; the caller adds the assignment."""

    record = Submission

    assignment_id = fields.Integer(required=True, data_key="assignment")
    id = fields.Integer(required=True)
    user_id = fields.Integer(required=True, data_key="userid")
    group_id = fields.Integer(load_default=0, data_key="groupid")
    status = fields.String(required=True)
    submitted_at = fields.Integer(required=True, data_key="timemodified")
    text = fields.String(required=True)

    @pre_load
    def online_text(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Find the text among what the plugins of the submission tell."""
        told = [
            str(field.get("text") or "")
            for plugin in _objects(value, "plugins")
            if plugin.get("type") == ONLINE_TEXT
            for field in _objects(plugin, "editorfields")
        ]
        return {**value, "text": lines("\n".join(told))}


def _objects(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = value.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


ASSIGNMENT: Final = AssignmentSchema()
ASSIGN_GRADE: Final = AssignGradeSchema()
SUBMISSION: Final = SubmissionSchema()
