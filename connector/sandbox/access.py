"""Who stands behind a token."""

from typing import Final

from connector.sandbox.call import Caller
from connector.sandbox.refusals import access_denied, invalid_token
from connector.sandbox.school import School

SERVICE_TOKEN: Final = "sandbox-service-token"  # noqa: S105 - a public token of a stand
NOCAPS_TOKEN: Final = "sandbox-nocaps-token"  # noqa: S105 - same
NO_REPORTS_TOKEN: Final = "sandbox-no-reports-token"  # noqa: S105 - same
EXPIRED_TOKEN: Final = "sandbox-expired-token"  # noqa: S105 - same
SERVICE_USER: Final = "ws_mentor"
NOCAPS_USER: Final = "ws_nocaps"
USERS: Final = {
    SERVICE_TOKEN: SERVICE_USER,
    NO_REPORTS_TOKEN: SERVICE_USER,
    NOCAPS_TOKEN: NOCAPS_USER,
}


def identify(token: object, school: School) -> Caller:
    """Answer the caller; unknown or absent: `invalidtoken`, expired: `accessexception`."""
    if token == EXPIRED_TOKEN:
        raise access_denied()
    if not isinstance(token, str) or token not in USERS:
        raise invalid_token()
    return Caller(
        school.usernames[USERS[token]],
        has_rights=token != NOCAPS_TOKEN,
        reads_answers=token == SERVICE_TOKEN,
    )
