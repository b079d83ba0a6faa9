"""What people did about alerts: who has seen one, and which of them are not to be told of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from connector.domain.alerts.alert import Alert


@dataclass(frozen=True)
class AlertCase:
    """What was noted of an alert, or of a whole rule, for which all but `code` is empty.

    `seen_on`, `seen_by`, `note`: who took it on themselves. `muted_to`: the last day on which it
    is not told of.
    """

    code: str
    pair_id: str = ""
    person_id: int = 0
    about: str = ""
    seen_on: date | None = None
    seen_by: str = ""
    note: str = ""
    muted_to: date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells two of them apart."""
        return self.code, self.pair_id, self.person_id, self.about

    def is_muted(self, on: date) -> bool:
        """Whether it is not to be told of."""
        return self.muted_to is not None and on <= self.muted_to


Cases = Mapping[tuple[Any, ...], AlertCase]


def case_of(cases: Cases, alert: Alert) -> AlertCase:
    """What was noted of an alert; nothing for a new one."""
    new = AlertCase(alert.code, alert.pair_id, alert.person_id, alert.about)
    return cases.get(new.key, new)


def muted_to(cases: Cases, alert: Alert, on: date) -> date | None:
    """Until when an alert, or its whole rule, is not to be told of; None: it is."""
    rule = cases.get(AlertCase(alert.code).key, AlertCase(alert.code))
    days = [
        case.muted_to
        for case in (case_of(cases, alert), rule)
        if case.muted_to is not None and case.is_muted(on)
    ]
    return max(days, default=None)


def is_seen(case: AlertCase, since: date) -> bool:
    """Whether somebody has taken it on themselves; one that came back is new."""
    return case.seen_on is not None and case.seen_on >= since
