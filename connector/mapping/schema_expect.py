"""`expect:` of a mapping: made-up people and what the rules must make of them."""

from typing import Any

from marshmallow import fields, post_load, validate

from connector.domain.consents import Purpose
from connector.domain.people import Kind, Role
from connector.mapping.rules import Expectation
from connector.mapping.schema_base import StrictSchema
from connector.mapping.schema_values import TextField, day, read_by


class MadeUpPersonSchema(StrictSchema):
    """The person of an item of `expect:`."""

    username = fields.String()
    firstname = fields.String()
    lastname = fields.String()
    fullname = fields.String()
    cohorts = fields.List(TextField())
    profile = fields.Dict(keys=fields.String(), values=fields.String())


class ExpectationSchema(StrictSchema):
    """An item of `expect:`."""

    person = fields.Nested(MadeUpPersonSchema, required=True)
    roles = fields.List(fields.Enum(Role, by_value=True), data_key="is", load_default=list)
    not_roles = fields.List(fields.Enum(Role, by_value=True), data_key="is_not", load_default=list)
    kind = fields.Enum(Kind, by_value=True)
    class_name = TextField(data_key="class")
    name = TextField()
    patronymic = fields.String()
    born_on = read_by(day, data_key="birth_date")
    is_young_specialist = fields.Boolean(data_key="young_specialist")
    consents = fields.List(fields.Enum(Purpose, by_value=True), data_key="consent")
    candidate_for = fields.List(
        fields.Enum(Role, by_value=True, validate=validate.NoneOf([Role.CURATOR])),
        data_key="candidate",
    )

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> Expectation:
        """Join the person and what is expected."""
        person = values.pop("person")
        sets = {key: frozenset(value) for key, value in values.items() if isinstance(value, list)}
        cohorts = tuple(person.pop("cohorts", ()))
        return Expectation(cohorts=cohorts, **person, **(values | sets))
