"""Checks stages.yaml and roadmap.yaml: the stages of a programme, the rows of a year."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from connector.domain.roadmap_template import A_LEAP_YEAR, MonthDay, TemplateRow
from connector.domain.stage_facts import Fact
from connector.domain.stages import ProgrammeStage
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_values import TextField, WholeField, read_by

MONTH_DAY: Final = re.compile(r"(\d\d?)-(\d\d?)")
STAGES_OF_ALL: Final = 7
TITLES: Final[Mapping[str, Any]] = {"keys": fields.String(), "values": TextField()}


def month_day(value: object) -> MonthDay:
    """A month and a day of it as 09-30; 29 February is one."""
    written = MONTH_DAY.fullmatch(str(value).strip())
    try:
        day = date(A_LEAP_YEAR, int(written[1]), int(written[2])) if written else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError("write a month and a day as 09-30")
    return day.month, day.day


def _number(**options: Any) -> WholeField:  # noqa: ANN401 - marshmallow's
    within = validate.Range(1, STAGES_OF_ALL, error="write a whole number within: {min}–{max}")
    return WholeField(strict=True, validate=within, **options)


class StageSchema(StrictSchema):
    """A stage in stages.yaml."""

    title = TextField(required=True)
    result = TextField(load_default="")
    documents = fields.Dict(**TITLES, load_default=dict)
    also = fields.Dict(**TITLES, load_default=dict)
    facts = fields.List(fields.Enum(Fact, by_value=True), load_default=list)


class RowSchema(StrictSchema):
    """A row in roadmap.yaml."""

    stage = _number(required=True)
    activity = TextField(required=True)
    heading = TextField()
    content = TextField()
    due_from = read_by(month_day, data_key="from")
    due_to = read_by(month_day, data_key="to")
    recurrence = TextField()
    responsible = TextField()
    result = TextField()
    document_kind = TextField(data_key="document")

    @validates_schema
    def check(self, values: Mapping[str, Any], **_: object) -> None:
        """A row needs a term, or words that say when."""
        if not values.keys() & {"due_to", "recurrence"}:
            raise ValidationError("say one of: to, recurrence")
        if "due_from" in values and "due_to" not in values:
            raise ValidationError("only with: to", "from")


class StagesField(fields.Dict):
    """stages.yaml as stages in order."""

    def __init__(self) -> None:
        """Stages by number."""
        super().__init__(keys=_number(), values=fields.Nested(StageSchema))

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(*args, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        return tuple(
            ProgrammeStage(number, **{**stage, "facts": tuple(stage["facts"])})
            for number, stage in sorted(said.items())
        )


class RoadmapField(fields.Dict):
    """roadmap.yaml as rows in the order in which they stand."""

    def __init__(self) -> None:
        """Rows by code."""
        super().__init__(keys=TextField(), values=fields.Nested(RowSchema))

    def _deserialize(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(*args, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        return tuple(TemplateRow(code, **row) for code, row in said.items())


STAGES: Final = StagesField()
ROADMAP: Final = RoadmapField()
