"""What a page shows of runs and writes: in words, and what waits for somebody first of all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from connector.domain.write_back import FOR_A_PERSON
from connector.services.deps import Deps
from connector.services.running import in_words
from connector.services.writes import Row, rows
from connector.store.runs import Run

MANY: Final = 200


@dataclass(frozen=True)
class RunLine:
    """A run; `job` and `state` are codes, `problems` sentences, `waiting` seconds of Moodle's."""

    job: str
    started_at: datetime
    state: str
    seconds: float
    waiting: float
    calls: int
    problems: Sequence[str]


@dataclass(frozen=True)
class Attention:
    """The newest runs first, writes counted by state, and those that wait for a person."""

    runs: Sequence[RunLine]
    writes: Mapping[str, int]
    waiting: Sequence[Row]


def attention(deps: Deps) -> Attention:
    """What a curator is shown of runs and writes."""
    with deps.database.reading(deps.school_id) as tx:
        runs = tx.runs.last(MANY)
        entries = tx.outbox.everything()
    return Attention(
        runs=[_line(deps, run) for run in runs],
        writes=Counter(entry.state.value for entry in entries),
        waiting=rows(deps, [entry for entry in entries if entry.state in FOR_A_PERSON]),
    )


def _line(deps: Deps, run: Run) -> RunLine:
    outcome = run.outcome
    return RunLine(
        job=run.job,
        started_at=run.started_at,
        state=outcome.state.value,
        seconds=outcome.seconds,
        waiting=outcome.waiting,
        calls=outcome.calls,
        problems=[in_words(deps.wording, problem) for problem in outcome.problems],
    )
