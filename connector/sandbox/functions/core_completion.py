"""core_completion: how far one person is in one course."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions.completion_details import COMPLETE, state_of
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import integer
from connector.sandbox.records import Course, Done, Module, Person
from connector.sandbox.refusals import invalid_record, refusal

ACTIVITY_CRITERION: Final = 4
ALL_CRITERIA: Final = 1
REQUIREMENTS: Final[Mapping[str, str]] = {
    "completionview": "Viewing the page",
    "completionusegrade": "Achieving grade",
    "completionpassgrade": "Achieving passing grade",
}


@takes(courseid=integer(), userid=integer())
def get_activities_completion_status(call: Call) -> Json:
    """Answer the state of each tracked activity, also for people who are not enrolled."""
    course, person = _asked(call)
    done = call.school.completions.get(person.id, {})
    tracked = _is_tracked(call, course, person)
    statuses: list[Json] = [
        _place(module) | state_of(module, done.get(module.id) if tracked else None, tracked=tracked)
        for module in course.modules
        if module.rules
    ]
    return {"statuses": statuses, "warnings": []}


@takes(courseid=integer(), userid=integer())
def get_course_completion_status(call: Call) -> Json:
    """Answer the criteria of a course for one person; each lack has its own refusal."""
    course, person = _asked(call)
    if not course.completion:
        raise refusal("cannotviewreport", "You cannot view this report")
    if not _is_tracked(call, course, person):
        raise refusal("usernotenroled", "User is not enrolled in this course")
    if not course.criteria:
        raise refusal("nocriteriaset", "No completion criteria set for this course")
    done = call.school.completions.get(person.id, {})
    rows: list[Json] = [
        _criterion(call, call.school.modules[cmid], done.get(cmid)) for cmid in course.criteria
    ]
    completed = all(_is_complete(done.get(cmid)) for cmid in course.criteria)
    status: JsonObject = {
        "completed": completed,
        "aggregation": ALL_CRITERIA,
        "completions": rows,
    }
    return {"completionstatus": status, "warnings": []}


def _asked(call: Call) -> tuple[Course, Person]:
    if call["courseid"] not in call.school.courses:
        raise invalid_record("course")
    person = call.person(call["userid"])
    return call.course(call["courseid"]), person


def _is_tracked(call: Call, course: Course, person: Person) -> bool:
    enrolment = call.school.enrolled[course.id].get(person.id)
    return enrolment is not None and enrolment.role == "student" and not enrolment.suspended


def _is_complete(done: Done | None) -> bool:
    return done is not None and done.state in COMPLETE


def _place(module: Module) -> JsonObject:
    return {
        "cmid": module.id,
        "modname": module.modname,
        "instance": module.instance,
        "tracking": 2,
    }


def _criterion(call: Call, module: Module, done: Done | None) -> JsonObject:
    complete = _is_complete(done)
    address = f"{call.wwwroot}/mod/{module.modname}/view.php?id={module.id}"
    return {
        "type": ACTIVITY_CRITERION,
        "title": "Activity completion",
        "status": "Yes" if complete else "No",
        "complete": complete,
        "timecompleted": done.when if done and complete else None,
        "details": {
            "type": "Activity completion",
            "criteria": f'<a href="{address}">{module.name}</a>',
            "requirement": ", ".join(
                REQUIREMENTS[rule] for rule in module.rules if rule in REQUIREMENTS
            ),
            "status": "",
        },
    }
