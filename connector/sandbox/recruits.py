"""Decides who wants to take part: candidates, those invited, and pupils who wait for a mentor."""

from dataclasses import dataclass
from typing import Final

from connector.sandbox.casting import Cast, grade_of

FROM_GRADE: Final = 9
MOST_CANDIDATES: Final = 40
FEWEST_BETWEEN: Final = 3
TEACHERS: Final = slice(0, 7, 3)
WAITING: Final = slice(3, 4)


@dataclass(frozen=True)
class Recruits:
    """People by id; some answered but are no candidates yet, some the other way round."""

    answered: tuple[int, ...]
    candidates: tuple[int, ...]
    invited: tuple[int, ...]
    waiting: tuple[int, ...]

    @property
    def everybody(self) -> frozenset[int]:
        """Answer everybody who is named anywhere here."""
        return frozenset((*self.answered, *self.candidates, *self.invited, *self.waiting))


def recruits(cast: Cast) -> Recruits:
    """Choose among pupils without a pair, and among teachers."""
    free = [pupil for pupil in cast.pupils if pupil not in cast.mentors | cast.mentees]
    older = [pupil for pupil in free if grade_of(cast.class_of[pupil]) >= FROM_GRADE]
    younger = [pupil for pupil in free if pupil not in older]
    pupils = older[2 :: max(FEWEST_BETWEEN, len(older) // MOST_CANDIDATES)]
    teachers = cast.teachers[TEACHERS]
    candidates = (*older[:1], *pupils[:-1], *teachers[1:2])
    return Recruits(
        answered=(*pupils, *teachers),
        candidates=candidates,
        invited=(*older[1:2], *candidates[1::2]),
        waiting=(*younger[WAITING], *older[WAITING]),
    )
