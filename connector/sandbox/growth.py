"""Makes the courses in which mentors and teachers go on learning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from connector.sandbox import modules
from connector.sandbox.casting import Cast
from connector.sandbox.modules import Numbering
from connector.sandbox.records import Course, Enrolment, Module, Person
from connector.sandbox.subjects import growth_category

MENTORING_CATEGORY: Final = 2
SUPPORTED_EVERY: Final = 6


@dataclass(frozen=True)
class Plan:
    """A course for teachers; `progress` says for each teacher in turn how far they are.

    t: completed this year, o: some years ago, p: half-way, n: not begun, a blank: not enrolled;
    nothing where that is not about teachers.
    """

    shortname: str
    fullname: str
    hours: int
    progress: str


SUPPORT: Final = Plan(
    "MENTOR-SUPPORT", "Наставник: обучение в процессе деятельности", 8, progress=""
)
PLANS: Final = (
    Plan("GROWTH-ICT", "Цифровые инструменты учителя", 16, "tot pnt"),
    Plan("GROWTH-INCLUSION", "Обучение детей с ОВЗ в общеобразовательной школе", 36, "otnpt n"),
    Plan("GROWTH-FGOS", "Реализация обновлённых ФГОС", 72, "o topnt"),
)
COURSES: Final = 1 + len(PLANS)
DAYS_AGO: Final[Mapping[str, int]] = {"t": 50, "p": 20, "o": 1_130, "n": 0}
STEPS: Final[Mapping[str, int]] = {"t": 2, "o": 2, "p": 1, "n": 0}
SUPPORTED_AGO: Final = 9


@dataclass(frozen=True)
class Progress:
    """How many steps of a course a person has done, and how many days ago."""

    person: int
    steps: int
    days_ago: int


class Growth:
    """Builds the course that goes along with mentoring, and those for all teachers."""

    def __init__(self, cast: Cast, people: Mapping[int, Person], numbering: Numbering) -> None:
        self._cast = cast
        self._people = people
        self._numbering = numbering

    def courses(self, first: int) -> Iterator[Course]:
        """Yield the courses, the first of which gets this id."""
        yield self._course(first, SUPPORT, MENTORING_CATEGORY, modules.support())
        for course_id, plan in enumerate(PLANS, first + 1):
            yield self._course(course_id, plan, growth_category(self._cast), modules.growth())

    def _course(
        self, course_id: int, plan: Plan, category: int, drafts: tuple[Module, ...]
    ) -> Course:
        made = tuple(self._numbering.number(course_id, drafts))
        return Course(
            course_id,
            plan.fullname,
            plan.shortname,
            plan.shortname.lower(),
            category,
            enrolments=tuple(self._student(one) for one in progress(plan.shortname, self._cast)),
            modules=made,
            completion=True,
            criteria=tuple(module.id for module in made),
            hours=plan.hours,
        )

    def _student(self, one: Progress) -> Enrolment:
        seen = self._people[one.person].lastaccess
        return Enrolment(one.person, lastaccess=max(0, seen - 7_200) if one.steps else 0)


def progress(shortname: str, cast: Cast) -> Iterator[Progress]:
    """Yield how far everybody is who is enrolled in one of these courses."""
    if shortname == SUPPORT.shortname:
        yield from _supported(cast)
    for plan in PLANS:
        if plan.shortname == shortname:
            yield from _learning(plan, cast)


def _supported(cast: Cast) -> Iterator[Progress]:
    for number, pair in enumerate(cast.pupil_pairs + cast.teacher_pairs):
        steps = 3 if number % SUPPORTED_EVERY == 0 else number % 3
        yield Progress(pair.mentor, steps, SUPPORTED_AGO)


def _learning(plan: Plan, cast: Cast) -> Iterator[Progress]:
    for number, teacher in enumerate(cast.teachers):
        letter = plan.progress[number % len(plan.progress)]
        if letter in STEPS:
            yield Progress(teacher, STEPS[letter], DAYS_AGO[letter])
