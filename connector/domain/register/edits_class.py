"""A class that hands in its consents together: who is given one, and who is not and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_consents import Sheet, give_consent, signer_of


@dataclass(frozen=True)
class OfClass:
    """What a class hands in: one purpose, one day; `without`: those who did not."""

    class_name: str
    purpose: Purpose
    signed_on: date
    without: frozenset[PersonId] = frozenset()


@dataclass(frozen=True)
class Handed:
    """A pupil of the class: whose hand signs for them, or why nothing is given."""

    person: Person
    signed_by: Signer
    refused: EditRefused | None = None


def give_to_class(
    register: Register, of_class: OfClass, on: date
) -> tuple[Register, tuple[Handed, ...]]:
    """Give a consent to everybody of a class who takes part and has none.

    Raises EditRefused when nobody of the class takes part, or somebody in `without` does not.
    """
    pupils = _taking_part(register, of_class.class_name)
    if not pupils:
        raise EditRefused("consents.nobody_in_class", class_name=of_class.class_name)
    _check_named(of_class, {pupil.id for pupil in pupils})
    handed = []
    for pupil in pupils:
        signed_by = signer_of(pupil, of_class.signed_on)
        try:
            _check(register, pupil.id, of_class, on)
            sheet = Sheet(of_class.purpose, signed_by, of_class.signed_on)
            register = give_consent(register, pupil.id, sheet, on)
        except EditRefused as refused:
            handed.append(Handed(pupil, signed_by, refused))
        else:
            handed.append(Handed(pupil, signed_by))
    return register, tuple(handed)


def _taking_part(register: Register, class_name: str) -> list[Person]:
    open_ = {one.person_id for one in register.participations.values() if one.is_open}
    pupils = (p for p in register.people.values() if p.id in open_ and p.class_name == class_name)
    return sorted(pupils, key=lambda pupil: (pupil.name, pupil.id))


def _check_named(of_class: OfClass, pupils: Collection[PersonId]) -> None:
    for who in sorted(of_class.without - set(pupils)):
        raise EditRefused("consents.not_in_class", person=who, class_name=of_class.class_name)


def _check(register: Register, who: PersonId, of_class: OfClass, on: date) -> None:
    if who in of_class.without:
        raise EditRefused("consents.left_out")
    if register.has_consent(who, of_class.purpose, on):
        raise EditRefused("consents.has_one")
    if ConsentState.WITHDRAWN in _states(register, who, of_class.purpose, on):
        raise EditRefused("consents.has_withdrawn")


def _states(
    register: Register, who: PersonId, purpose: Purpose, on: date
) -> Iterable[ConsentState]:
    mine = register.consents_of.get(who, ())
    return [consent.state(on) for consent in mine if consent.purpose is purpose]
