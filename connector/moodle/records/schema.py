"""How an object of an answer becomes a record, and how the texts in it are read."""

import html
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, pre_load

TAG: Final = re.compile(r"<(?!\s)[^>]*>")
ENTITY: Final = re.compile(r"&[a-zA-Z0-9#]{1,8};")
"""Moodle takes just this for an entity and writes any other ampersand as one."""


class RecordSchema(Schema):
    """Reads one object of an answer into the frozen dataclass `record`; ignores unknown keys."""

    record: ClassVar[type]
    nullable: ClassVar[frozenset[str]] = frozenset()

    class Meta(Schema.Meta):
        """Unknown keys are Moodle's business."""

        unknown = EXCLUDE

    @pre_load
    def drop_nulls(self, value: Any, **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Moodle says null for what is empty: an absent key, unless the field allows null."""
        if not isinstance(value, dict):
            return value
        return {
            key: inner for key, inner in value.items() if inner is not None or key in self.nullable
        }

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Build the record."""
        return self.record(**values)


class Name(fields.String):
    """A name that people gave a thing, as plain text; people's own names are not such."""

    def _deserialize(self, *args: Any, **others: Any) -> str:  # noqa: ANN401 - marshmallow's
        return plain(super()._deserialize(*args, **others))


class IdNumber(fields.String):
    """An ID number, without the space that somebody typed around it; empty for none."""

    def __init__(self) -> None:
        super().__init__(load_default="")

    def _deserialize(self, *args: Any, **others: Any) -> str:  # noqa: ANN401 - marshmallow's
        return super()._deserialize(*args, **others).strip()


def plain(name: str) -> str:
    """Read a name as plain text, whether Moodle formatted it as HTML or gave it as it was typed."""
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), TAG.sub("", name))
    return " ".join(text.split())


def each(value: Mapping[str, Any], key: str, inner: str) -> list[Any]:
    """The scalar `inner` of every object in the list `key`, for a schema's hook; null is no list.

    Raises marshmallow's ValidationError, which names the place.
    """
    found = value.get(key) or []
    if not isinstance(found, list):
        raise ValidationError({key: ["not a list"]})
    for index, one in enumerate(found):
        if not isinstance(one, dict) or isinstance(one.get(inner, one), list | dict):
            raise ValidationError({key: {index: {inner: ["missing"]}}})
    return [one[inner] for one in found]
