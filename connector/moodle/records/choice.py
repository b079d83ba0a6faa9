"""Choice activities, and what people picked in them."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema


@dataclass(frozen=True)
class Choice:
    """A choice activity; an anonymous one tells nobody's name.

    That it is anonymous Moodle tells only to those who may choose themselves.
    """

    id: int
    course_id: int
    cmid: int
    name: str
    is_anonymous: bool = False


@dataclass(frozen=True)
class Pick:
    """An option that a person chose, of which there may be several; its text is plain."""

    user_id: int
    text: str
    answered_at: int


class ChoiceSchema(RecordSchema):
    """Reads Choice."""

    record = Choice

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    cmid = fields.Integer(required=True, data_key="coursemodule")
    name = Name(required=True)
    is_anonymous = fields.Boolean(required=True)

    @pre_load
    def named(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Results are published with names or without."""
        return {**value, "is_anonymous": not value.get("publish", True)}


class PickSchema(RecordSchema):
    """Reads Pick from an answer under an option; the caller adds the option's text."""

    record = Pick

    user_id = fields.Integer(required=True, data_key="userid")
    text = Name(required=True)
    answered_at = fields.Integer(required=True, data_key="timemodified")


CHOICE: Final = ChoiceSchema()
PICK: Final = PickSchema()
