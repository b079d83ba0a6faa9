"""Register + what a file changes -> register."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from connector.domain.bases import people as persons
from connector.domain.bases.columns import OF_PERSON, Column, Value, empty, key, same, tidy
from connector.domain.bases.rows import Naming
from connector.domain.participation import TEXTS, Participation
from connector.domain.people import Organisation, Person, PersonId, Role
from connector.domain.register.book import Register, next_id, next_outsider


@dataclass(frozen=True)
class Edit:
    """A new value of a cell."""

    participation_id: int
    column: Column
    value: Value


@dataclass(frozen=True)
class Newcomer:
    """Somebody from outside Moodle who is to be in the base of a role."""

    role: Role
    values: Mapping[Column, Value]


@dataclass(frozen=True)
class Entry:
    """The day on which newcomers apply; their own numbers begin below `below`."""

    on: date
    below: int = 0


def edited(
    register: Register,
    edits: Iterable[Edit],
    newcomers: Iterable[Newcomer],
    naming: Naming,
    entry: Entry,
) -> Register:
    """Change cells and take in newcomers; everything has been checked before."""
    editor = _Editor(register, naming, entry)
    for edit in edits:
        editor.change(edit)
    for newcomer in newcomers:
        editor.take_in(newcomer)
    return editor.register


class _Editor:
    """Copies what it changes once, however many cells are changed."""

    def __init__(self, register: Register, naming: Naming, entry: Entry) -> None:
        self._before, self._naming, self._on = register, naming, entry.on
        self._people = dict(register.people)
        self._participations = dict(register.participations)
        self._organisations = dict(register.organisations)
        self._by_name = {key(one.name): one.id for one in register.organisations.values()}
        self._participation_ids = count(next_id(register.participations))
        self._person_ids = count(next_outsider([*register.people, PersonId(entry.below)]), -1)
        self._outsiders: defaultdict[str, list[PersonId]] = defaultdict(list)
        for person in register.people.values():
            if not person.in_moodle:
                self._outsiders[key(person.name)].append(person.id)

    @property
    def register(self) -> Register:
        return replace(
            self._before,
            people=self._people,
            participations=self._participations,
            organisations=self._organisations,
        )

    def change(self, edit: Edit) -> None:
        one = self._participations[edit.participation_id]
        if edit.column in OF_PERSON:
            person = self._people[one.person_id]
            self._people[person.id] = self._told(person, one.role, edit.column, edit.value)
        else:
            self._participations[one.id] = self._set(one, edit.column, edit.value)

    def take_in(self, new: Newcomer) -> None:
        person = self._known(new) or self._new(new)
        self._people[person.id] = replace(person, roles=person.roles | {new.role})
        self._outsiders[key(person.name)].append(person.id)
        entered = new.values.get(Column.ENTERED_ON)
        one = Participation(
            next(self._participation_ids),
            person.id,
            new.role,
            is_by_hand=True,
            applied_on=entered if isinstance(entered, date) else self._on,
        )
        for column, value in new.values.items():
            if column not in OF_PERSON and not same(column, value, empty(column)):
                one = self._set(one, column, value)
        self._participations[one.id] = one

    def _set(self, one: Participation, column: Column, value: Value) -> Participation:
        if column in TEXTS:
            return replace(one, texts={**one.texts, column.value: str(value)})
        if column is Column.FORM:
            return replace(one, form=self._naming.form(str(value)) or "")
        return SET[column](one, value)

    def _told(self, person: Person, role: Role, column: Column, value: Value) -> Person:
        if column is Column.NAME:
            return replace(person, name=tidy(str(value)))
        if column is Column.CONTACTS:
            return persons.with_contacts(person, role, str(value))
        if column is Column.BIRTH_YEAR:
            return persons.born_in(person, value if isinstance(value, int) else None)
        return persons.placed(person, str(value), self._organisation)

    def _known(self, new: Newcomer) -> Person | None:
        """The same person in the other base: the same name, contacts and place."""
        for who in self._outsiders[key(str(new.values[Column.NAME]))]:
            told = self._shown(self._people[who], new.role)
            shared = told.keys() & new.values.keys()
            if all(same(column, told[column], new.values[column]) for column in shared):
                return self._people[who]
        return None

    def _shown(self, person: Person, role: Role) -> Mapping[Column, Value]:
        return {
            Column.NAME: person.name,
            Column.CONTACTS: persons.contacts(person, role),
            Column.BIRTH_YEAR: person.born_on and person.born_on.year,
            Column.PLACE: persons.place(person, self._organisations, self._naming.school),
        }

    def _new(self, new: Newcomer) -> Person:
        form = self._naming.forms.get(self._naming.form(str(new.values[Column.FORM])) or "")
        person = Person(
            id=PersonId(next(self._person_ids)),
            name="",
            kind=persons.kind(form, new.role),
            class_name="",
            born_on=None,
            is_young_specialist=False,
            is_active=True,
            roles=frozenset(),
        )
        for column in OF_PERSON & new.values.keys():
            person = self._told(person, new.role, column, new.values[column])
        return person

    def _organisation(self, name: str) -> int:
        """The number of an organisation by its name; it is created when new, 0 for no name."""
        known = key(name)
        if known and known not in self._by_name:
            number = next_id(self._organisations)
            self._organisations[number] = Organisation(number, tidy(name))
            self._by_name[known] = number
        return self._by_name.get(known, 0)


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


SET: Final[Mapping[Column, Callable[[Participation, Value], Participation]]] = {
    Column.ENTERED_ON: lambda one, value: replace(one, entered_on=_day(value)),
    Column.LEFT_ON: lambda one, value: replace(one, left_on=_day(value)),
    Column.CASE_URL: lambda one, value: replace(one, case_url=str(value)),
    Column.IS_PASSED: lambda one, value: replace(one, is_passed=bool(value)),
}
