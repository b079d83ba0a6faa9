"""The small grammars inside a mapping: conditions, courses, activities, patterns, shares."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields

from connector.domain.people import Kind
from connector.mapping.conditions import FIELD_TESTS, JOINED, KINDS, FieldTest
from connector.mapping.rules import ActivitySelector, Condition, CourseSelector

COURSE_KEYS: Final = ("id", "shortname", "fullname", "idnumber", "shortname_matching", "category")
ACTIVITY_KEYS: Final = ("name", "idnumber", "cmid")
PATTERNS: Final = frozenset({"in_cohort_matching", "in_group_matching"})
OF_A_COURSE: Final = frozenset({"course_role", "in_group", "in_group_matching"})
SHARE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")
TERM: Final = re.compile(r"(\d{1,2}) years?")


class TextField(fields.String):
    """A text that is not empty; a bare number is read as text, since a class may be called 9."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:  # noqa: ANN401 - marshmallow's
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if not text:
            raise ValidationError("must not be empty")
        return text


class PatternField(fields.Field[re.Pattern[str]]):
    """A regular expression that must fit a whole name."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> re.Pattern[str]:  # noqa: ANN401 - marshmallow's
        return pattern(value)


class ShareField(fields.Field[Decimal]):
    """A share written as `60 %`."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:  # noqa: ANN401 - marshmallow's
        written = SHARE.fullmatch(str(value))
        share = Decimal(written[1]) / 100 if written else None
        if share is None or share > 1:
            raise ValidationError("write a share as `60 %`")
        return share


class CourseField(fields.Field[CourseSelector]):
    """Which courses: a short name, or one of COURSE_KEYS with its value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> CourseSelector:  # noqa: ANN401 - marshmallow's
        key, text = _selected(value, COURSE_KEYS, "shortname")
        if key == "shortname_matching":
            _at(key, pattern, text)
        return CourseSelector(key, text)


class ActivityField(fields.Field[ActivitySelector]):
    """Which activity: a name, or one of ACTIVITY_KEYS with its value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> ActivitySelector:  # noqa: ANN401 - marshmallow's
        key, text = _selected(value, ACTIVITY_KEYS, "name")
        return ActivitySelector(key, text)


class KindsField(fields.Field[tuple[tuple[Kind, Condition], ...]]):
    """A list of `kind: condition`, in the order in which they are tried."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - marshmallow's
        if not isinstance(value, list):
            raise ValidationError("write a list of `kind: condition`")
        return _each(value, _kind)


class ConditionField(fields.Field[Condition]):
    """A condition: one of conditions.KINDS or conditions.JOINED with its value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Condition:  # noqa: ANN401 - marshmallow's
        return condition(value)


def condition(value: object) -> Condition:
    """Read a condition; raises ValidationError with the path of the fault inside it."""
    if not isinstance(value, Mapping):
        raise ValidationError(f"say one of: {', '.join((*KINDS, *JOINED))}")
    kinds = [key for key in value if key in KINDS or key in JOINED]
    if len(kinds) != 1:
        unknown = {key: ["Unknown field."] for key in value if key not in kinds}
        raise ValidationError(unknown or "one condition at a time; join them by `any` or `all`")
    kind = kinds[0]
    rest = {key: inner for key, inner in value.items() if key != kind}
    if kind in JOINED:
        _no_more(rest)
        return Condition(kind, None, parts=_parts(kind, value[kind]))
    if kind == "profile_field":
        return Condition(kind, _field_test(_at(kind, _name, value[kind]), rest))
    course = None
    if kind in OF_A_COURSE and "course" in rest:
        course = _at("course", CourseField().deserialize, rest.pop("course"))
    _no_more(rest)
    return Condition(kind, _at(kind, _operand, kind, value[kind]), course=course)


def pattern(value: object) -> re.Pattern[str]:
    """Compile a regular expression."""
    try:
        return re.compile(_text(value))
    except (re.error, OverflowError, RecursionError) as error:
        raise ValidationError(f"not a regular expression: {error}") from error


def _kind(item: object) -> tuple[Kind, Condition]:
    if not isinstance(item, Mapping) or len(item) != 1:
        raise ValidationError("write `kind: condition`")
    ((key, value),) = item.items()
    if key not in set(Kind):
        raise ValidationError({key: [f"no such kind, say one of: {', '.join(Kind)}"]})
    return Kind(key), _at(key, condition, value)


def _parts(kind: str, value: object) -> tuple[Condition, ...]:
    if kind == "not":
        return (_at(kind, condition, value),)
    if not isinstance(value, list) or not value:
        raise ValidationError({kind: ["write a list of conditions"]})
    parts: tuple[Condition, ...] = _at(kind, _each, value, condition)
    return parts


def _field_test(name: str, rest: Mapping[Any, Any]) -> FieldTest:
    if len(rest) != 1 or next(iter(rest)) not in FIELD_TESTS:
        unknown = {key: ["Unknown field."] for key in rest if key not in FIELD_TESTS}
        raise ValidationError(unknown or f"say one of: {', '.join(FIELD_TESTS)}")
    ((test, operand),) = rest.items()
    return FieldTest(name, test, _at(test, OPERANDS[test], operand))


def _operand(kind: str, value: object) -> object:
    if kind in PATTERNS:
        return pattern(value)
    if kind == "username":
        return frozenset(_each(value, _name) if isinstance(value, list) else [_name(value)])
    return _name(value)


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValidationError("write a text in quotes")
    return str(value)


def _name(value: object) -> str:
    name = _text(value)
    if not name.strip():
        raise ValidationError("must not be empty")
    return name


def _years(value: object) -> int:
    written = TERM.fullmatch(str(value))
    if not written:
        raise ValidationError("write a term as `3 years`")
    return int(written[1])


def _texts(value: object) -> frozenset[str]:
    if not isinstance(value, list):
        raise ValidationError("write a list")
    return frozenset(_each(value, _text))


OPERANDS: Final = {
    "equals": _text,
    "one_of": _texts,
    "matches": pattern,
    "less_than": _years,
    "at_most": _years,
}


def _selected(value: object, keys: tuple[str, ...], default: str) -> tuple[str, str]:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return default, _name(value)
    if not isinstance(value, Mapping) or len(value) != 1:
        raise ValidationError(f"say one of: {', '.join(keys)}")
    ((key, text),) = value.items()
    if key not in keys:
        raise ValidationError({key: ["Unknown field."]})
    return str(key), _at(key, _name, text)


def _no_more(rest: Mapping[Any, Any]) -> None:
    if rest:
        raise ValidationError({key: ["Unknown field."] for key in rest})


def _each(items: list[Any], read: Any) -> tuple[Any, ...]:  # noqa: ANN401 - passes a reader through
    """Read every item of a list and report the faults of all."""
    found, faults = [], {}
    for index, item in enumerate(items):
        try:
            found.append(read(item))
        except ValidationError as error:
            faults[index] = error.messages
    if faults:
        raise ValidationError(faults)
    return tuple(found)


def _at(key: object, read: Any, *values: Any) -> Any:  # noqa: ANN401 - passes a reader through
    """Read something under a key, so that a fault in it has its path."""
    try:
        return read(*values)
    except ValidationError as error:
        raise ValidationError({key: error.messages}) from error
