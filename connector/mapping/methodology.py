"""Reads what the methodology calls things and the numbers that it leaves to the school."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from marshmallow import RAISE, Schema, ValidationError, fields, post_load

from connector.domain.norms import Norms
from connector.domain.people import Kind
from connector.domain.programmes import Form
from connector.errors import ConfigurationError


class FormSchema(Schema):
    """A form of mentoring in forms.yaml."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    title = fields.String(required=True)
    mentors = fields.List(fields.Enum(Kind, by_value=True), required=True)
    mentees = fields.List(fields.Enum(Kind, by_value=True), required=True)


class NormsSchema(Schema):
    """norms.yaml."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    mentee_ages = fields.Tuple((fields.Integer(), fields.Integer()))
    mentor_ages = fields.Tuple((fields.Integer(), fields.Integer()))
    silent_days = fields.Integer()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Norms:
        """Fill in the defaults."""
        return Norms(**values)


FORMS: Final = fields.Dict(keys=fields.String(), values=fields.Nested(FormSchema))
NORMS: Final = NormsSchema()


def forms(file: Path) -> Mapping[str, Form]:
    """The forms of mentoring by code, from config/methodology/forms.yaml."""
    try:
        content = FORMS.deserialize(_read(file))
    except ValidationError as error:
        raise _wrong(file, error) from error
    return {
        code: Form(code, form["title"], frozenset(form["mentors"]), frozenset(form["mentees"]))
        for code, form in content.items()
    }


def norms(file: Path) -> Norms:
    """The school's numbers, from config/methodology/norms.yaml."""
    try:
        loaded = NORMS.load(_read(file))
    except ValidationError as error:
        raise _wrong(file, error) from error
    return loaded if isinstance(loaded, Norms) else Norms()


def _read(file: Path) -> Any:  # noqa: ANN401 - YAML is untyped
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error


def _wrong(file: Path, error: ValidationError) -> ConfigurationError:
    return ConfigurationError("settings.wrong_content", path=file, reason=error.messages)
