"""A report of a school as content: what was frozen, without names and without small figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.domain.indicators import Frozen, Place, Snapshot
from connector.domain.indicators.roll_up import HOWS, LEAVE, key, outward
from connector.mapping.messages import leaves
from connector.mapping.schema_base import StrictSchema
from connector.services.deps import Deps
from connector.services.indicators import snapshots
from connector.services.municipality.sealing import NotGenuine

MOST: Final = 20_000
LONGEST: Final = 500
SHORT: Final = validate.Length(0, LONGEST)


@dataclass(frozen=True)
class Report:
    """A snapshot of a school as it leaves it."""

    snapshot: Snapshot
    figures: tuple[Frozen, ...]


def content(deps: Deps, snapshot: Snapshot) -> Mapping[str, Any]:
    """What is told of a snapshot; raises EditRefused where there is none."""
    least = deps.methodology.norms.least_group
    told = snapshots.figures(deps, snapshot_id=snapshot.id)
    return {
        "school": deps.rules.school.name[:LONGEST],
        "number": snapshot.id,
        "corrects": snapshot.corrects_id,
        "since": snapshot.since.isoformat(),
        "as_of": snapshot.as_of.isoformat(),
        "made_on": snapshot.made_on.isoformat(),
        "figures": [
            {
                "code": one.code,
                "reading": one.reading,
                "item": one.item,
                "place": one.place.value,
                "place_id": one.place_id,
                "title": one.title[:LONGEST],
                "value": _text(one.value),
                "numerator": _text(one.numerator),
                "denominator": one.denominator,
                "is_hidden": one.is_hidden,
            }
            for one in outward(told, least)
        ],
    }


def report(told: Mapping[str, Any]) -> Report:
    """Read the content of a file; raises NotGenuine with what is wrong in it."""
    try:
        found: Report = REPORT.load(told)
    except ValidationError as error:
        place, why = next(iter(leaves(error.messages, ())))
        path = ".".join(map(str, place))
        raise NotGenuine("municipality.unreadable", path=path, why=why) from error
    return found


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


class FigureSchema(StrictSchema):
    """A figure of a report."""

    code = fields.String(required=True, validate=validate.OneOf(HOWS))
    reading = fields.String(required=True, validate=SHORT)
    item = fields.String(required=True, validate=SHORT)
    place = fields.Enum(Place, by_value=True, required=True, validate=validate.OneOf(LEAVE))
    place_id = fields.String(required=True, validate=SHORT)
    title = fields.String(required=True, validate=SHORT)
    value = fields.Decimal(required=True, allow_none=True, allow_nan=False)
    numerator = fields.Decimal(required=True, allow_none=True, allow_nan=False)
    denominator = fields.Integer(required=True, allow_none=True, validate=validate.Range(0))
    is_hidden = fields.Boolean(required=True)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Mapping[str, Any]:
        """Insist that what is hidden has no value."""
        if values["is_hidden"] and (values["value"], values["numerator"]) != (None, None):
            raise ValidationError("hidden, and yet told", "value")
        return values


class ReportSchema(StrictSchema):
    """A report."""

    school = fields.String(required=True, validate=validate.Length(1, LONGEST))
    number = fields.Integer(required=True, validate=validate.Range(1))
    corrects = fields.Integer(required=True, validate=validate.Range(0))
    since = fields.Date(required=True)
    as_of = fields.Date(required=True)
    made_on = fields.Date(required=True)
    figures = fields.List(
        fields.Nested(FigureSchema), required=True, validate=validate.Length(0, MOST)
    )

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Report:
        """Build the report; a figure that is told twice is told once too often."""
        number = values["number"]
        figures = tuple(Frozen(**told, snapshot_id=number) for told in values["figures"])
        if len({key(one) for one in figures}) < len(figures):
            raise ValidationError("told twice", "figures")
        days: tuple[date, date, date] = values["since"], values["as_of"], values["made_on"]
        terms = {"school": values["school"]}
        return Report(Snapshot(number, *days, "", values["corrects"], "", terms), figures)


REPORT: Final = ReportSchema()
