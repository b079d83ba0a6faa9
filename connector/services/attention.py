"""What happened and what waits for somebody: runs and writes, in words, with Moodle's names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from connector.services.deps import Deps
from connector.services.writing_back import TO_SHOW
from connector.store import kinds
from connector.store.outbox import Entry, WriteKind
from connector.store.runs import Run

MANY: Final = 200
SHOWN: Final = {WriteKind.GRADE: "value", WriteKind.REPORT: "subject"}
OWN_REASONS: Final = ("grade.", "report.")


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
class Waiting:
    """A write that a person must look at; empty `in_moodle` when there was nothing.

    `participant`: a person's id, or programme and period of a report; `reason` a sentence.
    """

    kind: str
    activity: str
    participant: str
    in_moodle: str
    ours: str
    state: str
    reason: str


@dataclass(frozen=True)
class Attention:
    """The newest runs first, writes counted by state, and those that wait for a person."""

    runs: Sequence[RunLine]
    writes: Mapping[str, int]
    waiting: Sequence[Waiting]


def attention(deps: Deps) -> Attention:
    """What a curator is shown of runs and writes, read at one moment."""
    with deps.database.reading(deps.school_id) as tx:
        runs = tx.runs.last(MANY)
        entries = [entry for kind in WriteKind for entry in tx.outbox.of(kind).values()]
        names = {f"{a.module}:{a.instance}": a.name for a in tx.pictures.load(kinds.ACTIVITY)}
    return Attention(
        runs=[_run(deps, run) for run in runs],
        writes=Counter(entry.state.value for entry in entries),
        waiting=[_waiting(deps, entry, names) for entry in entries if entry.state in TO_SHOW],
    )


def _run(deps: Deps, run: Run) -> RunLine:
    outcome = run.outcome
    return RunLine(
        job=run.job,
        started_at=run.started_at,
        state=outcome.state.value,
        seconds=outcome.seconds,
        waiting=outcome.waiting,
        calls=outcome.calls,
        problems=[deps.wording.say(p.code, **p.facts) for p in outcome.problems],
    )


def _waiting(deps: Deps, entry: Entry, names: Mapping[str, str]) -> Waiting:
    key = entry.key
    return Waiting(
        kind=key.kind.value,
        activity=names.get(key.target, key.target),
        participant=key.participant,
        in_moodle=_shown(key.kind, entry.before),
        ours=_shown(key.kind, entry.desired),
        state=entry.state.value,
        reason=_reason(deps, entry.reason),
    )


def _shown(kind: WriteKind, values: Mapping[str, Any] | None) -> str:
    value = (values or {}).get(SHOWN[kind])
    return "" if value is None else str(value)


def _reason(deps: Deps, code: str) -> str:
    """Our own refusals say all; what Moodle answered stands, with its facts, in the run."""
    if not code:
        return ""
    return deps.wording.say(code if code.startswith(OWN_REASONS) else "web.reason_in_run")
