"""The kinds of conditions: what may be asked of a person, and how it is answered."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from connector.domain.years import years_later
from connector.mapping.dates import as_date
from connector.mapping.selectors import Condition
from connector.moodle.records.user import User

CourseId = int


@dataclass(frozen=True)
class Facts:
    """What is known of one person: names and ID numbers of cohorts, roles and groups by course."""

    user: User
    today: date
    cohorts: frozenset[str] = frozenset()
    course_roles: Mapping[CourseId, frozenset[str]] = field(default_factory=dict)
    groups: Mapping[CourseId, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class FieldTest:
    """What is asked of a profile field."""

    name: str
    test: str
    operand: object


@dataclass(frozen=True)
class Answer:
    """Whether a condition holds, and the answers it was made of."""

    condition: Condition
    holds: bool
    parts: tuple["Answer", ...] = ()


CoursesOf = Callable[[Condition], frozenset[CourseId]]
"""Gives the courses that a condition speaks of: its own, or the programme's around it."""


def ask(condition: Condition, facts: Facts, courses_of: CoursesOf) -> Answer:
    """Answer a condition for one person."""
    parts = tuple(ask(part, facts, courses_of) for part in condition.parts)
    if condition.kind in JOINED:
        return Answer(condition, JOINED[condition.kind]([part.holds for part in parts]), parts)
    return Answer(condition, KINDS[condition.kind](condition, facts, courses_of(condition)))


def _in_cohort(condition: Condition, facts: Facts, _courses: frozenset[CourseId]) -> bool:
    return condition.value in facts.cohorts


def _in_cohort_matching(condition: Condition, facts: Facts, _courses: frozenset[CourseId]) -> bool:
    return _any_matches(condition, facts.cohorts)


def _course_role(condition: Condition, facts: Facts, courses: frozenset[CourseId]) -> bool:
    return any(condition.value in facts.course_roles.get(course, ()) for course in courses)


def _in_group(condition: Condition, facts: Facts, courses: frozenset[CourseId]) -> bool:
    return any(condition.value in facts.groups.get(course, ()) for course in courses)


def _in_group_matching(condition: Condition, facts: Facts, courses: frozenset[CourseId]) -> bool:
    return any(_any_matches(condition, facts.groups.get(course, ())) for course in courses)


def _username(condition: Condition, facts: Facts, _courses: frozenset[CourseId]) -> bool:
    assert isinstance(condition.value, frozenset)  # noqa: S101 - the schema made it so
    return facts.user.username in condition.value


def _profile_field(condition: Condition, facts: Facts, _courses: frozenset[CourseId]) -> bool:
    assert isinstance(condition.value, FieldTest)  # noqa: S101 - the schema made it so
    test = condition.value
    value = facts.user.profile.get(test.name, "")
    return FIELD_TESTS[test.test](value, test.operand, facts.today)


def _any_matches(condition: Condition, names: frozenset[str] | tuple[str, ...]) -> bool:
    assert isinstance(condition.value, re.Pattern)  # noqa: S101 - the schema made it so
    return any(condition.value.fullmatch(name) for name in names)


def _younger(value: str, years: object, today: date) -> bool:
    since = as_date(value)
    return since is not None and years_later(today, -int(str(years))) < since <= today


def _not_older(value: str, years: object, today: date) -> bool:
    since = as_date(value)
    return since is not None and years_later(today, -int(str(years))) <= since <= today


KINDS: Final[Mapping[str, Callable[[Condition, Facts, frozenset[CourseId]], bool]]] = {
    "in_cohort": _in_cohort,
    "in_cohort_matching": _in_cohort_matching,
    "course_role": _course_role,
    "in_group": _in_group,
    "in_group_matching": _in_group_matching,
    "profile_field": _profile_field,
    "username": _username,
}

JOINED: Final[Mapping[str, Callable[[list[bool]], bool]]] = {
    "any": any,
    "all": all,
    "not": lambda parts: not parts[0],
}

FIELD_TESTS: Final[Mapping[str, Callable[[str, object, date], bool]]] = {
    "equals": lambda value, wanted, _today: value == wanted,
    "one_of": lambda value, wanted, _today: isinstance(wanted, frozenset) and value in wanted,
    "matches": lambda value, wanted, _today: (
        isinstance(wanted, re.Pattern) and wanted.fullmatch(value) is not None
    ),
    "less_than": _younger,
    "at_most": _not_older,
}
