"""Alerts that are open, what was done about them, and what rules would have said before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from connector.domain.alerts import Alert, AlertRule
from connector.domain.alerts.cases import AlertCase, Cases, case_of, is_seen, muted_to
from connector.domain.alerts.finding import DATED, fired
from connector.domain.concerns import Severity
from connector.domain.register.edits import EditRefused
from connector.services import alert_words, alerting, facts, monitoring
from connector.services.alert_words import Names
from connector.services.by_hand.view import View
from connector.services.deps import Deps
from connector.services.monitoring import Findings
from connector.store import kinds


@dataclass(frozen=True)
class AlertRow:
    """An open alert in words; `note`: of whoever has seen it; not told of until `muted_to`."""

    handle: str
    code: str
    severity: Severity
    title: str
    pair: str
    person: str
    about: str
    since: date
    seen_by: str
    note: str
    muted_to: date | None


@dataclass(frozen=True)
class RuleRow:
    """A rule and how many alerts of it are open; `is_dated`: it can be tried on the past."""

    rule: AlertRule
    is_dated: bool
    open: int
    muted_to: date | None


@dataclass(frozen=True)
class Tried:
    """How a rule would have worked: openings of alerts, and about how many pairs or people."""

    rule: AlertRule
    openings: int
    subjects: int
    first_on: date | None
    last_on: date | None


def rows(deps: Deps, *, everything: bool = False) -> list[AlertRow]:
    """Open alerts, the worst and the oldest first; those not to be told of only with everything."""
    found, since = monitoring.kept(deps)
    told = told_of(deps, found, since, deps.rules.school.time_zone)
    return [one for one in told if everything or one.muted_to is None]


def told_of(
    deps: Deps, found: Findings, since: Mapping[Alert, datetime], zone: tzinfo
) -> list[AlertRow]:
    """What monitoring found in words, by the clock of a zone; those put off too."""
    cases, names = alerting.cases(deps), alert_words.names(deps, found)
    rules = {rule.code: rule for rule in deps.methodology.alert_rules}
    today = deps.clock().astimezone(zone).date()
    told = [
        _row(names, rules, alert, since[alert].astimezone(zone).date(), (cases, today))
        for alert in found.alerts
    ]
    order = list(Severity)
    return sorted(
        told, key=lambda one: (order.index(one.severity), one.since, one.pair, one.person)
    )


def rule_rows(deps: Deps) -> list[RuleRow]:
    """Every rule, in the order of the file."""
    found, _ = monitoring.kept(deps)
    cases = alerting.cases(deps)
    return [
        RuleRow(
            rule,
            rule.when in DATED,
            sum(alert.code == rule.code for alert in found.alerts),
            muted_to(cases, Alert(rule.code, 0, ""), deps.today),
        )
        for rule in deps.methodology.alert_rules
    ]


def see(deps: Deps, by: str, handle: str, note: str) -> AlertCase:
    """Take an alert on oneself; raises EditRefused for one that is not open."""
    alert = _open(deps, handle)
    return _noted(deps, alert, {"seen_on": deps.today, "seen_by": by, "note": note})


def mute(deps: Deps, name: str, until: date | None) -> AlertCase:
    """Tell no more of an alert or of a rule until a day; None: tell of it again."""
    if until is not None and until < deps.today:
        raise EditRefused("alerts.past", day=until)
    if name in {rule.code for rule in deps.methodology.alert_rules}:
        return _noted(deps, Alert(name, 0, ""), {"muted_to": until})
    return _noted(deps, _open(deps, name), {"muted_to": until})


def attempt(view: View, codes: Collection[str], first: date, last: date) -> list[Tried]:
    """Try rules on every day of some time; raises EditRefused for those that cannot be tried."""
    if first > last or last > view.today:
        raise EditRefused("alerts.no_time", first=first, last=last)
    look = alerting.look(view.deps, facts.gather(view.deps, view.school, view.register))
    days = [first + timedelta(days=passed) for passed in range((last - first).days + 1)]
    return [_tried(rule, fired(look, rule, days)) for rule in _triable(view.deps, codes)]


def _row(
    names: Names,
    rules: Mapping[str, AlertRule],
    alert: Alert,
    since: date,
    noted: tuple[Cases, date],
) -> AlertRow:
    """`noted`: what was noted of alerts, and the day on which it is looked at."""
    case, rule = case_of(noted[0], alert), rules.get(alert.code)
    has_seen = is_seen(case, since)
    return AlertRow(
        handle=alert.handle,
        code=alert.code,
        severity=rule.severity if rule else Severity.MEDIUM,
        title=rule.title if rule else alert.code,
        pair=names.pair(alert),
        person=names.person(alert),
        about=names.about(alert),
        since=since,
        seen_by=case.seen_by if has_seen else "",
        note=case.note if has_seen else "",
        muted_to=muted_to(noted[0], alert, noted[1]),
    )


def _open(deps: Deps, handle: str) -> Alert:
    found, _ = monitoring.kept(deps)
    alerts = [alert for alert in found.alerts if alert.handle == handle.strip().casefold()]
    if not alerts:
        raise EditRefused("alerts.not_open", handle=handle)
    return alerts[0]


def _noted(deps: Deps, alert: Alert, changes: Mapping[str, object]) -> AlertCase:
    with deps.database.transaction(deps.school_id) as tx:
        cases = {case.key: case for case in tx.pictures.load(kinds.ALERT_CASE)}
        values = {**vars(case_of(cases, alert)), **changes}
        case = AlertCase(**values)
        tx.pictures.replace(kinds.ALERT_CASE, [case], marks_gone=False)
        return case


def _triable(deps: Deps, codes: Collection[str]) -> list[AlertRule]:
    rules = {rule.code: rule for rule in deps.methodology.alert_rules}
    for code in codes:
        if code not in rules:
            raise EditRefused("alerts.no_rule", rule=code, known=", ".join(rules))
        if rules[code].when not in DATED:
            raise EditRefused("alerts.not_dated", rule=code)
    chosen = [rules[code] for code in codes] or list(rules.values())
    return [rule for rule in chosen if rule.when in DATED]


def _tried(rule: AlertRule, openings: Mapping[Alert, Iterable[date]]) -> Tried:
    days = sorted(day for found in openings.values() for day in found)
    first, last = (days[0], days[-1]) if days else (None, None)
    return Tried(rule, len(days), len(openings), first, last)
