"""The sandbox's people as a test needs them: a school brought up to today, and whom to take."""

from collections.abc import Callable
from dataclasses import dataclass

from connector.domain.consents import Purpose, Signer
from connector.domain.pairs import Pair
from connector.domain.participation import Participation
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.register.edits_consents import Sheet
from connector.services import register
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from tests.builders import TODAY, a_person

BY = "завуч"


@dataclass(frozen=True)
class Couple:
    """A pair with one mentor and one mentee, both at work and with a consent."""

    pair: Pair
    mentor: Person
    mentee: Person


def brought_up(deps: Deps) -> View:
    """Bring the register up to today and look at it."""
    register.update(deps)
    return view(deps)


def couples(seen: View) -> list[Couple]:
    """Every pair of two in which nothing is amiss."""
    return [
        Couple(
            pair,
            seen.people[pair.mentors[0].person_id],
            seen.people[pair.mentees[0].person_id],
        )
        for pair in seen.school.pairs
        if len(pair.mentors) == len(pair.mentees) == 1
        and pair.is_complete
        and all(m.has_consent for m in (*pair.mentors, *pair.mentees))
    ]


def a_couple(seen: View, index: int = 0) -> Couple:
    """One of them, of pupils whose age is known."""
    pupils = [c for c in couples(seen) if c.mentee.kind is Kind.PUPIL and c.mentee.born_on]
    return pupils[index]


def a_curator(seen: View) -> Person:
    """The curator."""
    return next(person for person in seen.people.values() if Role.CURATOR in person.roles)


def a_stranger(seen: View) -> Person:
    """A pupil of Moodle who is not in the register."""
    return next(
        person
        for person in seen.outside_register.values()
        if person.kind is Kind.PUPIL and person.is_active and person.born_on
    )


def without_consent(seen: View) -> Person:
    """A minor who takes part and waits for a consent."""
    return next(
        person
        for person in seen.register.people.values()
        if any(one.is_open for one in seen.register.participations_of.get(person.id, ()))
        and not seen.register.consents_of.get(person.id)
        and person.born_on
        and person.is_minor(TODAY)
    )


def open_one(seen: View, who: PersonId) -> Participation:
    """The participation of somebody that has not ended."""
    return next(one for one in seen.register.participations_of[who] if one.is_open)


def an_engineer(**changes: object) -> Person:
    """Somebody from outside; the number is still to be given."""
    engineer: Callable[..., Person] = a_person
    return engineer(0, **{**ENGINEER, **changes})


ENGINEER: dict[str, object] = {
    "name": "Кузьмин Лев Львович",
    "kind": Kind.EMPLOYER,
    "class_name": "",
    "born_on": None,
}


def a_sheet(purpose: Purpose = Purpose.PROCESSING, signer: Signer = Signer.REPRESENTATIVE) -> Sheet:
    """A sheet signed today."""
    return Sheet(purpose, signer, TODAY)
