"""Sums up, for a page or the command line, where everything stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connector.domain.write_plans import PlanState
from connector.services import alert_words, indicator_words, leasing, running
from connector.services.deps import Deps
from connector.services.leasing import SCHEDULER
from connector.services.monitoring import Findings, kept
from connector.store import kinds
from connector.store.runs import Run, RunState

MANY = 200


@dataclass(frozen=True)
class Status:
    """The last run of each job, counts, writes by state, and who runs the timetable.

    `plans`: the numbers of the plans of writes that wait for somebody's approval.
    """

    ok: bool
    last_runs: Mapping[str, Run]
    counts: Mapping[str, int]
    writes: Mapping[str, int]
    scheduler: str | None
    plans: Sequence[int] = ()


def status(deps: Deps) -> Status:
    """Where everything stands; ok when the last run of every job was complete."""
    last: dict[str, Run] = {}
    for run in running.history(deps, MANY):
        last.setdefault(run.job, run)
    found, _ = kept(deps)
    with deps.database.reading(deps.school_id) as tx:
        entries, plans = tx.outbox.everything(), tx.pictures.load(kinds.WRITE_PLAN)
    fine = {RunState.OK, RunState.RUNNING}
    return Status(
        ok=bool(last) and all(run.outcome.state in fine for run in last.values()),
        last_runs=last,
        counts=counts(found),
        writes=Counter(f"{entry.key.kind}.{entry.state}" for entry in entries),
        scheduler=leasing.holder(deps, SCHEDULER),
        plans=[one.id for one in plans if one.state_on(deps.today) is PlanState.WAITING],
    )


def people(deps: Deps) -> int:
    """How many people the mirror has."""
    with deps.database.reading(deps.school_id) as tx:
        return len(tx.pictures.load(kinds.USER))


def counts(found: Findings) -> dict[str, int]:
    """How many of everything monitoring saw."""
    roles = Counter(participant.role for participant in found.participants)
    return {
        "programmes": len(found.programmes),
        "mentors": roles["mentor"],
        "mentees": roles["mentee"],
        "curators": roles["curator"],
        "pairs": len(found.pairs),
        "alerts": len(found.alerts),
    }


def figures(deps: Deps, found: Findings) -> list[dict[str, Any]]:
    """The school's indicators with their titles and their values in words."""
    shown = indicator_words.of_school(found.indicators)
    return indicator_words.rows(deps, shown, {}, deps.today.year)


def in_words(deps: Deps, found: Findings) -> list[str]:
    """What monitoring found, in lines."""
    names = alert_words.names(deps, found)
    return [
        *indicator_words.lines(figures(deps, found)),
        *(names.line(alert) for alert in found.alerts),
    ]


def status_in_words(deps: Deps, now: Status) -> list[str]:
    """Where everything stands, in lines."""
    say = deps.wording.say
    return [
        *(
            say(
                "status.run",
                job=job,
                state=say(f"run_state.{run.outcome.state}"),
                at=deps.local(run.started_at),
                seconds=run.outcome.seconds,
                calls=run.outcome.calls,
            )
            for job, run in now.last_runs.items()
        ),
        *(
            running.in_words(deps.wording, problem)
            for run in now.last_runs.values()
            for problem in run.outcome.problems
        ),
        *(f"{say(f'count.{name}')}: {count}" for name, count in now.counts.items()),
        *(f"{say(f'writes.{name}')}: {count}" for name, count in sorted(now.writes.items())),
        *(say("status.plan", number=number) for number in now.plans),
        say("status.scheduler", holder=now.scheduler)
        if now.scheduler
        else say("status.no_scheduler"),
    ]
