"""Everything that the first page shows, gathered with the same few queries for any school."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from typing import Final

from connector.errors import ConfigurationError
from connector.services import leasing, monitoring, status
from connector.services.attention import Attention, attention
from connector.services.deps import Deps
from connector.services.monitoring import Findings
from connector.web.monitoring_rows import (
    AlertGroup,
    IndicatorRow,
    ProgrammeRow,
    alert_groups,
    indicator_rows,
    programme_rows,
)
from connector.web.pair_rows import Choice, PairGroup, by_state, groups
from connector.web.run_rows import Fresh, RunRow, WaitingRow, freshness, run_row, waiting_row
from connector.web.words import Words

RUNS: Final = 15


@dataclass(frozen=True)
class Overview:
    """The first page in words; `fault`: what is wrong with the mapping, `next_step`: what to do."""

    school: str
    fault: str
    next_step: str
    has_scheduler: bool
    freshness: Sequence[Fresh]
    counts: Mapping[str, int]
    alerts: Sequence[AlertGroup]
    indicators: Sequence[IndicatorRow]
    programmes: Sequence[ProgrammeRow]
    pairs: Sequence[PairGroup]
    pair_states: Mapping[str, int]
    writes: Mapping[str, int]
    waiting: Sequence[WaitingRow]
    runs: Sequence[RunRow]

    @property
    def shown(self) -> int:
        """How many pairs fit the choice."""
        return sum(len(group.rows) for group in self.pairs)


def overview(deps: Deps, choice: Choice) -> Overview:
    """Look at the school as monitoring last saw it."""
    found, since = monitoring.kept(deps)
    seen = attention(deps)
    school, zone, fault = _school(deps)
    words = Words(deps, zone, {person.person_id: person.name for person in found.participants})
    programmes = programme_rows(found, words)
    titles = {programme.id: programme.title for programme in programmes}
    return Overview(
        school=school,
        fault=fault,
        next_step=_next_step(found, seen, words),
        has_scheduler=leasing.holder(deps, leasing.SCHEDULER) is not None,
        freshness=freshness(seen.runs, words),
        counts=status.counts(found),
        alerts=alert_groups(found, since, words),
        indicators=indicator_rows(found, words),
        programmes=programmes,
        pairs=groups(found.pairs, choice, titles, words),
        pair_states=by_state(found.pairs),
        writes=seen.writes,
        waiting=[waiting_row(write, words) for write in seen.waiting],
        runs=[run_row(run, words) for run in seen.runs[:RUNS]],
    )


def _school(deps: Deps) -> tuple[str, tzinfo, str]:
    """The name, the time zone, and a sentence when the mapping is wrong and says neither."""
    try:
        rule = deps.rules.school
    except ConfigurationError as error:
        return deps.wording.say("web.school"), UTC, deps.wording.of(error)
    return rule.name, rule.time_zone, ""


def _next_step(found: Findings, seen: Attention, words: Words) -> str:
    if found.participants or found.programmes:
        return ""
    has_synced = any(run.job == "sync" and run.state in {"ok", "partial"} for run in seen.runs)
    return words.say("next_monitor" if has_synced else "next_sync")
