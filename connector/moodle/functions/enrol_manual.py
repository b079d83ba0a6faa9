"""Manual enrolments, one person a call: in a batch one unknown person loses them all."""

from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    InvalidParameter,
    MoodleRefused,
    NotThere,
    OutcomeUnknown,
    RightMissing,
)

NO_ROLE: Final = 0
NOT_ASSIGNABLE: Final = "moodle.role_not_assignable"
NO_WELCOME: Final = "Message was not sent."
"""The error code with which Moodle enrols whoever it cannot send its welcome message."""


def enrol(moodle: MoodleClient, course_id: int, user_id: int, role_id: int) -> None:
    """Enrol a person by hand from now on without end; a suspended enrolment becomes active.

    Raises OutcomeUnknown also when Moodle only could not welcome the person, who is enrolled then:
    read back. NotThere when the person or the course is gone, RightMissing when our role may not
    give that role, MoodleRefused "moodle.no_manual_enrolment" when the course has no manual
    enrolments. Moodle: enrol_manual_enrol_users.
    """
    function = "enrol_manual_enrol_users"
    enrolment = {"roleid": role_id, "userid": user_id, "courseid": course_id}
    try:
        moodle.write(function, enrolments=[enrolment])
    except InvalidParameter as error:
        raise NotThere("moodle.not_there", errorcode=error.errorcode, function=function) from error
    except MoodleRefused as error:
        if error.errorcode != NO_WELCOME:
            raise
        raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error


def check_may_enrol(moodle: MoodleClient, course_id: int, user_id: int) -> None:
    """Whether `enrol` into this course would do; it enrols nobody: the role it names is none.

    Raises RightMissing without the right to enrol. `user_id`: somebody who is there. Which roles
    may be given, Moodle does not tell. Moodle: enrol_manual_enrol_users.
    """
    try:
        enrol(moodle, course_id, user_id, NO_ROLE)
    except RightMissing as error:
        if error.code != NOT_ASSIGNABLE:
            raise
