"""The roadmap by hand: begun from the template or the year before, carried out (task T1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Any

from connector.domain.consents import BY_HAND
from connector.domain.documents import DocumentState
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_documents import known_document
from connector.domain.roadmap import RoadmapRow, RowState
from connector.domain.roadmap_template import TemplateRow
from connector.domain.years import SchoolYear, years_later


@dataclass(frozen=True)
class Fact:
    """That a row was done: when, what shows it, and the paper that came of it, 0 for none."""

    on: date
    evidence: str = ""
    document_id: int = 0


def begin(register: Register, year: SchoolYear, template: Iterable[TemplateRow]) -> Register:
    """The rows of the template for a year; raises EditRefused when the year has begun."""
    _check_not_begun(register, year)
    numbers = count(next_id(register.roadmap))
    return register.with_rows("roadmap", [row.of_year(year, next(numbers)) for row in template])


def copy(register: Register, from_year: SchoolYear, to_year: SchoolYear) -> Register:
    """The rows of one year for another, their terms as many years later, nothing done.

    Rows that were dropped stay behind. Raises EditRefused when the year has begun, and when there
    is nothing to copy.
    """
    _check_not_begun(register, to_year)
    rows = [row for row in rows_of(register, from_year) if row.state is not RowState.DROPPED]
    if not rows or from_year == to_year:
        raise EditRefused("roadmap.nothing_to_copy", year=from_year)
    numbers = count(next_id(register.roadmap))
    return register.with_rows("roadmap", [_copied(row, to_year, next(numbers)) for row in rows])


def add(register: Register, row: RoadmapRow) -> Register:
    """Add a row; its number is given here. Raises EditRefused for one that says too little."""
    return register.with_rows("roadmap", [_checked(replace(row, id=next_id(register.roadmap)))])


def change(register: Register, row_id: int, changed: Mapping[str, Any]) -> Register:
    """Write fields of a row anew; raises EditRefused for one that is done or dropped."""
    row = _open(register, row_id)
    return register.with_rows("roadmap", [_checked(replace(row, **changed))])


def start(register: Register, row_id: int) -> Register:
    """Note that a row is worked on; raises EditRefused for one that is not just planned."""
    row = _open(register, row_id)
    if row.state is not RowState.PLANNED:
        raise EditRefused("roadmap.started_already", row=row.id)
    return register.with_rows("roadmap", [replace(row, state=RowState.IN_PROGRESS)])


def done(register: Register, row_id: int, fact: Fact, on: date) -> Register:
    """Note that a row was done.

    Raises EditRefused for one that is done or dropped, for a day that is to come, and for a paper
    that is not there or is cancelled.
    """
    row = _open(register, row_id)
    if fact.on > on:
        raise EditRefused("roadmap.in_future", day=fact.on)
    if fact.document_id:
        document = known_document(register, fact.document_id)
        if document.state is DocumentState.CANCELLED:
            raise EditRefused("documents.cancelled_already", document=document.id)
    finished = replace(
        row,
        state=RowState.DONE,
        done_on=fact.on,
        evidence=fact.evidence or row.evidence,
        document_id=fact.document_id or row.document_id,
    )
    return register.with_rows("roadmap", [finished])


def reopen(register: Register, row_id: int) -> Register:
    """Plan again what was done or dropped by mistake; raises EditRefused for any other row."""
    row = known_row(register, row_id)
    if row.is_open:
        raise EditRefused("roadmap.open_already", row=row.id)
    return register.with_rows("roadmap", [replace(row, state=RowState.PLANNED, done_on=None)])


def drop(register: Register, row_id: int) -> Register:
    """Drop a row that will not be done; raises EditRefused for one that is done or dropped."""
    row = _open(register, row_id)
    return register.with_rows("roadmap", [replace(row, state=RowState.DROPPED)])


def known_row(register: Register, row_id: int) -> RoadmapRow:
    """A row by its number; raises EditRefused when there is none."""
    row = register.roadmap.get(row_id)
    if row is None:
        raise EditRefused("roadmap.unknown", row=row_id)
    return row


def rows_of(register: Register, year: SchoolYear) -> list[RoadmapRow]:
    """The rows of a year, by stage and then in the order in which they were entered."""
    rows = [row for row in register.roadmap.values() if row.year == str(year)]
    return sorted(rows, key=lambda row: (row.stage, row.id))


def _check_not_begun(register: Register, year: SchoolYear) -> None:
    """What people added by hand is no beginning."""
    if any(row.source != BY_HAND for row in rows_of(register, year)):
        raise EditRefused("roadmap.begun_already", year=year)


def _copied(row: RoadmapRow, year: SchoolYear, number: int) -> RoadmapRow:
    years = year.first - SchoolYear.named(row.year).first
    return replace(
        row,
        id=number,
        year=str(year),
        due_from=years_later(row.due_from, years) if row.due_from else None,
        due_to=years_later(row.due_to, years) if row.due_to else None,
        state=RowState.PLANNED,
        done_on=None,
        evidence="",
        document_id=0,
        source=f"{row.year}:{row.id}" if row.source == BY_HAND else row.source,
    )


def _open(register: Register, row_id: int) -> RoadmapRow:
    row = known_row(register, row_id)
    if not row.is_open:
        is_done = row.state is RowState.DONE
        raise EditRefused("roadmap.done_already" if is_done else "roadmap.dropped", row=row.id)
    return row


def _checked(row: RoadmapRow) -> RoadmapRow:
    if not row.activity.strip():
        raise EditRefused("roadmap.no_activity")
    if row.due_to is None and not row.recurrence.strip():
        raise EditRefused("roadmap.no_term")
    if row.due_from and row.due_to and row.due_to < row.due_from:
        raise EditRefused("roadmap.wrong_days", first=row.due_from, last=row.due_to)
    year = SchoolYear.named(row.year)
    for day in (row.due_from, row.due_to):
        if day and abs(SchoolYear.at(day).first - year.first) > 1:
            raise EditRefused("roadmap.far_day", day=day, year=year)
    return row
