"""People from outside Moodle and their organisations, entered by hand (methodology 12.1, 12.3: 15).

Of who has an account Moodle is the source: nothing of them is changed here.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from connector.domain.people import Organisation, Person, PersonId
from connector.domain.register.book import Register, next_id, next_outsider
from connector.domain.register.edits import EditRefused
from connector.domain.years import full_years

YOUNGEST, OLDEST = 5, 110
"""Full years of somebody who can take part in anything at a school."""

LETTER: Final = r"[^\W\d_]"
NAME: Final = re.compile(rf"{LETTER}(?:{LETTER}|['’.-])*(?: {LETTER}(?:{LETTER}|['’.-])*)+")
"""A surname and a first name at least: words of letters, hyphens and apostrophes."""


def add_outsider(
    register: Register,
    outsider: Person,
    on: date,
    *,
    elsewhere: Iterable[Person] = (),
    is_another: bool = False,
    below: int = 0,
) -> Register:
    """Add somebody who has no account; the number of `outsider` is given here, below `below`.

    `elsewhere`: people of Moodle who are not in the register. Raises EditRefused for a name or a
    birth date that cannot be, and for a likely duplicate unless `is_another`.
    """
    outsider = replace(outsider, name=" ".join(outsider.name.split()))
    if not NAME.fullmatch(outsider.name):
        raise EditRefused("people.name_incomplete")
    _check_birth(outsider, on)
    if outsider.organisation_id and outsider.organisation_id not in register.organisations:
        raise EditRefused("people.no_organisation", organisation=outsider.organisation_id)
    if not is_another:
        _check_new(outsider, [*register.people.values(), *elsewhere])
    number = next_outsider([*register.people, PersonId(below)])
    return register.with_rows("people", [replace(outsider, id=number)])


def add_organisation(register: Register, organisation: Organisation) -> Register:
    """Add a partner; its number is given here. Raises EditRefused for a name that is there."""
    name = " ".join(organisation.name.split())
    if not name:
        raise EditRefused("people.organisation_nameless")
    for known in register.organisations.values():
        if _plain(known.name) == _plain(name):
            raise EditRefused("people.organisation_known", organisation=known.id)
    agreed_on, valid_to = organisation.agreed_on, organisation.valid_to
    if agreed_on and valid_to and valid_to < agreed_on:
        raise EditRefused("people.agreement_ends_first", day=valid_to, agreed=agreed_on)
    number = next_id(register.organisations)
    return register.with_rows("organisations", [replace(organisation, id=number, name=name)])


def _check_birth(outsider: Person, on: date) -> None:
    born = outsider.born_on
    if born and (born > on or not YOUNGEST <= full_years(born, on) <= OLDEST):
        raise EditRefused("people.birth_implausible", day=born)


def _check_new(outsider: Person, people: Iterable[Person]) -> None:
    """Refuse a namesake born on the same day, or one whose birthday or ours is not known."""
    for person in people:
        days = {person.born_on, outsider.born_on} - {None}
        if len(days) <= 1 and _plain(person.name) == _plain(outsider.name):
            raise EditRefused("people.likely_the_same", person=person.id)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
