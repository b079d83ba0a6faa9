"""core_message: personal messages to people of the school."""

from typing import Any, Final

from connector.sandbox.call import Call, takes
from connector.sandbox.formats import TO_HTML, as_html
from connector.sandbox.json_types import Json, JsonObject
from connector.sandbox.messages import Message
from connector.sandbox.parameters import Many, Structure, integer, raw, word
from connector.sandbox.refusals import refusal

MOST_BYTES: Final = 4096
FAILED: Final = -1
TOO_LONG: Final = "The message is longer than the maximum allowed."
Sent = tuple[JsonObject, Message | str]
"""What to answer about a message, and the message, or why it was not sent."""


@takes(
    messages=Many(
        Structure(
            {
                "touserid": integer(),
                "text": raw(),
                "textformat": integer(default=0),
                "clientmsgid": word(default=None),
            }
        )
    )
)
def send_instant_messages(call: Call) -> Json:
    """Send what can be sent; then one failure among successes loses the whole answer."""
    sent = [(_named(given), _send(call, given)) for given in call["messages"]]
    failed = [outcome for _, outcome in sent if isinstance(outcome, str)]
    if failed and len(failed) < len(sent):
        raise _format_not_supported()
    return [named | _outcome(call, outcome) for named, outcome in sent]


def _send(call: Call, given: dict[str, Any]) -> Message | str:
    person = call.school.people.get(given["touserid"])
    if person is None or person.deleted:
        number = given["touserid"]
        return f"You cannot send a message to a user ID ({number}) that doesn't exist."
    if len(given["text"].encode()) > MOST_BYTES:
        return TOO_LONG
    if given["textformat"] not in TO_HTML:
        raise _format_not_supported()
    sender, now = call.caller.person.id, call.state.now()
    return call.state.messages.post(sender, person.id, given["text"], given["textformat"], now)


def _named(given: dict[str, Any]) -> JsonObject:
    return {"clientmsgid": given["clientmsgid"]} if given["clientmsgid"] is not None else {}


def _outcome(call: Call, outcome: Message | str) -> JsonObject:
    if isinstance(outcome, str):
        return {
            "msgid": FAILED,
            "errormessage": outcome,
            "candeletemessagesforallusers": False,
        }
    return {
        "msgid": outcome.id,
        "text": as_html(outcome.text, outcome.text_format),
        "timecreated": outcome.when,
        "conversationid": outcome.conversation,
        "useridfrom": outcome.sender,
        "candeletemessagesforallusers": call.caller.has_rights,
    }


def _format_not_supported() -> Exception:
    return refusal("formatnotsupported", "webservice/formatnotsupported")
