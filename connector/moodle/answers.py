"""Turns the body of an answer into a value or into the right error."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from marshmallow import EXCLUDE, Schema, ValidationError, post_load, pre_load

from connector.moodle.errors import (
    NO_CODE,
    REFUSALS,
    MoodleMisconfigured,
    MoodleRefused,
    MoodleUnreachable,
    UnexpectedAnswer,
)

Json = Any
Record = TypeVar("Record")


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


def value_of(body: bytes, *, function: str) -> Json:
    """Read the JSON of an answer with status 200; numbers keep their decimals.

    Raises MoodleRefused for Moodle's own exception, UnexpectedAnswer or MoodleMisconfigured for
    what is no JSON, MoodleUnreachable for JSON that was cut off.
    """
    try:
        value = json.loads(body, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _not_json(body, function) from error
    if isinstance(value, dict) and "exception" in value:
        raise refusal(value, function=function)
    return value


def refusal(value: Mapping[str, Any], *, function: str) -> MoodleRefused:
    """Choose the error for Moodle's {"exception", "errorcode", ...}; `errorcode` may be absent."""
    errorcode = str(value.get("errorcode") or NO_CODE)
    kind, code = REFUSALS.get(errorcode, (MoodleRefused, "moodle.refused"))
    return kind(code, errorcode=errorcode, function=function)


def parse(schema: Schema, value: Json, *, function: str) -> Any:  # noqa: ANN401 - see below
    """Load one object. The caller names the type; the schema guarantees it."""
    try:
        return schema.load(an_object(value, function=function))
    except ValidationError as error:
        raise unexpected(function, *first_fault(error.messages)) from error


def parse_many(schema: Schema, values: Json, *, function: str) -> list[Any]:
    """Load a list of objects."""
    try:
        return list(schema.load(objects(values, function=function), many=True))
    except ValidationError as error:
        raise unexpected(function, *first_fault(error.messages)) from error


def part(value: Json, key: str, *, function: str) -> Json:
    """Take `key` of an object, or say that it is missing."""
    if not isinstance(value, dict) or key not in value:
        raise unexpected(function, key, "missing")
    return value[key]


def an_object(value: Json, *, function: str, path: str = "") -> dict[str, Json]:
    """Give `value` back when it is an object, or say that it is none."""
    if not isinstance(value, dict):
        raise unexpected(function, path, "not an object")
    return value


def objects(values: Json, *, function: str, path: str = "") -> list[dict[str, Json]]:
    """Give `values` back when it is a list of objects, or say where it is not."""
    if not isinstance(values, list):
        raise unexpected(function, path, "not a list")
    start = f"{path}." if path else ""
    return [
        an_object(value, function=function, path=f"{start}{index}")
        for index, value in enumerate(values)
    ]


def listed(value: Json, key: str, *, function: str) -> list[dict[str, Json]]:
    """Take `key` of an object when it is a list of objects."""
    return objects(part(value, key, function=function), function=function, path=key)


def number(value: Json, key: str, *, function: str) -> int:
    """Take `key` of an object when it is a whole number."""
    return _whole(part(value, key, function=function), function, key)


def numbers(value: Json, key: str, *, function: str) -> list[int]:
    """Take `key` of an object when it is a list of whole numbers."""
    found = part(value, key, function=function)
    if not isinstance(found, list):
        raise unexpected(function, key, "not a list")
    return [_whole(one, function, f"{key}.{index}") for index, one in enumerate(found)]


def each(value: Mapping[str, Json], key: str, inner: str) -> list[Json]:
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


def unexpected(function: str, path: str, reason: str) -> UnexpectedAnswer:
    """Say at which place an answer is not what this connector knows."""
    return UnexpectedAnswer("moodle.unexpected_answer", function=function, path=path, reason=reason)


def first_fault(messages: object) -> tuple[str, str]:
    """Walk marshmallow's nested messages to the first leaf: its path and what is wrong there."""
    path: list[str] = []
    fault: Any = messages
    while isinstance(fault, Mapping):
        key, fault = next(iter(fault.items()))
        path.append(str(key))
    first = next(iter(fault)) if isinstance(fault, Iterable) and fault else fault
    return ".".join(path), str(first)


def _whole(value: Json, function: str, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise unexpected(function, path, "not a whole number")
    return value


def _not_json(body: bytes, function: str) -> Exception:
    start = body.lstrip()[:1]
    if start in (b"{", b"["):
        return MoodleUnreachable("moodle.truncated", function=function, bytes=len(body))
    if start == b"<" and b"invalidtoken" in body:
        return MoodleMisconfigured("moodle.form_lost", function=function)
    if start == b"<":
        return MoodleMisconfigured("moodle.not_moodle", function=function)
    return unexpected(function, "", "not JSON")
