"""Who is enrolled in a course."""

from connector.moodle.answers import Json
from connector.moodle.client import MoodleClient
from connector.moodle.parsing import number, objects, parse_many
from connector.moodle.records.enrolment import ENROLMENT, Enrolment

FUNCTION = "core_enrol_get_enrolled_users"


def enrolments(moodle: MoodleClient, course_id: int) -> list[Enrolment]:
    """Everyone in a course, in two calls, since no answer tells active from suspended.

    Moodle: core_enrol_get_enrolled_users.
    """
    found = [
        {**user, "course": course_id, "suspended": suspended}
        for option, suspended in (("onlyactive", False), ("onlysuspended", True))
        for user in _ask(moodle, course_id, option, "id,roles,lastcourseaccess")
    ]
    parsed = parse_many(ENROLMENT, found, function=FUNCTION)
    once = {enrolment.user_id: enrolment for enrolment in reversed(parsed)}
    return [once[user_id] for user_id in sorted(once)]


def active_ids(moodle: MoodleClient, course_id: int) -> frozenset[int]:
    """The ids of those whose enrolment is active now. Moodle: core_enrol_get_enrolled_users."""
    users = _ask(moodle, course_id, "onlyactive", "id")
    return frozenset(number(user, "id", function=FUNCTION) for user in users)


def _ask(
    moodle: MoodleClient, course_id: int, option: str, userfields: str
) -> list[dict[str, Json]]:
    options = [{"name": option, "value": "1"}, {"name": "userfields", "value": userfields}]
    users = moodle.read(FUNCTION, courseid=course_id, options=options)
    return objects(users, function=FUNCTION)
