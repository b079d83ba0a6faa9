"""Which couples may be and how good each is; everything but whose place is whose."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from connector.domain.matching import Couple, Criterion, HardRule, Objective, Policy
from connector.matching import grids
from connector.matching.criteria import load
from connector.matching.rules import FINE, RULES, First, first_broken
from connector.matching.solver import Values
from connector.matching.table import Grid, Mask, Table

BELOW_LEAST: Final = RULES.index(HardRule.BELOW_LEAST)


@dataclass(frozen=True)
class Scores:
    """`points`: of every couple, LOAD left out. `first`: the first rule that each breaks."""

    points: Grid
    first: First

    @property
    def allowed(self) -> Mask:
        """Couples that break no rule."""
        allowed: Mask = self.first == FINE
        return allowed

    def for_policy(self, policy: Policy) -> "Scores":
        """The same, but QUALITY forbids couples with too few points."""
        if policy.objective is Objective.COVERAGE:
            return self
        is_poor = self.allowed & (self.points < policy.least)
        return Scores(self.points, np.where(is_poor, BELOW_LEAST, self.first).astype(np.int8))

    def without(self, cell: tuple[int, int]) -> "Scores":
        """The same, but a couple may not be, as the mentee mentors the mentor."""
        first = self.first.copy()
        first[cell] = RULES.index(HardRule.MUTUAL)
        return Scores(self.points, first)


def score(table: Table) -> Scores:
    """Work out every couple; the points below which none is made count for QUALITY alone."""
    return Scores(grids.points(table), first_broken(table)).for_policy(table.policy)


def rated(table: Table, couples: Iterable[Couple]) -> int:
    """All points of couples, with those of the places that they would take."""
    points, cells = grids.points(table), table.cells(couples)
    taken = Counter(column for _, column in cells)
    loads = (
        load_points(table, table.mentors[column].load + number)
        for column, count in taken.items()
        for number in range(count)
    )
    return sum(int(points[cell]) for cell in cells) + sum(loads)


def load_points(table: Table, carried: int) -> int:
    """What a place of a mentor is worth who has so many mentees."""
    return load(table.policy.weights.get(Criterion.LOAD, 0), carried)


def load_rows(table: Table, column: int, taken: int) -> list[int]:
    """What each further mentee of a mentor adds, as long as it is anything."""
    weight = table.policy.weights.get(Criterion.LOAD, 0)
    carried = table.mentors[column].load + taken
    return [load(weight, carried + number) for number in range(max(0, weight - carried))]


def most_points(table: Table) -> int:
    """No couple has more."""
    return sum(max(0, weight) for weight in table.policy.weights.values())


def lift_and_scale(table: Table) -> tuple[int, int]:
    """What a couple counts in an assignment, and what each of its points does.

    COVERAGE: one couple more is worth more than all points together. QUALITY: a point is worth more
    than all couples, so that among equals more couples are better. One point, and one couple, is
    worth more than all couples of the last matching: among equals they decide.
    """
    more_than_all = table.shape[0] + 1
    if table.policy.objective is Objective.COVERAGE:
        return (most_points(table) * table.shape[0] + 1) * more_than_all, more_than_all
    return more_than_all, more_than_all**2


def as_values(table: Table, scores: Scores) -> Values:
    """Couples by what an assignment gains by them, 0 for those that may not be."""
    lift, scale = lift_and_scale(table)
    values = scores.points.astype(np.int64) * scale + lift + table.mask(table.problem.last)
    return np.where(scores.allowed, values, 0)
