"""Keeps the pictures of things: loads them, and replaces them by difference."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import starmap
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from connector.domain.difference import Tally, difference, looks_short
from connector.store.kinds import Kind
from connector.store.tables import TABLES

Record = TypeVar("Record")
BATCH: Final = 1000
INSERT: Final[Mapping[str, type[sqlite.Insert | postgresql.Insert]]] = {
    "sqlite": sqlite.Insert,
    "postgresql": postgresql.Insert,
}


class Pictures:
    """The pictures of one school within one transaction."""

    def __init__(self, connection: Connection, school_id: int, now: datetime) -> None:
        self._connection = connection
        self._school_id = school_id
        self._now = now

    def load(self, kind: Kind[Record], **scope: object) -> list[Record]:
        """Everything of a kind that is not gone, by key; `scope` narrows by fields."""
        return list(self._rows(kind, scope).values())

    def since(self, kind: Kind[Record]) -> dict[Record, datetime]:
        """When each thing that is not gone was added, or came back."""
        table = TABLES[kind.name]
        query = select(table.c.added_at, *(table.c[name] for name in kind.names)).where(
            table.c.school_id == self._school_id, table.c.gone_at.is_(None)
        )
        rows = self._connection.execute(query)
        return {kind.record(*row[1:]): row[0] for row in rows}

    def replace(
        self,
        kind: Kind[Record],
        records: Iterable[Record],
        *,
        scope: Mapping[str, object] | None = None,
        marks_gone: bool = True,
        believes_short: bool = False,
        surely_gone: Callable[[Any], bool] = lambda _key: False,
    ) -> Tally:
        """Make the picture equal to `records` within `scope`, writing only what differs.

        `marks_gone` False: `records` is a part, what is not in it stays as it is.
        What would vanish in suspicious numbers is held back, unless `believes_short`; not so what
        is `surely_gone` by its key.
        """
        before = self._rows(kind, scope or {})
        found = difference(before, records, kind.key_of)
        gone = found.gone if marks_gone else frozenset()
        doubted = frozenset(key for key in gone if not surely_gone(key))
        if believes_short or not looks_short(len(before) - len(gone - doubted), len(doubted)):
            doubted = frozenset()
        gone -= doubted
        self._mark_gone(kind, gone)
        self._update(kind, list(found.changed.values()))
        self._add(kind, list(found.added.values()))
        return Tally(len(found.added), len(found.changed), len(gone), len(doubted))

    def erase(self, kind: Kind[Any], **scope: object) -> None:
        """Destroy rows, gone ones too, so that nothing is left of them."""
        table = TABLES[kind.name]
        mine = [table.c[name] == value for name, value in scope.items()]
        self._connection.execute(delete(table).where(table.c.school_id == self._school_id, *mine))

    def _rows(self, kind: Kind[Record], scope: Mapping[str, object]) -> dict[Any, Record]:
        table = TABLES[kind.name]
        query = select(*(table.c[name] for name in kind.names)).where(
            table.c.school_id == self._school_id,
            table.c.gone_at.is_(None),
            *(table.c[name] == value for name, value in scope.items()),
        )
        query = query.order_by(*(table.c[name] for name in kind.key))
        records = starmap(kind.record, self._connection.execute(query).all())
        return {kind.key_of(record): record for record in records}

    def _add(self, kind: Kind[Record], records: list[Record]) -> None:
        """Write rows; one that was gone comes back with its new values."""
        table = TABLES[kind.name]
        new = INSERT[self._connection.dialect.name](table)
        values = {c.name: new.excluded[c.name] for c in table.c if not c.primary_key}
        statement = new.on_conflict_do_update(index_elements=table.primary_key, set_=values)
        fixed = {"school_id": self._school_id, "added_at": self._now, "gone_at": None}
        for start in range(0, len(records), BATCH):
            batch = records[start : start + BATCH]
            self._connection.execute(statement, [kind.values(record) | fixed for record in batch])

    def _update(self, kind: Kind[Record], records: list[Record]) -> None:
        if not records:
            return
        changed: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in kind.names if name not in kind.key
        }
        self._connection.execute(
            self._by_key(TABLES[kind.name], kind).values(changed),
            [{f"new_{name}": value for name, value in kind.values(r).items()} for r in records],
        )

    def _mark_gone(self, kind: Kind[Record], keys: frozenset[Any]) -> None:
        if not keys:
            return
        statement = self._by_key(TABLES[kind.name], kind).values(gone_at=self._now)
        one = len(kind.key) == 1
        self._connection.execute(
            statement,
            [
                {f"new_{name}": part for name, part in zip(kind.key, parts, strict=True)}
                for parts in ([(key,) if one else key for key in keys])
            ],
        )

    def _by_key(self, table: Table, kind: Kind[Record]) -> Any:  # noqa: ANN401 - SQLAlchemy's
        return update(table).where(
            table.c.school_id == self._school_id,
            *(table.c[name] == bindparam(f"new_{name}") for name in kind.key),
        )
