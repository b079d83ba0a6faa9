"""The web-service functions that the connector uses, when, and what rights they want."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from connector import plain_yaml
from connector.errors import ConfigurationError
from connector.mapping import needs
from connector.mapping.rules import Rules
from connector.mapping.selectors import ActivitySelector


@dataclass(frozen=True)
class Function:
    """A function of Moodle's web services; `needs`: each use for which it has to be there."""

    name: str
    needs: frozenset[str]
    capabilities: tuple[str, ...]


def load(file: Path) -> Mapping[str, Function]:
    """Read config/moodle/functions.yaml."""
    try:
        content: Mapping[str, Any] = plain_yaml.load(file.read_text(encoding="utf-8"))
        return {
            name: Function(name, _needs(about["need"]), tuple(about["capabilities"]))
            for name, about in content.items()
        }
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error


def features(rules: Rules) -> frozenset[str]:
    """What the rules use of Moodle: values of `need`."""
    asked = [answers for answers, _ in rules.asked()]
    reminders = rules.reminders
    by_completion = any(training.grade_of is None for training in rules.training)
    uses = {
        "cohorts": needs.uses_cohorts(rules),
        "completion": by_completion or bool(rules.growth.courses),
        "answers": any(answers.module == "feedback" for answers in asked),
        "choices": any(answers.module == "choice" for answers in asked),
        "messages": reminders.is_any,
        "results": any(programme.results for programme in rules.programmes),
        "reports": any(programme.reports for programme in rules.programmes),
        "idnumbers": any(selector.by == "idnumber" for selector in looked_up(rules)),
        **_of_pairs(rules),
    }
    used = {name for name, is_used in uses.items() if is_used}
    checked = {"check"} if used & {"results", "reports"} else set()
    return frozenset({"always", "night", "groups", "activities", "grades"} | used | checked)


def _of_pairs(rules: Rules) -> Mapping[str, bool]:
    """What pairs use: their groups, roles, enrolments, calendars and journals."""
    new = [programme.pairs.new for programme in rules.programmes if programme.pairs.new]
    journals = {programme.journal.module for programme in rules.programmes if programme.journal}
    return {
        "new_groups": bool(new),
        "mentor_roles": any(groups.mentor_role for groups in new),
        "enrolments": any(groups.not_enrolled == "enrol" for groups in new),
        "calendar": bool(rules.roadmap.calendar) or any(p.calendar for p in rules.programmes),
        "journals": "data" in journals,
        "journal_submissions": "assign" in journals,
        "journal_posts": "forum" in journals,
    }


def looked_up(rules: Rules) -> list[ActivitySelector]:
    """The activities that are looked for in Moodle, each time anew."""
    return [
        *written_to(rules),
        *(answers.activity for answers, _ in rules.asked()),
        *(programme.journal.activity for programme in rules.programmes if programme.journal),
    ]


def written_to(rules: Rules) -> list[ActivitySelector]:
    """The activities that the rules write to."""
    return [
        *(programme.results.assignment for programme in rules.programmes if programme.results),
        *(programme.reports.forum for programme in rules.programmes if programme.reports),
    ]


def _needs(told: object) -> frozenset[str]:
    """One need, or a list of several."""
    return frozenset(map(str, told)) if isinstance(told, list) else frozenset({str(told)})
