"""Alerts, indicators and programmes as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from connector.domain.alerts import Alert
from connector.domain.indicators import Indicator
from connector.domain.monitoring import PairStatus
from connector.domain.programmes import Programme
from connector.services import alerts, indicator_words
from connector.services.monitoring import Findings
from connector.web.pair_rows import by_state, natural
from connector.web.words import NOTHING, Words


@dataclass(frozen=True)
class AlertRow:
    """Which pair, who in it, what else, since which day, and who has taken it on themselves."""

    pair: str
    person: str
    about: str
    since: str
    seen_by: str


@dataclass(frozen=True)
class AlertGroup:
    """The alerts of one kind."""

    title: str
    rows: Sequence[AlertRow]


@dataclass(frozen=True)
class IndicatorRow:
    """A figure of the school; `unknown` people could not be counted."""

    title: str
    value: str
    numerator: str
    denominator: str
    target: str
    unknown: int


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme and how many of its pairs are in which state."""

    id: int
    title: str
    form: str
    school_year: str
    pairs: int
    states: Mapping[str, int]


def alert_groups(
    found: Findings, since: Mapping[Alert, datetime], words: Words
) -> list[AlertGroup]:
    """Alerts by title, in the order of the methodology; those put off are not shown."""
    titles = words.deps.methodology.alerts
    rows: dict[str, list[AlertRow]] = {code: [] for code in titles}
    told = alerts.told_of(words.deps, found, since, words.zone)
    for one in (one for one in told if one.muted_to is None):
        day = f"{one.since:%d.%m.%Y}"
        row = AlertRow(one.pair, one.person, one.about, day, one.seen_by)
        rows.setdefault(one.code, []).append(row)
    return [
        AlertGroup(titles[code], sorted(found, key=lambda row: natural(row.pair)))
        for code, found in rows.items()
        if found
    ]


def indicator_rows(found: Findings, words: Words) -> list[IndicatorRow]:
    """The figures of the school that have a value, as the catalogue orders them."""
    shown = indicator_words.of_school(found.indicators)
    return [_indicator(one, words) for one in shown if one.value is not None]


def programme_rows(found: Findings, words: Words) -> list[ProgrammeRow]:
    """Programmes by title."""
    forms = words.deps.methodology.forms
    return [
        _programme(
            programme,
            forms[programme.form].title if programme.form in forms else programme.form,
            [pair for pair in found.pairs if pair.programme_id == programme.id],
        )
        for programme in sorted(found.programmes, key=lambda programme: programme.title)
    ]


def _indicator(one: Indicator, words: Words) -> IndicatorRow:
    deps, number = words.deps, words.deps.templates.number
    target = indicator_words.target(deps, one, deps.clock().astimezone(words.zone).year)
    ending = deps.methodology.indicators.of(one.code).ending
    return IndicatorRow(
        title=indicator_words.title(deps, one),
        value=indicator_words.value(deps, one),
        numerator=NOTHING if one.numerator is None else number(one.numerator),
        denominator=NOTHING if one.denominator is None else str(one.denominator),
        target=NOTHING if target is None else number(target) + ending,
        unknown=one.unknown,
    )


def _programme(programme: Programme, form: str, pairs: Sequence[PairStatus]) -> ProgrammeRow:
    return ProgrammeRow(
        id=programme.id,
        title=programme.title,
        form=form,
        school_year=programme.school_year,
        pairs=len(pairs),
        states=by_state(pairs),
    )
