"""Gathers what rules of alerts look at."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from connector.domain.alerts import Alert
from connector.domain.alerts.cases import Cases, case_of, is_seen, muted_to
from connector.domain.alerts.look import Look
from connector.domain.indicators import Facts
from connector.domain.people import PersonId
from connector.domain.register import Register
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.runs import Run, RunState

RUNS: Final = 200
BAD: Final = frozenset({RunState.FAILED, RunState.INTERRUPTED})


def look(deps: Deps, facts: Facts) -> Look:
    """Everything as it is now."""
    with deps.database.reading(deps.school_id) as tx:
        users, runs = tx.pictures.load(kinds.USER), tx.runs.last(RUNS)
    seen_at = {PersonId(user.id): user.lastaccess for user in users if user.lastaccess is not None}
    return Look(facts, deps.clock(), seen_at, failures(runs))


def cases(deps: Deps) -> Cases:
    """What was noted of alerts and rules, by their keys."""
    with deps.database.reading(deps.school_id) as tx:
        return {case.key: case for case in tx.pictures.load(kinds.ALERT_CASE)}


def to_be_told(deps: Deps, alerts: Iterable[Alert]) -> list[Alert]:
    """Alerts that nobody has taken on themselves and nobody has put off."""
    noted = cases(deps)
    with deps.database.reading(deps.school_id) as tx:
        since = tx.pictures.since(kinds.ALERT)
    zone, today = deps.rules.school.time_zone, deps.today
    open_since = {one: moment.astimezone(zone).date() for one, moment in since.items()}
    return [
        alert
        for alert in alerts
        if muted_to(noted, alert, today) is None
        and not is_seen(case_of(noted, alert), open_since.get(alert, today))
    ]


def forget(deps: Deps, register: Register, who: PersonId) -> None:
    """Take out what was noted of alerts about a person or a pair that they were in."""
    matches = {one.match_id for one in register.members.values() if one.person_id == who}
    pairs = {f"match:{key}" for key in matches}
    pairs |= {f"group:{register.matches[key].group_id}" for key in matches}
    with deps.database.transaction(deps.school_id) as tx:
        noted = tx.pictures.load(kinds.ALERT_CASE)
        mine = [case for case in noted if case.person_id == who or case.pair_id in pairs]
        silent = [replace(case, note="") for case in mine if case.note]
        tx.pictures.replace(kinds.ALERT_CASE, silent, marks_gone=False)


def failures(runs: Iterable[Run]) -> dict[str, int]:
    """How many times in a row each job has failed; `runs`: the newest first."""
    found: dict[str, int] = {}
    over: set[str] = set()
    for run in runs:
        if run.job in over or run.outcome.state is RunState.RUNNING:
            continue
        if run.outcome.state in BAD:
            found[run.job] = found.get(run.job, 0) + 1
        else:
            over.add(run.job)
    return found
