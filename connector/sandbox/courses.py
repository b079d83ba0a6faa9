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
Drafts = Mapping[int, tuple[Module, ...]]
LATER: Final[Drafts] = {
    programmes.MENTOR_SCHOOL: modules.mentor_school_later(),
    programmes.PUPIL_PROGRAMME: modules.pupil_programme_later(),
}
LAST: Final[Drafts] = {
    programmes.PUPIL_PROGRAMME: modules.pupil_programme_last(),
    programmes.TEACHER_PROGRAMME: modules.teacher_programme_last(),
}
NEWEST: Final[Drafts] = {programmes.PUPIL_PROGRAMME: modules.pupil_programme_newest()}


def courses(
    count: int, cast: Cast, recruits: Recruits, people: dict[int, Person], name: str
) -> Iterator[Course]:
    """Yield the site, the courses of mentoring, `count` subjects, and courses for teachers."""
    numbering = Numbering()
    mentoring = programmes.Programmes(cast, recruits, people, numbering)
    old = [*mentoring.courses(), *subjects.courses(count, cast, people, numbering)]
    later = _added(numbering, LATER)
    first = subjects.FIRST_COURSE + count
    new = [
        *Growth(cast, people, numbering).courses(first),
        mentoring.reverse_programme(first + COURSES),
        mentoring.staff_room(first + COURSES + 1),
    ]
    last, newest = _added(numbering, LAST), _added(numbering, NEWEST)
    yield Course(SITE_COURSE, name, "СОШ20", "", 0, summary="Учебный стенд")
    for course in (*old, *new):
        added = (more for part in (later, last, newest) for more in part.get(course.id, ()))
        yield replace(course, modules=(*course.modules, *added))


def _added(numbering: Numbering, drafts: Drafts) -> Mapping[int, tuple[Module, ...]]:
    return {course: tuple(numbering.number(course, found)) for course, found in drafts.items()}
