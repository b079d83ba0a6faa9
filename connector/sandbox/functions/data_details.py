"""How databases, their fields and their entries are told."""

from html import escape
from typing import Final

from connector.sandbox.functions.course_details import YEAR_STARTS
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.notebooks import Entry, Field
from connector.sandbox.records import Module

NUMBERS: Final = (
    "timeavailablefrom",
    "timeavailableto",
    "timeviewfrom",
    "timeviewto",
    "requiredentries",
    "requiredentriestoview",
    "maxentries",
    "rssarticles",
    "scale",
    "assessed",
    "assesstimestart",
    "assesstimefinish",
    "defaultsort",
    "defaultsortdir",
    "notification",
)
TEMPLATES: Final = (
    "singletemplate",
    "listtemplate",
    "listtemplateheader",
    "listtemplatefooter",
    "addtemplate",
    "rsstemplate",
    "rsstitletemplate",
    "csstemplate",
    "jstemplate",
    "asearchtemplate",
)
PARAMETERS: Final = tuple(f"param{number}" for number in range(1, 11))
MORE_CONTENTS: Final = ("content1", "content2", "content3", "content4")


def database(module: Module) -> JsonObject:
    """Answer a database with all its settings; an entry of it has to be approved."""
    return {
        "id": module.instance,
        "course": module.course_id,
        "name": escape(module.name, quote=False),
        "intro": module.intro,
        "introformat": 1,
        "lang": None,
        "comments": False,
        **dict.fromkeys(NUMBERS, 0),
        **dict.fromkeys(TEMPLATES, ""),
        "approval": True,
        "manageapproved": True,
        "editany": False,
        "timemodified": YEAR_STARTS,
        "coursemodule": module.id,
        "introfiles": [],
    }


def field(database_id: int, one: Field) -> JsonObject:
    """Answer a field; the options of a menu stand a line each."""
    parameters: JsonObject = dict.fromkeys(PARAMETERS, None)
    parameters |= {"param1": "\n".join(one.options), "param2": "", "param3": ""}
    return {
        "id": one.id,
        "dataid": database_id,
        "type": one.kind,
        "name": escape(one.name, quote=False),
        "description": "",
        "required": False,
        **parameters,
    }


def entry(database_id: int, one: Entry) -> JsonObject:
    """Answer an entry without what it holds."""
    return {
        "id": one.id,
        "userid": one.user_id,
        "groupid": one.group_id,
        "dataid": database_id,
        "timecreated": one.when,
        "timemodified": one.when,
        "approved": one.is_approved,
        "canmanageentry": True,
        "tags": [],
    }


def contents(one: Entry) -> list[Json]:
    """Answer what an entry holds, a row for each field."""
    rows = len(one.contents)
    return [
        {
            "id": one.id * rows + number,
            "fieldid": field_id,
            "recordid": one.id,
            "content": content,
            **dict.fromkeys(MORE_CONTENTS, None),
            "files": [],
        }
        for number, (field_id, content) in enumerate(one.contents.items())
    ]
