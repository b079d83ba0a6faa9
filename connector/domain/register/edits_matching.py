"""What a curator decides before a matching: who is with whom, who is not, who is taken, choices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from connector.domain.choices import Preference
from connector.domain.matching import Constraint, ConstraintKind
from connector.domain.people import Person
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused, taking_in

APART: Final = frozenset({ConstraintKind.BAN, ConstraintKind.RELATIVES})
MOST_COMFORT: Final = 10


def constrain(
    register: Register, new: Constraint, people: tuple[Person, ...], on: date
) -> Register:
    """Enter a decision about people; a new number of places takes the place of the old one.

    Raises EditRefused for what was decided already, and for a pin against a ban or another pin.
    """
    for person in people:
        register = taking_in(register, person)
    if new.mentor_id == new.mentee_id:
        raise EditRefused("matching.same_person", person=new.mentor_id)
    if new.number < 0:
        raise EditRefused("matching.no_number", number=new.number)
    lifted = []
    for known in standing(register, new.programme_id):
        if known.kind is new.kind is ConstraintKind.PLACES and known.mentor_id == new.mentor_id:
            lifted.append(replace(known, lifted_on=on))
        else:
            _check(known, new)
    entered = replace(new, id=next_id(register.constraints))
    return register.with_rows("constraints", [*lifted, entered])


def lift(register: Register, constraint_id: int, on: date) -> Register:
    """Take a decision back; raises EditRefused when there is none that stands."""
    known = register.constraints.get(constraint_id)
    if known is None:
        raise EditRefused("matching.no_constraint", constraint=constraint_id)
    if known.lifted_on is not None:
        raise EditRefused("matching.lifted_already", constraint=constraint_id, day=known.lifted_on)
    return register.with_rows("constraints", [replace(known, lifted_on=on)])


def prefer(register: Register, new: Preference, people: tuple[Person, ...]) -> Register:
    """Enter whom somebody chose; a second choice of the same person takes the first one's place.

    Raises EditRefused for a choice of oneself, and for numbers that cannot be.
    """
    for person in people:
        register = taking_in(register, person)
    if new.from_id == new.to_id:
        raise EditRefused("matching.same_person", person=new.from_id)
    if new.rank < 1:
        raise EditRefused("matching.no_rank", number=new.rank)
    if not 0 <= new.comfort <= MOST_COMFORT:
        raise EditRefused("matching.no_comfort", number=new.comfort)
    same = (
        known.id
        for known in register.preferences.values()
        if (known.programme_id, known.from_id, known.to_id)
        == (new.programme_id, new.from_id, new.to_id)
    )
    number = next(same, next_id(register.preferences))
    return register.with_rows("preferences", [replace(new, id=number)])


def standing(register: Register, programme_id: int) -> Iterator[Constraint]:
    """The decisions that stand for a programme, those for all of them among them, the oldest first.

    For 0, all of them, every decision that stands.
    """
    for _, one in sorted(register.constraints.items()):
        if one.lifted_on is None and (not programme_id or one.programme_id in {0, programme_id}):
            yield one


def _check(known: Constraint, new: Constraint) -> None:
    same = (known.mentor_id, known.mentee_id) == (new.mentor_id, new.mentee_id)
    is_pin, was_pin = new.kind is ConstraintKind.PIN, known.kind is ConstraintKind.PIN
    if same and known.kind is new.kind:
        raise EditRefused("matching.decided_already", constraint=known.id)
    if same and ((is_pin and known.kind in APART) or (was_pin and new.kind in APART)):
        raise EditRefused("matching.against_another", constraint=known.id)
    if is_pin and was_pin and known.mentee_id == new.mentee_id:
        raise EditRefused("matching.pinned_already", constraint=known.id)
