"""The text of a reminder, from the school's own template."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from connector.domain.concerns import Severity
from connector.domain.growth import Growth
from connector.domain.people import Person
from connector.domain.readiness import Readiness
from connector.domain.reminders import Digest, Need, Unanswered
from connector.domain.school import School
from connector.domain.training import StudyState, TrainingKind
from connector.moodle.functions.core_message import LONGEST
from connector.services.deps import Deps

CUT: Final = "…"


def text_of(deps: Deps, need: Need, school: School) -> str:
    """What a person is told: plain text, cut where Moodle would not take more."""
    values = _values(deps, need.about, school)
    common = {"given_name": _given_name(need.person), "school": deps.rules.school.name}
    return _fitting(deps.templates.render(f"reminder_{need.topic}.txt", **common, **values))


def _values(
    deps: Deps, about: Readiness | Growth | Unanswered | Digest, school: School
) -> Mapping[str, Any]:
    if isinstance(about, Growth):
        return _of_growth(deps, about)
    if isinstance(about, Unanswered):
        return _of_surveys(deps, about)
    return (
        _of_digest(deps, about) if isinstance(about, Digest) else _of_training(deps, about, school)
    )


def _of_surveys(deps: Deps, about: Unanswered) -> Mapping[str, Any]:
    titles = {survey.code: survey.title for survey in deps.methodology.surveys}
    return {
        "surveys": [
            {"title": titles[code], "url": _url(deps, programme)}
            for code, programme in about.surveys
        ]
    }


def _of_digest(deps: Deps, about: Digest) -> Mapping[str, Any]:
    """Titles and how many of each, the worst first; names would leave Moodle by e-mail."""
    counts = Counter(alert.code for alert in about.alerts)
    order = list(Severity)
    rules = [rule for rule in deps.methodology.alert_rules if counts[rule.code]]
    rules.sort(key=lambda rule: order.index(rule.severity))
    return {
        "alerts": [
            {"title": rule.title, "count": counts[rule.code], "severity": rule.severity}
            for rule in rules
        ]
    }


def _of_training(deps: Deps, ready: Readiness, school: School) -> Mapping[str, Any]:
    """The courses that are still to be done; none when the school has named none in Moodle."""
    states = [
        (study, study.state(deps.today))
        for study in school.studies
        if study.person_id == ready.person_id and study.kind is TrainingKind.INITIAL
    ]
    courses = [
        {"title": study.title, "state": state, "url": _url(deps, study.course_id)}
        for study, state in states
        if state is not StudyState.DONE
    ]
    return {"state": ready.state, "courses": courses}


def _of_growth(deps: Deps, growth: Growth) -> Mapping[str, Any]:
    norm = deps.methodology.norms.growth
    overdue = [
        {"title": item.title, "due_on": item.due_on, "url": _url(deps, item.course_id)}
        for item in growth.overdue
    ]
    return {
        "lacking": growth.lacking,
        "counted": growth.counted,
        "hours": norm.hours,
        "years": norm.years,
        "overdue": overdue,
    }


def _url(deps: Deps, course_id: int) -> str:
    return f"{deps.moodle.url}/course/view.php?id={course_id}" if course_id else ""


def _given_name(person: Person) -> str:
    """First name and patronymic: a name is written surname first."""
    _, _, given = person.name.partition(" ")
    return given or person.name


def _fitting(text: str) -> str:
    if len(text.encode()) <= LONGEST:
        return text
    room = LONGEST - len(CUT.encode())
    return text.encode()[:room].decode(errors="ignore") + CUT
