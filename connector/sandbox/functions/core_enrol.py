"""core_enrol: who is in a course, told with as much or as little as was asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from connector.sandbox.call import Call, takes
from connector.sandbox.functions import group_details
from connector.sandbox.functions.user_details import (
    address,
    custom_fields,
    is_visible_to,
    pictures,
)
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import integer, options
from connector.sandbox.records import Course, Enrolment, Person
from connector.sandbox.refusals import invalid_parameter

ROLES: Final[Mapping[str, int]] = {"editingteacher": 3, "teacher": 4, "student": 5}
TEACHING: Final = frozenset({"editingteacher", "teacher"})
DIRECTIONS: Final[Mapping[str, bool]] = {"ASC": False, "DESC": True}


@dataclass(frozen=True)
class Participant:
    """A person in a course, about to be described."""

    call: Call
    course: Course
    person: Person
    enrolment: Enrolment


SORTS: Final[Mapping[str, Callable[[Participant], tuple[str | int, ...]]]] = {
    "id": lambda one: (one.person.id,),
    "firstname": lambda one: (one.person.firstname.casefold(), one.person.id),
    "lastname": lambda one: (one.person.lastname.casefold(), one.person.id),
    "siteorder": lambda one: (one.person.lastname, one.person.firstname, one.person.id),
}


@takes(courseid=integer(), options=options())
def get_enrolled_users(call: Call) -> Json:
    """Answer participants; a page is cut first, then those the caller may not see are dropped."""
    wanted = {option["name"]: option["value"] for option in call["options"]}
    sort, descending = SORTS.get(wanted.get("sortby", "id")), _direction(wanted)
    if sort is None:
        raise invalid_parameter()
    course = call.course_in_context(call["courseid"])
    chosen = sorted(_chosen(call, course, wanted), key=sort, reverse=descending)
    fields = frozenset(filter(None, wanted.get("userfields", "").split(",")))
    return [
        _described(participant, fields)
        for participant in chosen[_page(wanted)]
        if is_visible_to(call, participant.person)
    ]


def _direction(wanted: Mapping[str, str]) -> bool:
    direction = wanted.get("sortdirection", "ASC").upper()
    if direction not in DIRECTIONS:
        raise invalid_parameter()
    return DIRECTIONS[direction]


def _chosen(call: Call, course: Course, wanted: Mapping[str, str]) -> Iterator[Participant]:
    members = call.school.members(_number(wanted, "groupid"))
    for enrolment in call.school.enrolled[course.id].values():
        if _is_chosen(enrolment, wanted) and (members is None or enrolment.user_id in members):
            person = call.school.people[enrolment.user_id]
            yield Participant(call, course, person, enrolment)


def _is_chosen(enrolment: Enrolment, wanted: Mapping[str, str]) -> bool:
    if _is_on(wanted, "onlyactive") and enrolment.suspended:
        return False
    if _is_on(wanted, "onlysuspended") and not enrolment.suspended:
        return False
    return "withcapability" not in wanted or not TEACHING.isdisjoint(enrolment.roles)


def _is_on(wanted: Mapping[str, str], name: str) -> bool:
    return wanted.get(name, "0") not in {"", "0"}


def _page(wanted: Mapping[str, str]) -> slice:
    first, count = _number(wanted, "limitfrom"), _number(wanted, "limitnumber")
    return slice(first, first + count if count else None)


def _number(wanted: Mapping[str, str], name: str) -> int:
    value = wanted.get(name, "0")
    return int(value) if value.isdecimal() else 0


def _described(one: Participant, fields: frozenset[str]) -> JsonObject:
    chosen = fields | {"id", "fullname"} if fields else FIELDS.keys()
    answers = ((name, read(one)) for name, read in FIELDS.items() if name in chosen)
    return {name: value for name, value in answers if value is not None}


def _extra(name: str) -> Callable[[Participant], Json]:
    return lambda one: (address(one.person) | pictures(one.call.wwwroot)).get(name)


def _groups(one: Participant) -> Json:
    groups = one.course.groups_of.get(one.person.id, ())
    described: list[Json] = [
        {"id": group.id, "name": group.name, **group_details.described(group)} for group in groups
    ]
    return described or None


def _roles(one: Participant) -> Json:
    return [
        {"roleid": ROLES[role], "name": "", "shortname": role, "sortorder": 0}
        for role in one.enrolment.roles
    ]


def _courses(one: Participant) -> Json:
    return [
        {"id": course.id, "fullname": course.fullname, "shortname": course.shortname}
        for course in one.call.school.courses_of.get(one.person.id, ())
    ]


FIELDS: Final[Mapping[str, Callable[[Participant], Json]]] = {
    "id": lambda one: one.person.id,
    "username": lambda one: one.person.username,
    "firstname": lambda one: one.person.firstname,
    "lastname": lambda one: one.person.lastname,
    "fullname": lambda one: one.person.fullname,
    "email": lambda one: one.person.email,
    "department": lambda one: one.person.department,
    "institution": lambda one: one.call.school.name if one.person.of_school else None,
    "idnumber": lambda one: one.person.idnumber or None,
    "firstaccess": lambda _: 0,
    "lastaccess": lambda one: one.person.lastaccess,
    "lastcourseaccess": lambda one: one.enrolment.lastaccess,
    "description": _extra("description"),
    "descriptionformat": _extra("descriptionformat"),
    "city": _extra("city"),
    "country": _extra("country"),
    "profileimageurlsmall": _extra("profileimageurlsmall"),
    "profileimageurl": _extra("profileimageurl"),
    "customfields": lambda one: custom_fields(one.person, displayed=False),
    "groups": _groups,
    "roles": _roles,
    "enrolledcourses": _courses,
}
