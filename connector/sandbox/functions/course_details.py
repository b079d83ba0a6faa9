"""Describes courses and categories, fully or only with what anybody may know."""

from typing import Final

from connector.sandbox.call import Call
from connector.sandbox.courses import SITE_COURSE
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Category, Course

YEAR_STARTS: Final = 1_788_210_000
YEAR_ENDS: Final = 1_811_710_800
FILTERS: Final = (
    "displayh5p",
    "activitynames",
    "mathjaxloader",
    "emoticon",
    "urltolink",
    "mediaplugin",
)
SETTINGS: Final[JsonObject] = {
    "showgrades": 1,
    "maxbytes": 0,
    "showreports": 0,
    "groupmode": 0,
    "groupmodeforce": 0,
    "defaultgroupingid": 0,
    "completionnotify": 0,
    "lang": "",
    "theme": "",
    "marker": 0,
    "legacyfiles": 0,
    "calendartype": "",
    "requested": 0,
}


def category(one: Category, call: Call, coursecount: int) -> JsonObject:
    """Answer a category; its idnumber and visibility only for those who manage it."""
    known: JsonObject = {"id": one.id, "name": one.name}
    if call.caller.has_rights:
        known["idnumber"] = one.idnumber
    known |= {
        "description": "",
        "descriptionformat": 1,
        "parent": one.parent,
        "sortorder": one.id * 10_000,
        "coursecount": coursecount,
        "depth": one.depth,
        "path": one.path,
    }
    if call.caller.has_rights:
        managed: JsonObject = {"visible": one.visible, "visibleold": one.visible, "theme": ""}
        known |= managed | {"timemodified": call.school.now}
    return known


def course(one: Course, call: Call) -> JsonObject:
    """Answer a course; without rights only what stands in the public catalogue."""
    return _public(one, call) | (_settings(one, call) if call.caller.has_rights else {})


def _public(one: Course, call: Call) -> JsonObject:
    is_site = one.id == SITE_COURSE
    names = {found.id: found.name for found in call.school.categories}
    return {
        "id": one.id,
        "fullname": one.fullname,
        "displayname": one.fullname,
        "shortname": one.shortname,
        "courseimage": f"{call.wwwroot}/pluginfile.php/{one.id}/course/generated/course.svg",
        "categoryid": one.category_id,
        "categoryname": names.get(one.category_id, ""),
        "sortorder": one.category_id * 10_000 + one.id,
        "summary": one.summary,
        "summaryformat": 1,
        "summaryfiles": [],
        "overviewfiles": [],
        "showactivitydates": False,
        "showcompletionconditions": None if is_site else True,
        "contacts": _contacts(one, call),
        "customfields": [_hours(one)],
        "enrollmentmethods": [] if is_site else ["manual"],
    }


def _contacts(one: Course, call: Call) -> list[Json]:
    people = (call.school.people[e.user_id] for e in one.enrolments if e.role == "editingteacher")
    return [{"id": person.id, "fullname": person.fullname} for person in people]


def _hours(one: Course) -> JsonObject:
    """Answer a custom field, which every course has, with a value or without."""
    return {
        "name": "Объём, часов",
        "shortname": "hours",
        "type": "number",
        "valueraw": one.hours,
        "value": None if one.hours is None else str(one.hours),
    }


def _settings(one: Course, call: Call) -> JsonObject:
    is_site = one.id == SITE_COURSE
    known: JsonObject = {
        "idnumber": one.idnumber,
        "format": "site" if is_site else "topics",
        "newsitems": 3 if is_site else 0,
        "startdate": 0 if is_site else YEAR_STARTS,
        "enddate": 0 if is_site else YEAR_ENDS,
        "visible": one.visible,
        "enablecompletion": int(one.completion),
        "timecreated": YEAR_STARTS,
        "timemodified": YEAR_STARTS,
        "cacherev": call.school.now,
        "filters": [{"filter": f, "localstate": 0, "inheritedstate": 1} for f in FILTERS],
    }
    return known | SETTINGS | ({} if is_site else {"courseformatoptions": _format_options()})


def _format_options() -> list[Json]:
    return [
        {"name": "hiddensections", "value": 1},
        {"name": "coursedisplay", "value": 0},
        {"name": "indentation", "value": "1"},
    ]
