"""core_group: groups of a course and their members."""

from connector.sandbox.call import Call, takes
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, integer
from connector.sandbox.records import Group
from connector.sandbox.refusals import course_context_not_valid, invalid_parameter, invalid_record


@takes(courseid=integer())
def get_course_groups(call: Call) -> Json:
    """Answer all groups of a course; an unknown course is `errorcoursecontextnotvalid`."""
    if call["courseid"] not in call.school.courses:
        raise course_context_not_valid(call["courseid"], invalid_parameter().message)
    return [_described(group) for group in call.course_in_context(call["courseid"]).groups]


@takes(groupids=Many(integer()))
def get_group_members(call: Call) -> Json:
    """Answer ids of members, sorted by surname; one unknown group loses the whole call."""
    return [_members(call, group_id) for group_id in call["groupids"]]


def _members(call: Call, group_id: int) -> JsonObject:
    group = call.school.groups.get(group_id)
    if group is None:
        raise invalid_record("groups")
    call.course_in_context(group.course_id)
    people = call.school.people
    members = sorted(group.members, key=lambda one: (people[one].lastname, people[one].firstname))
    return {"groupid": group.id, "userids": list(members)}


def _described(group: Group) -> JsonObject:
    return {
        "id": group.id,
        "courseid": group.course_id,
        "name": group.name,
        "description": "",
        "descriptionformat": 0,
        "enrolmentkey": None,
        "idnumber": group.idnumber,
        "visibility": 0,
        "participation": True,
    }
