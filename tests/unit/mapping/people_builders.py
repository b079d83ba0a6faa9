"""Rules about people as values, answers of the mirror, and what is known of both."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from connector.domain.people import Kind
from connector.mapping import sheets
from connector.mapping.known import Known, know
from connector.mapping.rules import PeopleRule, Rules
from connector.mapping.schema_fields import condition
from connector.mapping.selectors import (
    ActivitySelector,
    AnswersRule,
    Condition,
    CourseSelector,
    FieldValue,
)
from connector.moodle.records.answered import Answered
from tests.builders import TODAY, TRAINING, Change, MirrorBuilder, some_rules

TRAINING_COURSE: Final = CourseSelector("shortname", f"C{TRAINING}")
SHEET: Final = AnswersRule(TRAINING_COURSE, ActivitySelector("name", "Анкета"))
CHOICE: Final = AnswersRule(TRAINING_COURSE, ActivitySelector("cmid", "9"), "choice")
LATE_IN_MOSCOW: Final = int(datetime(2026, 9, 30, 20, 30, tzinfo=UTC).timestamp())
"""Still 30 September in Moscow, 1 October in Yekaterinburg."""

NOBODY: Final = condition({"username": "nobody"})
PUPILS: Final = condition({"in_cohort": "Ученики"})
TEACHERS: Final = condition({"in_cohort": "Педагоги"})


def rules_with(**changes: Change) -> Rules:
    """Build rules of two cohorts for the roles, with other parts as values."""
    return replace(some_rules(), **changes)


def rules_of_people(**changes: Change) -> Rules:
    """Build rules that tell pupils and teachers by their cohorts."""
    kinds = ((Kind.PUPIL, PUPILS), (Kind.TEACHER, TEACHERS))
    return rules_with(people=replace(PeopleRule(kinds=kinds), **changes))


def in_field(*names: str) -> FieldValue:
    """Say that something stands in profile fields."""
    return FieldValue(profile_fields=names)


def in_cohort(name: str) -> Condition:
    """Ask for a cohort."""
    return condition({"in_cohort": name})


def an_answer(
    user_id: int,
    rule: AnswersRule = SHEET,
    items: Mapping[str, str] | None = None,
    **changes: Change,
) -> Answered:
    """Build the answers of somebody, as reading Moodle names them."""
    named = {sheets.key(rule, item): text for item, text in (items or {}).items()}
    answered = Answered(TRAINING, 9, user_id, LATE_IN_MOSCOW, named)
    return replace(answered, **changes)


def known_of(growing: MirrorBuilder, rules: Rules, answered: Iterable[Answered] = ()) -> Known:
    """Gather what is known of a mirror that has answers too."""
    return know(replace(growing.build(), answered=list(answered)), rules, TODAY)
