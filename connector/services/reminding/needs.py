"""Who has something to do, by what the mapping says that people are reminded of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from connector.domain.alerts import Alert
from connector.domain.alerts.finding import find
from connector.domain.people import Person, Role
from connector.domain.reminders import (
    Need,
    of_digest,
    of_growth,
    of_surveys,
    of_training,
    readers,
)
from connector.services import alerting, facts
from connector.services.by_hand.view import View
from connector.services.deps import Deps

ToldBefore = Callable[[Person], Mapping[str, str]]
"""On which day somebody was last told of each alert."""


def needs(deps: Deps, view: View, told_before: ToldBefore) -> Iterator[tuple[Need, int]]:
    """Everybody who has something to do, and after how many days they are told again."""
    finding, days = _Finding(deps, view), deps.rules.reminders
    for again, found in (
        (days.training_days, finding.training),
        (days.growth_days, finding.growth),
        (days.surveys_days, finding.surveys),
        (days.digest_days, lambda: finding.digests(told_before)),
    ):
        if again is not None:
            yield from ((need, again) for need in found())


class _Finding:
    def __init__(self, deps: Deps, view: View) -> None:
        self._deps, self._view = deps, view

    def training(self) -> Iterable[Need]:
        admission, today = self._deps.rules.admission, self._deps.today
        return of_training(self._view.school, self._view.register, admission, today)

    def growth(self) -> Iterable[Need]:
        norm, today = self._deps.methodology.norms.growth, self._deps.today
        return of_growth(self._view.school, self._view.register, norm, today)

    def surveys(self) -> Iterable[Need]:
        return of_surveys(self._view.people, self._alerts)

    def digests(self, told_before: ToldBefore) -> Iterator[Need]:
        """Curators are told of everything, mentors of their own pairs; as each rule says."""
        rules = {rule.code: rule for rule in self._deps.methodology.alert_rules}
        every = {code: rule.every for code, rule in rules.items()}
        told = alerting.to_be_told(self._deps, self._alerts)
        for person, role, pairs in readers(self._view.school):
            mine = [
                alert
                for alert in told
                if role in rules[alert.code].tell and (pairs is None or alert.pair_id in pairs)
            ]
            need = of_digest(person, mine, every, told_before(person), self._deps.today)
            if need is not None:
                yield replace(need, is_staff=role is Role.CURATOR)

    @cached_property
    def _alerts(self) -> list[Alert]:
        """What the rules of alerts point out now."""
        gathered = facts.gather(self._deps, self._view.school, self._view.register)
        look = alerting.look(self._deps, gathered)
        return find(look, self._deps.methodology.alert_rules)
