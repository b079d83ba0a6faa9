"""The small grammars inside a mapping: conditions, courses, activities, patterns."""

import re
from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields

from connector.domain.people import Kind
from connector.mapping.conditions import FIELD_TESTS, JOINED, KINDS, FieldTest
from connector.mapping.schema_values import at, each, name, text, texts, years
from connector.mapping.selectors import ActivitySelector, Condition, CourseSelector

COURSE_KEYS: Final = ("id", "shortname", "fullname", "idnumber", "shortname_matching", "category")
ACTIVITY_KEYS: Final = ("name", "idnumber", "cmid")
PATTERNS: Final = frozenset({"in_cohort_matching", "in_group_matching"})
OF_A_COURSE: Final = frozenset({"course_role", "in_group", "in_group_matching"})


class PatternField(fields.Field[re.Pattern[str]]):
    """A regular expression that must fit a whole name."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> re.Pattern[str]:  # noqa: ANN401 - marshmallow's
        return pattern(value)


class CourseField(fields.Field[CourseSelector]):
    """Which courses: a short name, or one of COURSE_KEYS with its value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> CourseSelector:  # noqa: ANN401 - marshmallow's
        key, named = _selected(value, COURSE_KEYS, "shortname")
        if key == "shortname_matching":
            at(key, pattern, named)
        return CourseSelector(key, named)


class ActivityField(fields.Field[ActivitySelector]):
    """Which activity: a name, or one of ACTIVITY_KEYS with its value."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> ActivitySelector:  # noqa: ANN401 - marshmallow's
        key, named = _selected(value, ACTIVITY_KEYS, "name")
        return ActivitySelector(key, named)


class KindsField(fields.Field[tuple[tuple[Kind, Condition], ...]]):
    """A list of `kind: condition`, in the order in which they are tried."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:  # noqa: ANN401 - marshmallow's
        if not isinstance(value, list):
            raise ValidationError("write a list of `kind: condition`")
        return each(value, _kind)


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
        return Condition(kind, _field_test(at(kind, name, value[kind]), rest))
    course = None
    if kind in OF_A_COURSE and "course" in rest:
        course = at("course", CourseField().deserialize, rest.pop("course"))
    _no_more(rest)
    return Condition(kind, at(kind, _operand, kind, value[kind]), course=course)


def pattern(value: object) -> re.Pattern[str]:
    """Compile a regular expression."""
    try:
        return re.compile(text(value))
    except (re.error, OverflowError, RecursionError) as error:
        raise ValidationError(f"not a regular expression: {error}") from error


def _kind(item: object) -> tuple[Kind, Condition]:
    if not isinstance(item, Mapping) or len(item) != 1:
        raise ValidationError("write `kind: condition`")
    ((key, value),) = item.items()
    if key not in set(Kind):
        raise ValidationError({key: [f"no such kind, say one of: {', '.join(Kind)}"]})
    return Kind(key), at(key, condition, value)


def _parts(kind: str, value: object) -> tuple[Condition, ...]:
    if kind == "not":
        return (at(kind, condition, value),)
    if not isinstance(value, list) or not value:
        raise ValidationError({kind: ["write a list of conditions"]})
    parts: tuple[Condition, ...] = at(kind, each, value, condition)
    return parts


def _field_test(field: str, rest: Mapping[Any, Any]) -> FieldTest:
    if len(rest) != 1 or next(iter(rest)) not in FIELD_TESTS:
        unknown = {key: ["Unknown field."] for key in rest if key not in FIELD_TESTS}
        raise ValidationError(unknown or f"say one of: {', '.join(FIELD_TESTS)}")
    ((test, operand),) = rest.items()
    return FieldTest(field, test, at(test, OPERANDS[test], operand))


def _operand(kind: str, value: object) -> object:
    if kind in PATTERNS:
        return pattern(value)
    if kind == "username":
        return frozenset(each(value, name) if isinstance(value, list) else [name(value)])
    return name(value)


OPERANDS: Final = {
    "equals": text,
    "one_of": texts,
    "matches": pattern,
    "less_than": years,
    "at_most": years,
}


def _selected(value: object, keys: tuple[str, ...], default: str) -> tuple[str, str]:
    if isinstance(value, str | int) and not isinstance(value, bool):
        return default, name(value)
    if not isinstance(value, Mapping) or len(value) != 1:
        raise ValidationError(f"say one of: {', '.join(keys)}")
    ((key, named),) = value.items()
    if key not in keys:
        raise ValidationError({key: ["Unknown field."]})
    return str(key), at(key, name, named)


def _no_more(rest: Mapping[Any, Any]) -> None:
    if rest:
        raise ValidationError({key: ["Unknown field."] for key in rest})
