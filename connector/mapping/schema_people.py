"""`people:` of a mapping: where everything about a person stands."""

from typing import Any

from marshmallow import fields, post_load, validate

from connector.mapping.rules import PeopleRule
from connector.mapping.schema_base import RuleSchema, StrictSchema, exactly_one, only_with
from connector.mapping.schema_fields import ConditionField, CourseField, KindsField, PatternField
from connector.mapping.schema_values import TextField, names, read_by
from connector.mapping.selectors import FieldValue, PatronymicRule


class FieldSchema(StrictSchema):
    """Where one value stands: a profile field."""

    profile_field = TextField(required=True)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> FieldValue:
        """Build the rule."""
        return FieldValue((values["profile_field"],))


class FieldsSchema(StrictSchema):
    """Where a text stands: a profile field, or several that are joined."""

    profile_field = read_by(names, required=True)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> FieldValue:
        """Build the rule."""
        return FieldValue(values["profile_field"])


class ClassSchema(StrictSchema):
    """Where the class stands: a profile field, or the name of a cohort or a group."""

    profile_field = TextField()
    cohort_matching = PatternField()
    group_matching = PatternField()
    course = CourseField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> FieldValue:
        """Insist on one of the three."""
        exactly_one(values, "profile_field", "cohort_matching", "group_matching")
        only_with(values, "course", "group_matching")
        field = values.pop("profile_field", None)
        return FieldValue(profile_fields=(field,) if field else (), **values)


class PatronymicSchema(StrictSchema):
    """Where the patronymic stands."""

    profile_field = TextField()
    second_word_of = fields.String(validate=validate.OneOf(["firstname", "lastname"]))
    from_ = fields.String(data_key="from", attribute="from", validate=validate.OneOf(["fullname"]))

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> PatronymicRule:
        """Insist on one of the three."""
        exactly_one(values, "profile_field", "second_word_of", "from")
        from_fullname = values.pop("from", None) is not None
        return PatronymicRule(**values, from_fullname=from_fullname)


class PeopleSchema(RuleSchema):
    """`people:`."""

    rule = PeopleRule

    kinds = KindsField(data_key="kind")
    class_name = fields.Nested(ClassSchema, data_key="class")
    birth_date = fields.Nested(FieldSchema)
    patronymic = fields.Nested(PatronymicSchema)
    service_start = fields.Nested(FieldSchema)
    position = fields.Nested(FieldsSchema)
    workplace = fields.Nested(FieldsSchema)
    contacts = fields.Nested(FieldsSchema)
    representative = fields.Nested(FieldsSchema)
    interests = fields.Nested(FieldsSchema)
    subject = fields.Nested(FieldsSchema)
    young_specialist = ConditionField()
