"""mod_data: databases of courses, their fields and entries."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions import data_details
from connector.sandbox.functions.access_warnings import entered
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.notebooks import Database, Entry
from connector.sandbox.parameters import Many, boolean, integer, word

ORDERS: Final[Mapping[str, bool]] = {"DESC": True}


@takes(courseids=Many(integer(), default=[]))
def get_databases_by_courses(call: Call) -> Json:
    """Answer the databases of courses; a course that may not be entered is a warning."""
    courses, warnings = entered(call)
    found = (m for course in courses for m in course.modules if m.modname == "data")
    return {"databases": [data_details.database(m) for m in found], "warnings": warnings}


@takes(databaseid=integer())
def get_fields(call: Call) -> Json:
    """Answer the fields of a database."""
    database = _database(call)
    fields: list[Json] = [data_details.field(call["databaseid"], one) for one in database.fields]
    return {"fields": fields, "warnings": []}


@takes(databaseid=integer(), groupid=integer(default=0))
def get_data_access_information(call: Call) -> Json:
    """Answer what the caller may do there: everything."""
    _database(call)
    return {
        "groupid": call["groupid"],
        "canaddentry": True,
        "canmanageentries": True,
        "canapprove": True,
        "timeavailable": True,
        "inreadonlyperiod": False,
        "numentries": 0,
        "entrieslefttoadd": 0,
        "entrieslefttoview": 0,
        "warnings": [],
    }


@takes(
    databaseid=integer(),
    groupid=integer(default=0),
    returncontents=boolean(default=False),
    sort=integer(default=0),
    order=word(default="ASC"),
    page=integer(default=0),
    perpage=integer(default=0),
)
def get_entries(call: Call) -> Json:
    """Answer entries by the time they were made; of a group come those of no group, too."""
    found = [one for one in _database(call).entries if _is_wanted(call, one)]
    found.sort(key=lambda one: (one.when, one.id), reverse=ORDERS.get(call["order"], False))
    entries: list[Json] = [_entry(call, one) for one in found[_page(call)]]
    return {
        "entries": entries,
        "totalcount": len(found),
        "totalfilesize": 0,
        "listviewcontents": "",
        "warnings": [],
    }


def _database(call: Call) -> Database:
    module = call.module("data", call["databaseid"])
    return call.school.databases.get(module.instance, Database())


def _is_wanted(call: Call, entry: Entry) -> bool:
    return not call["groupid"] or entry.group_id in (0, call["groupid"])


def _page(call: Call) -> slice:
    size = call["perpage"]
    return slice(call["page"] * size, (call["page"] + 1) * size) if size else slice(None)


def _entry(call: Call, entry: Entry) -> JsonObject:
    author = call.school.people[entry.user_id]
    told = data_details.entry(call["databaseid"], entry) | {"fullname": author.plain_name}
    return told | {"contents": data_details.contents(entry)} if call["returncontents"] else told
