"""Keeps the register, and a journal of who changed what of it."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, insert, or_, select

from connector.domain.difference import Tally
from connector.domain.register.book import KEYS, Register
from connector.domain.register.changes import Change, changes
from connector.store.kinds import REGISTER
from connector.store.pictures import Pictures
from connector.store.tables import CHANGE


@dataclass(frozen=True)
class Entry:
    """A line of the journal."""

    at: datetime
    by: str
    change: Change


class RegisterBook:
    """The register of one school within one transaction."""

    def __init__(
        self, connection: Connection, school_id: int, now: datetime, pictures: Pictures
    ) -> None:
        self._connection, self._school_id, self._now = connection, school_id, now
        self._pictures = pictures

    def load(self) -> Register:
        """Every row."""
        parts: dict[str, Any] = {
            part: {KEYS[part](row): row for row in self._pictures.load(kind)}
            for part, kind in REGISTER.items()
        }
        return Register(**parts)

    def save(self, before: Register, after: Register, by: str) -> dict[str, Tally]:
        """Write what differs, with a line of the journal for each row; `by`: who changes it."""
        found = changes(before, after)
        touched = {change.part for change in found}
        tallies = {
            REGISTER[part].name: self._pictures.replace(
                REGISTER[part], getattr(after, part).values(), believes_short=True
            )
            for part in REGISTER
            if part in touched
        }
        if found:
            fixed = {"school_id": self._school_id, "at": self._now, "by": by}
            rows = [asdict(change) | fixed for change in found]
            self._connection.execute(insert(CHANGE), rows)
        return tallies

    def journal(self, person_id: int) -> list[Entry]:
        """What was changed of a person, the newest first."""
        return self._entries(CHANGE.c.person_id == person_id)

    def journal_of(self, rows: Mapping[str, Collection[str]]) -> list[Entry]:
        """What was changed of rows, the newest first; `rows`: their keys by part."""
        asked = ((CHANGE.c.part == part) & CHANGE.c.row.in_(keys) for part, keys in rows.items())
        return self._entries(or_(false(), *asked))

    def _entries(self, wanted: ColumnElement[bool]) -> list[Entry]:
        query = select(CHANGE).where(CHANGE.c.school_id == self._school_id, wanted)
        return [
            Entry(row.at, row.by, Change(row.part, row.row, row.person_id, row.fields))
            for row in self._connection.execute(query.order_by(CHANGE.c.id.desc()))
        ]
