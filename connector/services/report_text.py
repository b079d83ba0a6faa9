"""The monitoring report of a programme as a subject and an HTML text."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from connector.domain.indicators import Indicator
from connector.mapping.rules import ReportsRule
from connector.reports.periods import Period
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
        "indicators": [i for i in scene.findings.indicators if i.form in {"", programme.form}],
        "indicator_titles": deps.methodology.indicators,
        "in_words": lambda indicator: value_in_words(deps, indicator),
    }


def value_in_words(deps: Deps, indicator: Indicator) -> str:
    """A figure as people read it: a count, or a share with its numerator and denominator."""
    if indicator.denominator is None:
        return str(indicator.numerator)
    facts = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    if indicator.value is None:
        return deps.wording.say("figure.no_data")
    value = deps.templates.number(indicator.value)
    return deps.wording.say("figure.share", value=value, **facts)
