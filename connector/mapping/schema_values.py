"""The plain values of a mapping: texts, shares, terms, days, hours."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields, validate

from connector.mapping.dates import as_date

SHARE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*%")
TERM: Final = re.compile(r"(\d{1,2}) years?")
DAYS: Final = re.compile(r"(\d{1,3}) days?")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4}")
MOST_HOURS: Final = 9999
SCHOOL_YEAR: Final = validate.Regexp(r"20\d\d/\d\d\Z", error="write a school year as 2026/27")


class TextField(fields.String):
    """A text that is not empty; a bare number is read as text, since a class may be called 9."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:  # noqa: ANN401 - marshmallow's
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        text = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if not text:
            raise ValidationError("must not be empty")
        return text


class WholeField(fields.Integer):
    """A whole number; Python takes true and false for numbers too."""

    def _validated(self, value: Any) -> int:  # noqa: ANN401 - marshmallow's
        if isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return int(super()._validated(value))


class ShareField(fields.Field[Decimal]):
    """A share written as `60 %`."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:  # noqa: ANN401 - marshmallow's
        written = SHARE.fullmatch(str(value))
        share = Decimal(written[1]) / 100 if written else None
        if share is None or share > 1:
            raise ValidationError("write a share as `60 %`")
        return share


def read_by(read: Callable[[Any], Any], **options: Any) -> fields.Function:  # noqa: ANN401 - marshmallow's
    """A field that a function reads; `options` as fields have them."""
    return fields.Function(deserialize=read, **options)


def hours_field(**options: Any) -> fields.Decimal:  # noqa: ANN401 - marshmallow's
    """Hours of study, more than none."""
    within = validate.Range(
        min=0, max=MOST_HOURS, min_inclusive=False, error="write hours as a number, as 16 or 1.5"
    )
    return fields.Decimal(validate=within, **options)


def whole_number(least: int, most: int) -> fields.Integer:
    """A whole number within bounds; `yes` is none."""
    error = "write a whole number within: {min}–{max}"
    return WholeField(strict=True, validate=validate.Range(least, most, error=error))


def span(least: int, most: int) -> fields.Tuple:
    """Two whole numbers, the smaller first."""
    return fields.Tuple((whole_number(least, most), whole_number(least, most)), validate=_rises)


def told_hours(value: object) -> Mapping[str, object]:
    """Hours as a number, or the custom field of courses that tells them."""
    if not isinstance(value, Mapping):
        return {"hours": hours_field().deserialize(value)}
    if set(value) != {"course_field"}:
        unknown = {key: ["Unknown field."] for key in value if key != "course_field"}
        raise ValidationError(unknown or "say one of: course_field")
    return {"hours_field": at("course_field", name, value["course_field"])}


def text(value: object) -> str:
    """A text, or a number that is meant as one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValidationError("write a text in quotes")
    return str(value)


def name(value: object) -> str:
    """A text that is not empty."""
    said = text(value)
    if not said.strip():
        raise ValidationError("must not be empty")
    return said


def texts(value: object) -> frozenset[str]:
    """A list of texts."""
    if not isinstance(value, list):
        raise ValidationError("write a list")
    return frozenset(each(value, text))


def several(value: object) -> tuple[str, ...]:
    """A list of texts, none of them empty, at least one."""
    if not isinstance(value, list):
        raise ValidationError("write a list")
    if not value:
        raise ValidationError("must not be empty")
    return each(value, name)


def names(value: object) -> tuple[str, ...]:
    """One name, or a list of several."""
    return several(value) if isinstance(value, list) else (name(value),)


def years(value: object) -> int:
    """A term in years."""
    written = TERM.fullmatch(str(value))
    if not written:
        raise ValidationError("write a term as `3 years`")
    return int(written[1])


def some_years(value: object) -> int:
    """A term of at least a year."""
    term = years(value)
    if not term:
        raise ValidationError("write a term as `3 years`")
    return term


def some_days(value: object) -> int:
    """A term of at least a day."""
    written = DAYS.fullmatch(str(value))
    if not written or not int(written[1]):
        raise ValidationError("write a term as `14 days`")
    return int(written[1])


def day(value: object) -> date:
    """A day; YAML itself reads 2027-03-01 as one."""
    written = str(value)
    found = as_date(written) if DAY.fullmatch(written) else None
    if found is None:
        raise ValidationError("write a day as 2027-03-01")
    return found


def each(items: list[Any], read: Callable[[Any], Any]) -> tuple[Any, ...]:
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


def _rises(numbers: tuple[int, int]) -> None:
    if numbers[0] > numbers[1]:
        raise ValidationError("write the smaller number first")


def at(key: object, read: Callable[..., Any], *values: Any) -> Any:  # noqa: ANN401 - passes a reader through
    """Read something under a key, so that a fault in it has its path."""
    try:
        return read(*values)
    except ValidationError as error:
        raise ValidationError({key: error.messages}) from error
