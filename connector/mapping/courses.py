"""Finds the courses that the rules name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from connector.mapping.rules import CourseSelector, ProgrammeRule, Rules, TrainingRule
from connector.mapping.schema_fields import pattern
from connector.moodle.records.course import Category, Course

Fits = Callable[[CourseSelector, Course, Mapping[int, frozenset[str]]], bool]


@dataclass(frozen=True)
class Found:
    """The courses behind the rules; `missing` are selectors that fit no course."""

    programmes: tuple[tuple[ProgrammeRule, Course], ...]
    training: tuple[tuple[TrainingRule, Course], ...]
    others: tuple[tuple[CourseSelector, Course], ...]
    missing: tuple[CourseSelector, ...]

    def courses(self) -> dict[int, Course]:
        """Every course once, by id."""
        pairs = (*self.programmes, *self.training, *self.others)
        return {course.id: course for _, course in sorted(pairs, key=lambda pair: pair[1].id)}

    def named_by(self, selector: CourseSelector) -> frozenset[int]:
        """The courses that a condition's selector names."""
        return frozenset(course.id for other, course in self.others if other == selector)


def find(rules: Rules, courses: Iterable[Course], categories: Iterable[Category]) -> Found:
    """Match every selector of the rules; the first programme rule that fits a course keeps it."""
    listed = sorted(courses, key=lambda course: course.id)
    above = category_names(categories)

    def fitting(selector: CourseSelector) -> list[Course]:
        return [course for course in listed if fits(selector, course, above)]

    taken: dict[int, tuple[ProgrammeRule, Course]] = {}
    for rule in rules.programmes:
        for course in fitting(rule.course):
            taken.setdefault(course.id, (rule, course))
    others = [condition.course for condition in rules.conditions() if condition.course]
    return Found(
        programmes=tuple(taken.values()),
        training=tuple((rule, c) for rule in rules.training for c in fitting(rule.course)),
        others=tuple((selector, c) for selector in others for c in fitting(selector)),
        missing=tuple(selector for selector in selectors(rules) if not fitting(selector)),
    )


def fits(selector: CourseSelector, course: Course, above: Mapping[int, frozenset[str]]) -> bool:
    """Whether a selector means a course; `above` as `category_names` gives it."""
    return FITS[selector.by](selector, course, above)


def selectors(rules: Rules) -> list[CourseSelector]:
    """Every selector of the rules."""
    return [
        *(rule.course for rule in rules.programmes),
        *(rule.course for rule in rules.training),
        *(condition.course for condition in rules.conditions() if condition.course),
    ]


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
