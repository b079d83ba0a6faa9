"""Forums, their discussions and posts."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, post_load, pre_load

from connector.moodle.records.schema import Name, RecordSchema
from connector.moodle.records.text import lines


@dataclass(frozen=True)
class Forum:
    """A forum of a course; `kind` is general, single, qanda, news or blog."""

    id: int
    cmid: int
    course_id: int
    name: str
    kind: str

    @property
    def is_single(self) -> bool:
        """Whether it is of one discussion, so that no other can begin in it."""
        return self.kind == "single"


@dataclass(frozen=True)
class Discussion:
    """A discussion of a forum; `post_id` is its first post, `author_id` 0 for a hidden author.

    `group_id` 0 for everybody's; `created_at` in Unix seconds; `text`: the first post, plain.
    """

    id: int
    post_id: int
    subject: str
    author_id: int
    group_id: int = 0
    created_at: int = 0
    text: str = ""


@dataclass(frozen=True)
class Post:
    """A post; `message` is HTML as Moodle cleaned it, `author_id` 0 for a hidden author.

    `created_at` in Unix seconds; its group is its discussion's.
    """

    id: int
    subject: str
    message: str
    author_id: int
    created_at: int = 0
    is_deleted: bool = False

    @property
    def text(self) -> str:
        """The message as plain text, a paragraph a line."""
        return lines(self.message)


class ForumSchema(RecordSchema):
    """Reads Forum."""

    record = Forum

    id = fields.Integer(required=True)
    cmid = fields.Integer(required=True)
    course_id = fields.Integer(required=True, data_key="course")
    name = Name(required=True)
    kind = fields.String(load_default="general", data_key="type")


class DiscussionSchema(RecordSchema):
    """Reads Discussion: in Moodle's list `id` is the first post's."""

    record = Discussion

    id = fields.Integer(required=True, data_key="discussion")
    post_id = fields.Integer(required=True, data_key="id")
    subject = Name(required=True)
    author_id = fields.Integer(load_default=0, data_key="userid")
    group_id = fields.Integer(load_default=0, data_key="groupid")
    created_at = fields.Integer(load_default=0, data_key="created")
    text = fields.String(load_default="", data_key="message")

    @post_load
    def everybodys(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Moodle says -1 for all groups."""
        return {**values, "group_id": max(0, values["group_id"]), "text": lines(values["text"])}


class PostSchema(RecordSchema):
    """Reads Post."""

    record = Post

    id = fields.Integer(required=True)
    subject = Name(required=True)
    message = fields.String(required=True)
    author_id = fields.Integer(required=True)
    created_at = fields.Integer(load_default=0, data_key="timecreated")
    is_deleted = fields.Boolean(load_default=False, data_key="isdeleted")

    @pre_load
    def author(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Take the author's id out of its object."""
        author = value.get("author")
        found = author.get("id") if isinstance(author, dict) else None
        return {**value, "author_id": found or 0}


FORUM: Final = ForumSchema()
DISCUSSION: Final = DiscussionSchema()
POST: Final = PostSchema()
