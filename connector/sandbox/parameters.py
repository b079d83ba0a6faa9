"""Declares what a function takes and checks it as strictly as Moodle does."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from connector.sandbox.json_types import Nested
from connector.sandbox.refusals import invalid_parameter

REQUIRED: Final = object()
BOOLEANS: Final = {"0": False, "1": True}
DECIMAL: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
Value: TypeAlias = int | float | bool | str


@dataclass(frozen=True)
class Scalar:
    """One value; `read` raises ValueError or KeyError on what Moodle would refuse."""

    read: Callable[[str], Value]
    default: object = REQUIRED


@dataclass(frozen=True)
class Structure:
    """Named values; a key that was not declared is refused."""

    fields: Mapping[str, "Description"] = field(default_factory=dict)
    default: object = REQUIRED


@dataclass(frozen=True)
class Many:
    """A list of equal things."""

    item: "Description"
    default: object = REQUIRED


Description: TypeAlias = Scalar | Structure | Many


def integer(default: object = REQUIRED) -> Scalar:
    """Describe a whole number, written without blanks or leading zeros."""
    return Scalar(_integer, default)


def number(default: object = REQUIRED) -> Scalar:
    """Describe a decimal number with a point; an empty value is refused."""
    return Scalar(_number, default)


def boolean(default: object = REQUIRED) -> Scalar:
    """Describe 0 or 1; words are refused."""
    return Scalar(BOOLEANS.__getitem__, default)


def raw(default: object = REQUIRED) -> Scalar:
    """Describe any text."""
    return Scalar(str, default)


def text(default: object = REQUIRED) -> Scalar:
    """Describe text without tags."""
    return Scalar(_matching(r"(?s)(?!.*<\S).*"), default)


def letters(default: object = REQUIRED) -> Scalar:
    """Describe Latin letters only."""
    return Scalar(_matching(r"[A-Za-z]*"), default)


def word(default: object = REQUIRED) -> Scalar:
    """Describe Latin letters, digits, hyphen and underscore."""
    return Scalar(_matching(r"[A-Za-z0-9_-]*"), default)


def options() -> Many:
    """Describe the list of name and value pairs that many functions take."""
    return Many(Structure({"name": word(), "value": raw()}), default=[])


def check(description: Description, given: Nested) -> Any:  # noqa: ANN401 - shape is declared
    """Answer the given value, typed and with defaults; raise `invalidparameter` otherwise."""
    if isinstance(description, Scalar):
        return _scalar(description, given)
    if isinstance(given, str):
        raise invalid_parameter()
    if isinstance(description, Many):
        return [check(description.item, value) for value in given.values()]
    if set(given) - set(description.fields):
        raise invalid_parameter()
    return {name: _field(child, given.get(name)) for name, child in description.fields.items()}


def _scalar(description: Scalar, given: Nested) -> Value:
    if not isinstance(given, str):
        raise invalid_parameter()
    try:
        return description.read(given)
    except (ValueError, KeyError):
        raise invalid_parameter() from None


def _field(description: Description, given: Nested | None) -> object:
    if given is not None:
        return check(description, given)
    if description.default is REQUIRED:
        raise invalid_parameter()
    return description.default


def _matching(pattern: str) -> Callable[[str], str]:
    known = re.compile(pattern)

    def read(value: str) -> str:
        if not known.fullmatch(value):
            raise ValueError(value)
        return value

    return read


def _integer(value: str) -> int:
    if not re.fullmatch(r"0|-?[1-9][0-9]*", value, re.ASCII):
        raise ValueError(value)
    return int(value)


def _number(value: str) -> float:
    if not DECIMAL.fullmatch(value):
        raise ValueError(value)
    return float(value)
