"""One base: a row for each participation in a role, with what the school knows today."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from connector.domain.bases.columns import (
    OF_PAIR,
    OF_PERSON,
    Column,
    Value,
    compared_columns,
    empty,
)
from connector.domain.bases.people import contacts, place
from connector.domain.bases.rows import EVERYTHING, Filter, Naming, Row
from connector.domain.control import GONE
from connector.domain.pairs import Pair
from connector.domain.participation import TEXTS, Participation, Reason
from connector.domain.people import Person, PersonId, Role
from connector.domain.register.book import Register
from connector.domain.register.rules import may_publish
from connector.domain.school import NO_PROGRAMME, School

PAIRS_IN_MOODLE: Final = dict.fromkeys(sorted(OF_PAIR), "bases.pairs_in_moodle")
NEVER_NEW: Final[Mapping[Column, str]] = {
    **PAIRS_IN_MOODLE,
    Column.LEFT_ON: "bases.not_ended",
    Column.CASE_URL: "bases.no_publication",
    Column.IS_PASSED: "bases.not_begun",
}
"""What cannot be said of somebody who is not in the base yet."""


class Base:
    """The base of one role on a day; `school` is settled with the register."""

    def __init__(
        self, role: Role, register: Register, school: School, naming: Naming, on: date
    ) -> None:
        self.role, self.register, self.naming, self.on = role, register, naming, on
        self._people = {**school.people, **register.people}
        self._columns = compared_columns(role)
        self._partners = self._by_member(school.pairs)

    def rows(self, wanted: Filter = EVERYTHING) -> list[Row]:
        """The rows, by name and then from the oldest to the newest."""
        found = [
            (person.name.casefold(), one.id, self.row(one, person))
            for one in self.register.participations.values()
            if one.role is self.role
            and (person := self.register.people.get(one.person_id))
            and wanted.fits(one, person)
        ]
        return [row for *_, row in sorted(found, key=lambda each: each[:2])]

    def row(self, one: Participation, person: Person) -> Row:
        """One row."""
        values = {column: SHOWN[column](self, one, person) for column in self._columns}
        locked = dict(self._locked(one, person))
        if Column.CASE_URL in locked:
            values[Column.CASE_URL] = ""
        return Row(one.id, person.id, one.is_open, values, locked)

    @property
    def blank(self) -> Row:
        """The row of somebody from outside Moodle who is not in the base yet."""
        values = {column: empty(column) for column in self._columns}
        locked = {**dict.fromkeys(self.naming.shut, "bases.shut"), **NEVER_NEW}
        return Row(0, PersonId(0), is_open=True, values=values, locked=locked)

    def place(self, person: Person) -> str:
        """Where somebody studies or works."""
        return place(person, self.register.organisations, self.naming.school)

    def partners(self, one: Participation) -> list[Person]:
        """Who stands on the other side of somebody's pairs in Moodle, by name."""
        return self._partners.get((one.programme_id, one.person_id), [])

    def _locked(self, one: Participation, person: Person) -> Iterator[tuple[Column, str]]:
        yield from ((column, "bases.shut") for column in self.naming.shut)
        yield from PAIRS_IN_MOODLE.items()
        if person.in_moodle:
            yield from ((column, "bases.kept_in_moodle") for column in OF_PERSON)
        if one.is_open:
            yield Column.LEFT_ON, "bases.not_ended"
        if one.programme_id != NO_PROGRAMME:
            yield Column.FORM, "bases.form_of_programme"
        if not may_publish(self.register, person.id, self.on):
            yield Column.CASE_URL, "bases.no_publication"
        if not one.was_active:
            yield Column.IS_PASSED, "bases.not_begun"
        if one.left_because is Reason.CONSENT_WITHDRAWN:
            yield from ((column, "bases.withdrawn") for column in self._columns)

    def _by_member(self, pairs: tuple[Pair, ...]) -> Mapping[tuple[int, PersonId], list[Person]]:
        found: defaultdict[tuple[int, PersonId], dict[PersonId, Person]] = defaultdict(dict)
        for pair in pairs:
            mine, others = pair.mentors, pair.mentees
            if self.role is Role.MENTEE:
                mine, others = others, mine
            there = [self._people[m.person_id] for m in others if m.standing not in GONE]
            for member in mine:
                found[pair.programme_id, member.person_id] |= {p.id: p for p in there}
        return {
            place: sorted(people.values(), key=lambda person: (person.name.casefold(), person.id))
            for place, people in found.items()
        }


Shown = Callable[[Base, Participation, Person], Value]


def _text(name: str) -> Shown:
    return lambda _base, one, _person: one.texts.get(name, "")


SHOWN: Final[Mapping[Column, Shown]] = {
    **{Column(name): _text(name) for name in TEXTS if name in set(Column)},
    Column.NAME: lambda _base, _one, person: person.name,
    Column.CONTACTS: lambda base, _one, person: contacts(person, base.role),
    Column.BIRTH_YEAR: lambda _base, _one, person: person.born_on and person.born_on.year,
    Column.PLACE: lambda base, _one, person: base.place(person),
    Column.ENTERED_ON: lambda _base, one, _person: one.entered_on,
    Column.PARTNERS: lambda base, one, _person: _lines(p.name for p in base.partners(one)),
    Column.FORM: lambda base, one, _person: base.naming.title(one.form),
    Column.PARTNER_PLACES: lambda base, one, _person: _lines(
        base.place(p) for p in base.partners(one)
    ),
    Column.LEFT_ON: lambda _base, one, _person: one.left_on,
    Column.CASE_URL: lambda _base, one, _person: one.case_url,
    Column.IS_PASSED: lambda _base, one, _person: one.is_passed,
}


def _lines(texts: Iterator[str]) -> str:
    return "\n".join(texts)
