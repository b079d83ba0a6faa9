"""Checks indicators.yaml and targets.yaml: what indicators mean and what is aimed at."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from connector.domain.indicators.meaning import Meaning
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_values import TextField

WORDS: Final[Mapping[str, Any]] = {"keys": fields.String(), "values": TextField()}


class MeaningSchema(StrictSchema):
    """An indicator in words."""

    title = TextField(required=True)
    formula = TextField(required=True)
    numerator = TextField(required=True)
    denominator = TextField()
    period = fields.String(required=True)
    source = TextField(required=True)
    ending = fields.String()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Meaning:
        """Leave out what is not said."""
        return Meaning(**values)


class IndicatorsSchema(StrictSchema):
    """indicators.yaml."""

    rounding = TextField(load_default="")
    periods = fields.Dict(**WORDS, load_default=dict)
    readings = fields.Dict(**WORDS, load_default=dict)
    indicators = fields.Dict(
        keys=fields.String(), values=fields.Nested(MeaningSchema), load_default=dict
    )

    @validates_schema
    def check(self, values: Mapping[str, Any], **_: object) -> None:
        """Every period is named."""
        for code, meaning in values["indicators"].items():
            if meaning.period not in values["periods"]:
                known = ", ".join(values["periods"])
                raise ValidationError(f"say one of: {known}", f"indicators.{code}.period")


TARGETS: Final = fields.Dict(
    keys=fields.String(),
    values=fields.Dict(
        keys=fields.Integer(strict=True, validate=validate.Range(2000, 2100)),
        values=fields.Decimal(allow_nan=False, validate=validate.Range(Decimal(0))),
    ),
)
INDICATORS: Final = IndicatorsSchema()
