"""enrol_manual: enrolments by hand."""

from collections.abc import Mapping
from typing import Any, Final

from connector.sandbox import membership
from connector.sandbox.call import Call, takes
from connector.sandbox.functions.core_enrol import ROLES
from connector.sandbox.json_types import Json
from connector.sandbox.parameters import Many, Structure, boolean, integer
from connector.sandbox.records import Person
from connector.sandbox.refusals import RefusalError, invalid_parameter, refusal
from connector.sandbox.state import Received

NAMES: Final[Mapping[int, str]] = {number: name for name, number in ROLES.items()}
NO_WELCOME: Final = "Message was not sent."
NEW: Final = Many(
    Structure(
        {
            "roleid": integer(),
            "userid": integer(),
            "courseid": integer(),
            "timestart": integer(default=0),
            "timeend": integer(default=0),
            "suspend": boolean(default=False),
        }
    )
)


@takes(enrolments=NEW)
def enrol_users(call: Call) -> Json:
    """Enrol people, all or none; whoever cannot be welcomed is enrolled and yet refused."""
    checked = [(new, _welcomed(call, new)) for new in call["enrolments"]]
    silent = [new for new, person in checked if _enrol(call, new) and not person.email]
    if silent:
        raise refusal(NO_WELCOME, f"error/{NO_WELCOME}")
    return None


def _welcomed(call: Call, new: Mapping[str, Any]) -> Person:
    """Answer the person to enrol; the refusals come in Moodle's own order."""
    if new["courseid"] not in call.school.courses:
        raise invalid_parameter()
    call.enter()
    if new["roleid"] not in NAMES:
        raise _not_assignable(new)
    person = call.person(new["userid"])
    if not person.confirmed:
        raise refusal("usernotconfirmed", "error/usernotconfirmed")
    return person


def _enrol(call: Call, new: Mapping[str, Any]) -> bool:
    state, role, person = call.state, new["roleid"], new["userid"]
    is_new = membership.enrol(state, new["courseid"], person, NAMES[role], suspended=new["suspend"])
    if is_new:
        state.received.append(Received(state.now(), person, role, course_id=new["courseid"]))
    return is_new


def _not_assignable(new: Mapping[str, Any]) -> RefusalError:
    return refusal(
        "wsusercannotassign",
        f"You don't have the permission to assign this role ({new['roleid']})"
        f" to this user ({new['userid']}) in this course ({new['courseid']}).",
    )
