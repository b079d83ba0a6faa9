"""Matches as a patient curator would: the best couple that is left, again and again."""

from collections import Counter

import numpy as np

from connector.domain.matching import Couple, Problem
from connector.matching import Lexicon
from connector.matching.rules import free_places
from connector.matching.scores import load_points, score
from connector.matching.table import Table


def greedy(problem: Problem, lexicon: Lexicon) -> tuple[list[Couple], int]:
    """The couples and all their points; pins and groups are not looked at."""
    table = Table(problem, lexicon)
    scores = score(table)
    rows, columns = np.nonzero(scores.allowed)
    order = np.argsort(-scores.points[rows, columns], kind="stable")
    places = [free_places(table, one) for one in table.mentors]
    taken: Counter[int] = Counter()
    matched: set[int] = set()
    couples, total = [], 0
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if row in matched or taken[column] >= places[column]:
            continue
        total += int(scores.points[row, column])
        total += load_points(table, table.mentors[column].load + taken[column])
        taken[column] += 1
        matched.add(row)
        couples.append((table.mentors[column].id, table.mentees[row].id))
    return couples, total
