"""Finds the header of a base in a sheet, and reads the rows below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from connector.domain.bases import Column, Value, remembered
from connector.domain.people import Role
from connector.mapping.bases import BaseSheets, plain
from connector.reports import xlsx
from connector.services.bases.differences import At, Fault
from connector.services.bases.parsing import Unreadable, number, text, value_of

MOST_ROWS: Final = 20_000
MOST_ABOVE: Final = 10
"""How many rows may stand above the header."""

ROW_ID: Final = "row_id"
MARK: Final = "mark"
NO_ROW: Final = -1
"""The number of a row of which nobody can tell which it is."""


@dataclass(frozen=True)
class Line:
    """A row of a file: which row of the base it is, None for a new one, and what its cells say.

    `exported`: digests of what the cells were exported with, None when they are lost. A cell that
    cannot be read is left out of the values.
    """

    number: int
    row_id: int | None
    exported: Mapping[Column, str] | None
    values: Mapping[Column, Value]


class Lines:
    """The sheet of one base; `faults` grows while it is read."""

    def __init__(self, looks: BaseSheets, role: Role, table: xlsx.Table) -> None:
        self._looks, self._role, self._table = looks, role, table
        look = looks.sheets[role]
        self.titles = {
            **{head.column.value: head.title for head in look.heads},
            ROW_ID: look.row_id,
            MARK: look.mark,
        }
        self.faults: list[Fault] = []
        self._columns = self._read_header()

    def __iter__(self) -> Iterator[Line]:
        """The rows below the header; none when it lacks what tells rows apart."""
        if self._columns.keys() >= {ROW_ID, MARK}:
            yield from (self._line(row) for row in self._below)

    def at(self, row: int, name: str) -> At:
        """The place of a cell: a Column, ROW_ID or MARK."""
        letter = xlsx.letter(self._columns[name]) if name in self._columns else ""
        return At(self._table.title, row, letter, self.titles[name])

    def fault(self, code: str, row: int, name: str) -> None:
        """Note that something is wrong with a cell."""
        self.faults.append(Fault(code, self.at(row, name)))

    @cached_property
    def _header(self) -> xlsx.Row:
        """The row with the title of the hidden numbers, else the first."""
        rows = self._table.rows[: MOST_ABOVE + 1]
        wanted = plain(self.titles[ROW_ID])
        named = (r for r in rows if any(plain(str(c.content)) == wanted for c in r.cells.values()))
        return next(named, rows[0] if rows else xlsx.Row(1, {}))

    @property
    def _heads(self) -> Mapping[int, str]:
        """What stands in the header, by the number of the column."""
        heads = {column: str(cell.content) for column, cell in self._header.cells.items()}
        return {column: head for column, head in heads.items() if head.strip()}

    @property
    def _below(self) -> Iterator[xlsx.Row]:
        return (row for row in self._table.rows if row.number > self._header.number)

    def _read_header(self) -> Mapping[str, int]:
        names = {plain(title): name for name, title in self.titles.items()}
        found: dict[str, int] = {}
        for column, head in self._heads.items():
            name = names.get(plain(head))
            if name is None or name in found:
                code = "bases.repeated_column" if name else "bases.unknown_column"
                self._fault_of_column(code, self._header.number, column, head)
            else:
                found[name] = column
        for name in self.titles.keys() - found.keys():
            missing = At(self._table.title, self._header.number, "", self.titles[name])
            self.faults.append(Fault("bases.missing_column", missing))
        self._note_headless()
        return found

    def _note_headless(self) -> None:
        known = set(self._heads)
        for row in self._below:
            for column, cell in row.cells.items():
                if column not in known and str(cell.content).strip():
                    known.add(column)
                    self._fault_of_column("bases.column_without_head", row.number, column, "")

    def _fault_of_column(self, code: str, row: int, column: int, head: str) -> None:
        at = At(self._table.title, row, xlsx.letter(column), head)
        self.faults.append(Fault(code, at))

    def _line(self, row: xlsx.Row) -> Line:
        mark = row.cells.get(self._columns[MARK])
        is_text = mark is not None and mark.kind is xlsx.CellKind.TEXT
        return Line(
            row.number,
            self._row_id(row),
            remembered(self._role, text(mark)) if mark and is_text else None,
            dict(self._values(row)),
        )

    def _row_id(self, row: xlsx.Row) -> int | None:
        cell = row.cells.get(self._columns[ROW_ID])
        try:
            return number(cell) if cell else None
        except Unreadable:
            return NO_ROW

    def _values(self, row: xlsx.Row) -> Iterator[tuple[Column, Value]]:
        for head in self._looks.sheets[self._role].heads:
            place = self._columns.get(head.column)
            if place is None or head.column is Column.NUMBER:
                continue
            try:
                yield head.column, value_of(head.column, row.cells.get(place), self._looks)
            except Unreadable as error:
                self.fault(str(error), row.number, head.column)
