"""Tells the courses that may be entered from those that may not, as `validate_courses` does."""

from connector.sandbox.call import Call
from connector.sandbox.json_types import Json
from connector.sandbox.records import Course


def entered(call: Call) -> tuple[list[Course], list[Json]]:
    """Answer the courses of `courseids` that the caller may enter, and a warning for each other."""
    wanted = list(dict.fromkeys(call["courseids"]))
    courses = call.school.courses if call.caller.has_rights else {}
    found = [courses[course_id] for course_id in wanted if course_id in courses]
    warnings: list[Json] = [
        {
            "item": "course",
            "itemid": course_id,
            "warningcode": "1",
            "message": "No access rights in course context",
        }
        for course_id in wanted
        if course_id not in courses
    ]
    return found, warnings
