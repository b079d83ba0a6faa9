"""Decides who plays which part: classes, teachers, curators, pairs and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

FIRST_ID: Final = 4
TEACHER_EVERY: Final = 8
PUPILS_OF_SMALL_SCHOOL: Final = 180
PUPILS_IN_CLASS: Final = 30
LETTERS: Final = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"
SMALL_GRADES: Final = range(8, 11)
ALL_GRADES: Final = range(5, 12)
MOST_PAIRS: Final = 300
PAIRS, USERS_PER_PAIRS = 14, 60
MOST_TEACHER_PAIRS: Final = 40
TEACHERS_PER_CURATOR: Final = 40


class Defect(Enum):
    """What is wrong with a pair, on purpose."""

    NONE = auto()
    STALE = auto()
    NEVER = auto()
    NO_MENTOR = auto()
    MENTOR_NOT_ENROLLED = auto()
    MENTEE_SUSPENDED = auto()
    MENTOR_SUSPENDED = auto()
    TEACHER_GRADED = auto()
    LOCKED = auto()


DEFECTS: Final[Mapping[int, Defect]] = {
    3: Defect.STALE,
    4: Defect.NEVER,
    5: Defect.NO_MENTOR,
    6: Defect.STALE,
    7: Defect.MENTOR_NOT_ENROLLED,
    8: Defect.MENTEE_SUSPENDED,
    9: Defect.STALE,
    10: Defect.MENTOR_SUSPENDED,
    11: Defect.TEACHER_GRADED,
    12: Defect.LOCKED,
}


@dataclass(frozen=True)
class Pair:
    """A mentor and a mentee by person id; `number` counts from 1."""

    number: int
    mentor: int
    mentee: int
    defect: Defect = Defect.NONE


@dataclass(frozen=True)
class Cast:
    """Who is who, by person id; pupils know their class."""

    class_of: Mapping[int, str]
    teachers: tuple[int, ...]
    curators: tuple[int, ...]
    pupil_pairs: tuple[Pair, ...]
    teacher_pairs: tuple[Pair, ...]

    @property
    def pupils(self) -> tuple[int, ...]:
        """Answer all pupils in the order of their ids."""
        return tuple(self.class_of)

    @cached_property
    def mentors(self) -> frozenset[int]:
        """Answer mentors of all programmes."""
        return frozenset(pair.mentor for pair in self.pupil_pairs + self.teacher_pairs)

    @cached_property
    def mentees(self) -> frozenset[int]:
        """Answer mentees of all programmes."""
        return frozenset(pair.mentee for pair in self.pupil_pairs + self.teacher_pairs)

    @cached_property
    def young(self) -> frozenset[int]:
        """Answer the young specialists."""
        return frozenset(pair.mentee for pair in self.teacher_pairs)

    def defect_of(self, person: int) -> Defect:
        """Answer what is wrong with the person's pair."""
        return self._defects.get(person, Defect.NONE)

    @cached_property
    def _defects(self) -> Mapping[int, Defect]:
        return {
            person: pair.defect
            for pair in self.pupil_pairs
            if pair.defect is not Defect.NONE
            for person in (pair.mentor, pair.mentee)
        }


def cast(users: int) -> Cast:
    """Give everyone of `users` people a part; every eighth is a teacher."""
    numbers = range(1, users + 1)
    teachers = tuple(FIRST_ID + n - 1 for n in numbers if n % TEACHER_EVERY == 0)
    pupils = [FIRST_ID + n - 1 for n in numbers if n % TEACHER_EVERY]
    labels = class_names(len(pupils))
    class_of = {pupil: labels[n % len(labels)] for n, pupil in enumerate(pupils)}
    curators = teachers[: max(1, len(teachers) // TEACHERS_PER_CURATOR)]
    return Cast(
        class_of=class_of,
        teachers=teachers,
        curators=curators,
        pupil_pairs=_pupil_pairs(
            class_of, min(MOST_PAIRS, max(1, users * PAIRS // USERS_PER_PAIRS))
        ),
        teacher_pairs=_teacher_pairs(teachers[len(curators) :]),
    )


def class_names(pupils: int) -> list[str]:
    """Answer the classes of a school with so many pupils, lowest first."""
    if pupils <= PUPILS_OF_SMALL_SCHOOL:
        return [f"{grade}{letter}" for grade in SMALL_GRADES for letter in LETTERS[:2]]
    wanted = -(-pupils // (len(ALL_GRADES) * PUPILS_IN_CLASS))
    return [f"{grade}{letter}" for grade in ALL_GRADES for letter in LETTERS[:wanted]]


def grade_of(label: str) -> int:
    """Answer the year of a class: 8 for «8А»."""
    return int(label[:-1])


def _pupil_pairs(class_of: Mapping[int, str], count: int) -> tuple[Pair, ...]:
    """Pair the oldest with the youngest."""
    by_age = sorted(class_of, key=lambda pupil: (-grade_of(class_of[pupil]), pupil))
    return _pairs(by_age[:count], sorted(by_age[-count:]), DEFECTS)


def _teacher_pairs(teachers: Sequence[int]) -> tuple[Pair, ...]:
    half = min(len(teachers) // 2, MOST_TEACHER_PAIRS)
    return _pairs(teachers[:half], teachers[half : 2 * half], {})


def _pairs(
    mentors: Sequence[int], mentees: Sequence[int], defects: Mapping[int, Defect]
) -> tuple[Pair, ...]:
    return tuple(
        Pair(number, mentor, mentee, defects.get(number, Defect.NONE))
        for number, (mentor, mentee) in enumerate(zip(mentors, mentees, strict=True), 1)
    )
