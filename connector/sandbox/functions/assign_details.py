"""Describes an assignment with all its settings."""

from typing import Final

from connector.sandbox.functions.course_details import YEAR_STARTS
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.records import Module

SWITCHED_OFF: Final = (
    "sendnotifications",
    "sendlatenotifications",
    "duedate",
    "allowsubmissionsfromdate",
    "cutoffdate",
    "gradingduedate",
    "requireallteammemberssubmit",
    "teamsubmissiongroupingid",
    "blindmarking",
    "hidegrader",
    "revealidentities",
    "markingallocation",
    "markinganonymous",
    "requiresubmissionstatement",
    "preventsubmissionnotingroup",
    "timelimit",
    "submissionattachments",
)


def described(module: Module) -> JsonObject:
    """Answer the assignment; a negative `grade` is a scale id."""
    known: JsonObject = {
        "id": module.instance,
        "cmid": module.id,
        "course": module.course_id,
        "name": module.name,
        "nosubmissions": int(not module.submissions),
        "submissiondrafts": 1,
        "sendstudentnotifications": 1,
        "grade": module.grade,
        "timemodified": YEAR_STARTS,
        "completionsubmit": int("completionsubmit" in module.rules),
        "teamsubmission": int(module.team),
        "attemptreopenmethod": "untilpass",
        "maxattempts": 1,
        "markingworkflow": int(module.workflow),
        "configs": _plugins(module),
        "intro": module.intro,
        "introformat": 1,
        "introfiles": [],
        "introattachments": [],
    }
    return known | dict.fromkeys(SWITCHED_OFF, 0)


def _plugins(module: Module) -> list[Json]:
    submitted = [("onlinetext", "assignsubmission", "enabled", "1")] if module.submissions else []
    settings = (
        *submitted,
        ("comments", "assignsubmission", "enabled", "0"),
        ("comments", "assignfeedback", "enabled", "1"),
        ("comments", "assignfeedback", "commentinline", "0"),
    )
    return [
        {"plugin": plugin, "subtype": subtype, "name": name, "value": value}
        for plugin, subtype, name, value in settings
    ]
