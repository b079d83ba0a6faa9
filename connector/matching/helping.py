"""What would help the unmatched: with whom more places, or what done first, gives more pairs.

Moving mentees on from mentor to mentor shows whom an extra place could help at all. For the most
promising mentors the pairs are counted exactly: by such moves, or by deciding anew.
"""

from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from connector.domain.matching import HardRule, Help, Objective
from connector.matching.deciding import Decision, decide
from connector.matching.moving import Moving
from connector.matching.rules import FINE, RULES, breaks, free_places
from connector.matching.scores import Scores
from connector.matching.solver import ALONE

MOST_PLACES: Final = 3
"""How many places more a mentor is thought able to give."""

ASKED: Final = 5
"""So many mentors, the most promising, are looked at for each sort of help."""

LARGE: Final = 500_000
"""Couples beyond which deciding anew takes so long that only the most promising place counts."""

CURABLE: Final = (HardRule.MENTOR_CONSENT, HardRule.NOT_TRAINED, HardRule.HELD)
"""What a curator can do something about."""

Thing = TypeVar("Thing")
Gain = Callable[[int, int, Scores], int]
"""Pairs that so many places more with a mentor (column) give, couples being as scored."""


def helping(decision: Decision) -> list[Help]:
    """What gives more pairs, the most first; nothing for groups, which one place seldom makes."""
    if decision.table.policy.group_size or decision.matched == decision.table.shape[0]:
        return []
    is_slow, gain = _gain(decision)
    asked = 1 if is_slow else ASKED
    found = [*_by_places(decision, gain, asked)]
    found += [] if is_slow else _by_cures(decision, gain, asked)
    helps = (one for one in found if one.pairs > 0)
    return sorted(helps, key=lambda one: (-one.pairs, one.places, one.rule, one.mentor_id))


def _by_places(decision: Decision, gain: Gain, asked: int) -> Iterator[Help]:
    """One place gives one pair at most: for COVERAGE as many are needed as there are pairs."""
    is_coverage = decision.table.policy.objective is Objective.COVERAGE
    reached = _reached(decision)
    for _, column in _most(
        [(int(reached[column]), column) for column in range(len(reached))], asked
    ):
        more = min(MOST_PLACES, int(reached[column]))
        pairs = gain(column, more, decision.scores)
        yield Help(decision.table.mentors[column].id, pairs if is_coverage else more, pairs)


def _by_cures(decision: Decision, gain: Gain, asked: int) -> Iterator[Help]:
    alone = decision.scores.first[decision.chosen == ALONE]
    counts = {rule: (alone == RULES.index(rule)).sum(axis=0) for rule in CURABLE}
    every = [(int(n), (rule, column)) for rule in CURABLE for column, n in enumerate(counts[rule])]
    for _, (rule, column) in _most(every, asked):
        mentor = decision.table.mentors[column]
        pairs = gain(column, 0, _cured(decision, column, rule))
        yield Help(mentor.id, free_places(decision.table, mentor), pairs, rule)


def _most(counted: list[tuple[int, Thing]], asked: int) -> list[tuple[int, Thing]]:
    """The most counted, of equals the first."""
    best = sorted((one for one in counted if one[0]), key=lambda one: -one[0])
    return best[:asked]


def _gain(decision: Decision) -> tuple[bool, Gain]:
    """How to find the pairs that more places give, and whether that takes long.

    By moves where they are all that matters, else by deciding anew.
    """
    table = decision.table
    is_both = table.row.keys() & table.column.keys() and not table.problem.is_reverse
    is_quality = table.policy.objective is Objective.QUALITY
    if is_both or is_quality or decision.pins.broken:
        return (
            table.shape[0] * table.shape[1] > LARGE,
            lambda column, more, scores: (
                decide(table, scores, {column: more}).matched - decision.matched
            ),
        )
    fixed = np.zeros(table.shape[0], dtype=np.bool_)
    fixed[list(decision.pins.kept)] = True
    moving = Moving(np.ascontiguousarray(decision.scores.allowed.T), decision.chosen, fixed)

    def gain(column: int, more: int, scores: Scores) -> int:
        places = more or free_places(table, table.mentors[column])
        return moving.gain(column, places, scores.allowed[:, column])

    return False, gain


def _cured(decision: Decision, column: int, rule: HardRule) -> Scores:
    """The scores if one rule did not keep one mentor away."""
    table, scores = decision.table, decision.scores
    mentor = table.mentors[column]
    later = RULES[RULES.index(rule) + 1 :]
    first = scores.first.copy()
    for row in np.flatnonzero(first[:, column] == RULES.index(rule)):
        mentee = table.mentees[row]
        broken = (RULES.index(one) for one in later if breaks(one, table, mentor, mentee))
        first[row, column] = next(broken, FINE)
    return Scores(scores.points, first).for_policy(table.policy)


def _reached(decision: Decision) -> NDArray[np.int64]:
    """How many unmatched mentees each full mentor could take, others moving on from them."""
    allowed, chosen = decision.scores.allowed, decision.chosen
    mentors = decision.table.shape[1]
    moves = np.eye(mentors, dtype=np.float32)
    for row in np.flatnonzero(chosen != ALONE):
        if row not in decision.pins.kept:
            moves[chosen[row], allowed[row]] = 1
    ways = allowed[chosen == ALONE].astype(np.float32)
    while not ((further := np.minimum(ways @ moves, 1)) == ways).all():
        ways = further
    taken = np.bincount(chosen[chosen != ALONE], minlength=mentors)
    reached: NDArray[np.int64] = np.where(taken >= decision.places, ways.sum(axis=0), 0)
    return reached.astype(np.int64)
