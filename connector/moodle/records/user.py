"""A person's account."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import RecordSchema, each

STANDARD_FIELDS: Final = (
    "department", "institution", "idnumber", "city", "email", "phone1", "phone2", "address",
)  # fmt: skip


@dataclass(frozen=True)
class User:
    """An account; `profile` holds profile fields by short name, and the standard ones by name.

    A deleted account is never in an answer. `fullname` is the only place of a patronymic.
    """

    id: int
    username: str
    firstname: str
    lastname: str
    fullname: str
    suspended: bool
    lastaccess: int | None
    profile: Mapping[str, str] = field(default_factory=dict)

    def narrowed(self, names: frozenset[str]) -> "User":
        """Keep only the fields that somebody needs."""
        kept = {name: value for name, value in self.profile.items() if name in names}
        return replace(self, profile=kept)


class UserSchema(RecordSchema):
    """Reads User."""

    record = User

    id = fields.Integer(required=True)
    username = fields.String(load_default="")
    firstname = fields.String(load_default="")
    lastname = fields.String(load_default="")
    fullname = fields.String(required=True)
    suspended = fields.Boolean(load_default=False)
    lastaccess = fields.Integer(load_default=None)
    profile = fields.Raw(required=True)

    @pre_load
    def gather(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Join custom and standard fields; empty ones are left out, as Moodle does."""
        names, values = (each(value, "customfields", key) for key in ("shortname", "value"))
        custom = {
            name: str(found)
            for name, found in zip(names, values, strict=True)
            if found not in (None, "")
        }
        standard = {name: str(value[name]) for name in STANDARD_FIELDS if value.get(name)}
        return {**value, "profile": standard | custom}


USER: Final = UserSchema()
