"""Says why: the points of each pair, the next best mentor, and who ruled out whom for the rest."""

from collections.abc import Iterator, Mapping

import numpy as np

from connector.domain.matching import Alternative, Criterion, HardRule, Proposal, Unmatched
from connector.domain.people import PersonId
from connector.matching.criteria import load_term, terms
from connector.matching.deciding import Decision
from connector.matching.rules import FINE, RULES
from connector.matching.scores import load_points
from connector.matching.solver import ALONE

NO_PLACE = RULES.index(HardRule.NO_PLACE)


def proposals(decision: Decision) -> Iterator[Proposal]:
    """Each pair with its terms and the best other mentor, by mentor and mentee."""
    others = _others(decision)
    for column, rows in decision.mentees_of.items():
        for row in rows:
            yield _proposal(decision, row, column, others.get(row))


def unmatched(decision: Decision) -> Iterator[Unmatched]:
    """Each mentee without a mentor: whom each rule was the first to rule out."""
    ids = np.array([one.id for one in decision.table.mentors], dtype=object)
    for row in np.flatnonzero(decision.chosen == ALONE):
        first = decision.scores.first[row]
        yield Unmatched(decision.table.mentees[row].id, _failures(first, ids))


def _failures(
    first: np.ndarray[tuple[int], np.dtype[np.int8]],
    ids: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> Mapping[HardRule, tuple[PersonId, ...]]:
    """Mentors by rule; those whom no rule keeps away have no place left, or no whole group."""
    rules = np.where(first == FINE, NO_PLACE, first)
    return {RULES[number]: tuple(ids[rules == number]) for number in np.unique(rules)}


def _proposal(decision: Decision, row: int, column: int, other: Alternative | None) -> Proposal:
    table = decision.table
    mentor, mentee = table.mentors[column], table.mentees[row]
    found = terms(table, mentor, mentee)
    if weight := table.policy.weights.get(Criterion.LOAD, 0):
        found.append(load_term(weight, decision.carried[row]))
    return Proposal(
        mentor_id=mentor.id,
        mentee_id=mentee.id,
        score=decision.score(row),
        terms=tuple(found),
        alternative=other,
        is_pinned=row in decision.pins.kept,
    )


def _others(decision: Decision) -> Mapping[int, Alternative]:
    """For each matched row the best mentor but their own; of equals the one with the lower id."""
    rows = np.flatnonzero(decision.chosen != ALONE)
    if not len(rows):
        return {}
    table = decision.table
    extra = np.array([_next_place(decision, column) for column in range(table.shape[1])])
    score = np.where(decision.scores.allowed[rows], decision.scores.points[rows] + extra, -1)
    score[np.arange(len(rows)), decision.chosen[rows]] = -1
    best = score.argmax(axis=1)
    return {
        int(row): Alternative(table.mentors[column].id, int(points))
        for row, column, points in zip(rows, best, score[np.arange(len(rows)), best], strict=True)
        if points >= 0
    }


def _next_place(decision: Decision, column: int) -> int:
    """What the next place of a mentor is worth, or the last one where all are taken."""
    taken = len(decision.mentees_of[column])
    carried = min(taken, max(0, int(decision.places[column]) - 1))
    return load_points(decision.table, decision.table.mentors[column].load + carried)
