"""Says what of Moodle the rules need, so that nothing else is read or kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from connector.mapping.conditions import FieldTest
from connector.mapping.courses import Found, selectors
from connector.mapping.pair_rules import JournalRule
from connector.mapping.rules import MarksRule, Rules
from connector.mapping.selectors import ActivitySelector, AnswersRule, CourseSelector
from connector.moodle.records.cohort import Cohort

CHOICE: Final = "choice"


@dataclass(frozen=True)
class CourseNeeds:
    """What to read of one course; `results`: the activity whose grades are ours.

    `training`: the activity whose grade makes a mentor trained. `answers`: the activities whose
    answers are read, and the items that rules ask for. `journal`: where meetings are written down.
    `marks`: what is the mark of its subject; `people`: whether it is asked who is in it.
    """

    course_id: int
    groups: bool = False
    activities: bool = False
    course_completion: bool = False
    activity_completion: bool = False
    grades: bool = False
    results: ActivitySelector | None = None
    training: ActivitySelector | None = None
    answers: tuple[tuple[AnswersRule, frozenset[str]], ...] = ()
    journal: JournalRule | None = None
    marks: MarksRule | None = None
    people: bool = True


def fields(rules: Rules) -> frozenset[str]:
    """The profile fields that some rule looks at."""
    names = [c.value.name for c in rules.conditions() if isinstance(c.value, FieldTest)]
    names += [name for value in rules.people.values() for name in value.profile_fields]
    single = [rules.people.patronymic.profile_field]
    single += [n for rule in rules.consents for n in (rule.profile_field, rule.signed_on)]
    return frozenset([*names, *(name for name in single if name)])


def course_fields(rules: Rules) -> frozenset[str]:
    """The custom fields of courses that some rule looks at."""
    return frozenset(rule.hours_field for rule in rules.growth.courses if rule.hours_field)


def uses_cohorts(rules: Rules) -> bool:
    """Whether any rule looks at cohorts."""
    by_name = any(condition.kind.startswith("in_cohort") for condition in rules.conditions())
    return by_name or any(value.cohort_matching for value in rules.people.values())


def cohort_names(rules: Rules) -> frozenset[str]:
    """The names or ID numbers of cohorts that some rule spells out."""
    return frozenset(str(c.value) for c in rules.conditions() if c.kind == "in_cohort")


def cohorts(rules: Rules, listed: Iterable[Cohort]) -> list[Cohort]:
    """The cohorts that some rule names or matches."""
    conditions = rules.conditions()
    names = cohort_names(rules)
    patterns: list[object] = [c.value for c in conditions if c.kind == "in_cohort_matching"]
    patterns += [value.cohort_matching for value in rules.people.values()]
    return [
        cohort
        for cohort in listed
        if {cohort.name, cohort.idnumber} & names or _matches(patterns, cohort)
    ]


def courses(rules: Rules, found: Found) -> list[CourseNeeds]:
    """What to read of each course that the rules name, by course id.

    Of a course that is named for its calendar alone nothing is read, of one that is named for its
    marks alone nothing but these.
    """
    programmes = {course.id for _, course in found.programmes}
    peopled = _peopled(rules, found)
    marked = {course.id: rule for rule, course in found.marks}
    journals = {course.id: rule.journal for rule, course in found.programmes}
    results = {c.id: rule.results.assignment for rule, c in found.programmes if rule.results}
    completed = {course.id for rule, course in found.training if rule.grade_of is None}
    completed |= {course.id for _, course in found.growth if course.has_completion}
    graded = {course.id: rule.grade_of for rule, course in found.training if rule.grade_of}
    grouped = programmes | _grouped(rules, found)
    chosen = {course.id for rule, course in found.answers if rule.module == CHOICE}
    answers = _answers(rules, found)
    return [
        CourseNeeds(
            course_id=course_id,
            groups=course_id in grouped,
            activities=course_id in programmes | chosen,
            course_completion=course_id in completed,
            activity_completion=course_id in programmes,
            grades=course_id in programmes or course_id in graded,
            results=results.get(course_id),
            training=graded.get(course_id),
            answers=answers.get(course_id, ()),
            journal=journals.get(course_id),
            marks=marked.get(course_id),
            people=course_id in peopled,
        )
        for course_id in found.courses()
        if course_id in peopled or course_id in marked
    ]


def _peopled(rules: Rules, found: Found) -> frozenset[int]:
    """The courses that are named for more than their calendar or their marks."""
    calendar = rules.roadmap.calendar
    parts = (found.programmes, found.training, found.growth, found.answers)
    read = {course.id for part in parts for _, course in part}
    return frozenset(
        read | {course.id for selector, course in found.others if selector is not calendar}
    )


def _grouped(rules: Rules, found: Found) -> frozenset[int]:
    """The courses in whose groups a condition or a value looks."""
    kinds = {"in_group", "in_group_matching"}
    named = [condition.course for condition in rules.conditions() if condition.kind in kinds]
    named += [value.course for value in rules.people.values() if value.group_matching]
    return frozenset(
        course for selector in named if selector for course in found.named_by(selector)
    )


def _answers(
    rules: Rules, found: Found
) -> Mapping[int, tuple[tuple[AnswersRule, frozenset[str]], ...]]:
    """By course the activities that are asked, each once with everything that is asked of it."""
    items: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for rule, asked in rules.asked():
        items[str(rule)] |= asked
    once: defaultdict[int, dict[str, AnswersRule]] = defaultdict(dict)
    for rule, course in found.answers:
        named = once[course.id].setdefault(str(rule), rule)
        if named.is_anonymous:  # of two rules the one that needs names is obeyed
            once[course.id][str(rule)] = rule
    return {
        course: tuple((rule, items[name]) for name, rule in sorted(named.items()))
        for course, named in once.items()
    }


def course_queries(rules: Rules) -> list[CourseSelector] | None:
    """The selectors that Moodle itself can answer one by one; None when all must be listed."""
    wanted = selectors(rules)
    if any(selector.by in {"fullname", "shortname_matching", "category"} for selector in wanted):
        return None
    return sorted(wanted, key=lambda selector: (selector.by, selector.value))


def _matches(patterns: list[object], cohort: Cohort) -> bool:
    names = {cohort.name, cohort.idnumber} - {""}
    return any(isinstance(p, re.Pattern) and p.fullmatch(name) for p in patterns for name in names)
