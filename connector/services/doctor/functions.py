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
    """A function of Moodle's web services."""

    name: str
    need: str
    capabilities: tuple[str, ...]


def load(file: Path) -> Mapping[str, Function]:
    """Read config/moodle/functions.yaml."""
    try:
        content: Mapping[str, Any] = plain_yaml.load(file.read_text(encoding="utf-8"))
        return {
            name: Function(name, about["need"], tuple(about["capabilities"]))
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
        "messages": bool(reminders.training_days or reminders.growth_days),
        "results": any(programme.results for programme in rules.programmes),
        "reports": any(programme.reports for programme in rules.programmes),
        "idnumbers": any(
            selector.by == "idnumber"
            for selector in (*written_to(rules), *(answers.activity for answers in asked))
        ),
    }
    used = {name for name, is_used in uses.items() if is_used}
    checked = {"check"} if used & {"results", "reports"} else set()
    return frozenset({"always", "night", "groups", "activities", "grades"} | used | checked)


def written_to(rules: Rules) -> list[ActivitySelector]:
    """The activities that the rules write to."""
    return [
        *(programme.results.assignment for programme in rules.programmes if programme.results),
        *(programme.reports.forum for programme in rules.programmes if programme.reports),
    ]
