"""Finds the courses that the rules name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from connector.mapping.register_rules import GrowthCourseRule, RouteRule
from connector.mapping.rules import MarksRule, ProgrammeRule, Rules, TrainingRule
from connector.mapping.schema_fields import pattern
from connector.mapping.selectors import AnswersRule, Condition, CourseSelector, FieldValue
from connector.moodle.records.course import Category, Course

Rule = TypeVar("Rule")
Fits = Callable[[CourseSelector, Course, Mapping[int, frozenset[str]]], bool]


@dataclass(frozen=True)
class Found:
    """The courses behind the rules; `missing` are selectors that fit no course.

    `others` are named by conditions and values, and the one for the calendar of the roadmap;
    `growth` has the courses of routes too.
    """

    programmes: tuple[tuple[ProgrammeRule, Course], ...]
    training: tuple[tuple[TrainingRule, Course], ...]
    others: tuple[tuple[CourseSelector, Course], ...]
    missing: tuple[CourseSelector, ...]
    growth: tuple[tuple[GrowthCourseRule, Course], ...] = ()
    route: tuple[tuple[RouteRule, Course], ...] = ()
    answers: tuple[tuple[AnswersRule, Course], ...] = ()
    marks: tuple[tuple[MarksRule, Course], ...] = ()

    @cached_property
    def programme_ids(self) -> frozenset[int]:
        """The courses that are programmes."""
        return frozenset(course.id for _, course in self.programmes)

    def courses(self) -> dict[int, Course]:
        """Every course once, by id."""
        parts = (
            self.programmes, self.training, self.others, self.growth, self.answers, self.marks,
        )  # fmt: skip
        courses = [course for part in parts for _, course in part]
        return {course.id: course for course in sorted(courses, key=lambda course: course.id)}

    def named_by(self, selector: CourseSelector) -> frozenset[int]:
        """The courses that a selector of a condition or a value names."""
        return frozenset(course.id for other, course in self.others if other == selector)


def find(rules: Rules, courses: Iterable[Course], categories: Iterable[Category]) -> Found:
    """Match every selector; of programmes, growth and marks the first rule that fits."""
    listed = sorted(courses, key=lambda course: course.id)
    above = category_names(categories)

    def behind(named: Iterable[tuple[Rule, CourseSelector | None]]) -> list[tuple[Rule, Course]]:
        return [(r, c) for r, selector in named if selector for c in fitting(selector)]

    def fitting(selector: CourseSelector) -> list[Course]:
        return [course for course in listed if fits(selector, course, above)]

    return Found(
        programmes=_first(behind((rule, rule.course) for rule in rules.programmes)),
        training=tuple(behind((rule, rule.course) for rule in rules.training)),
        others=tuple(behind((selector, selector) for selector in _others(rules))),
        missing=tuple(selector for selector in selectors(rules) if not fitting(selector)),
        growth=_first(behind((rule, rule.course) for rule in _growth(rules))),
        route=tuple(behind((rule, rule.course) for rule in rules.growth.route)),
        answers=tuple(behind((rule, rule.course) for rule, _ in rules.asked())),
        marks=_first(behind((rule, rule.course) for rule in rules.marks)),
    )


def fits(selector: CourseSelector, course: Course, above: Mapping[int, frozenset[str]]) -> bool:
    """Whether a selector means a course; `above` as `category_names` gives it."""
    return FITS[selector.by](selector, course, above)


def selectors(rules: Rules) -> list[CourseSelector]:
    """Every selector of the rules; of several that say the same the first."""
    once: dict[tuple[str, str], CourseSelector] = {}
    for selector in (
        *(rule.course for rule in rules.programmes),
        *(rule.course for rule in rules.training),
        *_others(rules),
        *(rule.course for rule in _growth(rules)),
        *(rule.course for rule, _ in rules.asked()),
        *(rule.course for rule in rules.marks),
    ):
        once.setdefault((selector.by, selector.value), selector)
    return list(once.values())


def _others(rules: Rules) -> list[CourseSelector]:
    named: list[Condition | FieldValue] = [*rules.conditions(), *rules.people.values()]
    calendar = rules.roadmap.calendar
    return [*(one.course for one in named if one.course), *([calendar] if calendar else [])]


def _growth(rules: Rules) -> list[GrowthCourseRule]:
    """Courses for teachers, those that routes name among them: done, they tick the step off."""
    steps = [GrowthCourseRule(r.course, r.hours) for r in rules.growth.route if r.course]
    return [*rules.growth.courses, *steps]


def _first(pairs: Iterable[tuple[Rule, Course]]) -> tuple[tuple[Rule, Course], ...]:
    """Each course with the first of its rules."""
    taken: dict[int, tuple[Rule, Course]] = {}
    for rule, course in pairs:
        taken.setdefault(course.id, (rule, course))
    return tuple(taken.values())


def category_names(categories: Iterable[Category]) -> Mapping[int, frozenset[str]]:
    """For each category the names and ID numbers of itself and of everything above it."""
    by_id = {category.id: category for category in categories}
    names: dict[int, frozenset[str]] = {}
    for category in by_id.values():
        above: set[str] = set()
        step: Category | None = category
        seen: set[int] = set()
        while step and step.id not in seen:
            seen.add(step.id)
            above |= {step.name, step.idnumber} - {""}
            step = by_id.get(step.parent)
        names[category.id] = frozenset(above)
    return names


FITS: Final[Mapping[str, Fits]] = {
    "id": lambda selector, course, _above: str(course.id) == selector.value,
    "shortname": lambda selector, course, _above: course.shortname == selector.value,
    "fullname": lambda selector, course, _above: course.fullname == selector.value,
    "idnumber": lambda selector, course, _above: course.idnumber == selector.value,
    "shortname_matching": lambda selector, course, _above: (
        pattern(selector.value).fullmatch(course.shortname) is not None
    ),
    "category": lambda selector, course, above: (
        selector.value in above.get(course.category_id, frozenset())
    ),
}
