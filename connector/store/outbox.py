"""What must reach Moodle: written down first, then sent, then ticked off with what came back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, update

from connector.domain.write_back import State
from connector.store.tables import OUTBOX


class WriteKind(StrEnum):
    """What is written."""

    GRADE = "grade"
    REPORT = "report"
    MESSAGE = "message"
    GROUP = "group"
    MEMBER = "member"
    ENROLMENT = "enrolment"
    ROLE = "role"
    EVENT = "event"


@dataclass(frozen=True)
class Key:
    """Names one thing in Moodle that we write: `target` such as 3:assign:2, `participant` in it.

    A target begins with its course, 0 for none, then the kind of activity and its id.
    """

    kind: WriteKind
    target: str
    participant: str

    @property
    def course_id(self) -> int:
        """The course of the target."""
        return int(self.target.partition(":")[0])


@dataclass(frozen=True)
class Entry:
    """A write and where it stands.

    `desired`: what Moodle should have; `before`: what it had when we last decided to send;
    `written`: what we last wrote and saw there, the ledger of our own.
    """

    key: Key
    desired: Mapping[str, Any]
    state: State
    reason: str = ""
    before: Mapping[str, Any] | None = None
    written: Mapping[str, Any] | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether what is desired is what we last wrote."""
        written = self.written or {}
        return all(written.get(name) == value for name, value in self.desired.items())


class Outbox:
    """The writes of one school within one transaction."""

    def __init__(self, connection: Connection, school_id: int, now: datetime) -> None:
        self._connection = connection
        self._school_id = school_id
        self._now = now

    def of(self, kind: WriteKind, target: str | None = None) -> dict[Key, Entry]:
        """Every entry of a kind, or of one target, by key."""
        query = select(OUTBOX).where(OUTBOX.c.school_id == self._school_id, OUTBOX.c.kind == kind)
        if target is not None:
            query = query.where(OUTBOX.c.target == target)
        rows = self._connection.execute(query.order_by(OUTBOX.c.id))
        entries = [_entry(row._asdict()) for row in rows]
        return {entry.key: entry for entry in entries}

    def everything(self) -> list[Entry]:
        """Every entry, kind by kind."""
        return [entry for kind in WriteKind for entry in self.of(kind).values()]

    def put(self, entries: Iterable[Entry]) -> None:
        """Write entries down, replacing those with the same key; equal ones are left alone."""
        given = list(entries)
        known = self._known([entry.key for entry in given])
        for entry in given:
            if known.get(entry.key) == entry:
                continue
            values = _columns(entry) | {"changed_at": self._now}
            if entry.state is State.WRITTEN:
                values["written_at"] = self._now
            if entry.key in known:
                self._connection.execute(update(OUTBOX).where(*self._at(entry.key)).values(values))
            else:
                row = values | entry.key.__dict__ | {"school_id": self._school_id}
                self._connection.execute(insert(OUTBOX).values(row))

    def _known(self, keys: Sequence[Key]) -> dict[Key, Entry]:
        found: dict[Key, Entry] = {}
        for kind, target in {(key.kind, key.target) for key in keys}:
            names = [key.participant for key in keys if (key.kind, key.target) == (kind, target)]
            query = select(OUTBOX).where(
                OUTBOX.c.school_id == self._school_id,
                OUTBOX.c.kind == kind,
                OUTBOX.c.target == target,
                OUTBOX.c.participant.in_(names),
            )
            rows = [_entry(row._asdict()) for row in self._connection.execute(query)]
            found |= {entry.key: entry for entry in rows}
        return found

    def _at(self, key: Key) -> tuple[Any, ...]:
        return (
            OUTBOX.c.school_id == self._school_id,
            *(OUTBOX.c[name] == value for name, value in key.__dict__.items()),
        )


def _columns(entry: Entry) -> dict[str, Any]:
    return {
        "state": entry.state,
        "reason": entry.reason,
        "desired": dict(entry.desired),
        "before": entry.before,
        "written": entry.written,
    }


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        key=Key(WriteKind(row["kind"]), row["target"], row["participant"]),
        desired=row["desired"],
        state=State(row["state"]),
        reason=row["reason"],
        before=row["before"],
        written=row["written"],
    )
