"""The monitoring report of a programme as a subject and an HTML text."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from connector.domain.indicators import Indicator
from connector.mapping.rules import ReportsRule
from connector.reports.periods import Period
from connector.services import indicator_words
from connector.services.deps import Deps
from connector.services.scene import Scene

TEMPLATE: Final = "monitoring_report.html"
SUBJECT: Final = "monitoring_report_subject.txt"


def report(
    deps: Deps, scene: Scene, programme_id: int, rule: ReportsRule, period: Period
) -> Mapping[str, str]:
    """`subject` and `message` of a report; names of pairs only when the rule says so."""
    values = _values(deps, scene, programme_id, rule, period)
    subject = " ".join(deps.templates.render(SUBJECT, **values).split())
    return {"subject": subject, "message": deps.templates.render(TEMPLATE, **values)}


def _values(
    deps: Deps, scene: Scene, programme_id: int, rule: ReportsRule, period: Period
) -> Mapping[str, Any]:
    programme = next(p for p in scene.school.programmes if p.id == programme_id)
    alerts = [a for a in scene.findings.alerts if a.programme_id == programme_id]
    indicators = scene.findings.indicators
    counts = Counter(alert.code for alert in alerts)
    return {
        "school": deps.rules.school.name,
        "programme": programme,
        "form": deps.methodology.forms[programme.form].title,
        "period": period,
        "today": deps.today,
        "pairs": [p for p in scene.findings.pairs if p.programme_id == programme_id],
        "names_pairs": rule.detail == "pairs",
        "alerts": alerts,
        "alert_counts": counts,
        "alert_titles": deps.methodology.alerts,
        "indicators_of_school": _told(deps, indicator_words.aimed_at(deps, indicators)),
        "indicators": _told(deps, indicator_words.of_programme(indicators, programme_id)),
    }


def _told(deps: Deps, indicators: Iterable[Indicator]) -> list[tuple[str, str]]:
    return [
        (indicator_words.title(deps, one), indicator_words.value_in_words(deps, one))
        for one in indicators
    ]
