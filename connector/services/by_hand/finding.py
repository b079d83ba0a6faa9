"""Finds whom or what somebody means: by number, by login, by a part of the name."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from connector.domain.classes import class_name
from connector.domain.people import Organisation, Person, PersonId
from connector.domain.programmes import Programme
from connector.domain.register.edits import EditRefused
from connector.domain.years import SchoolYear
from connector.services.by_hand.view import View

Thing = TypeVar("Thing", Organisation, Person, Programme)
MOST_NAMED: Final = 20
YEARS: Final = range(2000, 2100)
"""School years that are no slip of the hand."""


class SeveralFit(EditRefused):
    """More than one fits; `people` may be shown on a screen, and their names stand in no log."""

    def __init__(self, people: Sequence[Person]) -> None:
        ids = ", ".join(str(person.id) for person in people[:MOST_NAMED])
        super().__init__("people.several", count=len(people), ids=ids)
        self.people = people[:MOST_NAMED]


def person(view: View, who: str) -> Person:
    """A person by Moodle's id, our own negative one, the login, or a part of the name.

    A whole name outweighs a part of another. Raises EditRefused for nobody, SeveralFit for more.
    """
    wanted = who.strip()
    number = _number(wanted)
    for known in (number, view.logins.get(wanted.casefold())):
        if known is not None and known in view.people:
            return view.people[PersonId(known)]
    if number is not None:
        raise EditRefused("people.unknown", person=number)
    found = _named(view.people.values(), wanted, lambda person: person.name)
    if not found:
        raise EditRefused("people.nobody")
    if len(found) > 1:
        raise SeveralFit(sorted(found, key=lambda person: (person.name, person.id)))
    return found[0]


def programme(view: View, which: str) -> Programme:
    """A programme by its number, that of its course, or a part of its title.

    One that has not ended outweighs one of the same title that has. Raises EditRefused.
    """
    number = _number(which)
    if number is not None and number in view.programmes:
        return view.programmes[number]
    named = _named(view.programmes.values(), which, lambda one: one.title)
    found = [one for one in named if one.is_open] or named
    if len(found) != 1:
        listed = sorted(found or view.programmes.values(), key=lambda one: (one.title, one.id))
        known = "; ".join(f"{one.id} – {one.title}, {one.school_year}" for one in listed)
        raise EditRefused("people.which_programme", known=known)
    return found[0]


def organisation(view: View, which: str) -> Organisation:
    """An organisation by its number or a part of its name; raises EditRefused."""
    known = view.register.organisations
    number = _number(which)
    if number is not None and number in known:
        return known[number]
    found = _named(known.values(), which, lambda one: one.name)
    if len(found) != 1:
        raise EditRefused("people.which_organisation", count=len(found))
    return found[0]


def form(view: View, code: str) -> str:
    """A code of forms.yaml; raises EditRefused for another."""
    if code not in view.deps.methodology.forms:
        raise EditRefused("people.no_form", form=code, known=", ".join(view.deps.methodology.forms))
    return code


def school_class(typed: str) -> str:
    """A class as it is kept, 9А; raises EditRefused for what is no class."""
    found = class_name(typed)
    if found is None:
        raise EditRefused("people.no_class", typed=typed)
    return found


def school_year(typed: str) -> SchoolYear:
    """A school year as 2026/27; raises EditRefused for anything else."""
    try:
        year = SchoolYear.named(typed)
    except ValueError:
        raise EditRefused("people.no_year", typed=typed) from None
    if year.first not in YEARS:
        raise EditRefused("people.no_year", typed=typed)
    return year


def _named(things: Iterable[Thing], wanted: str, name: Callable[[Thing], str]) -> list[Thing]:
    plain = _plain(wanted)
    if not plain:
        return []
    found = [thing for thing in things if plain in _plain(name(thing))]
    return [thing for thing in found if _plain(name(thing)) == plain] or found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
