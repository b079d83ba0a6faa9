"""Groups of a course."""

from collections.abc import Iterable, Iterator

from connector.moodle.client import MoodleClient
from connector.moodle.functions.membership import membership
from connector.moodle.parsing import parse_many
from connector.moodle.records.enrolment import GROUP, Group, GroupMember


def groups(moodle: MoodleClient, course_id: int) -> list[Group]:
    """The groups of a course. Moodle: core_group_get_course_groups."""
    function = "core_group_get_course_groups"
    return parse_many(GROUP, moodle.read(function, courseid=course_id), function=function)


def members(moodle: MoodleClient, course_id: int, ids: Iterable[int]) -> Iterator[GroupMember]:
    """Who is in these groups of one course. Moodle: core_group_get_group_members."""
    function = "core_group_get_group_members"
    for group_id, user_id in membership(moodle, function, "group", ids):
        yield GroupMember(course_id, group_id, user_id)
