"""How good a decision is as a whole."""

from typing import Final

import numpy as np

from connector.domain.matching import Quality
from connector.matching.deciding import Decision
from connector.matching.solver import ALONE

DIGITS: Final = 3


def quality(decision: Decision) -> Quality:
    """Measure a decision."""
    scores = [decision.score(row) for row in decision.carried]
    return Quality(
        score=decision.total,
        matched=len(scores),
        mentees=decision.table.shape[0],
        mean=round(sum(scores) / len(scores), DIGITS) if scores else 0.0,
        least=min(scores, default=0),
        blocking=_blocking(decision),
        spread=_spread(decision),
        churn=_churn(decision),
    )


def _blocking(decision: Decision) -> int:
    """Couples who would both gain: the mentee, and the mentor by the least good of theirs."""
    points, chosen = decision.scores.points, decision.chosen
    rows = np.flatnonzero(chosen != ALONE)
    mine = np.full(len(chosen), -1, dtype=np.int32)
    mine[rows] = points[rows, chosen[rows]]
    mine[list(decision.pins.kept)] = np.iinfo(np.int32).max
    theirs = np.full(decision.table.shape[1], -1, dtype=np.int32)
    for column, its in decision.mentees_of.items():
        movable = [row for row in its if row not in decision.pins.kept]
        if len(its) >= decision.places[column]:
            theirs[column] = min(
                (int(points[row, column]) for row in movable), default=np.iinfo(np.int32).max
            )
    better = (points > mine[:, None]) & (points > theirs[None, :]) & decision.scores.allowed
    return int(better.sum())


def _spread(decision: Decision) -> float:
    """The Gini index of how many each mentor has who could take any: 0 when all have as many."""
    can = (decision.places > 0) | (decision.scores.allowed.any(axis=0))
    loads = np.sort(
        [
            one.load + len(decision.mentees_of[column])
            for column, one in enumerate(decision.table.mentors)
            if can[column]
        ]
    )
    total = int(loads.sum())
    if not total:
        return 0.0
    number = len(loads)
    rank = np.arange(1, number + 1)
    return round(float((2 * rank - number - 1) @ loads / (number * total)), DIGITS)


def _churn(decision: Decision) -> int:
    table = decision.table
    made = {
        (table.mentors[column].id, table.mentees[row].id)
        for column, rows in decision.mentees_of.items()
        for row in rows
    }
    return len(table.problem.last - made)
