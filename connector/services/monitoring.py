"""Monitoring: applies the rules to the mirror, looks at every pair and keeps what it found."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from connector.domain.alerts import Alert
from connector.domain.alerts.finding import find
from connector.domain.indicators import Facts, Indicator, indicators
from connector.domain.monitoring import PairStatus, participants
from connector.domain.people import Participant
from connector.domain.programmes import Programme
from connector.errors import ConfigurationError
from connector.services import alerting, facts, marks, picture, register
from connector.services.deps import Deps
from connector.services.running import Record, recorded
from connector.store import kinds
from connector.store.kinds import Kind


@dataclass(frozen=True)
class Findings:
    """What monitoring sees: everything a page, a report or a grade is made of."""

    programmes: Sequence[Programme]
    participants: Sequence[Participant]
    pairs: Sequence[PairStatus]
    alerts: Sequence[Alert]
    indicators: Sequence[Indicator]


def monitor(deps: Deps) -> tuple[Findings, Record]:
    """Look at everything and keep it; alerts that no longer hold are marked gone.

    Raises ConfigurationError when there has been no sync yet.
    """
    with recorded(deps, "monitor") as record:
        seen, known = picture.seen(deps), register.read(deps)
        school = picture.settled(deps, seen, known)
        if not school.people:
            raise ConfigurationError("monitor.no_sync")
        if not school.programmes:
            record.problem("monitor.no_programme")
        register.doubt(deps, known, seen, record)
        marks.keep(deps, school, known, record)
        found = look(deps, facts.gather(deps, school, known))
        _keep(deps, found, record)
    return found, record


def look(deps: Deps, gathered: Facts) -> Findings:
    """Look at a school, settled with what is known of it, without keeping anything."""
    look, school = alerting.look(deps, gathered), gathered.school
    return Findings(
        programmes=school.programmes,
        participants=participants(school),
        pairs=[status for _, status in look.statuses],
        alerts=find(look, deps.methodology.alert_rules),
        indicators=indicators(look.facts),
    )


def kept(deps: Deps) -> tuple[Findings, dict[Alert, datetime]]:
    """What the last monitoring found, and since when each alert has been open."""
    with deps.database.reading(deps.school_id) as tx:
        load = tx.pictures.load
        found = Findings(
            programmes=load(kinds.PROGRAMME),
            participants=load(kinds.PARTICIPANT),
            pairs=load(kinds.PAIR),
            alerts=load(kinds.ALERT),
            indicators=load(kinds.INDICATOR),
        )
        return found, tx.pictures.since(kinds.ALERT)


def _keep(deps: Deps, found: Findings, record: Record) -> None:
    with deps.database.transaction(deps.school_id) as tx:
        for kind, things in _by_kind(found):
            tally = tx.pictures.replace(kind, things, believes_short=True)
            record.counts[kind.name] = asdict(tally)


def _by_kind(found: Findings) -> list[tuple[Kind[Any], Sequence[Any]]]:
    return [
        (kinds.PROGRAMME, found.programmes),
        (kinds.PARTICIPANT, found.participants),
        (kinds.PAIR, found.pairs),
        (kinds.ALERT, found.alerts),
        (kinds.INDICATOR, found.indicators),
    ]
