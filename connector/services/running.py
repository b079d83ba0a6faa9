"""Runs a piece of work under a lease and records what it did."""

import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import structlog

from connector.errors import ConnectorError
from connector.moodle.meter import Usage
from connector.services.deps import Deps
from connector.store.runs import Outcome, Problem, Run, RunState

LEASE: Final = timedelta(seconds=90)
RENEWAL: Final = 20.0
NONCE: Final = uuid.uuid4().hex[:8]
SCHEDULER: Final = "scheduler"
log = structlog.get_logger()


class Busy(ConnectorError):
    """The same work is being done by somebody else."""

    retryable = True
    exit_code = 5


@dataclass
class Record:
    """What a run has done so far; the work adds to it."""

    counts: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, **facts: object) -> None:
        """Note something that kept the run from being complete."""
        log.warning("run.problem", code=code)
        self.problems.append(Problem(code, {name: str(value) for name, value in facts.items()}))

    def failure(self, error: ConnectorError, **facts: object) -> None:
        """Note an error that stopped a part of the run."""
        self.problem(error.code, **{**error.facts, **facts})


@contextmanager
def recorded(deps: Deps, job: str) -> Iterator[Record]:
    """Hold the job's lease, record the run, and let an error through after recording it.

    Raises Busy when another process is doing the same job for this school.
    """
    with leased(deps, job):
        with deps.database.transaction(deps.school_id) as tx:
            run_id = tx.runs.start(job)
        record = Record()
        started, before = time.monotonic(), deps.moodle.meter.usage
        state = RunState.FAILED
        try:
            yield record
            state = RunState.PARTIAL if record.problems else RunState.OK
        except ConnectorError as error:
            record.failure(error)
            raise
        finally:
            used = deps.moodle.meter.usage.since(before)
            outcome = _outcome(state, record, used, time.monotonic() - started)
            with deps.database.transaction(deps.school_id) as tx:
                tx.runs.end(run_id, outcome)
            log.info("run.ended", job=job, state=state, calls=used.calls)


def history(deps: Deps, limit: int = 20) -> list[Run]:
    """The newest runs first."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.runs.last(limit)


def prune(deps: Deps, days: int) -> int:
    """Forget runs older than some days and say how many."""
    with recorded(deps, "prune_history") as record:
        with deps.database.transaction(deps.school_id) as tx:
            forgotten = tx.runs.forget_before(deps.clock() - timedelta(days=days))
        record.counts["forgotten"] = forgotten
    return forgotten


def me() -> str:
    """Name this process: host, process and a number of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{NONCE}"


def holder(deps: Deps, name: str) -> str | None:
    """Which process holds a lease of this school."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.leases.holder(_lease(deps, name))


def take(deps: Deps, name: str) -> bool:
    """Take or renew a lease; a holder on this host whose process is dead does not count."""
    lease = _lease(deps, name)
    with deps.database.leases() as leases:
        other = leases.holder(lease)
        if other and other != me() and _is_dead(other):
            leases.release(lease, other)
        return leases.take(lease, me(), deps.clock() + LEASE)


def let_go(deps: Deps, name: str) -> None:
    """Give a lease back, if it is ours."""
    with deps.database.leases() as leases:
        leases.release(_lease(deps, name), me())


@contextmanager
def leased(deps: Deps, name: str) -> Iterator[None]:
    """Hold a lease, renewing it in the background, until the block ends.

    Raises Busy when it is held, by another process or by this one.
    """
    if holder(deps, name) == me() or not take(deps, name):
        raise Busy("run.busy", name=name)
    done = threading.Event()

    def renew() -> None:
        while not done.wait(RENEWAL):
            try:
                take(deps, name)
            except ConnectorError as error:
                log.warning("lease.not_renewed", name=name, reason=error.code)

    thread = threading.Thread(target=renew, name=f"lease {name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        let_go(deps, name)


def _lease(deps: Deps, name: str) -> str:
    return f"{name}:{deps.school_id}"


def _outcome(state: RunState, record: Record, used: Usage, seconds: float) -> Outcome:
    return Outcome(
        state=state,
        counts=record.counts,
        problems=record.problems,
        calls=used.calls,
        sent=used.sent,
        received=used.received,
        seconds=round(seconds, 3),
        waiting=round(used.waiting, 3),
    )


def _is_dead(holder: str) -> bool:
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
