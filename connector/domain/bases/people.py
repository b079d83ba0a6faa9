"""How a base shows what is known of a person, and takes it back for one from outside Moodle."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from connector.domain.people import Kind, Organisation, Person, Role
from connector.domain.programmes import Form


def contacts(person: Person, role: Role) -> str:
    """How to reach somebody, and of mentees how to reach who answers for them."""
    return "\n".join(filter(None, (person.contacts, _answering(person, role))))


def with_contacts(person: Person, role: Role, text: str) -> Person:
    """Take contacts back; while they end with the representative, that stands for itself."""
    answering = _answering(person, role)
    if not answering:
        return replace(person, contacts=text)
    if text == answering:
        return replace(person, contacts="")
    own = text.removesuffix(f"\n{answering}")
    if own and own != text:
        return replace(person, contacts=own)
    return replace(person, contacts=text, representative="")


def place(person: Person, organisations: Mapping[int, Organisation], school: str) -> str:
    """Where somebody studies or works: the class, the partner, else the school for its staff."""
    if person.kind is Kind.PUPIL:
        return person.class_name
    organisation = organisations.get(person.organisation_id)
    if organisation:
        return organisation.name
    is_staff = person.kind is Kind.TEACHER and person.in_moodle
    return person.workplace or (school if is_staff else "")


def placed(person: Person, text: str, organisation: Callable[[str], int]) -> Person:
    """Take a place back; `organisation` gives the number of a partner by its name."""
    if person.kind is Kind.PUPIL:
        return replace(person, class_name=text)
    return replace(person, workplace="", organisation_id=organisation(text))


def born_in(person: Person, year: int | None) -> Person:
    """Take a year of birth; its last day, so that nobody counts as grown up too early."""
    return replace(person, born_on=None if year is None else last_day(year))


def last_day(year: int) -> date:
    """31 December."""
    return date(year, 12, 31)


def kind(form: Form | None, role: Role) -> Kind:
    """What a newcomer is: an employer, unless the form asks for others on that side."""
    side = form and (form.mentors if role is Role.MENTOR else form.mentees)
    if not side or Kind.EMPLOYER in side:
        return Kind.EMPLOYER
    return next(kind for kind in Kind if kind in side)


def _answering(person: Person, role: Role) -> str:
    return person.representative if role is Role.MENTEE else ""
