"""Groups: a mentor has nobody, or at least as many mentees as make a group.

Whether a group comes about is decided by branch and bound: without the lower limits the assignment
is worth at least as much, so the first branch that keeps them all and is worth most is the best.
A large school would take too long: beyond so many branches the smallest groups are given up, half
of them at a time, which keeps every limit but may lose a little.
"""

import heapq
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from connector.matching.solver import Assigned, Task, assign

WORK: Final = 2_000_000
MOST_BRANCHES: Final = 500
AT_ONCE: Final = 2
"""One in so many of the groups that are too small is given up at once."""


@dataclass(frozen=True)
class Branch:
    """Mentors of whom it is decided that they have a group, and those that they have none."""

    opened: frozenset[int]
    closed: frozenset[int]


def assign_groups(task: Task, needed: NDArray[np.int64], opened: frozenset[int]) -> Assigned:
    """Find the best assignment in which who gets anybody gets as many as are `needed`.

    `opened`: mentors who have somebody already and should have a whole group if that can be.
    """
    branch = Branch(opened, frozenset())
    if not _solve(task, needed, branch).is_full:
        needed = needed.copy()
        needed[sorted(opened)] = 0
    heap = [(0, 0, branch, _solve(task, needed, branch))]
    made, budget = 0, min(MOST_BRANCHES, WORK // max(1, task.values.size))
    while True:
        _, _, branch, found = heapq.heappop(heap)
        small = _too_small(found, needed, branch)
        if not small:
            return found
        if made >= budget:
            return _give_up(task, needed, branch)
        for child in _children(branch, small[-1]):
            tried = _solve(task, needed, child)
            if tried.is_full:
                made += 1
                heapq.heappush(heap, (-tried.worth, made, child, tried))


def _children(branch: Branch, mentor: int) -> tuple[Branch, Branch]:
    return (
        replace(branch, opened=branch.opened | {mentor}),
        replace(branch, closed=branch.closed | {mentor}),
    )


def _solve(task: Task, needed: NDArray[np.int64], branch: Branch) -> Assigned:
    places, must = task.places.copy(), np.zeros_like(task.places)
    places[sorted(branch.closed)] = 0
    opened = sorted(branch.opened)
    must[opened] = np.minimum(needed[opened], places[opened])
    found = assign(replace(task, places=places, must=must))
    is_enough = bool((needed[opened] <= places[opened]).all())
    return replace(found, is_full=found.is_full and is_enough)


def _too_small(found: Assigned, needed: NDArray[np.int64], branch: Branch) -> list[int]:
    """Mentors with fewer than a group, the smallest first."""
    counts = found.counts(len(needed))
    small = [
        int(mentor)
        for mentor in np.flatnonzero((counts > 0) & (counts < needed))
        if mentor not in branch.opened
    ]
    return sorted(small, key=lambda mentor: (counts[mentor] - needed[mentor], mentor))


def _give_up(task: Task, needed: NDArray[np.int64], branch: Branch) -> Assigned:
    while True:
        found = _solve(task, needed, branch)
        small = _too_small(found, needed, branch)
        if not small:
            return found
        fewest = small[: max(1, len(small) // AT_ONCE)]
        branch = replace(branch, closed=branch.closed | set(fewest))
