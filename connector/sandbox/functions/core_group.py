"""core_group: groups of a course and their members."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from connector.sandbox import membership
from connector.sandbox.call import Call, takes
from connector.sandbox.cleaning import clean
from connector.sandbox.functions import group_details
from connector.sandbox.functions.group_names import refuse_taken
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, Structure, boolean, integer, raw, text
from connector.sandbox.records import Course, Group
from connector.sandbox.refusals import (
    course_context_not_valid,
    invalid_parameter,
    invalid_record,
)

NEW: Final = Many(
    Structure(
        {
            "courseid": integer(),
            "name": text(),
            "description": raw(),
            "descriptionformat": integer(default=1),
            "enrolmentkey": raw(default=""),
            "idnumber": raw(default=""),
            "visibility": integer(default=0),
            "participation": boolean(default=True),
        }
    )
)
CHANGED: Final = Many(
    Structure(
        {
            "id": integer(),
            "name": text(),
            "description": raw(default=None),
            "descriptionformat": integer(default=1),
            "enrolmentkey": raw(default=None),
            "idnumber": raw(default=None),
            "visibility": integer(default=None),
            "participation": boolean(default=None),
        }
    )
)
MEMBERS: Final = Many(Structure({"groupid": integer(), "userid": integer()}))


@takes(courseid=integer())
def get_course_groups(call: Call) -> Json:
    """Answer all groups of a course; an unknown course is `errorcoursecontextnotvalid`."""
    course = course_of(call, call["courseid"])
    return [group_details.of_course(group) for group in course.groups]


@takes(groupids=Many(integer()))
def get_group_members(call: Call) -> Json:
    """Answer ids of members, sorted by surname; one unknown group loses the whole call."""
    return [_members(call, group_id) for group_id in call["groupids"]]


@takes(groups=NEW)
def create_groups(call: Call) -> Json:
    """Make groups; a name that is there already: `invalidparameter`, an ID number: its own."""
    return [_create(call, new) for new in call["groups"]]


@takes(groups=CHANGED)
def update_groups(call: Call) -> Json:
    """Change groups; an unknown one is `invalidparameter`."""
    for new in call["groups"]:
        _update(call, new)
    return None


@takes(groupids=Many(integer()))
def delete_groups(call: Call) -> Json:
    """Delete groups with their events; those that are gone already are passed over."""
    for group_id in call["groupids"]:
        if group_id in call.school.groups:
            membership.delete_group(call.state, group_of(call, group_id))
    return None


@takes(members=MEMBERS)
def add_group_members(call: Call) -> Json:
    """Put people into groups, all or none; one who is not enrolled is `invalidparameter`."""
    wanted = _by_group(call)
    for group, people in wanted.values():
        if not call.school.courses[group.course_id].enrolled.keys() >= set(people):
            raise invalid_parameter()
    for group, people in wanted.values():
        membership.join(call.state, group, people)
    return None


@takes(members=MEMBERS)
def delete_group_members(call: Call) -> Json:
    """Take people out of groups; those who are not in them are passed over."""
    for group, people in _by_group(call).values():
        membership.leave(call.state, group, people)
    return None


def course_of(call: Call, course_id: int) -> Course:
    """Answer a course; unknown or not to be entered: `errorcoursecontextnotvalid`."""
    if course_id not in call.school.courses:
        raise course_context_not_valid(course_id, invalid_parameter().message)
    return call.course_in_context(course_id)


def group_of(call: Call, group_id: int) -> Group:
    """Answer a group; unknown: `invalidrecord`."""
    group = call.school.groups.get(group_id)
    if group is None:
        raise invalid_record("groups")
    call.course_in_context(group.course_id)
    return group


def _members(call: Call, group_id: int) -> JsonObject:
    group, people = group_of(call, group_id), call.school.people
    members = sorted(group.members, key=lambda one: (people[one].lastname, people[one].firstname))
    return {"groupid": group.id, "userids": list(members)}


def _create(call: Call, new: Mapping[str, Any]) -> JsonObject:
    course = course_of(call, new["courseid"])
    draft = Group(
        0, course.id, new["name"].strip(), new["idnumber"], description=clean(new["description"])
    )
    refuse_taken(draft, course.groups)
    return group_details.made(membership.make_group(call.state, draft))


def _update(call: Call, new: Mapping[str, Any]) -> None:
    old = call.school.groups.get(new["id"])
    if old is None:
        raise invalid_parameter()
    course = call.course_in_context(old.course_id)
    given = {name: new[name] for name in ("idnumber", "description") if new[name] is not None}
    group = replace(old, name=new["name"].strip(), is_remade=True, **given)
    refuse_taken(group, course.groups)
    membership.change_group(call.state, group)


def _by_group(call: Call) -> Mapping[int, tuple[Group, list[int]]]:
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for member in call["members"]:
        group = group_of(call, member["groupid"])
        wanted[group.id].append(call.person(member["userid"]).id)
    return {group: (call.school.groups[group], people) for group, people in wanted.items()}
