"""Makes categories and the ordinary subject courses around mentoring."""

from collections.abc import Iterator
from typing import Final

from connector.sandbox import modules
from connector.sandbox.casting import Cast, grade_of
from connector.sandbox.chance import chance
from connector.sandbox.records import Category, Course, Enrolment, Person

FIRST_COURSE: Final = 5
MOST_PUPILS: Final = 550
FIRST_GRADE_CATEGORY: Final = 4
STAY_AWAY: Final = 40
SUBJECTS: Final = (
    "Математика",
    "Русский язык",
    "Физика",
    "Информатика",
    "История",
    "Биология",
    "Литература",
    "Химия",
    "География",
    "Английский язык",
)


def categories(cast: Cast) -> tuple[Category, ...]:
    """Answer the categories: mentoring, a tree by year of study, a hidden archive, growth."""
    grades = _grades(cast)
    by_grade = (
        Category(FIRST_GRADE_CATEGORY + n, f"{grade} классы", f"par{grade}", parent=3)
        for n, grade in enumerate(grades)
    )
    return (
        Category(1, "Category 1", None),
        Category(2, "Наставничество", "mentoring"),
        Category(3, "Основная школа", "main"),
        *by_grade,
        Category(FIRST_GRADE_CATEGORY + len(grades), "Архив", "", visible=0),
        Category(growth_category(cast), "Повышение квалификации", "growth"),
    )


def growth_category(cast: Cast) -> int:
    """Answer the id of the category of courses for teachers."""
    return FIRST_GRADE_CATEGORY + len(_grades(cast)) + 1


def courses(
    count: int, cast: Cast, people: dict[int, Person], numbering: modules.Numbering
) -> Iterator[Course]:
    """Yield `count` subject courses of at most 550 pupils each."""
    labels, grades = sorted(set(cast.class_of.values()), key=_by_age), _grades(cast)
    for number in range(count):
        course_id = FIRST_COURSE + number
        label = labels[number % len(labels)]
        teacher = cast.teachers[number % len(cast.teachers)]
        yield Course(
            course_id,
            f"{SUBJECTS[number % len(SUBJECTS)]}, {label}",
            f"SUB-{number}",
            f"sub-{number}",
            FIRST_GRADE_CATEGORY + grades.index(grade_of(label)),
            enrolments=(
                Enrolment(teacher, "editingteacher", people[teacher].lastaccess),
                *_pupils(number, cast, people),
            ),
            modules=tuple(numbering.number(course_id, modules.subject())),
        )


def _pupils(number: int, cast: Cast, people: dict[int, Person]) -> Iterator[Enrolment]:
    pupils, random = cast.pupils, chance(number)
    first = number * MOST_PUPILS
    for step in range(min(MOST_PUPILS, len(pupils))):
        pupil = pupils[(first + step) % len(pupils)]
        suspended = random.randrange(STAY_AWAY) == 0
        yield Enrolment(pupil, "student", people[pupil].lastaccess, suspended)


def _grades(cast: Cast) -> list[int]:
    return sorted({grade_of(label) for label in set(cast.class_of.values())})


def _by_age(label: str) -> tuple[int, str]:
    return grade_of(label), label
