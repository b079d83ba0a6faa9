"""Checks alerts.yaml: what is pointed out, when, and whom it is told to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from marshmallow import ValidationError, fields, post_load, pre_load

from connector.domain.alerts import AlertCode, AlertRule
from connector.domain.alerts.look import NORM
from connector.domain.concerns import Severity
from connector.domain.norms import Norms
from connector.domain.people import Role
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_values import ShareField, TextField, whole_number

COMPARED: Final[Mapping[Any, str]] = {AlertCode.LOW_GRADE: "below", AlertCode.MARKS_FELL: "by"}
"""What must be said of a rule that compares grades."""

OLD_NAMES: Final = ("silent_days", "meeting_days", "plan_days")
"""Norms that a title may name besides the rule's own numbers."""


class AlertRuleSchema(StrictSchema):
    """A rule; one that asks for nothing else than a title may be just the title."""

    title = TextField(required=True)
    when = fields.Enum(AlertCode, by_value=True)
    severity = fields.Enum(Severity, by_value=True)
    tell = fields.List(fields.Enum(Role, by_value=True))
    every = whole_number(1, 365)
    days = whole_number(0, 3650)
    below = ShareField()
    by = ShareField()
    times = whole_number(1, 100)
    is_on = fields.Boolean(truthy={True}, falsy={False}, data_key="enabled")

    @pre_load
    def read_title(self, told: Any, **_: object) -> Any:  # noqa: ANN401 - whatever stands there
        """Take a text for a title."""
        return {"title": told} if isinstance(told, str) else told

    @post_load
    def check(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """A grade is compared with something."""
        number = COMPARED.get(values.get("when"))
        if number is not None and number not in values:
            raise ValidationError("Missing data for required field.", number)
        return values


RULES: Final = fields.Dict(keys=fields.String(), values=fields.Nested(AlertRuleSchema))


def rules(told: Mapping[str, Mapping[str, Any]], norms: Norms) -> tuple[AlertRule, ...]:
    """The rules in the order in which they stand, their titles with the numbers filled in.

    Raises ValidationError for a code that names nothing, or a title with an unknown blank.
    """
    return tuple(_rule(code, dict(values), norms) for code, values in told.items())


def _rule(code: str, values: dict[str, Any], norms: Norms) -> AlertRule:
    when = values.pop("when", None)
    if when is None:
        if code not in set(AlertCode):
            raise ValidationError("Missing data for required field.", f"{code}.when")
        when = AlertCode(code)
    tell = frozenset(values.pop("tell", [Role.CURATOR]))
    rule = AlertRule(code, values.pop("title"), when, tell=tell, **values)
    return AlertRule(**{**vars(rule), "title": _title(rule, norms)})


def _title(rule: AlertRule, norms: Norms) -> str:
    usual = getattr(norms, NORM[rule.when]) if rule.when in NORM else 0
    numbers = {
        **{name: getattr(norms, name) for name in OLD_NAMES},
        "days": usual if rule.days is None else rule.days,
        "below": _per_cent(rule.below),
        "by": _per_cent(rule.by),
        "times": rule.times,
    }
    try:
        return rule.title.format(**numbers)
    except (LookupError, ValueError, AttributeError) as error:
        raise ValidationError(str(error), rule.code) from error


def _per_cent(share: Decimal | None) -> str:
    return f"{(100 * (share or Decimal(0))).normalize():f} %"
