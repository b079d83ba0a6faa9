"""Runs and writes as the page shows them: how fresh everything is and what waits for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from connector.services.attention import RunLine
from connector.services.writes import Row
from connector.web.words import NOTHING, Words

CYCLE: Final = ("sync", "monitor", "writeback")
DONE: Final = frozenset({"ok", "partial"})
FINE: Final = frozenset({"ok", "running"})


@dataclass(frozen=True)
class Fresh:
    """When a step of the cycle was last done; `trouble` says how the newest run ended otherwise."""

    title: str
    when: str
    trouble: str


@dataclass(frozen=True)
class RunRow:
    """A run; `state` is a code, everything else is text."""

    title: str
    when: str
    state: str
    outcome: str
    seconds: str
    waiting: str
    calls: int
    problems: Sequence[str]


@dataclass(frozen=True)
class WaitingRow:
    """A write that a person must look at; `state` is a code, everything else is text."""

    what: str
    programme: str
    person: str
    in_moodle: str
    ours: str
    state: str
    outcome: str
    reason: str


def freshness(runs: Sequence[RunLine], words: Words) -> list[Fresh]:
    """For reading, monitoring and writing: when it was last done."""
    return [_fresh(job, [run for run in runs if run.job == job], words) for job in CYCLE]


def run_row(run: RunLine, words: Words) -> RunRow:
    """One run in words."""
    return RunRow(
        title=words.say(f"job_{run.job}"),
        when=words.moment(run.started_at),
        state=run.state,
        outcome=_outcome(run, words),
        seconds=_seconds(run.seconds),
        waiting=_seconds(run.waiting),
        calls=run.calls,
        problems=run.problems,
    )


def waiting_row(write: Row, words: Words) -> WaitingRow:
    """One write in words; a report is for nobody in particular."""
    return WaitingRow(
        what=words.say(f"kind_{write.kind}"),
        programme=write.course,
        person=write.name or NOTHING,
        in_moodle=_value(write.kind, write.before),
        ours=_value(write.kind, write.after),
        state=write.state,
        outcome=words.say(f"state_{write.state}"),
        reason=write.reason,
    )


def _fresh(job: str, runs: Sequence[RunLine], words: Words) -> Fresh:
    done = next((run for run in runs if run.state in DONE), None)
    newest = runs[0] if runs else None
    return Fresh(
        title=words.say(f"job_{job}"),
        when=words.moment(done.started_at) if done else words.say("never_done"),
        trouble=_outcome(newest, words) if newest and newest.state not in FINE else "",
    )


def _value(kind: str, text: str) -> str:
    """A grade as Russian texts write it; the subject of a report as it is."""
    return text.replace(".", ",") if kind == "grade" else text


def _outcome(run: RunLine, words: Words) -> str:
    return words.deps.wording.say(f"run_state.{run.state}")


def _seconds(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
