"""Takes certificates over from a spreadsheet: the difference first, a whole file or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from connector.domain.people import Person, PersonId
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_certificates import (
    Difference,
    difference,
    enter_certificates,
    fault_of,
)
from connector.domain.training import Certificate
from connector.reports import xlsx
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View
from connector.services.training.cells import Head, plain
from connector.services.training.certificates import row
from connector.services.training.sheet import Fault, Line, lines

MOST_ROWS: Final = 5000
NEW: Final = 0


@dataclass(frozen=True)
class Import:
    """What a file says: papers, what they change, and every fault; with one, nothing is kept."""

    papers: tuple[Certificate, ...]
    difference: Difference
    faults: tuple[Fault, ...]


def read(view: View, file: bytes) -> Import:
    """Look at a file; raises WrongFile for what is no spreadsheet."""
    matcher = _Matcher(view)
    found = [
        matcher.paper(line) if isinstance(line, Line) else line
        for table in xlsx.read(file, MOST_ROWS)[:1]
        for line in lines(view, table)
    ]
    papers = tuple(one for one in found if isinstance(one, Certificate))
    faults = tuple(one for one in found if isinstance(one, Fault))
    return Import(papers, difference(view.register, papers), faults)


def apply(view: View, by: str, seen: Import) -> Changed:
    """Enter everything of a file without faults; raises EditRefused for one that has some."""
    if seen.faults:
        raise EditRefused("training.faults", count=len(seen.faults))
    people = [view.people[paper.person_id] for paper in seen.papers]
    return change(view, by, lambda known: enter_certificates(known, people, seen.papers))


def as_told(view: View, seen: Import) -> Mapping[str, Any]:
    """What a file changes and what is wrong with it, for a program."""
    say, found = view.deps.wording.of, seen.difference
    return {
        "added": [row(view, paper) for paper in found.added],
        "changed": [row(view, after) for _, after in found.changed],
        "unchanged": found.unchanged,
        "faults": [
            {"sheet": f.sheet, "row": f.row, "column": f.column, "why": say(f.why)}
            for f in seen.faults
        ],
    }


class _Matcher:
    """Finds whom a row is about: by number, by login, by the whole name if it is the only one."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._named: dict[str, list[Person]] = {}
        for person in view.people.values():
            self._named.setdefault(plain(person.name), []).append(person)

    def paper(self, line: Line) -> Certificate | Fault:
        """A certificate, or why there can be none."""
        try:
            paper = _paper(self._person(str(line.values[Head.PERSON])).id, line.values)
        except EditRefused as why:
            return line.fault(Head.PERSON, why)
        fault = fault_of(paper, self._view.today)
        head = Head.ISSUED_ON if paper.valid_to is None else Head.VALID_TO
        return line.fault(head, fault) if fault else paper

    def _person(self, who: str) -> Person:
        people, named = self._view.people, self._named.get(plain(who), [])
        number = self._view.logins.get(who.casefold()) or _number(who)
        if number in people:
            return people[number]
        if len(named) != 1:
            raise EditRefused("training.several_people" if named else "training.nobody")
        return named[0]


def _paper(who: PersonId, values: Mapping[Head, object]) -> Certificate:
    told = {head.value: value for head, value in values.items() if head is not Head.PERSON}
    return Certificate(id=NEW, person_id=who, **told)  # type: ignore[arg-type] # parsed by their heads


def _number(who: str) -> PersonId:
    try:
        return PersonId(int(who))
    except ValueError:
        return PersonId(NEW)
