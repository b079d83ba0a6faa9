"""Decides who is matched with whom: pins first, then the best assignment of all others."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from connector.matching.groups import assign_groups
from connector.matching.pins import Pins, keep
from connector.matching.rules import free_places
from connector.matching.scores import Scores, as_values, lift_and_scale, load_points, load_rows
from connector.matching.solver import ALONE, Chosen, Task, assign
from connector.matching.table import Table

MOST_BRANCHES: Final = 100
Cell = tuple[int, int]
"""A mentee's row and a mentor's column."""


@dataclass(frozen=True)
class Decision:
    """`chosen`: for each mentee (row) the mentor's column or ALONE."""

    table: Table
    scores: Scores
    pins: Pins
    places: NDArray[np.int64]
    chosen: Chosen

    @property
    def matched(self) -> int:
        """How many mentees have a mentor."""
        return int((self.chosen != ALONE).sum())

    @cached_property
    def mentees_of(self) -> Mapping[int, list[int]]:
        """Rows of each mentor's mentees, in their order."""
        found: dict[int, list[int]] = {column: [] for column in range(self.table.shape[1])}
        for row in np.flatnonzero(self.chosen != ALONE):
            found[int(self.chosen[row])].append(int(row))
        return found

    @cached_property
    def carried(self) -> Mapping[int, int]:
        """How many mentees the mentor of each matched row has before them."""
        return {
            row: self.table.mentors[column].load + number
            for column, rows in self.mentees_of.items()
            for number, row in enumerate(rows)
        }

    @property
    def worth(self) -> int:
        """By what decisions are compared: the more the better."""
        lift, scale = lift_and_scale(self.table)
        kept = sum(self.chosen[row] == column for row, column in self._last)
        return lift * self.matched + scale * self.total + int(kept)

    @property
    def _last(self) -> list[Cell]:
        return self.table.cells(self.table.problem.last)

    @cached_property
    def mutual(self) -> tuple[Cell, ...] | None:
        """Two couples of the same two people that cannot both be, those that are not pinned."""
        if self.table.problem.is_reverse:
            return None
        for row, column in ((row, int(self.chosen[row])) for row in sorted(self.carried)):
            other = self.table.row.get(self.table.mentors[column].id)
            as_mentor = self.table.column.get(self.table.mentees[row].id)
            if other is not None and as_mentor is not None and self.chosen[other] == as_mentor:
                both = (row, column), (other, as_mentor)
                return tuple(cell for cell in both if cell[0] not in self.pins.kept)
        return None

    def score(self, row: int) -> int:
        """All points of a matched row."""
        points = int(self.scores.points[row, self.chosen[row]])
        return points + load_points(self.table, self.carried[row])

    @cached_property
    def total(self) -> int:
        """All points of all pairs."""
        return sum(self.score(row) for row in self.carried)


def decide(table: Table, scores: Scores, extra: Mapping[int, int] | None = None) -> Decision:
    """Find the best decision; `extra` gives mentors, by their columns, so many places more.

    Where two would mentor each other, each of the two pairs is given up in turn, and the better
    decision counts: the first that is found without such couples is the best (branch and bound).
    """
    heap = [(0, 0, _decide(table, scores, extra or {}))]
    made = 0
    while True:
        _, _, best = heapq.heappop(heap)
        couple = best.mutual
        if couple is None:
            return best
        if made >= MOST_BRANCHES:
            heap.clear()
        for cell in couple:
            made += 1
            tried = _decide(table, best.scores.without(cell), extra or {})
            heapq.heappush(heap, (-tried.worth, made, tried))


def _decide(table: Table, scores: Scores, extra: Mapping[int, int]) -> Decision:
    places = np.array([max(0, free_places(table, one)) for one in table.mentors], dtype=np.int64)
    for column, more in extra.items():
        places[column] += more
    pins = keep(table, scores.first, places)
    chosen = np.full(table.shape[0], ALONE, dtype=np.intp)
    for row, column in pins.kept.items():
        chosen[row] = column
    free = np.flatnonzero(chosen == ALONE)
    if len(free) and len(places):
        chosen[free] = _assign(table, scores, pins, places, free)
    return Decision(table, scores, pins, places, chosen)


def _assign(
    table: Table, scores: Scores, pins: Pins, places: NDArray[np.int64], free: Chosen
) -> Chosen:
    values, (_, scale) = as_values(table, scores), lift_and_scale(table)
    pinned = np.bincount(list(pins.kept.values()), minlength=len(places)).astype(np.int64)
    task = Task(
        values=values[free],
        places=places - pinned,
        loads=[
            [scale * more for more in load_rows(table, column, int(pinned[column]))]
            for column in range(len(places))
        ],
        must=np.zeros(len(places), dtype=np.int64),
    )
    size = table.policy.group_size
    if size is None:
        return assign(task).chosen
    carried = np.array([one.load for one in table.mentors], dtype=np.int64) + pinned
    opened = frozenset(map(int, np.flatnonzero(pinned)))
    return assign_groups(task, np.maximum(size[0] - carried, 0), opened).chosen
