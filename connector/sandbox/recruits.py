"""Decides who wants to take part: candidates, those invited, and pupils without a pair yet."""

from dataclasses import dataclass, replace
from typing import Final

from connector.sandbox.casting import Cast, grade_of

FROM_GRADE: Final = 9
MOST_CANDIDATES: Final = 40
FEWEST_BETWEEN: Final = 3
TEACHERS: Final = slice(0, 7, 3)
WAITING: Final = slice(3, 4)
FREE_MENTORS, SEEKERS = 4, 5
PUPILS_PER_FREE: Final = 80
STRANGERS: Final = 2
"""How many of the first pupils without a pair have nothing to do with mentoring for sure."""


@dataclass(frozen=True)
class Recruits:
    """People by id; some answered but are no candidates yet, some the other way round.

    `mentors` are ready for a pair, but the first was not trained; `seekers` asked for one, but the
    last gave no consent.
    """

    answered: tuple[int, ...]
    candidates: tuple[int, ...]
    invited: tuple[int, ...]
    waiting: tuple[int, ...]
    mentors: tuple[int, ...] = ()
    seekers: tuple[int, ...] = ()

    @property
    def refusing(self) -> tuple[int, ...]:
        """Who gave no consent."""
        return self.seekers[-1:]

    @property
    def everybody(self) -> frozenset[int]:
        """Answer everybody who is named anywhere here."""
        return frozenset(
            (*self.answered, *self.candidates, *self.invited, *self.waiting, *self.unpaired)
        )

    @property
    def unpaired(self) -> tuple[int, ...]:
        """Answer mentors and mentees who are in the programme of pupils without a pair."""
        return (*self.mentors, *self.seekers)


def recruits(cast: Cast) -> Recruits:
    """Choose among pupils without a pair, and among teachers."""
    free = [pupil for pupil in cast.pupils if pupil not in cast.mentors | cast.mentees]
    older = [pupil for pupil in free if grade_of(cast.class_of[pupil]) >= FROM_GRADE]
    younger = [pupil for pupil in free if pupil not in older]
    pupils = older[2 :: max(FEWEST_BETWEEN, len(older) // MOST_CANDIDATES)]
    teachers = cast.teachers[TEACHERS]
    candidates = (*older[:1], *pupils[:-1], *teachers[1:2])
    chosen = Recruits(
        answered=(*pupils, *teachers),
        candidates=candidates,
        invited=(*older[1:2], *candidates[1::2]),
        waiting=(*younger[WAITING], *older[WAITING]),
    )
    taken = chosen.everybody
    rest = [pupil for pupil in free if pupil not in taken][STRANGERS:]
    return _with_unpaired(chosen, cast, rest)


def _with_unpaired(chosen: Recruits, cast: Cast, rest: list[int]) -> Recruits:
    """Take the oldest of the rest for mentors and the youngest for mentees."""
    more = len(cast.pupils) // PUPILS_PER_FREE
    half = len(rest) // 2
    mentors = sorted(rest, key=lambda pupil: (-grade_of(cast.class_of[pupil]), pupil))
    seekers = sorted(rest, key=lambda pupil: (grade_of(cast.class_of[pupil]), pupil))
    ready = tuple(mentors[: min(half, max(FREE_MENTORS, more))])
    asking = [pupil for pupil in seekers if pupil not in ready]
    return replace(chosen, mentors=ready, seekers=tuple(asking[: min(half, max(SEEKERS, more))]))
