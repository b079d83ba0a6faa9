"""The history of runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from connector.store.tables import RUN


class RunState(StrEnum):
    """How a run ended; `interrupted`: its process died."""

    RUNNING = "running"
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True)
class Problem:
    """Something that kept a run from being complete; `code` names a sentence."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a run did: counts by name, what Moodle was asked, seconds in all and waiting for it."""

    state: RunState
    counts: Mapping[str, Any]
    problems: Sequence[Problem]
    calls: int
    sent: int
    received: int
    seconds: float
    waiting: float


@dataclass(frozen=True)
class Run:
    """A row of the history."""

    id: int
    job: str
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome


class Runs:
    """The runs of one school within one transaction."""

    def __init__(self, connection: Connection, school_id: int, now: datetime) -> None:
        self._connection = connection
        self._school_id = school_id
        self._now = now

    def start(self, job: str) -> int:
        """Begin a run; earlier ones of this job that never ended were interrupted."""
        mine = (RUN.c.school_id == self._school_id, RUN.c.job == job)
        self._connection.execute(
            update(RUN)
            .where(*mine, RUN.c.state == RunState.RUNNING)
            .values(state=RunState.INTERRUPTED)
        )
        empty = _columns(Outcome(RunState.RUNNING, {}, (), 0, 0, 0, 0.0, 0.0))
        started = insert(RUN).values(
            school_id=self._school_id, job=job, started_at=self._now, **empty
        )
        key = self._connection.execute(started).inserted_primary_key
        return int(key[0]) if key else 0

    def end(self, run_id: int, outcome: Outcome) -> None:
        """Record how a run ended."""
        ended = update(RUN).where(RUN.c.id == run_id)
        self._connection.execute(ended.values(ended_at=self._now, **_columns(outcome)))

    def last(self, limit: int = 20) -> list[Run]:
        """The newest runs first."""
        query = select(RUN).where(RUN.c.school_id == self._school_id)
        rows = self._connection.execute(query.order_by(RUN.c.id.desc()).limit(limit))
        return [_run(row._asdict()) for row in rows]

    def forget_before(self, moment: datetime) -> int:
        """Delete runs that began before a moment and say how many."""
        old = delete(RUN).where(RUN.c.school_id == self._school_id, RUN.c.started_at < moment)
        return self._connection.execute(old).rowcount


def _columns(outcome: Outcome) -> dict[str, Any]:
    problems = [{"code": p.code, "facts": dict(p.facts)} for p in outcome.problems]
    return {**outcome.__dict__, "counts": dict(outcome.counts), "problems": problems}


def _run(row: Mapping[str, Any]) -> Run:
    outcome = Outcome(
        state=RunState(row["state"]),
        counts=row["counts"],
        problems=[Problem(p["code"], p["facts"]) for p in row["problems"]],
        calls=row["calls"],
        sent=row["sent"],
        received=row["received"],
        seconds=row["seconds"],
        waiting=row["waiting"],
    )
    return Run(row["id"], row["job"], row["started_at"], row["ended_at"], outcome)
