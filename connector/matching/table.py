"""Lays a problem out in rows of mentees and columns of mentors, always in the order of ids."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from connector.domain.classes import level
from connector.domain.matching import Candidate, Couple, Policy, Problem
from connector.matching.ages import Wanted
from connector.matching.lexicon import Concepts, Lexicon
from connector.matching.time_words import Slot

Grid: TypeAlias = NDArray[np.int32]
"""A number for every mentee (row) and mentor (column)."""

Mask: TypeAlias = NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


class Table:
    """Candidates by id, and what is read of their texts."""

    def __init__(self, problem: Problem, lexicon: Lexicon) -> None:
        self.problem = problem
        self.lexicon = lexicon
        self.mentors = sorted(problem.mentors, key=lambda one: one.id)
        self.mentees = sorted(problem.mentees, key=lambda one: one.id)
        self.shape = len(self.mentees), len(self.mentors)

    @property
    def policy(self) -> Policy:
        """How it is to be matched."""
        return self.problem.policy

    @cached_property
    def column(self) -> dict[int, int]:
        """The column of a mentor."""
        return {one.id: place for place, one in enumerate(self.mentors)}

    @cached_property
    def row(self) -> dict[int, int]:
        """The row of a mentee."""
        return {one.id: place for place, one in enumerate(self.mentees)}

    @cached_property
    def matched_before(self) -> frozenset[int]:
        """The mentees whom the last matching gave a mentor."""
        return frozenset(mentee for _, mentee in self.problem.last)

    def cells(self, couples: Iterable[Couple]) -> list[tuple[int, int]]:
        """Where couples stand, in their order; who is no candidate has no place."""
        return [
            (self.row[mentee], self.column[mentor])
            for mentor, mentee in sorted(couples)
            if mentor in self.column and mentee in self.row
        ]

    def mask(self, couples: Iterable[Couple]) -> Mask:
        """Where couples stand, as a grid."""
        marked = np.zeros(self.shape, dtype=np.bool_)
        for cell in self.cells(couples):
            marked[cell] = True
        return marked

    def concepts(self, text: str) -> Concepts:
        """What a text speaks of."""
        return self.lexicon.concepts(text)

    def grade(self, one: Candidate) -> int | None:
        """The year of study; None for who is in no class."""
        return level(one.person.class_name)

    def age(self, one: Candidate) -> int | None:
        """Full years on the day of the matching."""
        return one.person.age(self.problem.on)

    def slots(self, one: Candidate) -> frozenset[Slot] | None:
        """When somebody is free; None when it is not known."""
        return self.lexicon.slots(one.time)

    def wanted(self, mentor: Candidate) -> Wanted | None:
        """Whom a mentor would like; None when anybody."""
        return self.lexicon.wanted(mentor.desired_age)

    @cached_property
    def shared_slots(self) -> Grid:
        """How many slots of the week a couple has in common."""
        mentees, mentors = self.weeks
        return (mentees @ mentors.T).astype(np.int32)

    @cached_property
    def weeks(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Slots of the mentees and of the mentors, one for free."""
        found = [[self.slots(one) or () for one in side] for side in (self.mentees, self.mentors)]
        every = {
            slot: place
            for place, slot in enumerate(sorted({s for side in found for one in side for s in one}))
        }
        weeks = [np.zeros((len(side), len(every)), dtype=np.float32) for side in found]
        for week, side in zip(weeks, found, strict=True):
            for place, one in enumerate(side):
                week[place, [every[slot] for slot in one]] = 1
        return weeks[0], weeks[1]


def spread(
    of_mentees: Sequence[Key], of_mentors: Sequence[Other], told: Callable[[Key, Other], int]
) -> Grid:
    """Work a number out once for everything that differs, and lay it out for every couple."""
    rows, columns = list(dict.fromkeys(of_mentees)), list(dict.fromkeys(of_mentors))
    small = np.array(
        [[told(row, column) for column in columns] for row in rows], dtype=np.int32
    ).reshape(len(rows), len(columns))
    row_of = {key: place for place, key in enumerate(rows)}
    column_of = {key: place for place, key in enumerate(columns)}
    at_row = np.array([row_of[key] for key in of_mentees], dtype=np.intp)
    at_column = np.array([column_of[key] for key in of_mentors], dtype=np.intp)
    laid: Grid = small[np.ix_(at_row, at_column)]
    return laid
