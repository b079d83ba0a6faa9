"""Categories, courses and what is in a course."""

from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.parsing import an_object, listed, number, objects, parse_many, part
from connector.moodle.records.course import ACTIVITY, CATEGORY, COURSE, Activity, Category, Course

NO_CATEGORY: Final = 0


def categories(moodle: MoodleClient) -> list[Category]:
    """Every category that the token's owner may see. Moodle: core_course_get_categories."""
    function = "core_course_get_categories"
    return parse_many(CATEGORY, moodle.read(function), function=function)


def courses(moodle: MoodleClient, field: str = "", value: str = "") -> list[Course]:
    """Courses whose field (ids, shortname, idnumber) is `value`, or all; hidden ones are left out.

    Moodle: core_course_get_courses_by_field. The site itself, listed as a course, is left out.
    """
    function = "core_course_get_courses_by_field"
    answer = moodle.read(function, field=field, value=value)
    found = listed(answer, "courses", function=function)
    real = [course for course in found if course.get("categoryid") != NO_CATEGORY]
    return parse_many(COURSE, real, function=function)


def activities(moodle: MoodleClient, course_id: int) -> list[Activity]:
    """The activities of a course. Moodle: core_course_get_contents."""
    function = "core_course_get_contents"
    options = [{"name": "excludecontents", "value": "1"}]
    sections = objects(
        moodle.read(function, courseid=course_id, options=options), function=function
    )
    modules = [
        {**module, "course": course_id}
        for section in sections
        for module in listed(section, "modules", function=function)
    ]
    return parse_many(ACTIVITY, modules, function=function)


def idnumber(moodle: MoodleClient, cmid: int) -> str:
    """The ID number of an activity, which no list of activities tells.

    Moodle: core_course_get_course_module.
    """
    function = "core_course_get_course_module"
    cm = part(moodle.read(function, cmid=cmid), "cm", function=function)
    module = an_object(cm, function=function, path="cm")
    return str(module.get("idnumber") or "").strip()


def changed_since(moodle: MoodleClient, course_id: int, since: int) -> frozenset[int]:
    """The course-module ids of activities in which anything changed after a moment, Unix seconds.

    Somebody's answers to a feedback count, editing its questions does not. Moodle:
    core_course_get_updates_since.
    """
    function = "core_course_get_updates_since"
    answer = moodle.read(function, courseid=course_id, since=since)
    found = listed(answer, "instances", function=function)
    return frozenset(number(one, "id", function=function) for one in found if one.get("updates"))
