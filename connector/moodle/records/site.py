"""What the site says of itself and of the token's owner."""

from dataclasses import dataclass
from typing import Any, Final

from marshmallow import fields, pre_load

from connector.moodle.records.schema import Name, RecordSchema, each


@dataclass(frozen=True)
class SiteInfo:
    """The answer of core_webservice_get_site_info; `functions` are those the token may call."""

    name: str
    url: str
    user_id: int
    is_admin: bool
    release: str
    version: str
    functions: frozenset[str]


class SiteInfoSchema(RecordSchema):
    """Reads SiteInfo."""

    record = SiteInfo

    name = Name(required=True, data_key="sitename")
    url = fields.String(required=True, data_key="siteurl")
    user_id = fields.Integer(required=True, data_key="userid")
    is_admin = fields.Boolean(load_default=False, data_key="userissiteadmin")
    release = fields.String(load_default="")
    version = fields.String(load_default="")
    functions = fields.Raw(required=True)

    @pre_load
    def names(self, value: dict[str, Any], **_: object) -> dict[str, Any]:
        """Keep the names of the functions."""
        return {**value, "functions": frozenset(each(value, "functions", "name"))}


SITE_INFO: Final = SiteInfoSchema()
