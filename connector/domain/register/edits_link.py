"""An outsider who was given an account: everything of them becomes the account's."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused, known, taking_in

NAMING: Final[Mapping[str, tuple[str, ...]]] = {
    "participations": ("person_id",),
    "consents": ("person_id",),
    "certificates": ("person_id",),
    "route": ("person_id",),
    "erasures": ("person_id",),
    "members": ("person_id", "mentor_id"),
    "constraints": ("mentor_id", "mentee_id"),
    "preferences": ("from_id", "to_id"),
}
"""Parts whose rows name people, and where; the others belong to one of these rows."""


def link(register: Register, outsider: PersonId, account: Person) -> Register:
    """Give everything of an outsider to an account of Moodle; the outsider is gone.

    Raises EditRefused when one of them is not what it must be, or both take part in one place.
    """
    gone = known(register, outsider)
    if gone.in_moodle or not account.in_moodle:
        raise EditRefused("people.not_an_outsider", outsider=outsider, person=account.id)
    register = taking_in(register, account)
    _check_places(register, outsider, account.id)
    kept = register.people[account.id]
    organisation_id = kept.organisation_id or gone.organisation_id
    register = register.with_rows("people", [replace(kept, organisation_id=organisation_id)])
    for part, names in NAMING.items():
        rows = [
            _renamed(row, names, outsider, account.id) for row in getattr(register, part).values()
        ]
        changed = [row for row in rows if row is not None]
        register = register.with_rows(part, changed)
    people = {who: person for who, person in register.people.items() if who != outsider}
    return replace(register, people=people)


def _renamed(row: Any, names: Sequence[str], before: int, after: int) -> Any:  # noqa: ANN401 - a row of any part
    """The row with another number where it names somebody; None when it does not."""
    named = {name: after for name in names if getattr(row, name) == before}
    return replace(row, **named) if named else None


def _check_places(register: Register, outsider: PersonId, account: PersonId) -> None:
    """Nobody takes part twice at once in one role of one programme."""
    for theirs in register.participations_of.get(outsider, ()):
        for mine in register.open_of(account, theirs.role):
            if theirs.is_open and mine.programme_id == theirs.programme_id:
                raise EditRefused("people.both_take_part", participation=theirs.id, other=mine.id)
