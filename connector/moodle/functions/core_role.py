"""Roles that a person has over another one: a parent's, a mentor's.

No function of Moodle lists them: who gives a role must remember it.
"""

from collections.abc import Mapping
from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.encoding import Value
from connector.moodle.errors import InvalidParameter, MoodleRefused, NotThere, RightMissing

NOBODY: Final = "codingerror"
"""The error code for a person who is not there, which Moodle takes for a mistake in a program."""

NO_ONE: Final = 2**31 - 1
"""A number that no account has."""


def assign(moodle: MoodleClient, role_id: int, user_id: int, over_user_id: int) -> None:
    """Give `user_id` a role over `over_user_id`; silent when it is given already.

    Raises NotThere when `user_id` is gone; RightMissing when `over_user_id` is, or when the role
    does not exist, is not for users or our role may not assign it: which of these, Moodle does not
    tell. Moodle: core_role_assign_roles.
    """
    function = "core_role_assign_roles"
    try:
        moodle.write(function, assignments=[_assignment(role_id, user_id, over_user_id)])
    except InvalidParameter as error:
        raise _not_assignable(function, error) from error
    except MoodleRefused as error:
        if error.errorcode != NOBODY:
            raise
        raise NotThere("moodle.not_there", errorcode=error.errorcode, function=function) from error


def unassign(moodle: MoodleClient, role_id: int, user_id: int, over_user_id: int) -> None:
    """Take a role over a person away; silent when it was not given or `user_id` is gone.

    Raises RightMissing as `assign` does, also when `over_user_id` is gone, and the role with them.
    Moodle: core_role_unassign_roles.
    """
    function = "core_role_unassign_roles"
    try:
        moodle.write(function, unassignments=[_assignment(role_id, user_id, over_user_id)])
    except InvalidParameter as error:
        raise _not_assignable(function, error) from error


def check_may_assign(moodle: MoodleClient, role_id: int, over_user_id: int) -> None:
    """Whether `assign` over this person would do; it takes a role from nobody to see it.

    Raises RightMissing as `assign` does. Moodle: core_role_unassign_roles.
    """
    unassign(moodle, role_id, NO_ONE, over_user_id)


def _assignment(role_id: int, user_id: int, over_user_id: int) -> Mapping[str, Value]:
    return {
        "roleid": role_id,
        "userid": user_id,
        "contextlevel": "user",
        "instanceid": over_user_id,
    }


def _not_assignable(function: str, error: InvalidParameter) -> RightMissing:
    return RightMissing("moodle.role_not_assignable", errorcode=error.errorcode, function=function)
