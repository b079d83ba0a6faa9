"""mod_assign: assignments of courses and the grades inside them."""

from typing import Final

from connector.sandbox.assignments import Row
from connector.sandbox.call import Call, takes
from connector.sandbox.functions.assign_details import described
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, boolean, integer, raw
from connector.sandbox.records import Course
from connector.sandbox.refusals import RefusalError

NOT_ENROLLED: Final = ("2", "User is not enrolled or does not have requested capability")
NO_ACCESS: Final = ("1", "No access rights in module context")
NO_GRADES: Final = ("3", "No grades found")


@takes(
    courseids=Many(integer(), default=[]),
    capabilities=Many(raw(), default=[]),
    includenotenrolledcourses=boolean(default=False),
)
def get_assignments(call: Call) -> Json:
    """Answer assignments by course; without `includenotenrolledcourses` only warnings."""
    courses: list[Json] = []
    warnings: list[Json] = []
    for course_id in call["courseids"]:
        if not call["includenotenrolledcourses"]:
            warnings.append(warning("course", course_id, NOT_ENROLLED))
            continue
        try:
            courses.append(_course(call.course(course_id)))
        except RefusalError as error:
            reason = f"No access rights in course context {error.message}"
            warnings.append(warning("course", course_id, ("1", reason)))
    return {"courses": courses, "warnings": warnings}


@takes(assignmentids=Many(integer()), since=integer(default=0))
def get_grades(call: Call) -> Json:
    """Answer grades inside assignments, as strings with five decimals; -1 is an empty one."""
    found: list[Json] = []
    warnings: list[Json] = []
    for assignment_id in sorted(set(call["assignmentids"])):
        module = call.school.instances.get(("assign", assignment_id))
        if module is not None and not call.caller.has_rights:
            warnings.append(warning("assignment", assignment_id, NO_ACCESS))
            continue
        rows = call.state.assignments.rows(module).values() if module else ()
        grades: list[Json] = [_grade(row) for row in rows if row.modified >= call["since"]]
        if grades:
            found.append({"assignmentid": assignment_id, "grades": grades})
        else:
            warnings.append(warning("assignment", assignment_id, NO_GRADES))
    return {"assignments": found, "warnings": warnings}


@takes(assignmentids=Many(integer()))
def get_user_flags(call: Call) -> Json:
    """Answer no flags, since nobody here has one; who may not grade gets a warning instead."""
    warnings: list[Json] = [
        warning("assignment", assignment_id, NO_ACCESS)
        for assignment_id in call["assignmentids"]
        if ("assign", assignment_id) in call.school.instances and not call.caller.has_rights
    ]
    return {"assignments": [], "warnings": warnings}


def _course(course: Course) -> JsonObject:
    return {
        "id": course.id,
        "fullname": course.fullname,
        "shortname": course.shortname,
        "timemodified": 0,
        "assignments": [described(m) for m in course.modules if m.modname == "assign"],
    }


def _grade(row: Row) -> JsonObject:
    return {
        "id": row.id,
        "userid": row.user_id,
        "attemptnumber": 0,
        "timecreated": row.created,
        "timemodified": row.modified,
        "grader": row.grader,
        "grade": f"{row.grade:.5f}",
    }


def warning(item: str, item_id: int, reason: tuple[str, str]) -> JsonObject:
    """Answer a warning about a thing; a reason is a code and a message."""
    code, message = reason
    return {"item": item, "itemid": item_id, "warningcode": code, "message": message}
