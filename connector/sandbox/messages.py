"""The personal messages that were sent into the sandbox."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A message as it was sent; `text_format` is Moodle's number of a format."""

    id: int
    conversation: int
    sender: int
    recipient: int
    text: str
    text_format: int
    when: int


class Mailbox:
    """Messages in the order in which they came; two people share one conversation."""

    def __init__(self) -> None:
        self._messages: list[Message] = []
        self._conversations: dict[frozenset[int], int] = {}

    def post(self, sender: int, recipient: int, text: str, text_format: int, when: int) -> Message:
        """Keep a message under the next id."""
        people = frozenset({sender, recipient})
        conversation = self._conversations.setdefault(people, len(self._conversations) + 1)
        number = len(self._messages) + 1
        message = Message(number, conversation, sender, recipient, text, text_format, when)
        self._messages.append(message)
        return message

    def newest(self) -> Iterator[Message]:
        """Yield all messages, the latest first."""
        return reversed(self._messages)
