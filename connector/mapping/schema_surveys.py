"""Checks surveys.yaml: the questionnaires of the monitoring."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from connector.domain.people import Kind, Role
from connector.domain.surveys import Moment, Question, QuestionKind, Shows, Survey
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_values import TextField

CODE: Final = validate.Regexp(r"[a-z0-9][a-z0-9_.]*\Z", error="write a code: a-z, 0-9, _ and .")
OPTIONS: Final = fields.List(TextField(), validate=validate.Length(2))
SHOWN_BY: Final = {
    Shows.SATISFACTION: QuestionKind.SCALE,
    Shows.EXPECTATIONS: QuestionKind.SCALE,
    Shows.MENTOR_TO_BE: QuestionKind.YES_NO,
}
CHOSEN: Final = (QuestionKind.CHOICE, QuestionKind.MULTIPLE)
BETWEEN: Final = "|"
"""What Moodle puts between options."""


class QuestionSchema(StrictSchema):
    """A question."""

    text = TextField(required=True)
    kind = fields.Enum(QuestionKind, by_value=True, required=True)
    dimension = fields.String(validate=CODE)
    options = OPTIONS
    audience = fields.Enum(Kind, by_value=True, data_key="only")
    shows = fields.Enum(Shows, by_value=True)
    is_optional = fields.Boolean(truthy={True}, falsy={False}, data_key="optional")

    @validates_schema
    def check(self, values: Mapping[str, Any], **_: object) -> None:
        """Only a mark can be compared, only a choice has options."""
        if "dimension" in values and values.get("kind") is not QuestionKind.SCALE:
            raise ValidationError("only with: kind: scale", "dimension")
        if "shows" in values and values.get("kind") is not SHOWN_BY[values["shows"]]:
            raise ValidationError(f"only with: kind: {SHOWN_BY[values['shows']]}", "shows")
        if "options" in values and values.get("kind") not in CHOSEN:
            raise ValidationError(f"only with: kind: {', '.join(CHOSEN)}", "options")
        if any(BETWEEN in option for option in values.get("options", ())):
            raise ValidationError("an option has no |", "options")


class SurveySchema(StrictSchema):
    """A questionnaire; its `options` are those of the choices that have none."""

    title = TextField(required=True)
    who = fields.Enum(Role, by_value=True, required=True)
    moment = fields.Enum(Moment, by_value=True, required=True)
    options = OPTIONS
    questions = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.Nested(QuestionSchema),
        required=True,
        validate=validate.Length(1),
    )

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Give every choice its options; no two questions measure the same."""
        shared = values.pop("options", ())
        asked = {code: _question(code, told, shared) for code, told in values["questions"].items()}
        measured = [one.dimension for one in asked.values() if one.dimension]
        if len(measured) > len(set(measured)):
            raise ValidationError("a dimension is measured once", "questions")
        return {**values, "questions": tuple(asked.values())}


def _question(code: str, told: Mapping[str, Any], shared: tuple[str, ...]) -> Question:
    is_choice = told["kind"] in CHOSEN
    options = tuple(told.get("options", shared if is_choice else ()))
    if is_choice and not options:
        raise ValidationError("Missing data for required field.", f"questions.{code}.options")
    others = {name: value for name, value in told.items() if name not in {"audience", "options"}}
    return Question(code, **others, options=options, only=told.get("audience"))


class SurveysField(fields.Dict):
    """surveys.yaml as questionnaires in the order in which they stand."""

    def __init__(self) -> None:
        """Questionnaires by code."""
        super().__init__(keys=fields.String(validate=CODE), values=fields.Nested(SurveySchema))

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        told = super()._deserialize(*args, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        return tuple(Survey(code, **survey) for code, survey in told.items())


SURVEYS: Final = SurveysField()
