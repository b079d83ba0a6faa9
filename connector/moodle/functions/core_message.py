"""Messages to people in Moodle, one a call.

In a batch one unknown person makes Moodle answer an error after the others were sent.
"""

from collections.abc import Mapping
from typing import Final

from connector.moodle.client import MoodleClient
from connector.moodle.encoding import Value
from connector.moodle.errors import NO_CODE, MoodleRefused, OutcomeUnknown, UnexpectedAnswer
from connector.moodle.parsing import number, objects

LONGEST: Final = 4096
"""Bytes in UTF-8: a Cyrillic letter is two."""
PLAIN: Final = 2
"""Moodle's format of text that is shown as it was typed, line by line."""
NOT_SENT: Final = -1


def send(moodle: MoodleClient, user_id: int, text: str) -> int:
    """Send a person a message and give its id; a repeat sends a second one.

    `text` is plain text of at most LONGEST bytes. Raises MoodleRefused when Moodle did not send it:
    it is too long, the account is deleted or its owner takes messages from others only; which of
    these, only a sentence in the site's language tells. Moodle: core_message_send_instant_messages.
    """
    function = "core_message_send_instant_messages"
    message: Mapping[str, Value] = {"touserid": user_id, "text": text, "textformat": PLAIN}
    answer = moodle.write(function, messages=[message])
    try:
        [sent] = objects(answer, function=function)
        message_id = number(sent, "msgid", function=function)
    except (UnexpectedAnswer, ValueError) as error:
        raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error
    if message_id == NOT_SENT:
        raise MoodleRefused("moodle.message_not_sent", errorcode=NO_CODE, function=function)
    return message_id
