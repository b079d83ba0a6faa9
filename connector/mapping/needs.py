"""Says what of Moodle the rules need, so that nothing else is read or kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from connector.mapping.conditions import FieldTest
from connector.mapping.courses import Found, selectors
from connector.mapping.rules import ActivitySelector, CourseSelector, Rules
from connector.moodle.records.cohort import Cohort


@dataclass(frozen=True)
class CourseNeeds:
    """What to read of one course; `results`: the activity whose grades are ours.

    `training`: the activity whose grade makes a mentor trained.
    """

    course_id: int
    groups: bool = False
    activities: bool = False
    course_completion: bool = False
    activity_completion: bool = False
    grades: bool = False
    results: ActivitySelector | None = None
    training: ActivitySelector | None = None


def fields(rules: Rules) -> frozenset[str]:
    """The profile fields that some rule looks at."""
    tested = [c.value.name for c in rules.conditions() if isinstance(c.value, FieldTest)]
    values = (rules.people.class_name.profile_field, rules.people.birth_date.profile_field)
    return frozenset([*tested, *(name for name in values if name)])


def uses_cohorts(rules: Rules) -> bool:
    """Whether any rule looks at cohorts."""
    by_name = any(condition.kind.startswith("in_cohort") for condition in rules.conditions())
    values = (rules.people.class_name, rules.people.birth_date)
    return by_name or any(value.cohort_matching for value in values)


def cohort_names(rules: Rules) -> frozenset[str]:
    """The names or ID numbers of cohorts that some rule spells out."""
    return frozenset(str(c.value) for c in rules.conditions() if c.kind == "in_cohort")


def cohorts(rules: Rules, listed: Iterable[Cohort]) -> list[Cohort]:
    """The cohorts that some rule names or matches."""
    conditions = rules.conditions()
    names = cohort_names(rules)
    patterns: list[object] = [c.value for c in conditions if c.kind == "in_cohort_matching"]
    patterns += [rules.people.class_name.cohort_matching, rules.people.birth_date.cohort_matching]
    return [
        cohort
        for cohort in listed
        if {cohort.name, cohort.idnumber} & names or _matches(patterns, cohort)
    ]


def courses(rules: Rules, found: Found) -> list[CourseNeeds]:
    """What to read of each course that the rules name, by course id."""
    programmes = {course.id for _, course in found.programmes}
    results = {c.id: rule.results.assignment for rule, c in found.programmes if rule.results}
    completed = {course.id for rule, course in found.training if rule.grade_of is None}
    graded = {course.id: rule.grade_of for rule, course in found.training if rule.grade_of}
    grouped = {
        course_id
        for condition in rules.conditions()
        if condition.kind in {"in_group", "in_group_matching"} and condition.course
        for course_id in found.named_by(condition.course)
    }
    return [
        CourseNeeds(
            course_id=course_id,
            groups=course_id in programmes | grouped,
            activities=course_id in programmes,
            course_completion=course_id in completed,
            activity_completion=course_id in programmes,
            grades=course_id in programmes or course_id in graded,
            results=results.get(course_id),
            training=graded.get(course_id),
        )
        for course_id in found.courses()
    ]


def course_queries(rules: Rules) -> list[CourseSelector] | None:
    """The selectors that Moodle itself can answer one by one; None when all must be listed."""
    wanted = selectors(rules)
    if any(selector.by in {"fullname", "shortname_matching", "category"} for selector in wanted):
        return None
    once = {(selector.by, selector.value): selector for selector in wanted}
    return [once[key] for key in sorted(once)]


def _matches(patterns: list[object], cohort: Cohort) -> bool:
    names = {cohort.name, cohort.idnumber} - {""}
    return any(isinstance(p, re.Pattern) and p.fullmatch(name) for p in patterns for name in names)
