"""A sheet of certificates: its columns, an empty form, and what stands in a filled one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from connector.domain.register.edits import EditRefused
from connector.domain.training import TrainingKind
from connector.reports.xlsx import Column, Format, Row, Sheet, Table, letter, write
from connector.services.by_hand.view import View
from connector.services.training.cells import DATES, REQUIRED, Head, plain, value

WIDTHS: Final[Mapping[Head, int]] = {
    Head.PERSON: 34, Head.TITLE: 48, Head.KIND: 26, Head.HOURS: 8, Head.ISSUED_ON: 12,
    Head.VALID_TO: 12, Head.PROVIDER: 30, Head.NUMBER: 18,
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell; `column` in letters, `why` says it."""

    sheet: str
    row: int
    column: str
    why: EditRefused


@dataclass(frozen=True)
class Line:
    """A row in which every cell can be read; `columns`: the letters of each head."""

    sheet: str
    row: int
    columns: Mapping[Head, str]
    values: Mapping[Head, Any]

    def fault(self, head: Head, why: EditRefused) -> Fault:
        """Something that is wrong with a cell all the same."""
        return Fault(self.sheet, self.row, self.columns.get(head, "A"), why)


def template(view: View) -> bytes:
    """An empty form; the kinds are offered in their cells."""
    kinds = tuple(view.deps.methodology.states["training"][kind] for kind in TrainingKind)
    columns = [
        Column(
            head=title(view, head),
            width=WIDTHS[head],
            format=Format.DATE if head in DATES else Format.TEXT,
            choices=kinds if head is Head.KIND else (),
        )
        for head in Head
    ]
    return write(Sheet(view.deps.wording.say("training.sheet"), columns, []))


def title(view: View, head: Head) -> str:
    """What a column is headed with."""
    return view.deps.wording.say(f"training.head_{head}")


def lines(view: View, table: Table) -> Iterator[Line | Fault]:
    """Every row that can be read, and what keeps the others from being read."""
    columns = _columns(view, table)
    missing = [head for head in REQUIRED if head not in columns]
    for head in missing:
        why = EditRefused("training.no_head", head=title(view, head))
        yield Fault(table.title, 1, "A", why)
    if not missing:
        for row in table.rows[1:]:
            yield from _line(view, table.title, row, columns)


def _columns(view: View, table: Table) -> Mapping[Head, int]:
    """Where each head stands, from left to right; of two the first counts."""
    heads = {plain(title(view, head)): head for head in Head}
    found: dict[Head, int] = {}
    for column, cell in sorted(table.rows[0].cells.items() if table.rows else ()):
        if head := heads.get(plain(str(cell.content))):
            found.setdefault(head, column)
    return found


def _line(view: View, sheet: str, row: Row, columns: Mapping[Head, int]) -> Iterator[Line | Fault]:
    letters = {head: letter(column) for head, column in columns.items()}
    kinds = view.deps.methodology.states["training"]
    values, faults = {}, []
    for head, column in columns.items():
        try:
            values[head] = value(head, row.cells.get(column), kinds)
        except EditRefused as why:
            faults.append(Fault(sheet, row.number, letters[head], why))
    if faults:
        yield from faults
    else:
        yield Line(sheet, row.number, letters, values)
