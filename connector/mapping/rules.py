"""The school's rules as values: what mappings/*.yaml says once it has been checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from connector.domain.people import Kind, Role
from connector.domain.results import Measure


@dataclass(frozen=True)
class Condition:
    """Something that is true of a person or not; `kind` is a name in conditions.KINDS."""

    kind: str
    value: object
    parts: tuple["Condition", ...] = ()
    course: "CourseSelector | None" = None


@dataclass(frozen=True)
class Selector:
    """Names something in Moodle: a field `by` with a `value`; `where` is the rule's file:line."""

    by: str
    value: str
    where: str = ""

    def __str__(self) -> str:
        """Say it as the rule does."""
        return f"{self.by}: {self.value}"


class CourseSelector(Selector):
    """Which courses are meant: `by` is one of schema_fields.COURSE_KEYS."""


class ActivitySelector(Selector):
    """Which activity of a course is meant: `by` is one of schema_fields.ACTIVITY_KEYS."""


@dataclass(frozen=True)
class FieldValue:
    """Where a person's class or date of birth stands: a profile field or a cohort's name."""

    profile_field: str | None = None
    cohort_matching: re.Pattern[str] | None = None


@dataclass(frozen=True)
class SchoolRule:
    """The school itself."""

    name: str
    time_zone: ZoneInfo
    school_year: str


@dataclass(frozen=True)
class PeopleRule:
    """What people are at school; `kinds` in order, the first that fits counts."""

    kinds: tuple[tuple[Kind, Condition], ...] = ()
    class_name: FieldValue = FieldValue()
    birth_date: FieldValue = FieldValue()
    young_specialist: Condition | None = None


@dataclass(frozen=True)
class TrainingRule:
    """A course that trains mentors: completed, or a share of the grade in one activity."""

    course: CourseSelector
    grade_of: ActivitySelector | None = None
    at_least: Decimal = Decimal(0)


@dataclass(frozen=True)
class PairsRule:
    """Which groups of a programme's course are pairs; `named` None means all of them."""

    named: re.Pattern[str] | None = None


@dataclass(frozen=True)
class ResultsRule:
    """Which assignment receives results, and what counts how much for each role."""

    assignment: ActivitySelector
    points: Mapping[Role, Mapping[Measure, Decimal]]


@dataclass(frozen=True)
class ReportsRule:
    """Which forum receives reports, how often a new one begins and whether it names pairs."""

    forum: ActivitySelector
    every: Literal["week", "month"] = "month"
    detail: Literal["summary", "pairs"] = "summary"


@dataclass(frozen=True)
class ProgrammeRule:
    """A course, or several of one kind, that are mentoring programmes of a form."""

    course: CourseSelector
    form: str
    school_year: str
    title: str = ""
    roles: Mapping[Role, Condition] = field(default_factory=dict)
    pairs: PairsRule = PairsRule()
    results: ResultsRule | None = None
    reports: ReportsRule | None = None


@dataclass(frozen=True)
class Expectation:
    """A made-up person and what the rules must make of them."""

    where: str
    username: str
    cohorts: tuple[str, ...]
    profile: Mapping[str, str]
    roles: frozenset[Role]
    not_roles: frozenset[Role]
    kind: Kind | None
    class_name: str | None


@dataclass(frozen=True)
class Rules:
    """Everything a school says about its mentoring."""

    school: SchoolRule
    people: PeopleRule
    roles: Mapping[Role, Condition]
    training: tuple[TrainingRule, ...]
    programmes: tuple[ProgrammeRule, ...]
    expect: tuple[Expectation, ...] = ()

    def conditions(self) -> list[Condition]:
        """Every condition, with those inside others."""
        top = [condition for _, condition in self.people.kinds]
        top += [self.people.young_specialist] if self.people.young_specialist else []
        top += self.roles.values()
        top += [condition for rule in self.programmes for condition in rule.roles.values()]
        return [inner for condition in top for inner in _flat(condition)]


def _flat(condition: Condition) -> list[Condition]:
    return [condition, *(inner for part in condition.parts for inner in _flat(part))]
