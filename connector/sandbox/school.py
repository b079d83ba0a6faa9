"""Builds the fictitious school and finds things in it by id."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from connector.sandbox import diaries, history, people, subjects
from connector.sandbox.casting import cast
from connector.sandbox.cohorts import cohorts
from connector.sandbox.courses import SITE_COURSE
from connector.sandbox.courses import courses as all_courses
from connector.sandbox.notebooks import Database, Submission
from connector.sandbox.programmes import PUPIL_PROGRAMME, TEACHER_PROGRAMME
from connector.sandbox.questionnaires import Questionnaires, polls
from connector.sandbox.records import (
    Category,
    Cohort,
    Course,
    Done,
    Enrolment,
    Group,
    Grouping,
    Mark,
    Module,
    Person,
)
from connector.sandbox.recruits import recruits
from connector.sandbox.surveys import Poll, Survey

SCHOOL_NAME: Final = "МАОУ СОШ № 20 (учебный стенд)"
FEWEST_USERS: Final = 16


@dataclass(frozen=True)
class School:
    """Everything there was when the sandbox started; it never changes."""

    seed: int
    now: int
    people: Mapping[int, Person]
    cohorts: Mapping[int, Cohort]
    categories: tuple[Category, ...]
    courses: Mapping[int, Course]
    completions: Mapping[int, Mapping[int, Done]]
    marks: tuple[Mark, ...]
    surveys: Mapping[int, Survey]
    polls: Mapping[int, Poll]
    databases: Mapping[int, Database]
    submissions: Mapping[int, tuple[Submission, ...]]
    name: str = SCHOOL_NAME

    @cached_property
    def modules(self) -> Mapping[int, Module]:
        """Activities by course module id."""
        return {m.id: m for course in self.courses.values() for m in course.modules}

    @cached_property
    def instances(self) -> Mapping[tuple[str, int], Module]:
        """Activities by kind and instance id."""
        return {(m.modname, m.instance): m for m in self.modules.values()}

    @cached_property
    def groups(self) -> Mapping[int, Group]:
        """Groups of all courses by id."""
        return {g.id: g for course in self.courses.values() for g in course.groups}

    @cached_property
    def usernames(self) -> Mapping[str, Person]:
        """People by username."""
        return {person.username: person for person in self.people.values()}

    @cached_property
    def enrolled(self) -> Mapping[int, Mapping[int, Enrolment]]:
        """Enrolments by course and person id, sorted; the site has everybody, without roles."""
        enrolled = {course.id: course.enrolled for course in self.courses.values()}
        everybody = (p for p in self.people.values() if not p.deleted)
        return enrolled | {SITE_COURSE: {p.id: Enrolment(p.id, role="") for p in everybody}}

    @cached_property
    def courses_of(self) -> Mapping[int, tuple[Course, ...]]:
        """Courses by the id of the person enrolled."""
        found: defaultdict[int, list[Course]] = defaultdict(list)
        for course in self.courses.values():
            for enrolment in course.enrolments:
                found[enrolment.user_id].append(course)
        return {person: tuple(courses) for person, courses in found.items()}

    @cached_property
    def groupings(self) -> Mapping[int, Grouping]:
        """Groupings of all courses by id."""
        return {g.id: g for course in self.courses.values() for g in course.groupings}

    @cached_property
    def marks_of(self) -> Mapping[int, tuple[Mark, ...]]:
        """Grades of the mentoring courses by course module id."""
        found: defaultdict[int, list[Mark]] = defaultdict(list)
        for mark in self.marks:
            found[mark.module_id].append(mark)
        return {module: tuple(marks) for module, marks in found.items()}

    def with_course(self, course: Course) -> "School":
        """Answer the same school with a course in place of the one that had its id."""
        return replace(self, courses={**self.courses, course.id: course})

    def members(self, group_id: int) -> tuple[int, ...] | None:
        """Answer the members of a group: None for no group (0), nobody for an unknown one."""
        if not group_id:
            return None
        return self.groups[group_id].members if group_id in self.groups else ()

    def first_marks(self, module: Module) -> Iterator[Mark]:
        """Yield the grades an activity had before anybody called."""
        if module.course_id < subjects.FIRST_COURSE:
            yield from self.marks_of.get(module.id, ())
        elif module.grade:
            course = self.courses[module.course_id]
            yield from history.subject_marks(module, course, seed=self.seed, now=self.now)

    def teacher_of(self, course_id: int) -> Person:
        """Answer the first editing teacher of a course, or the administrator."""
        teachers = (
            e.user_id for e in self.courses[course_id].enrolments if e.role == "editingteacher"
        )
        return self.people[next(teachers, history.ADMIN)]


def build_school(*, users: int = 60, courses: int = 6, seed: int = 20, now: datetime) -> School:
    """Make the same school for the same arguments; `now` is aware, `users` at least 16."""
    if users < FEWEST_USERS:
        raise ValueError(f"a school needs at least {FEWEST_USERS} users, not {users}")
    if now.tzinfo is None:
        raise ValueError("now must know its time zone")
    moment, parts = int(now.timestamp()), cast(users)
    chosen = recruits(parts)
    everyone = {p.id: p for p in people.people(parts, chosen, seed=seed, now=moment)}
    made = {c.id: c for c in all_courses(courses, parts, chosen, everyone, SCHOOL_NAME)}
    past = history.happened(made, parts, chosen, history.History(seed, moment, {}, []))
    modules = [module for course in made.values() for module in course.modules]
    written = Questionnaires(parts, chosen, moment)
    return School(
        seed=seed,
        now=moment,
        people=everyone,
        cohorts={cohort.id: cohort for cohort in cohorts(parts, chosen, everyone)},
        categories=subjects.categories(parts),
        courses=made,
        completions=past.completions,
        marks=tuple(past.marks),
        surveys=written.surveys(modules, past.completions),
        polls=polls(modules, parts, moment),
        databases={1: diaries.Diary(made[PUPIL_PROGRAMME], moment).database(parts)},
        submissions=diaries.submissions(made[TEACHER_PROGRAMME], parts, moment),
    )
