"""`journal:` of a programme: where its meetings are written down."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import fields, post_load, pre_load, validate

from connector.domain.meetings import MeetingType
from connector.domain.people import Role
from connector.mapping.pair_rules import JOURNALS, JournalRule, Module
from connector.mapping.schema_base import StrictSchema, exactly_one, only_with
from connector.mapping.schema_fields import ActivityField
from connector.mapping.schema_values import TextField, name, read_by, several

KEYS: Final[Mapping[str, Module]] = {key: module for module, key in JOURNALS.items()}
"""What a journal may be, by its key."""

CODED: Final = {"type": "types", "attendance": "sides", "confirmed": "confirmed"}
"""Fields whose options mean something to us, and the part of the rule that says what."""


class FieldOfEntrySchema(StrictSchema):
    """A field of a database, said as its name alone or with what its options mean."""

    field = TextField(required=True)

    @pre_load
    def named(self, value: object, **_: object) -> object:
        """Take a name alone for the field."""
        return {"field": value} if isinstance(value, str | int) else value


class TypeSchema(FieldOfEntrySchema):
    """`type:` of a journal: option -> type of meeting."""

    codes = fields.Dict(
        keys=TextField(),
        values=fields.Enum(MeetingType, by_value=True),
        required=True,
        validate=validate.Length(min=1),
    )


class AttendanceSchema(FieldOfEntrySchema):
    """`attendance:` of a journal: options are names of people, or mean a side or the curator."""

    codes = fields.Dict(
        keys=TextField(),
        values=fields.Enum(Role, by_value=True),
        load_default=dict,
    )


class ConfirmedSchema(FieldOfEntrySchema):
    """`confirmed:` of a journal: the options by which a mentee confirms."""

    equals = read_by(lambda value: (name(value),))
    one_of = read_by(several)

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> dict[str, Any]:
        """Insist on an option."""
        given = exactly_one(values, "equals", "one_of")
        return {"field": values["field"], "codes": frozenset(values[given])}


class JournalSchema(StrictSchema):
    """`journal:` of a programme."""

    database = ActivityField()
    assignment = ActivityField()
    forum = ActivityField()
    each = fields.String(validate=validate.OneOf(["post", "discussion"]))
    date = TextField()
    minutes = TextField()
    type = fields.Nested(TypeSchema)
    mode = TextField()
    topic = TextField()
    outcome = TextField()
    next_task = TextField()
    attendance = fields.Nested(AttendanceSchema)
    confirmed = fields.Nested(ConfirmedSchema)
    pair = TextField()

    @post_load
    def make(self, values: dict[str, Any], **_: object) -> JournalRule:
        """Insist on one place; only a database has fields, only a forum has posts."""
        place = exactly_one(values, *KEYS)
        for key in sorted(values.keys() - KEYS.keys()):
            only_with(values, key, "forum" if key == "each" else "database")
        activity = values.pop(place)
        options = {"each": values.pop("each")} if "each" in values else {}
        coded = {part: values[key]["codes"] for key, part in CODED.items() if key in values}
        named = {k: said["field"] if k in CODED else said for k, said in values.items()}
        return JournalRule(activity, KEYS[place], fields=named, **coded, **options)
