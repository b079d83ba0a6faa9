"""core_group: groupings, which are sets of groups of a course."""

from collections.abc import Mapping
from typing import Any, Final

from connector.sandbox import membership
from connector.sandbox.call import Call, takes
from connector.sandbox.cleaning import clean
from connector.sandbox.functions import group_details
from connector.sandbox.functions.core_group import course_of, group_of
from connector.sandbox.functions.group_names import refuse_taken
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.parameters import Many, Structure, boolean, integer, raw, text
from connector.sandbox.records import Grouping
from connector.sandbox.refusals import RefusalError, invalid_record

NEW: Final = Many(
    Structure(
        {
            "courseid": integer(),
            "name": text(),
            "description": raw(),
            "descriptionformat": integer(default=1),
            "idnumber": raw(default=""),
        }
    )
)
ASSIGNMENTS: Final = Many(Structure({"groupingid": integer(), "groupid": integer()}))


@takes(courseid=integer())
def get_course_groupings(call: Call) -> Json:
    """Answer the groupings of a course."""
    course = course_of(call, call["courseid"])
    return [group_details.grouping(found) for found in course.groupings]


@takes(groupingids=Many(integer()), returngroups=boolean(default=False))
def get_groupings(call: Call) -> Json:
    """Answer groupings, with their groups if asked; an empty one has no such key."""
    return [_with_groups(call, grouping_id) for grouping_id in call["groupingids"]]


@takes(groupings=NEW)
def create_groupings(call: Call) -> Json:
    """Make groupings; one without ID number is made and yet refused, as by Moodle."""
    return [_create(call, new) for new in call["groupings"]]


@takes(assignments=ASSIGNMENTS)
def assign_grouping(call: Call) -> Json:
    """Put groups into groupings; a repeat changes nothing."""
    for wanted in call["assignments"]:
        grouping = _grouping(call, wanted["groupingid"])
        membership.put_into_grouping(call.state, grouping, group_of(call, wanted["groupid"]))
    return None


def _with_groups(call: Call, grouping_id: int) -> JsonObject:
    found = _grouping(call, grouping_id)
    answer: JsonObject = {**group_details.grouping(found), "customfields": []}
    groups = [group_details.of_grouping(call.school.groups[group]) for group in found.groups]
    return answer | {"groups": list(groups)} if groups and call["returngroups"] else answer


def _create(call: Call, new: Mapping[str, Any]) -> JsonObject:
    course = course_of(call, new["courseid"])
    draft = Grouping(0, course.id, new["name"].strip(), new["idnumber"], clean(new["description"]))
    refuse_taken(draft, course.groupings)
    made = membership.make_grouping(call.state, draft)
    if not made.idnumber:
        raise _cannot_be_told()
    return group_details.grouping(made)


def _grouping(call: Call, grouping_id: int) -> Grouping:
    found = call.school.groupings.get(grouping_id)
    if found is None:
        raise invalid_record("groupings")
    call.course_in_context(found.course_id)
    return found


def _cannot_be_told() -> RefusalError:
    return RefusalError(
        "invalidresponse",
        "Invalid response value detected",
        "core\\exception\\invalid_response_exception",
    )
