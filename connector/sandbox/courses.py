"""Puts all courses together; what was added later to an old course has later ids."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from connector.sandbox import modules, programmes, subjects
from connector.sandbox.casting import Cast
from connector.sandbox.growth import COURSES, Growth
from connector.sandbox.modules import Numbering
from connector.sandbox.records import Course, Module, Person
from connector.sandbox.recruits import Recruits

SITE_COURSE: Final = 1


def courses(
    count: int, cast: Cast, recruits: Recruits, people: dict[int, Person], name: str
) -> Iterator[Course]:
    """Yield the site, the courses of mentoring, `count` subjects, and courses for teachers."""
    numbering = Numbering()
    mentoring = programmes.Programmes(cast, recruits, people, numbering)
    old = [*mentoring.courses(), *subjects.courses(count, cast, people, numbering)]
    added = _added(numbering)
    yield Course(SITE_COURSE, name, "СОШ20", "", 0, summary="Учебный стенд")
    for course in old:
        yield replace(course, modules=course.modules + added.get(course.id, ()))
    first = subjects.FIRST_COURSE + count
    yield from Growth(cast, people, numbering).courses(first)
    yield mentoring.reverse_programme(first + COURSES)


def _added(numbering: Numbering) -> Mapping[int, tuple[Module, ...]]:
    later = {
        programmes.MENTOR_SCHOOL: modules.mentor_school_later(),
        programmes.PUPIL_PROGRAMME: modules.pupil_programme_later(),
    }
    return {course: tuple(numbering.number(course, drafts)) for course, drafts in later.items()}
