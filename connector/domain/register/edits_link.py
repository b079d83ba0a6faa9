"""An outsider who was given an account: everything of them becomes the account's."""

from dataclasses import replace
from typing import Final

from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused, known, taking_in

OWNED: Final = ("participations", "consents", "certificates", "route", "erasures")
"""Parts whose rows belong to a person; the others belong to a participation."""


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
    for part in OWNED:
        rows = [row for row in getattr(register, part).values() if row.person_id == outsider]
        register = register.with_rows(part, [replace(row, person_id=account.id) for row in rows])
    people = {who: person for who, person in register.people.items() if who != outsider}
    return replace(register, people=people)


def _check_places(register: Register, outsider: PersonId, account: PersonId) -> None:
    """Nobody takes part twice at once in one role of one programme."""
    for theirs in register.participations_of.get(outsider, ()):
        for mine in register.open_of(account, theirs.role):
            if theirs.is_open and mine.programme_id == theirs.programme_id:
                raise EditRefused("people.both_take_part", participation=theirs.id, other=mine.id)
