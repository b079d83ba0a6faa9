"""What rules of alerts look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from connector.domain.alerts.alert import Alert, AlertCode
from connector.domain.alerts.rules import AlertRule
from connector.domain.indicators import Facts
from connector.domain.monitoring import (
    PairStatus,
    alerts,
    alerts_between,
    assess,
    juniors,
)
from connector.domain.pairs import Pair
from connector.domain.paper_alerts import paper_alerts
from connector.domain.people import PersonId

NORM: Final[Mapping[AlertCode, str]] = {
    AlertCode.SILENT: "silent_days",
    AlertCode.NO_MEETING: "meeting_days",
    AlertCode.EMPTY_JOURNAL: "meeting_days",
    AlertCode.NO_PLAN: "plan_days",
    AlertCode.CONSENT_EXPIRING: "expiry_days",
}
"""Which norm a rule's `days` stand in for."""


@dataclass(frozen=True)
class Look:
    """Everything at a moment; `seen_at`: the last visit to Moodle of each account, Unix seconds.

    `failures`: how many times in a row each job has failed. Who hides their visits is not there.
    """

    facts: Facts
    now: datetime
    seen_at: Mapping[PersonId, int] = field(default_factory=dict)
    failures: Mapping[str, int] = field(default_factory=dict)

    def by(self, rule: AlertRule) -> "Look":
        """The same, looked at with a rule's own days."""
        name = NORM.get(rule.when)
        if name is None or rule.days is None or getattr(self.facts.norms, name) == rule.days:
            return self
        days: dict[str, Any] = {name: rule.days}
        norms = replace(self.facts.norms, **days)
        return replace(self, facts=replace(self.facts, norms=norms))

    @cached_property
    def pairs(self) -> Mapping[int, Pair]:
        """The pairs of the register that count, by their matches."""
        return {pair.match_id: pair for pair in self.facts.school.pairs if pair.match_id}

    @cached_property
    def statuses(self) -> list[tuple[Pair, PairStatus]]:
        """Every pair and how it stands."""
        programmes = {programme.id: programme for programme in self.facts.school.programmes}
        return [
            (pair, assess(pair, programmes[pair.programme_id], self.facts.norms, self.now))
            for pair in self.facts.school.pairs
        ]

    @cached_property
    def of_pairs(self) -> list[Alert]:
        """What is wrong with pairs as they are now, and with their papers."""
        school, facts = self.facts.school, self.facts
        programmes = {programme.id: programme for programme in school.programmes}
        return [
            *(alert for pair, status in self.statuses for alert in alerts(pair, status)),
            *alerts_between(school.pairs, programmes, school.forms),
            *juniors(school.pairs, school.people),
            *paper_alerts(facts.register, school, facts.norms, facts.on),
        ]
