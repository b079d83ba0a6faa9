"""Reads what the methodology calls things and the numbers that it leaves to the school."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from connector.domain.norms import Norms
from connector.domain.people import Kind
from connector.domain.programmes import Form
from connector.errors import ConfigurationError, Faults
from connector.mapping.messages import leaves


class FormSchema(Schema):
    """A form of mentoring in forms.yaml."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    title = fields.String(required=True)
    mentors = fields.List(fields.Enum(Kind, by_value=True), required=True)
    mentees = fields.List(fields.Enum(Kind, by_value=True), required=True)


def _rises(ages: tuple[int, int]) -> None:
    if not 0 <= ages[0] <= ages[1]:
        raise ValidationError("write the lower age first")


class NormsSchema(Schema):
    """norms.yaml."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    mentee_ages = fields.Tuple((fields.Integer(), fields.Integer()), validate=_rises)
    mentor_ages = fields.Tuple((fields.Integer(), fields.Integer()), validate=_rises)
    silent_days = fields.Integer(validate=validate.Range(min=1))

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Norms:
        """Fill in the defaults."""
        return Norms(**values)


FORMS: Final = fields.Dict(keys=fields.String(), values=fields.Nested(FormSchema))
NORMS: Final = NormsSchema()
TITLES: Final = fields.Dict(keys=fields.String(), values=fields.String())


@dataclass(frozen=True)
class Methodology:
    """Forms by code, the school's numbers, and the titles of what it counts."""

    forms: Mapping[str, Form]
    norms: Norms
    alerts: Mapping[str, str]
    indicators: Mapping[str, str]
    measures: Mapping[str, str]
    roles: Mapping[str, str]


def load(find: Callable[[str], Path]) -> Methodology:
    """Read the files of config/methodology/; `find` gives the path of a file by its name.

    Raises ConfigurationError naming the file that is wrong.
    """
    norms: Norms = _checked(find("norms.yaml"), NORMS.load)
    return Methodology(
        forms={
            code: Form(code, form["title"], frozenset(form["mentors"]), frozenset(form["mentees"]))
            for code, form in _checked(find("forms.yaml"), FORMS.deserialize).items()
        },
        norms=norms,
        alerts=_alerts(find("alerts.yaml"), norms),
        indicators=_checked(find("indicators.yaml"), TITLES.deserialize),
        measures=_checked(find("measures.yaml"), TITLES.deserialize),
        roles=_checked(find("roles.yaml"), TITLES.deserialize),
    )


def _alerts(file: Path, norms: Norms) -> Mapping[str, str]:
    titles = _checked(file, TITLES.deserialize)
    try:
        return {code: title.format(silent_days=norms.silent_days) for code, title in titles.items()}
    except (LookupError, ValueError) as error:
        fault = (file.name, "-", str(error))
        raise ConfigurationError(
            "settings.wrong_content", path=file, faults=Faults([fault])
        ) from error


def _checked(file: Path, check: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - gives what `check` gives
    content = _read(file)
    try:
        return check(content or {})
    except ValidationError as error:
        found = [
            (file.name, ".".join(map(str, place)) or "-", reason)
            for place, reason in leaves(error.messages, ())
        ]
        raise ConfigurationError(
            "settings.wrong_content", path=file, faults=Faults(found)
        ) from error


def _read(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, ValueError, LookupError, AttributeError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
