"""Completion of courses and activities: one call a person, Moodle has no other way."""

from typing import cast

from connector.moodle.client import MoodleClient
from connector.moodle.parsing import an_object, listed, parse, parse_many, part
from connector.moodle.records.completion import (
    ACTIVITY_COMPLETION,
    COURSE_COMPLETION,
    ActivityCompletion,
    CourseCompletion,
)


def course(moodle: MoodleClient, course_id: int, user_id: int) -> CourseCompletion:
    """Whether a person completed a course. Moodle: core_completion_get_course_completion_status.

    Raises NoCompletion when the course has no criteria or the person is not in it.
    """
    function = "core_completion_get_course_completion_status"
    answer = moodle.read(function, courseid=course_id, userid=user_id)
    status = part(answer, "completionstatus", function=function)
    known = an_object(status, function=function, path="completionstatus")
    value = {**known, "course": course_id, "user": user_id}
    return cast("CourseCompletion", parse(COURSE_COMPLETION, value, function=function))


def activities(moodle: MoodleClient, course_id: int, user_id: int) -> list[ActivityCompletion]:
    """The tracked activities of a course and how a person stands in each.

    Moodle: core_completion_get_activities_completion_status.
    """
    function = "core_completion_get_activities_completion_status"
    answer = moodle.read(function, courseid=course_id, userid=user_id)
    statuses = listed(answer, "statuses", function=function)
    values = [{**status, "course": course_id, "user": user_id} for status in statuses]
    return parse_many(ACTIVITY_COMPLETION, values, function=function)
