"""Checks the files of config/methodology/; unknown keys are errors."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.documents import DocumentState
from connector.domain.erasure import ErasureState
from connector.domain.evaluation import Level, Quadrant
from connector.domain.matches import EndReason, MatchState
from connector.domain.matching import ConstraintKind, Criterion, HardRule, Objective
from connector.domain.meetings import MeetingState, MeetingType
from connector.domain.norms import Norms
from connector.domain.participation import Reason, State
from connector.domain.people import Kind, Role
from connector.domain.plans import ItemState, PlanState, Section
from connector.domain.programmes import ProgrammeState
from connector.domain.recruiting import Decision, Stage
from connector.domain.roadmap import RowState
from connector.domain.training import StudyState, TrainingKind
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_stages import month_day
from connector.mapping.schema_values import read_by, whole_number

STATES: Final[Mapping[str, type[StrEnum]]] = {
    "participation": State,
    "left_because": Reason,
    "consent": ConsentState,
    "signed_by": Signer,
    "training": TrainingKind,
    "study": StudyState,
    "decision": Decision,
    "stage": Stage,
    "erasure": ErasureState,
    "programme": ProgrammeState,
    "match": MatchState,
    "ended_because": EndReason,
    "document": DocumentState,
    "meeting": MeetingState,
    "meeting_type": MeetingType,
    "plan": PlanState,
    "plan_section": Section,
    "plan_item": ItemState,
    "roadmap_row": RowState,
    "constraint": ConstraintKind,
    "criterion": Criterion,
    "objective": Objective,
    "hard_rule": HardRule,
    "quadrant": Quadrant,
    "level": Level,
}
"""The groups of states.yaml and what each of them names."""


class Titles(dict[str, str]):
    """Titles by code; a code that the school's own file leaves out is its own title."""

    def __missing__(self, code: str) -> str:
        """Say the code."""
        return code


class TitlesField(fields.Dict):
    """Titles by code, of any codes or of those of an enumeration."""

    mapping_type = Titles  # type: ignore[assignment]  # it is a dict

    def __init__(self, codes: type[StrEnum] | None = None) -> None:
        """Without the key there are no titles."""
        keys = fields.Enum(codes, by_value=True) if codes else fields.String()
        super().__init__(keys=keys, values=fields.String(), load_default=Titles)


def _rises(numbers: tuple[int, int]) -> None:
    if not 0 <= numbers[0] <= numbers[1]:
        raise ValidationError("write the smaller number first")


def _span(**options: Any) -> fields.Tuple:  # noqa: ANN401 - marshmallow's
    numbers = (fields.Integer(strict=True), fields.Integer(strict=True))
    return fields.Tuple(numbers, validate=_rises, **options)


class FormSchema(StrictSchema):
    """A form of mentoring in forms.yaml."""

    title = fields.String(required=True)
    mentors = fields.List(fields.Enum(Kind, by_value=True), required=True)
    mentees = fields.List(fields.Enum(Kind, by_value=True), required=True)
    role_models = TitlesField()
    mentor_ages = _span()
    mentee_ages = _span()
    most_mentees = whole_number(1, 1000)
    group_size = _span()


class PoolSchema(StrictSchema):
    """A reason in reasons.yaml."""

    title = fields.String(required=True)
    side = fields.Enum(
        Role,
        by_value=True,
        validate=validate.NoneOf([Role.CURATOR]),
        load_default=Role.MENTEE,
    )
    kind = fields.Enum(Kind, by_value=True, load_default=None)
    sensitive = fields.Boolean(load_default=False)


class CriteriaSchema(StrictSchema):
    """criteria.yaml."""

    marks = _span(load_default=(0, 2))
    criteria = TitlesField()


class NormsSchema(StrictSchema):
    """norms.yaml."""

    mentee_ages = _span()
    mentor_ages = _span()
    silent_days = whole_number(1, 3650)
    expiry_days = whole_number(0, 3650)
    erasure_days = whole_number(1, 3650)
    growth_hours = whole_number(0, 9999)
    growth_years = whole_number(1, 50)
    keep_sensitive_reasons = fields.Boolean()
    meeting_days = whole_number(1, 3650)
    plan_days = whole_number(1, 3650)
    meeting_drift_days = whole_number(0, 365)
    least_group = whole_number(1, 100)
    satisfied = whole_number(1, 10)
    approval_days = whole_number(1, 365)
    marks_days = whole_number(1, 365)
    marks_noticed = whole_number(1, 100)
    reporting_days = fields.List(read_by(month_day), validate=validate.Length(1))

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Norms:
        """Fill in the defaults."""
        if "reporting_days" in values:
            values["reporting_days"] = tuple(values["reporting_days"])
        return Norms(**values)


FORMS: Final = fields.Dict(keys=fields.String(), values=fields.Nested(FormSchema))
REASONS: Final = fields.Dict(keys=fields.String(), values=fields.Nested(PoolSchema))
CRITERIA: Final = CriteriaSchema()
NORMS: Final = NormsSchema()
TITLES: Final = TitlesField()
PURPOSES: Final = TitlesField(Purpose)
STATES_SCHEMA: Final = StrictSchema.from_dict(
    {group: TitlesField(codes) for group, codes in STATES.items()}, name="StatesSchema"
)()
