"""`consents:` and `recruiting:` of a mapping."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.consents import Purpose, Signer
from connector.domain.participation import TEXTS
from connector.domain.people import Role
from connector.mapping.register_rules import (
    ConsentRule,
    QuestionnaireRule,
    ReasonItem,
    RecruitingRule,
)
from connector.mapping.schema_base import RuleSchema, StrictSchema, exactly_one, only_with
from connector.mapping.schema_fields import ActivityField, ConditionField, CourseField
from connector.mapping.schema_people import FieldSchema
from connector.mapping.schema_values import TextField, name, read_by, several, some_years
from connector.mapping.selectors import AnswersRule

ASKED: Final = tuple(text for text in TEXTS if text != "result")
"""What a questionnaire may ask: the result of a participation comes at its end."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "profile_field": (),
    "choice": ("course",),
    "feedback": ("course", "item"),
}
"""Where a consent may stand, and what else has to be said of that place."""


class ConsentSchema(StrictSchema):
    """An item of `consents:`."""

    purpose = fields.Enum(Purpose, by_value=True, required=True)
    profile_field = TextField()
    choice = ActivityField()
    feedback = ActivityField()
    course = CourseField()
    item = TextField()
    equals = read_by(lambda value: (name(value),))
    one_of = read_by(several)
    signed_by = fields.Enum(Signer, by_value=True)
    signed_on = fields.Nested(FieldSchema)
    valid_years = read_by(some_years, data_key="valid_for")
    text_version = TextField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> ConsentRule:
        """Insist on one place, on all that it needs, and on a value."""
        place = exactly_one(values, *NEEDED)
        given = exactly_one(values, "equals", "one_of")
        only_with(values, "course", "choice", "feedback")
        only_with(values, "item", "feedback")
        for key in NEEDED[place]:
            if key not in values:
                raise ValidationError("Missing data for required field.", key)
        signed_on = values.pop("signed_on", None)
        return ConsentRule(
            given=frozenset(values.pop(given)),
            signed_on=signed_on.profile_fields[0] if signed_on else None,
            answers=_answers(values, place),
            **values,
        )


def _answers(values: dict[str, Any], place: str) -> AnswersRule | None:
    if place == "profile_field":
        return None
    module: Literal["choice", "feedback"] = "choice" if place == "choice" else "feedback"
    return AnswersRule(values.pop("course"), values.pop(place), module)


class ReasonSchema(RuleSchema):
    """`reason:` of a questionnaire; the loader checks the codes."""

    rule = ReasonItem

    item = TextField(required=True)
    codes = fields.Dict(
        keys=TextField(), values=TextField(), required=True, validate=validate.Length(min=1)
    )


class QuestionnaireSchema(StrictSchema):
    """`questionnaire:` of a side."""

    feedback = ActivityField(required=True)
    course = CourseField(required=True)
    items = fields.Dict(
        keys=fields.String(validate=validate.OneOf(ASKED)), values=TextField(), load_default=dict
    )
    reason = fields.Nested(ReasonSchema)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> QuestionnaireRule:
        """Insist on something that is asked."""
        if not values["items"] and "reason" not in values:
            raise ValidationError("say one of: items, reason")
        answers = AnswersRule(values.pop("course"), values.pop("feedback"))
        return QuestionnaireRule(answers, **values)


class SideSchema(StrictSchema):
    """A side of `recruiting:`."""

    invited = ConditionField()
    candidates = ConditionField()
    form = TextField()
    questionnaire = fields.Nested(QuestionnaireSchema)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> RecruitingRule:
        """Insist on somebody who is meant."""
        if not values.keys() - {"form"}:
            raise ValidationError("say one of: invited, candidates, questionnaire")
        return RecruitingRule(**values)


class RecruitingSchema(StrictSchema):
    """`recruiting:`."""

    mentor = fields.Nested(SideSchema)
    mentee = fields.Nested(SideSchema)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Mapping[Role, RecruitingRule]:
        """Name the roles."""
        return {Role(side): rule for side, rule in values.items()}
