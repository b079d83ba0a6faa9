"""Turns the value of an answer into records, or says at which place it is not as expected."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from connector.moodle.answers import Json, unexpected


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
