"""Feedback activities: their questions, and what people answered under their own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema, each
from connector.moodle.records.text import lines

ANONYMOUS: Final = 1


@dataclass(frozen=True)
class Feedback:
    """A feedback activity; an anonymous one tells nobody's name."""

    id: int
    course_id: int
    cmid: int
    name: str
    is_anonymous: bool


@dataclass(frozen=True)
class FeedbackItem:
    """A question of a feedback; `label` may be empty, `type` is textfield, multichoice, ..."""

    id: int
    label: str
    name: str
    type: str


@dataclass(frozen=True)
class Attempt:
    """One person's answers to a feedback, by the id of the item; `answered_at` in Unix seconds.

    Without a name `user_id` is a number below nought and `answered_at` nought.

    Plain text as Moodle prints it, several chosen options a line each; empty ones are left out.
    """

    user_id: int
    answered_at: int
    answers: Mapping[int, str]


class FeedbackSchema(RecordSchema):
    """Reads Feedback."""

    record = Feedback

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    cmid = fields.Integer(required=True, data_key="coursemodule")
    name = Name(required=True)
    is_anonymous = fields.Boolean(required=True)

    @pre_load
    def named(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Moodle counts from 1: anonymous, with names."""
        return {**value, "is_anonymous": value.get("anonymous") == ANONYMOUS}


class FeedbackItemSchema(RecordSchema):
    """Reads FeedbackItem."""

    record = FeedbackItem

    id = fields.Integer(required=True)
    label = Name(load_default="")
    name = Name(load_default="")
    type = fields.String(required=True, data_key="typ")


class AttemptSchema(RecordSchema):
    """Reads Attempt from a named attempt of mod_feedback_get_responses_analysis."""

    record = Attempt

    user_id = fields.Integer(required=True, data_key="userid")
    answered_at = fields.Integer(required=True, data_key="timemodified")
    answers = fields.Dict(keys=fields.Integer(), values=fields.String(), required=True)

    @pre_load
    def gather(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Keep what was answered, by item."""
        items, printed = (each(value, "responses", key) for key in ("id", "printval"))
        texts = (lines(str(text)) if text is not None else "" for text in printed)
        return {**value, "answers": {i: text for i, text in zip(items, texts, strict=True) if text}}


FEEDBACK: Final = FeedbackSchema()
FEEDBACK_ITEM: Final = FeedbackItemSchema()
ATTEMPT: Final = AttemptSchema()
