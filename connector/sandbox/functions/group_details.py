"""How groups and groupings of a course are told."""

from typing import Final

from connector.sandbox.json_types import JsonObject
from connector.sandbox.records import Group, Grouping

HTML: Final = 1


def described(group: Group) -> JsonObject:
    """Answer a group's description; its format is 0 until a program has written it."""
    return {"description": group.description, "descriptionformat": HTML * group.is_remade}


def of_course(group: Group) -> JsonObject:
    """Answer a group as its course lists it."""
    return {
        **_named(group),
        **described(group),
        "enrolmentkey": None,
        "idnumber": group.idnumber,
        "visibility": 0,
        "participation": True,
    }


def made(group: Group) -> JsonObject:
    """Answer a group to whoever made it."""
    return of_course(group) | {"enrolmentkey": ""}


def of_grouping(group: Group) -> JsonObject:
    """Answer a group as its grouping lists it."""
    return {
        **_named(group),
        **described(group),
        "enrolmentkey": None,
        "idnumber": group.idnumber,
        "customfields": [],
    }


def grouping(found: Grouping) -> JsonObject:
    """Answer a grouping without its groups."""
    return {
        **_named(found),
        "description": found.description,
        "descriptionformat": HTML,
        "idnumber": found.idnumber,
    }


def _named(found: Group | Grouping) -> JsonObject:
    return {"id": found.id, "courseid": found.course_id, "name": found.name}
