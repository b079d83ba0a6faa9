"""The points of every criterion for every couple at once; equal to criteria.py, and much faster."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from connector.domain.matching import Candidate, Couple, Criterion, Problem
from connector.domain.people import PersonId
from connector.matching.criteria import CRITERIA
from connector.matching.table import Grid, Table, spread

Keys = Iterable[str]


def points(table: Table) -> Grid:
    """The points of every couple, all criteria but LOAD together."""
    total = np.zeros(table.shape, dtype=np.int32)
    for criterion, grid in GRIDS.items():
        weight = table.policy.weights.get(criterion, 0)
        if weight:
            grid(table, weight, total)
    return total


def _competencies(table: Table, weight: int, total: Grid) -> None:
    lexicon = table.lexicon
    wishes = [table.concepts(one.wish) for one in table.mentees]
    offers = [lexicon.offered(table.concepts(one.offer)) for one in table.mentors]
    whole = np.array([sum(map(lexicon.weight, wish)) for wish in wishes], dtype=np.int32)
    shared = _shared(table, wishes, offers)
    total += weight * shared // np.maximum(whole, 1)[:, None]


def _interests(table: Table, weight: int, total: Grid) -> None:
    lexicon = table.lexicon
    mentees = [table.concepts(one.interests) for one in table.mentees]
    mentors = [table.concepts(one.interests) for one in table.mentors]
    shared = _shared(table, mentees, [lexicon.offered(one) for one in mentors])
    shared += _shared(table, [lexicon.offered(one) for one in mentees], mentors)
    shared -= _shared(table, mentees, mentors)
    sizes = [
        np.array([sum(map(lexicon.weight, one)) for one in side], dtype=np.int32)
        for side in (mentees, mentors)
    ]
    whole = np.maximum(np.minimum(sizes[0][:, None], sizes[1][None, :]), 1)
    total += weight * np.minimum(shared, whole) // whole


def _shared(table: Table, mentees: Sequence[Keys], mentors: Sequence[Keys]) -> Grid:
    """The weight of what each couple has in common."""
    both = set(chain.from_iterable(mentees)) & set(chain.from_iterable(mentors))
    column = {key: place for place, key in enumerate(sorted(both))}
    weights = np.array([table.lexicon.weight(key) for key in column], dtype=np.int32)
    product = (_marked(mentees, column) * weights[None, :]) @ _marked(mentors, column).T
    grid: Grid = product.toarray().astype(np.int32, copy=False)
    return grid


def _marked(people: Sequence[Keys], column: Mapping[str, int]) -> "csr_array":
    places = [sorted(column[key] for key in keys if key in column) for keys in people]
    ends = np.cumsum([0, *map(len, places)])
    marks = np.fromiter(chain.from_iterable(places), dtype=np.int32, count=int(ends[-1]))
    ones = np.ones(len(marks), dtype=np.int32)
    return csr_array((ones, marks, ends), shape=(len(people), len(column)))


def _time(table: Table, weight: int, total: Grid) -> None:
    mentees, mentors = (week.sum(axis=1).astype(np.int32) for week in table.weeks)
    whole = np.maximum(np.minimum(mentees[:, None], mentors[None, :]), 1)
    total += weight * table.shared_slots // whole


def _alike(
    criterion: Criterion, key: Callable[[Table, Candidate], Hashable]
) -> Callable[[Table, int, Grid], None]:
    """Candidates with the same key get the same points: one of each is asked."""

    def add(table: Table, weight: int, total: Grid) -> None:
        of_mentees = [key(table, one) for one in table.mentees]
        of_mentors = [key(table, one) for one in table.mentors]
        mentee = dict(zip(of_mentees, table.mentees, strict=True))
        mentor = dict(zip(of_mentors, table.mentors, strict=True))
        say = CRITERIA[criterion]
        total += spread(
            of_mentees,
            of_mentors,
            lambda row, column: say(table, mentor[column], mentee[row]).points(weight),
        )

    return add


def _few(
    criterion: Criterion, named: Callable[[Problem], frozenset[Couple]]
) -> Callable[[Table, int, Grid], None]:
    """Only the couples that the problem names get points."""

    def add(table: Table, weight: int, total: Grid) -> None:
        for row, column in table.cells(named(table.problem)):
            said = CRITERIA[criterion](table, table.mentors[column], table.mentees[row])
            total[row, column] += said.points(weight)

    return add


def _choosing(problem: Problem) -> frozenset[Couple]:
    """Couples of whom one chose the other, whichever of the two is the mentor."""
    return frozenset(
        (PersonId(one), PersonId(other))
        for who, whom in problem.chosen
        for one, other in ((who, whom), (whom, who))
    )


GRIDS: Final[Mapping[Criterion, Callable[[Table, int, Grid], None]]] = {
    Criterion.COMPETENCIES: _competencies,
    Criterion.INTERESTS: _interests,
    Criterion.SUBJECT: _alike(Criterion.SUBJECT, lambda _, one: one.subject),
    Criterion.CLASS_DISTANCE: _alike(Criterion.CLASS_DISTANCE, Table.grade),
    Criterion.TIME: _time,
    Criterion.MUTUAL_CHOICE: _few(Criterion.MUTUAL_CHOICE, _choosing),
    Criterion.PREVIOUS_PAIR: _few(Criterion.PREVIOUS_PAIR, lambda problem: problem.previous),
    Criterion.STABILITY: _few(Criterion.STABILITY, lambda problem: problem.last),
}
