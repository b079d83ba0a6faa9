"""Pins: couples that a curator has decided, kept before anything else is sought."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from connector.domain.matching import Couple, HardRule
from connector.matching.rules import FINE, RULES, First
from connector.matching.scores import BELOW_LEAST
from connector.matching.table import Table


@dataclass(frozen=True)
class Pins:
    """`kept`: mentee (row) -> mentor (column). `broken`: by the first rule that forbids each."""

    kept: Mapping[int, int]
    broken: Mapping[Couple, HardRule]


def keep(table: Table, first: First, places: NDArray[np.int64]) -> Pins:
    """Keep what no rule forbids; the points of a pin do not matter, a curator knows better.

    A second pin of a mentee, and one beyond the places of a mentor, have no place. A pin of
    somebody who is no candidate is not looked at.
    """
    kept: dict[int, int] = {}
    broken: dict[Couple, HardRule] = {}
    taken: Counter[int] = Counter()
    for row, column in table.cells(table.problem.pins):
        mentor, mentee = table.mentors[column], table.mentees[row]
        rule = RULES[first[row, column]] if _is_forbidden(first[row, column]) else None
        if rule is None and _is_mutual(table, kept, row, column):
            rule = HardRule.MUTUAL
        if rule is None and (row in kept or taken[column] >= places[column]):
            rule = HardRule.NO_PLACE
        if rule is None:
            kept[row] = column
            taken[column] += 1
        else:
            broken[mentor.id, mentee.id] = rule
    return Pins(kept, broken)


def _is_mutual(table: Table, kept: Mapping[int, int], row: int, column: int) -> bool:
    """Whether the mentee is pinned as the mentor of their mentor."""
    other = table.row.get(table.mentors[column].id)
    as_mentor = table.column.get(table.mentees[row].id)
    is_other_way = other is not None and as_mentor is not None and kept.get(other) == as_mentor
    return is_other_way and not table.problem.is_reverse


def _is_forbidden(number: int) -> bool:
    return number not in {FINE, BELOW_LEAST}
