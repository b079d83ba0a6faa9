"""Finds what the rules point out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Final

from connector.domain.alerts.alert import Alert, AlertCode
from connector.domain.alerts.look import Look
from connector.domain.alerts.rules import AlertRule
from connector.domain.indicators import Facts, Period, Row, Sort, Verdict, When
from connector.domain.indicators.answers import responses
from connector.domain.indicators.marks import SUBJECT
from connector.domain.indicators.meetings import quiet
from connector.domain.indicators.paths import as_of, expiring
from connector.domain.matches import Match
from connector.domain.people import PersonId, Role
from connector.domain.plan_progress import progress
from connector.domain.plans import PlanItem
from connector.domain.surveys import Moment
from connector.domain.years import SchoolYear

Finder = Callable[[Look, AlertRule], Iterable[Alert]]
USUAL_DAYS: Final = 14
"""Where neither the rule nor a norm says how many."""


def find(look: Look, rules: Iterable[AlertRule]) -> list[Alert]:
    """Everything that the rules point out, rule by rule, each once."""
    return list(dict.fromkeys(alert for rule in rules if rule.is_on for alert in found(look, rule)))


def found(look: Look, rule: AlertRule) -> list[Alert]:
    """What one rule points out, under the rule's own code."""
    alerts = FINDERS.get(rule.when, _of_pairs)(look.by(rule), rule)
    return [replace(alert, code=rule.code) for alert in alerts]


def _of_pairs(look: Look, rule: AlertRule) -> Iterator[Alert]:
    return (alert for alert in look.of_pairs if alert.code == rule.when)


def _no_meeting(look: Look, rule: AlertRule) -> Iterator[Alert]:
    return _of_rows(look, rule, quiet(look.facts))


def _empty_journal(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Pairs that have worked long enough and about which nothing at all is written."""
    facts = look.facts
    for match in facts.working[When.DAY]:
        days = (facts.on - match.begun_on).days if match.begun_on else 0
        is_new = days <= facts.norms.meeting_days
        if match.programme_id in facts.journals and not is_new and not facts.lines.get(match.id):
            yield from _of_match(look, rule, match)


def _plan_overdue(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Pairs with an item that was still to be done on the day, too long after its term."""
    register, on = look.facts.register, look.facts.on
    items: defaultdict[int, list[PlanItem]] = defaultdict(list)
    for item in register.plan_items.values():
        items[item.plan_id].append(as_of(item, on))
    last = on - timedelta(days=rule.days or 0)
    for plan in register.plans.values():
        is_closed = plan.closed_on is not None and plan.closed_on <= on
        is_late = progress(items[plan.id], last, is_closed=is_closed).overdue
        if is_late and plan.match_id in register.matches:
            yield from _of_match(look, rule, register.matches[plan.match_id])


def _low_grade(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Mentees whose grade is below a share of the points."""
    for pair in look.facts.school.pairs:
        for mentee in pair.mentees:
            grade = mentee.grade if mentee.is_active else None
            if grade is not None and rule.below is not None and grade < rule.below:
                yield Alert(rule.code, pair.programme_id, pair.id, mentee.person_id)


def _marks_fell(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Mentees whose mark in a subject is lower by a share of the best than some days ago."""
    facts, by = look.facts, Fraction(rule.by or 0)
    then = facts.on - timedelta(days=rule.days or USUAL_DAYS)
    for match in facts.working[When.DAY]:
        for member in facts.side(match, Role.MENTEE):
            for subject, history in facts.marks.get(member.person_id, {}).items():
                change = history.change(then, facts.on)
                if change is not None and -change >= by:
                    about = f"{SUBJECT}{subject}"
                    for alert in _of_match(look, rule, match):
                        yield replace(alert, person_id=member.person_id, about=about)


def _no_login(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Members of pairs who have not been in Moodle at all for too long."""
    days = rule.days or USUAL_DAYS
    for pair in look.facts.school.pairs:
        for member in pair.members:
            seen_at = look.seen_at.get(member.person_id)
            if member.is_active and seen_at is not None and _days_since(seen_at, look) > days:
                yield Alert(rule.code, pair.programme_id, pair.id, member.person_id)


def _consent_expiring(look: Look, rule: AlertRule) -> Iterator[Alert]:
    for row in expiring(look.facts):
        programme = row.programmes[0] if row.programmes else 0
        yield Alert(rule.code, programme, "", row.subject[-1])


def _survey_unanswered(look: Look, rule: AlertRule) -> Iterator[Alert]:
    """Who was to answer long ago: when the work began, or once it is ending (12.3: 11)."""
    facts = look.facts
    moments = {survey.code: survey.moment for survey in facts.surveys}
    began = {when: _began(facts, when) for when in When}
    for row in responses(facts):
        if row.verdict is Verdict.NOT_COUNTED and row.subject[0] == Sort.ANSWER:
            _, programme, who = row.subject
            if moments[row.item] is Moment.INPUT:
                asked_on = began[When.DAY].get((programme, who))
            else:
                has_begun = (programme, who) in began[When.PERIOD]
                asked_on = _closing(look, programme) if has_begun else None
            if asked_on and (facts.on - asked_on).days > (rule.days or USUAL_DAYS):
                yield Alert(rule.code, programme, "", who, f"survey:{row.item}")


def _roadmap_overdue(look: Look, rule: AlertRule) -> Iterator[Alert]:
    on, year = look.facts.on, str(SchoolYear.at(look.facts.on))
    for row in look.facts.register.roadmap.values():
        if row.year == year and row.is_overdue(on - timedelta(days=rule.days or 0)):
            yield Alert(rule.code, 0, "", 0, f"roadmap:{row.id}")


def _job_failing(look: Look, rule: AlertRule) -> Iterator[Alert]:
    for job, times in sorted(look.failures.items()):
        if times >= rule.times:
            yield Alert(rule.code, 0, "", 0, f"job:{job}")


FINDERS: Final[Mapping[AlertCode, Finder]] = {
    AlertCode.NO_MEETING: _no_meeting,
    AlertCode.EMPTY_JOURNAL: _empty_journal,
    AlertCode.PLAN_OVERDUE: _plan_overdue,
    AlertCode.LOW_GRADE: _low_grade,
    AlertCode.MARKS_FELL: _marks_fell,
    AlertCode.NO_LOGIN: _no_login,
    AlertCode.CONSENT_EXPIRING: _consent_expiring,
    AlertCode.SURVEY_UNANSWERED: _survey_unanswered,
    AlertCode.ROADMAP_OVERDUE: _roadmap_overdue,
    AlertCode.JOB_FAILING: _job_failing,
}
"""How each is found; the others are found by looking at pairs as they are now."""

DATED: Final = frozenset(
    {
        AlertCode.NO_MEETING,
        AlertCode.EMPTY_JOURNAL,
        AlertCode.PLAN_OVERDUE,
        AlertCode.MARKS_FELL,
        AlertCode.CONSENT_EXPIRING,
        AlertCode.SURVEY_UNANSWERED,
        AlertCode.ROADMAP_OVERDUE,
    }
)
"""What can be looked for on a day in the past: all it needs has its day in the register."""


def fired(look: Look, rule: AlertRule, days: Sequence[date]) -> Mapping[Alert, list[date]]:
    """On which of some days, in order, a rule would have begun to point something out."""
    openings: dict[Alert, list[date]] = {}
    before: set[Alert] = set()
    for day in days:
        facts = replace(look.facts, period=Period.to(day))
        now = set(found(replace(look, facts=facts), rule))
        for alert in now - before:
            openings.setdefault(alert, []).append(day)
        before = now
    return openings


def _of_rows(look: Look, rule: AlertRule, rows: Iterable[Row]) -> Iterator[Alert]:
    for row in rows:
        if row.verdict is Verdict.COUNTED:
            yield from _of_match(look, rule, look.facts.register.matches[row.subject[1]])


def _of_match(look: Look, rule: AlertRule, match: Match) -> Iterator[Alert]:
    """An alert about a pair that counts now."""
    pair = look.pairs.get(match.id)
    if pair is not None:
        yield Alert(rule.code, match.programme_id, pair.id)


def _days_since(seconds: int, look: Look) -> int:
    return (look.now - datetime.fromtimestamp(seconds, UTC)).days


def _began(facts: Facts, when: When) -> Mapping[tuple[int, PersonId], date]:
    """Since when people take part in each programme; who has left only of the whole period."""
    return {
        (spell.programme_id, who): spell.first
        for role in (Role.MENTOR, Role.MENTEE)
        for who, spells in facts.took_part(role, when).items()
        for spell in spells
    }


def _closing(look: Look, programme: int) -> date | None:
    """From which day people of a programme are asked how it was; None while it has no end."""
    found_ = look.facts.register.programmes.get(programme)
    return found_.closing_from if found_ else None
