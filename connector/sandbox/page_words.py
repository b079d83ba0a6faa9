"""How the page of the sandbox names people and moments."""

from datetime import datetime
from typing import Final

from connector.sandbox.days import MOSCOW
from connector.sandbox.state import State

NOT_LISTED: Final = "нет в школе"


def name(state: State, user_id: int) -> str:
    """Answer a person's full name."""
    person = state.school.people.get(user_id)
    return person.fullname if person else f"{NOT_LISTED} (id {user_id})"


def moment(when: int) -> str:
    """Answer a moment (unix seconds) as it is read in Moscow."""
    return f"{datetime.fromtimestamp(when, MOSCOW):%d.%m.%Y %H:%M}"
