"""Checks the content of mappings/*.yaml and builds the rules; unknown keys are errors."""

import re
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from connector.domain.people import Kind, Role
from connector.domain.results import Measure
from connector.mapping.rules import (
    Expectation,
    FieldValue,
    PairsRule,
    PeopleRule,
    ProgrammeRule,
    ReportsRule,
    ResultsRule,
    SchoolRule,
    TrainingRule,
)
from connector.mapping.schema_fields import (
    ActivityField,
    ConditionField,
    CourseField,
    KindsField,
    PatternField,
    ShareField,
    TextField,
)

SCHOOL_YEAR: Final = validate.Regexp(r"20\d\d/\d\d\Z", error="write a school year as 2026/27")
STARS: Final = {"*": ".*", "?": "."}


class RuleSchema(Schema):
    """A mapping with known keys that becomes the dataclass `rule`."""

    rule: type

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Build the rule."""
        return self.rule(**values)


class SchoolSchema(RuleSchema):
    """`school:`."""

    rule = SchoolRule

    name = TextField(required=True)
    time_zone = fields.String(load_default="Europe/Moscow")
    school_year = fields.String(required=True, validate=SCHOOL_YEAR)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> SchoolRule:
        """Find the time zone."""
        try:
            values["time_zone"] = ZoneInfo(values["time_zone"])
        except (KeyError, ValueError, OSError) as error:
            raise ValidationError("no such time zone", "time_zone") from error
        return SchoolRule(**values)


class FieldValueSchema(RuleSchema):
    """Where a value stands: `profile_field` or `cohort_matching`."""

    rule = FieldValue

    profile_field = TextField()
    cohort_matching = PatternField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> FieldValue:
        """Insist on one of the two."""
        if len(values) != 1:
            raise ValidationError("say `profile_field` or `cohort_matching`")
        return FieldValue(**values)


class PeopleSchema(RuleSchema):
    """`people:`."""

    rule = PeopleRule

    kinds = KindsField(data_key="kind")
    class_name = fields.Nested(FieldValueSchema, data_key="class")
    birth_date = fields.Nested(FieldValueSchema)
    young_specialist = ConditionField()


class TrainedWhenSchema(Schema):
    """`trained_when:`: the course completed, or a grade of at least some per cent."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    completed = fields.Boolean(validate=validate.OneOf([True], error="write true"))
    grade_of = ActivityField()
    at_least = ShareField()


class TrainingSchema(RuleSchema):
    """An item of `training:`."""

    rule = TrainingRule

    course = CourseField(required=True)
    trained_when = fields.Nested(TrainedWhenSchema, required=True)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> TrainingRule:
        """Insist on one of the two ways."""
        when = values["trained_when"]
        if set(when) not in ({"completed"}, {"grade_of", "at_least"}):
            raise ValidationError(
                "say `completed: true`, or `grade_of` with `at_least`", "trained_when"
            )
        when.pop("completed", None)
        return TrainingRule(values["course"], **when)


class PairsSchema(RuleSchema):
    """`pairs:` of a programme."""

    rule = PairsRule

    from_ = fields.String(
        data_key="from", validate=validate.OneOf(["groups"]), load_default="groups"
    )
    named = TextField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> PairsRule:
        """Read `Пара *` as a pattern."""
        named = values.get("named")
        if named is None:
            return PairsRule()
        pattern = "".join(STARS.get(letter, re.escape(letter)) for letter in named)
        return PairsRule(re.compile(pattern))


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


class ReportsSchema(RuleSchema):
    """`reports:` of a programme."""

    rule = ReportsRule

    forum = ActivityField(required=True)
    every = fields.String(validate=validate.OneOf(["week", "month"]))
    detail = fields.String(validate=validate.OneOf(["summary", "pairs"]))


class RolesSchema(Schema):
    """`roles:`: a condition for each role."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    mentor = ConditionField()
    mentee = ConditionField()
    curator = ConditionField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Mapping[Role, Any]:
        """Name the roles."""
        return {Role(name): condition for name, condition in values.items()}


class ProgrammeSchema(RuleSchema):
    """An item of `programmes:`; the school's year is the default."""

    rule = ProgrammeRule

    course = CourseField(required=True)
    form = fields.String(required=True)
    school_year = fields.String(validate=SCHOOL_YEAR)
    title = TextField()
    roles = fields.Nested(RolesSchema)
    pairs = fields.Nested(PairsSchema)
    results = fields.Nested(ResultsSchema)
    reports = fields.Nested(ReportsSchema)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Leave building to the loader, which knows the school's year and the forms."""
        return values


class MadeUpPersonSchema(Schema):
    """The person of an item of `expect:`."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    username = fields.String(load_default="")
    cohorts = fields.List(TextField(), load_default=list)
    profile = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)


class ExpectationSchema(RuleSchema):
    """An item of `expect:`."""

    rule = Expectation

    person = fields.Nested(MadeUpPersonSchema, required=True)
    is_ = fields.List(fields.Enum(Role, by_value=True), data_key="is", load_default=list)
    is_not = fields.List(fields.Enum(Role, by_value=True), load_default=list)
    kind = fields.Enum(Kind, by_value=True, load_default=None)
    class_name = TextField(data_key="class", load_default=None)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Expectation:
        """Join the person and what is expected."""
        person = values["person"]
        return Expectation(
            where="",
            username=person["username"],
            cohorts=tuple(person["cohorts"]),
            profile=person["profile"],
            roles=frozenset(values["is_"]),
            not_roles=frozenset(values["is_not"]),
            kind=values["kind"],
            class_name=values["class_name"],
        )


class MappingSchema(Schema):
    """The top of a mapping."""

    class Meta(Schema.Meta):
        """A misspelt key must not pass in silence."""

        unknown = RAISE

    school = fields.Nested(SchoolSchema, required=True)
    people = fields.Nested(PeopleSchema, load_default=PeopleRule())
    roles = fields.Nested(RolesSchema, load_default=dict)
    training = fields.List(fields.Nested(TrainingSchema), load_default=list)
    programmes = fields.List(
        fields.Nested(ProgrammeSchema), required=True, validate=validate.Length(min=1)
    )
    expect = fields.List(fields.Nested(ExpectationSchema), load_default=list)


MAPPING: Final = MappingSchema()
