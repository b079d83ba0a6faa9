"""Rules of alerts: when something is pointed out, how bad it is, whom it is told to."""

from dataclasses import dataclass
from decimal import Decimal

from connector.domain.alerts.alert import AlertCode
from connector.domain.concerns import Severity
from connector.domain.people import Role


@dataclass(frozen=True)
class AlertRule:
    """A rule of the school; several may ask for the same with other numbers.

    `days`, `below` and `by` (shares from 0 to 1) and `times`: the numbers of what is asked, None
    for those of the norms. `tell`: who reads it in a digest; `every`: after how many days again.
    """

    code: str
    title: str
    when: AlertCode
    severity: Severity = Severity.MEDIUM
    tell: frozenset[Role] = frozenset({Role.CURATOR})
    every: int = 7
    days: int | None = None
    below: Decimal | None = None
    by: Decimal | None = None
    times: int = 2
    is_on: bool = True
