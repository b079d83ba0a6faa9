"""Groups and groupings of a course.

A name or ID number longer than LONGEST_NAME or LONGEST_IDNUMBER makes Moodle's database stumble:
OutcomeUnknown, though nothing was done.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from connector.moodle.answers import Json, unexpected
from connector.moodle.client import MoodleClient
from connector.moodle.encoding import Value
from connector.moodle.errors import OutcomeUnknown, UnexpectedAnswer
from connector.moodle.functions.membership import membership
from connector.moodle.parsing import number, objects, parse_many
from connector.moodle.records.enrolment import GROUP, GROUPING, Group, Grouping, GroupMember

LONGEST_NAME: Final = 254
"""Characters in the name of a group or a grouping."""
LONGEST_IDNUMBER: Final = 100


def groups(moodle: MoodleClient, course_id: int) -> list[Group]:
    """The groups of a course. Moodle: core_group_get_course_groups."""
    function = "core_group_get_course_groups"
    return parse_many(GROUP, moodle.read(function, courseid=course_id), function=function)


def members(moodle: MoodleClient, course_id: int, ids: Iterable[int]) -> Iterator[GroupMember]:
    """Who is in these groups of one course. Moodle: core_group_get_group_members."""
    function = "core_group_get_group_members"
    for group_id, user_id in membership(moodle, function, "group", ids):
        yield GroupMember(course_id, group_id, user_id)


def groupings(moodle: MoodleClient, course_id: int) -> list[Grouping]:
    """The groupings of a course. Moodle: core_group_get_course_groupings."""
    function = "core_group_get_course_groupings"
    return parse_many(GROUPING, moodle.read(function, courseid=course_id), function=function)


def grouping_groups(moodle: MoodleClient, grouping_id: int) -> frozenset[int]:
    """The ids of the groups in a grouping; NotThere when it is gone.

    Moodle: core_group_get_groupings.
    """
    function = "core_group_get_groupings"
    answer = moodle.read(function, groupingids=[grouping_id], returngroups=True)
    grouping = _one(answer, function)
    if number(grouping, "id", function=function) != grouping_id:
        raise unexpected(function, "id", "another grouping")
    found = objects(grouping.get("groups") or [], function=function, path="groups")
    return frozenset(number(group, "id", function=function) for group in found)


def create_group(
    moodle: MoodleClient, course_id: int, name: str, idnumber: str, description: str = ""
) -> int:
    """Make a group and give its id; `description` is HTML.

    Raises AlreadyThere when a group of the course has that ID number, InvalidParameter when one has
    that name or the name holds tags. Moodle: core_group_create_groups.
    """
    group: Value = {
        "courseid": course_id,
        "name": name,
        "idnumber": idnumber,
        "description": description,
    }
    function = "core_group_create_groups"
    return _made(moodle.write(function, groups=[group]), function)


def rename_group(moodle: MoodleClient, group_id: int, name: str, idnumber: str) -> None:
    """Give a group another name and ID number; the rest of it stays.

    Raises AlreadyThere when another group of the course has that ID number, InvalidParameter when
    another has that name or the group is gone. Moodle: core_group_update_groups.
    """
    group: Value = {"id": group_id, "name": name, "idnumber": idnumber}
    moodle.write("core_group_update_groups", groups=[group])


def delete_group(moodle: MoodleClient, group_id: int) -> None:
    """Take a group away, its members stay in the course; silent when it is gone already.

    Moodle: core_group_delete_groups.
    """
    moodle.write("core_group_delete_groups", groupids=[group_id])


def add_members(moodle: MoodleClient, group_id: int, user_ids: Sequence[int]) -> None:
    """Put people into a group, all or none; silent about those who are in it already.

    Raises InvalidParameter when somebody is not enrolled in the course, NotThere when the group or
    somebody is gone. Moodle: core_group_add_group_members.
    """
    found: Value = [{"groupid": group_id, "userid": user_id} for user_id in user_ids]
    moodle.write("core_group_add_group_members", members=found)


def remove_members(moodle: MoodleClient, group_id: int, user_ids: Sequence[int]) -> None:
    """Take people out of a group; silent about those who are not in it.

    NotThere when the group or somebody is gone. Moodle: core_group_delete_group_members.
    """
    found: Value = [{"groupid": group_id, "userid": user_id} for user_id in user_ids]
    moodle.write("core_group_delete_group_members", members=found)


def create_grouping(moodle: MoodleClient, course_id: int, name: str, idnumber: str) -> int:
    """Make a grouping and give its id; `idnumber` must not be empty.

    Without one Moodle makes the grouping and stumbles over its own answer. Raises AlreadyThere and
    InvalidParameter as create_group does. Moodle: core_group_create_groupings.
    """
    grouping: Value = {"courseid": course_id, "name": name, "idnumber": idnumber, "description": ""}
    function = "core_group_create_groupings"
    return _made(moodle.write(function, groupings=[grouping]), function)


def assign_grouping(moodle: MoodleClient, grouping_id: int, group_id: int) -> None:
    """Put a group into a grouping; silent when it is in it, NotThere when either is gone.

    Moodle: core_group_assign_grouping.
    """
    assignment: Value = {"groupingid": grouping_id, "groupid": group_id}
    moodle.write("core_group_assign_grouping", assignments=[assignment])


def _one(answer: Json, function: str) -> dict[str, Json]:
    found = objects(answer, function=function)
    if len(found) != 1:
        raise unexpected(function, "", "not one object")
    return found[0]


def _made(answer: Json, function: str) -> int:
    try:
        return number(_one(answer, function), "id", function=function)
    except UnexpectedAnswer as error:
        raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error
