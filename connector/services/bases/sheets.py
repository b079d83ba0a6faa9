"""Lays a base out as a sheet: columns by the school's file, and two hidden ones at the end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from connector.domain.bases import Base, Column, Naming, Row, Value, mark
from connector.domain.people import Role
from connector.domain.register import Register
from connector.domain.school import School
from connector.mapping.bases import BaseSheets, Head
from connector.reports import xlsx
from connector.services.deps import Deps

FORMATS: Final[Mapping[Column, xlsx.Format]] = {
    Column.NUMBER: xlsx.Format.NUMBER,
    Column.BIRTH_YEAR: xlsx.Format.NUMBER,
    Column.ENTERED_ON: xlsx.Format.DATE,
    Column.LEFT_ON: xlsx.Format.DATE,
}
HIDDEN_WIDTH: Final = 12


def base_of(deps: Deps, role: Role, register: Register, school: School) -> Base:
    """The base of a role today; `school` is settled with the register."""
    shut = deps.methodology.bases.sheets[role].shut
    return Base(role, register, school, naming(deps, shut), deps.today)


def naming(deps: Deps, shut: frozenset[Column] = frozenset()) -> Naming:
    """What the school calls itself and its forms."""
    return Naming(deps.rules.school.name, deps.methodology.forms, shut)


def sheet(looks: BaseSheets, role: Role, rows: Sequence[Row]) -> xlsx.Sheet:
    """A base as a sheet."""
    look = looks.sheets[role]
    columns = [_column(looks, head) for head in look.heads]
    return xlsx.Sheet(
        look.title,
        [
            *columns,
            xlsx.Column(look.row_id, HIDDEN_WIDTH, xlsx.Format.NUMBER, is_hidden=True),
            xlsx.Column(look.mark, HIDDEN_WIDTH, is_hidden=True),
        ],
        [
            [
                *_cells(looks, look.heads, number, row),
                row.participation_id,
                mark(role, row.values),
            ]
            for number, row in enumerate(rows, 1)
        ],
    )


def in_words(looks: BaseSheets, value: Value) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return looks.yes if value else looks.no
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _column(looks: BaseSheets, head: Head) -> xlsx.Column:
    return xlsx.Column(
        head.title,
        head.width,
        FORMATS.get(head.column, xlsx.Format.TEXT),
        is_shaded=not head.is_editable,
        choices=(looks.yes, looks.no) if head.column is Column.IS_PASSED else (),
    )


def _cells(looks: BaseSheets, heads: Sequence[Head], number: int, row: Row) -> Iterator[xlsx.Value]:
    for head in heads:
        if head.column is Column.NUMBER:
            yield number
        else:
            value = row.values[head.column]
            yield in_words(looks, value) if isinstance(value, bool) else value
