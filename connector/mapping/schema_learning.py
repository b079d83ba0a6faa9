"""`training:`, `admission:`, `growth:`, `marks:`, `monitoring:`, `reminders:` of a mapping."""

from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.training import Admission, TrainingKind
from connector.mapping.register_rules import (
    GrowthCourseRule,
    GrowthRule,
    RemindersRule,
    RouteRule,
)
from connector.mapping.rules import MarksRule, TrainingRule
from connector.mapping.schema_base import RuleSchema, StrictSchema
from connector.mapping.schema_fields import ActivityField, ConditionField, CourseField
from connector.mapping.schema_values import (
    SCHOOL_YEAR,
    ShareField,
    TextField,
    day,
    hours_field,
    read_by,
    some_days,
    some_years,
    told_hours,
)

OF_MENTORS: Final = (TrainingKind.INITIAL, TrainingKind.ACCOMPANYING)


class TrainedWhenSchema(StrictSchema):
    """`trained_when:`: the course completed, or a grade of at least some per cent."""

    completed = fields.Boolean(validate=validate.OneOf([True], error="write true"))
    grade_of = ActivityField()
    at_least = ShareField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Insist on one of the two ways."""
        if set(values) not in ({"completed"}, {"grade_of", "at_least"}):
            raise ValidationError("say `completed: true`, or `grade_of` with `at_least`")
        values.pop("completed", None)
        return values


class TrainingSchema(StrictSchema):
    """An item of `training:`."""

    course = CourseField(required=True)
    trained_when = fields.Nested(TrainedWhenSchema, required=True)
    kind = fields.String(validate=validate.OneOf(OF_MENTORS), load_default=TrainingKind.INITIAL)
    hours = hours_field()
    valid_years = read_by(some_years, data_key="valid_for")

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> TrainingRule:
        """Build the rule."""
        kind = TrainingKind(values.pop("kind"))
        return TrainingRule(kind=kind, **values.pop("trained_when"), **values)


class AdmissionSchema(RuleSchema):
    """`admission:`."""

    rule = Admission

    mode = read_by(
        lambda value: "off" if value is False else value,  # YAML reads a bare off as false
        data_key="training",
        validate=validate.OneOf(["off", "warn", "block"]),
    )
    needs = fields.String(validate=validate.OneOf(["any", "all"]))
    hours = hours_field()


class GrowthCourseSchema(StrictSchema):
    """An item of `courses:` of `growth:`."""

    course = CourseField(required=True)
    hours = read_by(told_hours)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> GrowthCourseRule:
        """Build the rule."""
        return GrowthCourseRule(values["course"], **values.get("hours", {}))


class RouteSchema(RuleSchema):
    """An item of `route:` of `growth:`; the school's year is the default."""

    rule = RouteRule

    who = ConditionField(data_key="for", required=True)
    course = CourseField()
    title = TextField()
    hours = hours_field()
    due_on = read_by(day, data_key="by")
    year = fields.String(validate=SCHOOL_YEAR, load_default="")

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Insist on something to learn."""
        if not values.keys() & {"course", "title"}:
            raise ValidationError("say one of: course, title")
        return super().make(values)


class GrowthSchema(RuleSchema):
    """`growth:`."""

    rule = GrowthRule

    courses = fields.List(fields.Nested(GrowthCourseSchema))
    route = fields.List(fields.Nested(RouteSchema))


class MarksSchema(RuleSchema):
    """An item of `marks:`."""

    rule = MarksRule

    subject = TextField(required=True)
    course = CourseField(required=True)
    column = ActivityField()


class MonitoringSchema(StrictSchema):
    """`monitoring:`: of whom something is so that the monitoring asks about (M7)."""

    clubs = ConditionField()
    career_tests = ConditionField()


class RemindersSchema(RuleSchema):
    """`reminders:`."""

    rule = RemindersRule

    training_days = read_by(some_days, data_key="training")
    growth_days = read_by(some_days, data_key="growth")
    surveys_days = read_by(some_days, data_key="surveys")
    digest_days = read_by(some_days, data_key="digest")
