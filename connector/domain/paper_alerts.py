"""What the register shows of pairs that somebody should look at: orders, consents, plans.

A school that keeps none of these here is not told that all of them are missing.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from connector.domain.alerts.alert import Alert, AlertCode
from connector.domain.consents import Purpose
from connector.domain.documents import ORDER_PAIRS
from connector.domain.matches import AT_WORK, BEGUN, Match
from connector.domain.norms import Norms
from connector.domain.people import PersonId, Role
from connector.domain.plans import PlanState
from connector.domain.register.book import Register
from connector.domain.register.match_rules import LABOUR_SINCE, needs_labour_consent
from connector.domain.school import School


def paper_alerts(register: Register, school: School, norms: Norms, on: date) -> list[Alert]:
    """What is missing of the pairs of a school that is settled (12.3: 6, 7)."""
    pair_ids = {pair.match_id: pair.id for pair in school.pairs if pair.match_id}
    found = [
        *_without_order(register),
        *_without_labour_consent(register, on),
        *_without_plan(register, norms, on),
    ]
    return [
        Alert(code, match.programme_id, pair_ids[match.id], person_id)
        for code, match, person_id in found
        if match.id in pair_ids
    ]


Found = tuple[AlertCode, Match, int]


def _without_order(register: Register) -> Iterator[Found]:
    """Once the school keeps its orders about pairs here."""
    if any(document.kind == ORDER_PAIRS for document in register.documents.values()):
        for match in register.matches.values():
            if match.state in AT_WORK and not match.order_id:
                yield AlertCode.NO_ORDER, match, 0


def _without_labour_consent(register: Register, on: date) -> Iterator[Found]:
    """Once anybody has given one here."""
    if any(one.purpose is Purpose.LABOUR for one in register.consents.values()):
        for match in register.matches.values():
            is_asked = match.begins_on is not None and match.begins_on >= LABOUR_SINCE
            if match.state in AT_WORK and is_asked:
                for who in _mentors(register, match):
                    has_agreed = register.has_consent(who, Purpose.LABOUR, on)
                    if needs_labour_consent(register, match, who) and not has_agreed:
                        yield AlertCode.NO_LABOUR_CONSENT, match, who


def _without_plan(register: Register, norms: Norms, on: date) -> Iterator[Found]:
    """In programmes in which any pair has a plan."""
    drafts = {p.match_id for p in register.plans.values() if p.state is PlanState.DRAFT}
    planned = {plan.match_id for plan in register.plans.values()}
    planning = {register.matches[key].programme_id for key in planned & register.matches.keys()}
    last = on - timedelta(days=norms.plan_days)
    for match in register.matches.values():
        is_due = match.begins_on is not None and match.begins_on <= last
        lacks_one = match.id in drafts or match.id not in planned
        if match.state in BEGUN and match.programme_id in planning and is_due and lacks_one:
            yield AlertCode.NO_PLAN, match, 0


def _mentors(register: Register, match: Match) -> list[PersonId]:
    return [one.person_id for one in register.side_of(match.id, Role.MENTOR)]
