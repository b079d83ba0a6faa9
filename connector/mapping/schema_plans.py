"""`plan:` and `matching:` of a programme, `matching:` and `roadmap:` of a mapping."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.matching import Criterion, Objective, Policy
from connector.domain.plans import Section
from connector.mapping.pair_rules import RoadmapRule, TaskRule
from connector.mapping.schema_base import RuleSchema, StrictSchema
from connector.mapping.schema_fields import ActivityField, CourseField
from connector.mapping.schema_values import TextField, day, read_by, span, whole_number
from connector.mapping.selectors import CourseSelector

REQUIRED: Final = {"required": True, "any": False}
ONE_COURSE: Final = ("id", "shortname", "fullname", "idnumber")
MOST_POINTS: Final = 1000
MOST_MENTEES: Final = 1000


class TaskSchema(RuleSchema):
    """An item of `plan:`."""

    rule = TaskRule

    task = TextField(required=True)
    section = fields.Enum(Section, by_value=True)
    activity = ActivityField()
    due_on = read_by(day, data_key="by")
    planned_result = TextField(data_key="result")


class MatchingSchema(StrictSchema):
    """`matching:`: only what is said; `policy` adds the rest."""

    objective = fields.Enum(Objective, by_value=True)
    weights = fields.Dict(
        keys=fields.Enum(Criterion, by_value=True), values=whole_number(0, MOST_POINTS)
    )
    least = whole_number(0, MOST_POINTS)
    needs_training = fields.String(data_key="training", validate=validate.OneOf(REQUIRED))
    needs_time = fields.String(data_key="time", validate=validate.OneOf(REQUIRED))
    group_size = span(1, MOST_MENTEES)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Read `required` and `any` as yes and no."""
        return {
            key: REQUIRED[v] if isinstance(v, str) and v in REQUIRED else v
            for key, v in values.items()
        }


def policy(said: Mapping[str, Any], otherwise: Policy) -> Policy:
    """How is matched: what is said, and the rest as otherwise; so with each weight."""
    weights = {**otherwise.weights, **said.get("weights", {})}
    rest = {key: value for key, value in vars(otherwise).items() if key not in said}
    return Policy(**{**rest, **said, "weights": weights})


def _is_one(selector: CourseSelector) -> None:
    if selector.by not in ONE_COURSE:
        raise ValidationError(f"say one course, by one of: {', '.join(ONE_COURSE)}")


class RoadmapSchema(RuleSchema):
    """`roadmap:`."""

    rule = RoadmapRule

    calendar = CourseField(validate=_is_one)
