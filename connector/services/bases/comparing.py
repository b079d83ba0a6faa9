"""Compares the sheets of a file with the bases of today."""

from collections.abc import Iterable, Sequence

from connector.domain.bases import (
    OF_PERSON,
    Base,
    Check,
    Column,
    Edit,
    Known,
    Newcomer,
    Newcomers,
    Row,
    Value,
    Verdict,
    compared,
    key,
    mark,
    remembered,
    same,
)
from connector.domain.people import PersonId
from connector.domain.register import Register
from connector.domain.school import School
from connector.errors import ConfigurationError
from connector.mapping.bases import plain
from connector.reports import xlsx
from connector.services.bases.differences import Changed, Conflict, Differences, Fault, New
from connector.services.bases.lines import MARK, ROW_ID, Line, Lines
from connector.services.bases.sheets import base_of, in_words
from connector.services.deps import Deps


def differences(
    deps: Deps, register: Register, school: School, tables: Sequence[xlsx.Table]
) -> Differences:
    """What the sheets would change; raises ConfigurationError when none of them is a base."""
    looks = deps.methodology.bases
    found = [
        _Comparing(deps, base_of(deps, role, register, school), school, table).differences
        for role, look in looks.sheets.items()
        for table in tables
        if plain(table.title) == plain(look.title)
    ]
    if not found:
        titles = ", ".join(look.title for look in looks.sheets.values())
        raise ConfigurationError("bases.no_sheet", titles=titles)
    return _together(found, register)


class _Comparing:
    """Compares one sheet with its base."""

    def __init__(self, deps: Deps, base: Base, school: School, table: xlsx.Table) -> None:
        self._looks, self._base, self._sheet = deps.methodology.bases, base, table.title
        self._lines = Lines(self._looks, base.role, table)
        self._check = Check(base.naming, base.on)
        rows = base.rows()
        self._rows = {row.participation_id: row for row in rows}
        people = [*school.people.values(), *base.register.people.values()]
        self._newcomers = Newcomers(rows, people)
        self._blank = base.blank
        self._nothing = remembered(base.role, mark(base.role, self._blank.values)) or {}
        self._met: set[int] = set()
        self._names: set[str] = set()
        self._changes: list[Changed] = []
        self._new: list[New] = []
        self._known: list[New] = []
        self._conflicts: list[Conflict] = []

    @property
    def differences(self) -> Differences:
        for line in self._lines:
            if line.row_id is None:
                self._compare_new(line)
            else:
                self._compare_known(line, line.row_id)
        return Differences(
            changes=tuple(self._changes),
            new=tuple(self._new),
            known=tuple(self._known),
            conflicts=tuple(self._conflicts),
            faults=tuple(self._lines.faults),
            missing=len(self._rows.keys() - self._met),
        )

    def _compare_known(self, line: Line, row_id: int) -> None:
        row = self._rows.get(row_id)
        if row is None:
            self._lines.fault("bases.unknown_row", line.number, ROW_ID)
        elif row_id in self._met:
            self._lines.fault("bases.repeated_row", line.number, ROW_ID)
        elif line.exported is None:
            self._lines.fault("bases.mark_lost", line.number, MARK)
        else:
            verdict = compared(row, line.values, line.exported, self._check)
            self._note(line, row, verdict)
        self._met.add(row_id)

    def _note(self, line: Line, row: Row, verdict: Verdict) -> None:
        who = str(row.values[Column.NAME])
        self._fault_all(line, verdict)
        self._changes += [
            Changed(
                self._lines.at(line.number, column),
                who,
                in_words(self._looks, row.values[column]),
                in_words(self._looks, line.values[column]),
                Edit(row.participation_id, column, line.values[column]),
            )
            for column in verdict.changes
        ]
        if verdict.conflicts:
            self._conflict("bases.changed_meanwhile", line, who, verdict.conflicts)

    def _compare_new(self, line: Line) -> None:
        verdict = compared(self._blank, line.values, self._nothing, self._check)
        if not (verdict.changes or verdict.faults):
            return
        self._fault_all(line, verdict)
        name = line.values.get(Column.NAME)
        if name == "":
            self._lines.fault("bases.name_incomplete", line.number, Column.NAME)
        elif isinstance(name, str) and Column.NAME not in verdict.faults:
            self._look_up(line, name)

    def _look_up(self, line: Line, name: str) -> None:
        if key(name) in self._names:
            self._lines.fault("bases.repeated_name", line.number, Column.NAME)
        self._names.add(key(name))
        known = self._newcomers.known(line.values)
        new = New(self._sheet, line.number, name, Newcomer(self._base.role, line.values))
        if known is Known.IN_MOODLE:
            self._lines.fault("bases.known_in_moodle", line.number, Column.NAME)
        elif known is Known.DIFFERENT:
            self._conflict("bases.there_already", line, name, (Column.NAME,))
        elif known is Known.THERE:
            self._known.append(new)
        else:
            self._new.append(new)

    def _fault_all(self, line: Line, verdict: Verdict) -> None:
        for column, code in verdict.faults.items():
            self._lines.fault(code, line.number, column)

    def _conflict(self, code: str, line: Line, who: str, columns: Iterable[Column]) -> None:
        heads = tuple(self._lines.titles[column] for column in columns)
        self._conflicts.append(Conflict(code, self._sheet, line.number, who, heads))


def _together(found: Sequence[Differences], register: Register) -> Differences:
    changes = [change for one in found for change in one.changes]
    return Differences(
        changes=tuple(changes),
        new=tuple(new for one in found for new in one.new),
        known=tuple(new for one in found for new in one.known),
        conflicts=tuple(conflict for one in found for conflict in one.conflicts),
        faults=(
            *(fault for one in found for fault in one.faults),
            *_contradictions(changes, register),
        ),
        missing=sum(one.missing for one in found),
    )


def _contradictions(changes: Iterable[Changed], register: Register) -> Iterable[Fault]:
    """Somebody stands in several rows, and they say different things of them."""
    first: dict[tuple[PersonId, Column], Value] = {}
    for change in changes:
        edit = change.edit
        if edit.column in OF_PERSON:
            who = register.participations[edit.participation_id].person_id
            said = first.setdefault((who, edit.column), edit.value)
            if not same(edit.column, said, edit.value):
                yield Fault("bases.contradiction", change.at)
