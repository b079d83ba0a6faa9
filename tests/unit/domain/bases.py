"""What tests of the bases share: a base of a register, and its only row."""

from collections.abc import Iterable, Mapping
from typing import Final

from connector.domain.bases import Base, Check, Column, Naming, Row, Value, Verdict
from connector.domain.bases import compared as compare
from connector.domain.bases.marks import mark, remembered
from connector.domain.pairs import Pair
from connector.domain.people import Kind, Organisation, Person, Role
from connector.domain.register import Register
from tests.builders import FORMS, TODAY, Change, a_person, a_school
from tests.register_builders import a_register

SCHOOL_NAME: Final = "МАОУ СОШ № 20"
NAMING: Final = Naming(SCHOOL_NAME, FORMS)
FACTORY: Final = Organisation(1, "ООО «Завод»")


def an_outsider(who: int = -1, **changes: Change) -> Person:
    """Build somebody of a factory who has no account."""
    given = {"name": "Петров Пётр", "kind": Kind.EMPLOYER, "class_name": "", "organisation_id": 1}
    return a_person(who, **(given | changes))


def a_base(
    register: Register,
    role: Role = Role.MENTOR,
    pairs: Iterable[Pair] = (),
    naming: Naming = NAMING,
) -> Base:
    """Build the base of a register in which the factory is known."""
    moodle = [person for person in register.people.values() if person.in_moodle]
    school = a_school(moodle, pairs=tuple(pairs))
    return Base(role, with_factory(register), school, naming, TODAY)


def with_factory(register: Register) -> Register:
    """Add the factory."""
    return register.with_rows("organisations", [FACTORY])


def only_row(*rows: object, role: Role = Role.MENTOR, pairs: Iterable[Pair] = ()) -> Row:
    """The only row of a base."""
    (row,) = a_base(a_register(*rows), role, pairs).rows()
    return row


def verdict(
    row: Row,
    written: Mapping[Column, Value],
    now: Row | None = None,
    role: Role = Role.MENTOR,
) -> Verdict:
    """What becomes of an exported row in which somebody has written, `now` being today's."""
    exported = remembered(role, mark(role, row.values))
    assert exported is not None
    return compare(now or row, {**row.values, **written}, exported, Check(NAMING, TODAY))
