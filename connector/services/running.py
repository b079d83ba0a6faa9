"""Runs a piece of work under a lease and records what it did."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from connector.errors import ConnectorError
from connector.moodle.meter import Usage
from connector.services.deps import Deps
from connector.services.leasing import leased
from connector.store.runs import Outcome, Problem, Run, RunState
from connector.wording import Wording

log = structlog.get_logger()


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


def in_words(wording: Wording, problem: Problem) -> str:
    """Say a problem, and in which course when its sentence does not."""
    said = wording.say(problem.code, **problem.facts)
    course = problem.facts.get("course")
    if course is None or course in said:
        return said
    return f"{said} {wording.say('run.course', course=course)}"


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
