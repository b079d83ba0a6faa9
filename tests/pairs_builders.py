"""A school in which pairs are made: people who take part, forms, the register after a day."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.documents import ORDER_PAIRS, Document
from connector.domain.matches import Match, MatchMember, MatchState
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import Kind, Person, PersonId, Role
from connector.domain.programmes import Form, Programme, ProgrammeState
from connector.domain.register import Register, follow
from connector.domain.register.edits_matches import New, move, propose
from connector.domain.register.edits_orders import confirm
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import COURSE, FORMS, TODAY, a_person, a_programme, a_school
from tests.register_builders import a_consent, a_participation, a_register

MOST: Final = 2
"""How many mentees a mentor may have in the form of these tests."""

GROUP_SIZE: Final = (2, 3)
FORM: Final = replace(FORMS["pupil-pupil"], most_mentees=MOST, group_size=GROUP_SIZE)
SOME_FORMS: Final[Mapping[str, Form]] = {**FORMS, FORM.code: FORM}
SIGNED_ON: Final = date(2026, 10, 1)
ORDER: Final = Document(0, ORDER_PAIRS, "2026/27", number="7", dated_on=SIGNED_ON)
WARN: Final = Admission()


def taking_part(
    mentors: Iterable[int], mentees: Iterable[int], programme: Programme | None = None
) -> Register:
    """Everybody is in the base of one running programme, by hand and with a consent."""
    sides = [(who, Role.MENTOR) for who in mentors] + [(who, Role.MENTEE) for who in mentees]
    people = sorted({who for who, _ in sides})
    rows: list[Any] = [a_consent(who, who) for who in people]
    for key, (who, role) in enumerate(sides, 1):
        row = a_participation(
            key, who, role=role, programme_id=COURSE, is_by_hand=True, state=State.REGISTERED
        )
        rows.append(row)
    running = replace(programme or a_programme(), state=ProgrammeState.RUNNING)
    return a_register(*rows, people=people).with_rows("programmes", [running])


def a_place(register: Register, **changes: Any) -> School:  # noqa: ANN401 - fields of a school
    """The school of these people: nothing of their pairs is in Moodle yet."""
    school = a_school(register.people.values(), forms=SOME_FORMS)
    return replace(school, programmes=tuple(register.programmes.values()), **changes)


def lived(
    register: Register, school: School | None = None, admission: Admission = WARN, on: date = TODAY
) -> Register:
    """The register after everything followed."""
    return follow(register, school or a_place(register), admission, Norms(), on)


def a_new(mentor: int, *mentees: int, kind: str = "") -> New:
    """A pair to be proposed."""
    couple = (PersonId(mentor), tuple(map(PersonId, mentees)))
    return New(COURSE, couple, lambda number: f"Пара {number}", kind)


def proposed(register: Register, *new: New, on: date = TODAY) -> Register:
    """The register with proposed pairs."""
    return propose(register, new, SOME_FORMS, on)


def tried(register: Register, *new: New, on: date = TODAY) -> Register:
    """The register with pairs on trial."""
    register = proposed(register, *new, on=on)
    for key in range(max(register.matches) - len(new) + 1, max(register.matches) + 1):
        register = move(register, key, MatchState.TRIAL, on)
    return register


def at_work(register: Register, *new: New, on: date = TODAY) -> Register:
    """The register with pairs that an order has made and that work."""
    register = tried(register, *new, on=on)
    keys = range(max(register.matches) - len(new) + 1, max(register.matches) + 1)
    return lived(confirm(register, keys, ORDER, SIGNED_ON, SOME_FORMS, on), on=on)


def a_teacher(who: int) -> Person:
    """A grown-up who works at the school."""
    return a_person(who, kind=Kind.TEACHER, class_name="", born_on=date(1980, 1, 1))


def open_mentees(register: Register) -> list[tuple[Match, MatchMember]]:
    """Every mentee who is in a pair now."""
    return [
        (register.matches[one.match_id], one)
        for one in register.members.values()
        if one.side is Role.MENTEE and one.left_on is None
    ]
