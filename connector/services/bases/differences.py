"""What a file would change: named by sheet, row and cell, so that a person can look."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from connector.domain.bases import Edit, Entry, Naming, Newcomer, edited
from connector.domain.register import Register
from connector.wording import Wording


@dataclass(frozen=True)
class At:
    """A cell of a file under the head of its column; `letter` empty: a column that is missing."""

    sheet: str
    row: int
    letter: str
    head: str

    @property
    def cell(self) -> str:
        """Its address within the sheet, as Excel writes it."""
        return f"{self.letter or '-'}{self.row}"


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be taken over; `code` names a sentence and `facts` fill it."""

    code: str
    at: At
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Changed:
    """A cell with a new value; `before` and `after` as a person reads them."""

    at: At
    who: str
    before: str
    after: str
    edit: Edit


@dataclass(frozen=True)
class New:
    """A row without a number: somebody from outside Moodle."""

    sheet: str
    row: int
    who: str
    newcomer: Newcomer


@dataclass(frozen=True)
class Conflict:
    """A row that is left as it is; `heads`: what has changed meanwhile, or is there differently.

    `code` names a sentence.
    """

    code: str
    sheet: str
    row: int
    who: str
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """Everything that a file would change, and what it would not.

    `known`: new rows of people who are there already. `missing`: how many rows of the base are not
    in the file; nothing happens to them. While there are faults, nothing is changed at all.
    """

    changes: tuple[Changed, ...] = ()
    new: tuple[New, ...] = ()
    known: tuple[New, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    faults: tuple[Fault, ...] = ()
    missing: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the file changes nothing and nothing is wrong with it."""
        return not (self.changes or self.new or self.conflicts or self.faults)

    def applied(self, register: Register, naming: Naming, entry: Entry) -> Register:
        """The register with all of it; conflicts stay as they are."""
        edits = [change.edit for change in self.changes]
        newcomers = [new.newcomer for new in self.new]
        return edited(register, edits, newcomers, naming, entry)


def said(wording: Wording, fault: Fault) -> str:
    """A fault with its place, for a person."""
    at = fault.at
    place = wording.say("bases.at", sheet=at.sheet, cell=at.cell, head=at.head)
    return f"{place}: {wording.say(fault.code, **fault.facts)}"
