"""`pairs:` of a programme: which groups are pairs, and how groups are made of new ones."""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, validate

from connector.mapping.pair_rules import BLANKS, GroupsRule
from connector.mapping.rules import PairsRule
from connector.mapping.schema_base import RuleSchema, StrictSchema
from connector.mapping.schema_values import TextField, whole_number

STARS: Final = {"*": ".*", "?": "."}
MOST_ROLES: Final = 99999


def blanks_only(named: str) -> None:
    """Refuse a name with other blanks than BLANKS, or with a brace that is none."""
    try:
        parts = list(Formatter().parse(named))
    except ValueError as error:
        raise ValidationError("a brace is not closed, or not opened") from error
    if any(
        name is not None and (name not in BLANKS or spec or how) for _, name, spec, how in parts
    ):
        raise ValidationError("only these blanks: {number}, {mentor}, {mentee}")


class GroupsSchema(RuleSchema):
    """`new:` of `pairs:`; the loader checks that such groups would be read as pairs."""

    rule = GroupsRule

    named = TextField(required=True, validate=blanks_only)
    grouping = TextField()
    not_enrolled = fields.String(validate=validate.OneOf(["report", "enrol"]))
    enrol_as = whole_number(1, MOST_ROLES)
    mentor_role = whole_number(1, MOST_ROLES)


class PairsSchema(StrictSchema):
    """`pairs:` of a programme."""

    from_ = fields.String(
        data_key="from", validate=validate.OneOf(["groups"]), load_default="groups"
    )
    named = TextField()
    new = fields.Nested(GroupsSchema)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> PairsRule:
        """Read `Пара *` as a pattern."""
        return PairsRule(named=_pattern(values), new=values.get("new"))


def _pattern(values: Mapping[str, Any]) -> re.Pattern[str] | None:
    if "named" not in values:
        return None
    return re.compile("".join(STARS.get(letter, re.escape(letter)) for letter in values["named"]))
