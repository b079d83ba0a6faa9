"""The school's rules as values: what mappings/*.yaml says once it has been checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from connector.domain.consents import Purpose
from connector.domain.matching import Policy
from connector.domain.people import Kind, Role
from connector.domain.results import Measure
from connector.domain.training import Admission, TrainingKind
from connector.domain.write_plans import Approval
from connector.mapping.pair_rules import (
    NO_ROADMAP,
    ChoicesRule,
    GroupsRule,
    JournalRule,
    RoadmapRule,
    SurveyRule,
    TaskRule,
)
from connector.mapping.register_rules import (
    NO_GROWTH,
    NO_REMINDERS,
    ConsentRule,
    GrowthRule,
    RecruitingRule,
    RemindersRule,
)
from connector.mapping.selectors import (
    NOWHERE,
    UNKNOWN_PATRONYMIC,
    ActivitySelector,
    AnswersRule,
    Condition,
    CourseSelector,
    FieldValue,
    PatronymicRule,
)


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
    class_name: FieldValue = NOWHERE
    birth_date: FieldValue = NOWHERE
    patronymic: PatronymicRule = UNKNOWN_PATRONYMIC
    service_start: FieldValue = NOWHERE
    position: FieldValue = NOWHERE
    workplace: FieldValue = NOWHERE
    contacts: FieldValue = NOWHERE
    representative: FieldValue = NOWHERE
    interests: FieldValue = NOWHERE
    subject: FieldValue = NOWHERE
    young_specialist: Condition | None = None

    def values(self) -> tuple[FieldValue, ...]:
        """Everything that says where something stands."""
        return (
            self.class_name, self.birth_date, self.service_start, self.position, self.workplace,
            self.contacts, self.representative, self.interests, self.subject,
        )  # fmt: skip


@dataclass(frozen=True)
class TrainingRule:
    """A course that trains mentors: completed, or a share of the grade in one activity."""

    course: CourseSelector
    grade_of: ActivitySelector | None = None
    at_least: Decimal = Decimal(0)
    kind: TrainingKind = TrainingKind.INITIAL
    hours: Decimal = Decimal(0)
    valid_years: int | None = None


@dataclass(frozen=True)
class MarksRule:
    """Courses whose marks are followed as those of a subject; `column` None: the course total."""

    course: CourseSelector
    subject: str
    column: ActivitySelector | None = None


@dataclass(frozen=True)
class PairsRule:
    """Which groups of a programme's course are pairs; `named` None means all of them.

    `new`: how groups are made of pairs that are approved here, None: none are made.
    """

    named: re.Pattern[str] | None = None
    new: GroupsRule | None = None


@dataclass(frozen=True)
class ResultsRule:
    """Which assignment receives results, and what counts how much for each role.

    `meetings`: how many a pair is to hold in a year, None: as many as it has planned. `curator`:
    the activity in which the curator gives a mark.
    """

    assignment: ActivitySelector
    points: Mapping[Role, Mapping[Measure, Decimal]]
    approval: Approval = Approval.PERSON
    meetings: int | None = None
    curator: ActivitySelector | None = None


@dataclass(frozen=True)
class ReportsRule:
    """Which forum receives reports, how often a new one begins and whether it names pairs."""

    forum: ActivitySelector
    approval: Approval = Approval.AUTO
    every: Literal["week", "month"] = "month"
    detail: Literal["summary", "pairs"] = "summary"


@dataclass(frozen=True)
class ProgrammeRule:
    """A course, or several of one kind, that are mentoring programmes of a form.

    `calendar`: whether planned meetings stand in its calendar. `plan`: what every pair has in its
    plan. `matching` None: as the school matches.
    """

    course: CourseSelector
    form: str
    school_year: str
    title: str = ""
    role_model: str = ""
    kind: str = ""
    roles: Mapping[Role, Condition] = field(default_factory=dict)
    pairs: PairsRule = PairsRule()
    results: ResultsRule | None = None
    reports: ReportsRule | None = None
    choices: ChoicesRule | None = None
    surveys: Mapping[str, SurveyRule] = field(default_factory=dict)
    journal: JournalRule | None = None
    calendar: bool = False
    plan: tuple[TaskRule, ...] = ()
    matching: Policy | None = None

    @property
    def unnamed(self) -> frozenset[str]:
        """The questionnaires that are answered without names."""
        return frozenset(
            code for code, survey in self.surveys.items() if survey.answers.is_anonymous
        )


@dataclass(frozen=True)
class Expectation:
    """A made-up person and what the rules must make of them; None: nothing is expected of it.

    `consents` and `candidate_for` are expected to be exactly these; answers in courses, which a
    made-up person cannot give, are no part of them. `where` is the item's file:line.
    """

    username: str = ""
    firstname: str = ""
    lastname: str = ""
    fullname: str = ""
    cohorts: tuple[str, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[Role] = frozenset()
    not_roles: frozenset[Role] = frozenset()
    kind: Kind | None = None
    class_name: str | None = None
    name: str | None = None
    patronymic: str | None = None
    born_on: date | None = None
    is_young_specialist: bool | None = None
    consents: frozenset[Purpose] | None = None
    candidate_for: frozenset[Role] | None = None
    where: str = ""


@dataclass(frozen=True)
class Rules:
    """Everything a school says about its mentoring."""

    school: SchoolRule
    people: PeopleRule
    roles: Mapping[Role, Condition]
    training: tuple[TrainingRule, ...]
    programmes: tuple[ProgrammeRule, ...]
    expect: tuple[Expectation, ...] = ()
    consents: tuple[ConsentRule, ...] = ()
    recruiting: Mapping[Role, RecruitingRule] = field(default_factory=dict)
    admission: Admission = field(default_factory=Admission)
    growth: GrowthRule = NO_GROWTH
    reminders: RemindersRule = NO_REMINDERS
    matching: Policy = field(default_factory=Policy)
    roadmap: RoadmapRule = NO_ROADMAP
    marks: tuple[MarksRule, ...] = ()
    monitoring: Mapping[str, Condition] = field(default_factory=dict)

    def conditions(self) -> list[Condition]:
        """Every condition, with those inside others."""
        top = [condition for _, condition in self.people.kinds]
        top += [self.people.young_specialist] if self.people.young_specialist else []
        top += self.roles.values()
        top += [condition for rule in self.programmes for condition in rule.roles.values()]
        top += [c for r in self.recruiting.values() for c in (r.invited, r.candidates) if c]
        top += [rule.who for rule in self.growth.route]
        top += self.monitoring.values()
        return [inner for condition in top for inner in _flat(condition)]

    def asked(self) -> list[tuple[AnswersRule, frozenset[str]]]:
        """Every activity whose answers are read, and the items that are asked of it."""
        asked = [(rule.answers, frozenset({rule.item})) for rule in self.consents if rule.answers]
        for rule in self.recruiting.values():
            if sheet := rule.questionnaire:
                reason = {sheet.reason.item} if sheet.reason else set()
                asked.append((sheet.answers, frozenset(sheet.items.values()) | reason))
        chosen = [programme.choices for programme in self.programmes if programme.choices]
        surveys = [survey for programme in self.programmes for survey in programme.surveys.values()]
        asked += [(rule.answers, frozenset(rule.items)) for rule in chosen]
        asked += [(rule.answers, frozenset(rule.items)) for rule in surveys]
        return asked


def _flat(condition: Condition) -> list[Condition]:
    return [condition, *(inner for part in condition.parts for inner in _flat(part))]
