"""What can go wrong between us and Moodle, told apart by what the caller can do about it."""

from collections.abc import Mapping
from typing import Final

from connector.errors import ConnectorError

NO_CODE: Final = "none"
"""Stands for the error code that an error of PHP itself lacks."""


class MoodleError(ConnectorError):
    """Root of everything that Moodle, or the way to it, refuses."""

    exit_code = 3


class MoodleUnreachable(MoodleError):
    """No usable answer came; the same read may succeed later."""

    retryable = True

    def __init__(self, code: str, *, retry_after: float | None = None, **facts: object) -> None:
        """Keep how many seconds the server asked us to wait, when it did."""
        super().__init__(code, **facts)
        self.retry_after = retry_after


class OutcomeUnknown(MoodleError):
    """A write was sent and its answer never came: read before deciding anything."""


class MoodleMisconfigured(MoodleError):
    """The address, the service or the protocol is wrong; a person must change a setting."""


class UnexpectedAnswer(MoodleError):
    """Moodle answered something that this connector does not understand."""


class MoodleRefused(MoodleError):
    """Moodle answered with an exception; `errorcode` is its own word for it."""

    def __init__(self, code: str, *, errorcode: str, **facts: object) -> None:
        """Keep Moodle's error code, the only part of its error that is stable."""
        super().__init__(code, errorcode=errorcode, **facts)
        self.errorcode = errorcode


class TokenRefused(MoodleRefused):
    """The token itself is not accepted: unknown, or its owner is suspended."""


class FunctionRefused(MoodleRefused):
    """The service does not offer this function, or does not accept the token from here."""


class RightMissing(MoodleRefused):
    """The token is good, its owner lacks a right for this."""


class NotThere(MoodleRefused):
    """What was asked about does not exist in Moodle."""


class AlreadyThere(MoodleRefused):
    """There is one of that ID number already: find it instead of making another."""


class InvalidParameter(MoodleRefused):
    """Moodle did not accept an argument: a mistake of ours or another version of Moodle."""


class NoCompletion(MoodleRefused):
    """The course or the person has no course completion to speak of."""

    @property
    def is_of_an_outsider(self) -> bool:
        """Whether it is the person who takes no part, not the course."""
        return self.errorcode == "usernotenroled"


class SiteInMaintenance(MoodleRefused):
    """The site is closed for maintenance."""

    retryable = True


class Stumbled(MoodleRefused):
    """Moodle tripped over itself: two requests at once on a cold cache, a lock, its database."""

    retryable = True


REFUSALS: Final[Mapping[str, tuple[type[MoodleRefused], str]]] = {
    "invalidtoken": (TokenRefused, "moodle.invalid_token"),
    "accessexception": (FunctionRefused, "moodle.access_denied"),
    "wsaccessusersuspended": (TokenRefused, "moodle.service_user_suspended"),
    "requireloginerror": (RightMissing, "moodle.right_missing"),
    "errorcoursecontextnotvalid": (RightMissing, "moodle.right_missing"),
    "nopermissions": (RightMissing, "moodle.right_missing"),
    "nopermission": (RightMissing, "moodle.right_missing"),
    "noaccess": (RightMissing, "moodle.right_missing"),
    "nopermissiontoviewgrades": (RightMissing, "moodle.right_missing"),
    "notingroup": (RightMissing, "moodle.right_missing"),
    "cannotupdatepost": (RightMissing, "moodle.right_missing"),
    "forumblockingtoomanyposts": (MoodleRefused, "moodle.forum_limit"),
    "invalidrecord": (NotThere, "moodle.not_there"),
    "invalidrecordunknown": (NotThere, "moodle.not_there"),
    "invalidpostid": (NotThere, "moodle.not_there"),
    "invaliduser": (NotThere, "moodle.not_there"),
    "userdeleted": (NotThere, "moodle.not_there"),
    "invalidcoursemodule": (NotThere, "moodle.not_there"),
    "idnumbertaken": (AlreadyThere, "moodle.already_there"),
    "invalidparameter": (InvalidParameter, "moodle.invalid_parameter"),
    "errorinvalidparam": (InvalidParameter, "moodle.invalid_parameter"),
    "wsusercannotassign": (RightMissing, "moodle.role_not_assignable"),
    "wsnoinstance": (MoodleRefused, "moodle.no_manual_enrolment"),
    "keyalreadyset": (InvalidParameter, "moodle.invalid_parameter"),
    "nocriteriaset": (NoCompletion, "moodle.no_completion"),
    "cannotviewreport": (NoCompletion, "moodle.no_completion"),
    "usernotenroled": (NoCompletion, "moodle.no_completion"),
    "storedfilecannotcreatefiledirs": (Stumbled, "moodle.stumbled"),
    "storedfilecannotcreatefile": (Stumbled, "moodle.stumbled"),
    "locktimeout": (Stumbled, "moodle.stumbled"),
    "ex_unabletolock": (Stumbled, "moodle.stumbled"),
    "dbconnectionfailed": (Stumbled, "moodle.stumbled"),
    "dmlreadexception": (Stumbled, "moodle.stumbled"),
    "dmlwriteexception": (Stumbled, "moodle.stumbled"),
    "sitemaintenance": (SiteInMaintenance, "moodle.maintenance"),
}
"""Moodle's error codes that we tell apart. Its exception classes and messages are not stable."""
