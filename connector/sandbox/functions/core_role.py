"""core_role: roles that one person has over another."""

from collections.abc import Mapping
from typing import Any, Final

from connector.sandbox.call import Call, takes
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import Many, Structure, integer, letters
from connector.sandbox.refusals import coding_error, invalid_parameter, no_permission
from connector.sandbox.state import Received

MENTOR_ROLE: Final = 10
"""The only role that may be given over a person."""
USER: Final = "user"
ASSIGNMENTS: Final = Many(
    Structure(
        {
            "roleid": integer(),
            "userid": integer(),
            "contextid": integer(default=0),
            "contextlevel": letters(default=""),
            "instanceid": integer(default=0),
        }
    )
)


@takes(assignments=ASSIGNMENTS)
def assign_roles(call: Call) -> Json:
    """Give roles over people; a repeat changes nothing."""
    for wanted in call["assignments"]:
        role = _role(call, wanted)
        if not _is_there(call, wanted["userid"]):
            raise coding_error("User ID does not exist or is deleted!")
        if role not in call.state.roles:
            call.state.roles.add(role)
            call.state.received.append(
                Received(call.state.now(), wanted["userid"], role[0], over=wanted["instanceid"])
            )
    return None


@takes(unassignments=ASSIGNMENTS)
def unassign_roles(call: Call) -> Json:
    """Take roles over people away; those that were not given are passed over."""
    for wanted in call["unassignments"]:
        call.state.roles.discard(_role(call, wanted))
    return None


def _role(call: Call, wanted: Mapping[str, Any]) -> tuple[int, int, int]:
    over: int = wanted["instanceid"]
    if wanted["contextlevel"] != USER or not _is_there(call, over):
        raise invalid_parameter()
    if not call.caller.has_rights:
        raise no_permission("Assign roles to users")
    if wanted["roleid"] != MENTOR_ROLE:
        raise invalid_parameter()
    return MENTOR_ROLE, wanted["userid"], over


def _is_there(call: Call, user_id: int) -> bool:
    person = call.school.people.get(user_id)
    return person is not None and not person.deleted
