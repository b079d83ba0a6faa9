"""gradereport_user: the gradebook as a person's report, ready for reading but not for parsing."""

from collections.abc import Iterator
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions.grade_details import course_total, described
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import integer
from connector.sandbox.records import Course, Person
from connector.sandbox.refusals import invalid_record

EVERYBODY: Final = 0


@takes(courseid=integer(), userid=integer(default=EVERYBODY), groupid=integer(default=0))
def get_grade_items(call: Call) -> Json:
    """Answer grades of one person, even of one not enrolled, or of all active pupils (0)."""
    if call["courseid"] not in call.school.courses:
        raise invalid_record("course")
    course = call.course(call["courseid"])
    if call["userid"] != EVERYBODY:
        people = [call.person(call["userid"])]
    else:
        people = sorted(_graded(call, course), key=lambda one: (one.lastname, one.firstname))
    reports: list[Json] = [_report(call, course, person) for person in people]
    return {"usergrades": reports, "warnings": []}


def _graded(call: Call, course: Course) -> Iterator[Person]:
    members = call.school.members(call["groupid"])
    for enrolment in call.school.enrolled[course.id].values():
        if enrolment.role != "student" or enrolment.suspended:
            continue
        if members is None or enrolment.user_id in members:
            yield call.school.people[enrolment.user_id]


def _report(call: Call, course: Course, person: Person) -> Json:
    rows = list(call.state.book.rows(course.id, person.id))
    total = course_total(course.id, rows)
    items: list[Json] = [described(item, entry, total) for item, entry in rows]
    return {
        "courseid": course.id,
        "courseidnumber": course.idnumber,
        "userid": person.id,
        "userfullname": person.plain_name,
        "useridnumber": person.idnumber,
        "maxdepth": 2,
        "gradeitems": [*items, total.described()],
    }
