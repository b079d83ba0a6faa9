"""Database activities: their fields, and the entries that people wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema, each


@dataclass(frozen=True)
class Database:
    """A database activity; with `needs_approval` an entry counts once somebody approved it.

    Moodle tells that only to those who may see entries.
    """

    id: int
    course_id: int
    cmid: int
    name: str
    needs_approval: bool = False


@dataclass(frozen=True)
class Field:
    """A field of a database.

    `type` is text, textarea, number, date, menu, radiobutton, multimenu, checkbox, url, file, ...
    """

    id: int
    name: str
    type: str


@dataclass(frozen=True)
class Entry:
    """An entry of a database; `group_id` 0 for none, times in Unix seconds.

    `contents` by the id of the field, empty ones left out: plain text, several lines where it was
    so, a date in Unix seconds, several chosen options a line each, an address, a file's name.
    """

    id: int
    user_id: int
    group_id: int
    created_at: int
    modified_at: int
    is_approved: bool
    contents: Mapping[int, str]


class DatabaseSchema(RecordSchema):
    """Reads Database."""

    record = Database

    id = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    cmid = fields.Integer(required=True, data_key="coursemodule")
    name = Name(required=True)
    needs_approval = fields.Boolean(load_default=False, data_key="approval")


class FieldSchema(RecordSchema):
    """Reads Field."""

    record = Field

    id = fields.Integer(required=True)
    name = Name(required=True)
    type = fields.String(required=True)


class EntrySchema(RecordSchema):
    """Reads Entry with its contents as Moodle keeps them."""

    record = Entry

    id = fields.Integer(required=True)
    user_id = fields.Integer(required=True, data_key="userid")
    group_id = fields.Integer(load_default=0, data_key="groupid")
    created_at = fields.Integer(required=True, data_key="timecreated")
    modified_at = fields.Integer(required=True, data_key="timemodified")
    is_approved = fields.Boolean(required=True, data_key="approved")
    contents = fields.Dict(keys=fields.Integer(), values=fields.String(), required=True)

    @pre_load
    def gather(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Keep what was filled in, by field."""
        ids, texts = (each(value, "contents", key) for key in ("fieldid", "content"))
        told = {i: str(text) for i, text in zip(ids, texts, strict=True) if text not in (None, "")}
        return {**value, "contents": told}


DATABASE: Final = DatabaseSchema()
FIELD: Final = FieldSchema()
ENTRY: Final = EntrySchema()
