"""`programmes:` of a mapping."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.people import Role
from connector.domain.results import Measure
from connector.domain.write_plans import Approval
from connector.mapping.rules import ProgrammeRule, ReportsRule, ResultsRule
from connector.mapping.schema_asking import ChoicesSchema, SurveyPlaceSchema
from connector.mapping.schema_base import RuleSchema, StrictSchema
from connector.mapping.schema_fields import ActivityField, ConditionField, CourseField
from connector.mapping.schema_journal import JournalSchema
from connector.mapping.schema_pairs import PairsSchema
from connector.mapping.schema_plans import MatchingSchema, TaskSchema
from connector.mapping.schema_values import SCHOOL_YEAR, TextField, whole_number
from connector.mapping.selectors import Condition


class ResultsSchema(RuleSchema):
    """`results:` of a programme."""

    rule = ResultsRule

    assignment = ActivityField(required=True)
    points = fields.Dict(
        keys=fields.Enum(Role, by_value=True, validate=validate.NoneOf([Role.CURATOR])),
        values=fields.Dict(
            keys=fields.Enum(Measure, by_value=True),
            values=fields.Decimal(validate=validate.Range(min=0, min_inclusive=False)),
            validate=validate.Length(min=1),
        ),
        required=True,
        validate=validate.Length(min=1),
    )
    approval = fields.Enum(Approval, by_value=True)
    meetings = whole_number(1, 366)
    curator = ActivityField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Insist on the place of the curator's mark where it counts."""
        counted = {measure for weights in values["points"].values() for measure in weights}
        if Measure.CURATOR in counted and "curator" not in values:
            raise ValidationError("Missing data for required field.", "curator")
        return super().make(values)


class ReportsSchema(RuleSchema):
    """`reports:` of a programme."""

    rule = ReportsRule

    forum = ActivityField(required=True)
    approval = fields.Enum(Approval, by_value=True)
    every = fields.String(validate=validate.OneOf(["week", "month"]))
    detail = fields.String(validate=validate.OneOf(["summary", "pairs"]))


class RolesSchema(StrictSchema):
    """`roles:`: a condition for each role."""

    mentor = ConditionField()
    mentee = ConditionField()
    curator = ConditionField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Mapping[Role, Condition]:
        """Name the roles."""
        return {Role(name): condition for name, condition in values.items()}


class ProgrammeSchema(RuleSchema):
    """An item of `programmes:`; the school's year is the default, the loader checks the codes."""

    rule = ProgrammeRule

    course = CourseField(required=True)
    form = fields.String(required=True)
    school_year = fields.String(validate=SCHOOL_YEAR, load_default="")
    title = TextField()
    role_model = TextField()
    kind = TextField()
    roles = fields.Nested(RolesSchema)
    pairs = fields.Nested(PairsSchema)
    results = fields.Nested(ResultsSchema)
    reports = fields.Nested(ReportsSchema)
    choices = fields.Nested(ChoicesSchema)
    surveys = fields.Dict(keys=fields.String(), values=fields.Nested(SurveyPlaceSchema))
    journal = fields.Nested(JournalSchema)
    calendar = fields.Boolean(truthy={True}, falsy={False})
    plan = fields.List(fields.Nested(TaskSchema))
    matching = fields.Nested(MatchingSchema)
