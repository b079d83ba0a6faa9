"""The best assignment of mentees to the mentors' places, exactly.

Each place is a column; a couple that may not be is worth 0, so that who stands there stays alone.
A mentor with many places gets columns as they fill up: a column that stays empty has the price 0,
and a further one is worth no more, so none is missing from the best assignment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Values = NDArray[np.int64]
Chosen = NDArray[np.intp]
"""For each mentee the column of their mentor."""

ALONE: Final = -1


@dataclass(frozen=True)
class Task:
    """`values`: mentees x mentors, above 0 where a couple may be. `places`: free ones.

    `loads`: what the nth further mentee of a mentor adds, never more than the one before; beyond
    its end nothing. `must`: so many of a mentor's places have to be taken.
    """

    values: Values
    places: NDArray[np.int64]
    loads: Sequence[Sequence[int]]
    must: NDArray[np.int64]

    @property
    def whole(self) -> int:
        """More than any assignment is worth."""
        most = max((max(row, default=0) for row in self.loads), default=0)
        return (len(self.values) + 1) * (int(self.values.max(initial=0)) + most + 1)


@dataclass(frozen=True)
class Assigned:
    """Who goes where, what it is worth, and whether every place that has to be taken is."""

    chosen: Chosen
    worth: int
    is_full: bool

    def counts(self, mentors: int) -> NDArray[np.int64]:
        """How many each mentor gets."""
        return np.bincount(self.chosen[self.chosen != ALONE], minlength=mentors).astype(np.int64)


def assign(task: Task) -> Assigned:
    """Find the assignment that is worth most; the same task gives the same one."""
    mentees, mentors = task.values.shape
    places = np.minimum(task.places, (task.values > 0).sum(axis=0))
    start = mentees // max(1, int((places > 0).sum())) + 1
    made = np.minimum(places, np.maximum(start, task.must))
    while True:
        found = _assign(replace(task, places=made))
        full = (found.counts(mentors) >= made) & (made < places)
        if not full.any():
            return found
        made = np.where(full, np.minimum(places, 2 * made), made)


def _assign(task: Task) -> Assigned:
    mentees, mentors = task.values.shape
    columns = np.repeat(np.arange(mentors), task.places)
    firsts = np.repeat(np.cumsum(task.places) - task.places, task.places)
    number = np.arange(len(columns)) - firsts
    is_must = number < task.must[columns]
    worth = task.values[:, columns].astype(np.float64)
    loads = _loads(task, columns, number)
    extra = loads + task.whole * is_must
    worth += np.where(worth > 0, extra[None, :], 0)
    rows, at = linear_sum_assignment(worth, maximize=True)
    taken = worth[rows, at] > 0
    chosen = np.full(mentees, ALONE, dtype=np.intp)
    chosen[rows[taken]] = columns[at[taken]]
    pairs = task.values[rows[taken], columns[at[taken]]]
    total = int((pairs + loads[at[taken]]).sum())
    return Assigned(chosen, total, int(is_must[at[taken]].sum()) == int(task.must.sum()))


def _loads(task: Task, columns: NDArray[np.intp], number: NDArray[np.int64]) -> Values:
    longest = max((len(row) for row in task.loads), default=0) + 1
    laid = np.zeros((len(task.loads), longest), dtype=np.int64)
    for place, row in enumerate(task.loads):
        laid[place, : len(row)] = row
    return laid[columns, np.minimum(number, longest - 1)]
