"""Mirror + rules -> how far mentors and teachers are in the courses that train them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from connector.domain.people import Kind, PersonId, Role
from connector.domain.recruiting import Application
from connector.domain.training import Study, TrainingKind
from connector.mapping.dates import last_day
from connector.mapping.known import Known
from connector.mapping.measures import is_item_of, share
from connector.mapping.register_rules import GrowthCourseRule
from connector.mapping.rules import TrainingRule
from connector.moodle.records.completion import CourseCompletion
from connector.moodle.records.course import Course
from connector.moodle.records.grade import Grade

HOURS: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\D*")


@dataclass(frozen=True)
class Mark:
    """How somebody did in a course; `at` in Unix seconds, 0 when the moment is not known."""

    is_done: bool = False
    at: int = 0
    share: Decimal | None = None


def studies(known: Known, applications: Iterable[Application]) -> tuple[Study, ...]:
    """The training of mentors, and of those who apply or are in it, then teachers' growth.

    A course that trains mentors is not counted again as a teacher's growth.
    """
    mentors = {who for who, person in known.people.items() if Role.MENTOR in person.roles}
    mentors |= {one.person_id for one in applications if one.role is Role.MENTOR}
    found = [
        _training(known, rule, course, who)
        for rule, course in known.found.training
        for who in mentors | _seen_in(known, course)
    ]
    counted = {(study.person_id, study.course_id) for study in found}
    found += [
        _growth(known, rule, course, who)
        for rule, course in known.found.growth
        for who in _seen_in(known, course)
        if known.people[who].kind is Kind.TEACHER and (who, course.id) not in counted
    ]
    return tuple(sorted(found, key=lambda study: (study.person_id, study.course_id)))


def hours(rule: GrowthCourseRule, course: Course) -> Decimal:
    """The hours of a course: what its custom field says in digits, else the rule."""
    told = HOURS.fullmatch(course.fields.get(rule.hours_field or "", "").strip())
    return Decimal(told[1].replace(",", ".")) if told else rule.hours


def _training(known: Known, rule: TrainingRule, course: Course, who: PersonId) -> Study:
    mark = _graded(known, rule, course, who) if rule.grade_of else _completed(known, course, who)
    study = _study(known, course, who, mark)
    valid_to = last_day(study.done_on, rule.valid_years)
    return replace(study, kind=rule.kind, hours=rule.hours, valid_to=valid_to)


def _growth(known: Known, rule: GrowthCourseRule, course: Course, who: PersonId) -> Study:
    study = _study(known, course, who, _completed(known, course, who))
    return replace(study, hours=hours(rule, course))


def _study(known: Known, course: Course, who: PersonId, mark: Mark) -> Study:
    enrolment = known.mirror.enrolment.get((course.id, who))
    return Study(
        person_id=who,
        course_id=course.id,
        title=course.fullname,
        kind=TrainingKind.GROWTH,
        hours=Decimal(0),
        is_enrolled=enrolment is not None and not enrolment.suspended,
        is_done=mark.is_done,
        done_on=known.day_of(mark.at) if mark.is_done else None,
        share=mark.share,
        seen_at=enrolment.lastaccess if enrolment else None,
    )


def _completed(known: Known, course: Course, who: PersonId) -> Mark:
    """Whether the course is complete, and the share of its criteria that are met."""
    told = known.mirror.course_completion.get((course.id, who))
    if told is None:
        return Mark()
    met = Decimal(told.criteria_done) / told.criteria if told.criteria else None
    return Mark(told.completed, told.completed_at, met)


def _graded(known: Known, rule: TrainingRule, course: Course, who: PersonId) -> Mark:
    """The best grade in the activity that counts."""
    items = {
        item.id: item
        for item in known.mirror.items_of.get(course.id, ())
        if rule.grade_of and is_item_of(rule.grade_of, item)
    }
    marks = [
        Mark(part >= rule.at_least, grade.graded_at, part)
        for grade in known.mirror.grades_of.get((course.id, who), ())
        if grade.item_id in items and (part := share(grade, items[grade.item_id])) is not None
    ]
    return max(marks, key=lambda mark: (mark.share or 0, -mark.at), default=Mark())


def _seen_in(known: Known, course: Course) -> frozenset[PersonId]:
    """Who is in a course, or was and has left a completion or a grade there."""
    rows: list[CourseCompletion | Grade] = [*known.mirror.course_completions, *known.mirror.grades]
    ids = {row.user_id for row in rows if row.course_id == course.id}
    return known.enrolled(course.id) | {who for who in known.people if who in ids}
