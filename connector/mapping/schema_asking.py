"""`choices:` and `surveys:` of a programme: where people answer."""

from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.mapping.pair_rules import ChoicesRule, SurveyRule
from connector.mapping.schema_base import StrictSchema, exactly_one, only_with
from connector.mapping.schema_fields import ActivityField, CourseField
from connector.mapping.schema_values import TextField
from connector.mapping.selectors import AnswersRule

MOST: Final = 10


class ChoicesSchema(StrictSchema):
    """`choices:` of a programme."""

    feedback = ActivityField()
    choice = ActivityField()
    course = CourseField(required=True)
    items = fields.List(TextField(), validate=validate.Length(1, MOST))

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> ChoicesRule:
        """Insist on one place, and on the questions of a feedback."""
        place = exactly_one(values, "feedback", "choice")
        only_with(values, "items", "feedback")
        if place == "choice":
            return ChoicesRule(AnswersRule(values["course"], values["choice"], "choice"))
        if "items" not in values:
            raise ValidationError("Missing data for required field.", "items")
        return ChoicesRule(AnswersRule(values["course"], values["feedback"]), (*values["items"],))


class SurveyPlaceSchema(StrictSchema):
    """Where a questionnaire is answered, an item of `surveys:`."""

    feedback = ActivityField(required=True)
    course = CourseField(required=True)
    anonymous = fields.Boolean(truthy={True}, falsy={False}, load_default=False)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> SurveyRule:
        """Name the activity."""
        place = AnswersRule(values["course"], values["feedback"], is_anonymous=values["anonymous"])
        return SurveyRule(place)
