"""Checks the content of mappings/*.yaml and builds the rules; unknown keys are errors."""

from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.matching import Policy
from connector.domain.training import Admission
from connector.mapping.pair_rules import NO_ROADMAP
from connector.mapping.register_rules import NO_GROWTH, NO_REMINDERS
from connector.mapping.rules import PeopleRule, Rules, SchoolRule
from connector.mapping.schema_base import RuleSchema
from connector.mapping.schema_expect import ExpectationSchema
from connector.mapping.schema_learning import (
    AdmissionSchema,
    GrowthSchema,
    MarksSchema,
    MonitoringSchema,
    RemindersSchema,
    TrainingSchema,
)
from connector.mapping.schema_people import PeopleSchema
from connector.mapping.schema_plans import MatchingSchema, RoadmapSchema, policy
from connector.mapping.schema_programmes import ProgrammeSchema, RolesSchema
from connector.mapping.schema_register import ConsentSchema, RecruitingSchema
from connector.mapping.schema_values import SCHOOL_YEAR, TextField


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


class MappingSchema(RuleSchema):
    """The top of a mapping: its sections are the fields of the rules."""

    rule = Rules

    school = fields.Nested(SchoolSchema, required=True)
    people = fields.Nested(PeopleSchema, load_default=PeopleRule())
    roles = fields.Nested(RolesSchema, load_default=dict)
    consents = fields.List(fields.Nested(ConsentSchema), load_default=list)
    recruiting = fields.Nested(RecruitingSchema, load_default=dict)
    training = fields.List(fields.Nested(TrainingSchema), load_default=list)
    admission = fields.Nested(AdmissionSchema, load_default=Admission())
    growth = fields.Nested(GrowthSchema, load_default=NO_GROWTH)
    reminders = fields.Nested(RemindersSchema, load_default=NO_REMINDERS)
    programmes = fields.List(
        fields.Nested(ProgrammeSchema), required=True, validate=validate.Length(min=1)
    )
    matching = fields.Nested(MatchingSchema, load_default=dict)
    roadmap = fields.Nested(RoadmapSchema, load_default=NO_ROADMAP)
    marks = fields.List(fields.Nested(MarksSchema), load_default=list)
    monitoring = fields.Nested(MonitoringSchema, load_default=dict)
    expect = fields.List(fields.Nested(ExpectationSchema), load_default=list)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Any:  # noqa: ANN401 - marshmallow's
        """Match in a programme as the school does, but for what the programme says of it."""
        school = policy(values.pop("matching"), Policy())
        programmes = [
            replace(rule, matching=policy(rule.matching, school)) if rule.matching else rule
            for rule in values.pop("programmes")
        ]
        return super().make({**values, "matching": school, "programmes": programmes})


MAPPING: Final = MappingSchema()
