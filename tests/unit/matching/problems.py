"""Small problems of every sort for hypothesis, and the best solution of each by trying all."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from random import Random
from typing import Final

from hypothesis import strategies as st

from connector.domain.matching import (
    Candidate,
    Couple,
    Criterion,
    HardRule,
    Objective,
    Policy,
    Problem,
)
from connector.domain.people import PersonId
from connector.matching.criteria import terms
from connector.matching.rules import breaks
from connector.matching.table import Table
from tests.matching_builders import a_candidate, a_problem, the_lexicon

TEXTS: Final = ("", "футбол", "шахматы", "футбол и шахматы", "спорт", "кино, пчелы")
SUBJECTS: Final = ("", "математика", "физика")
FREE: Final = ("", "", "", "вт", "вт, ср", "чт вечером, вторник")
WANTED: Final = ("", "", "", "", "5-7 класс", "до 15 лет")
GRADES: Final = ("", "5А", "7Б", "9В", "11А")
FIRST_MENTEE: Final = 4
"""Where ids of mentors and mentees overlap, some people stand on both sides."""

SEEDS: Final = st.integers(0, 10**6)


@st.composite
def problems(
    draw: st.DrawFn, *, mentors: int = 5, mentees: int = 5, groups: bool = False
) -> Problem:
    """Draw a problem: how many there are for hypothesis to make fewer, the rest by chance."""
    counts = [draw(st.sampled_from(range(most, -1, -1))) for most in (mentors, mentees)]
    return made_up(Random(draw(SEEDS)), counts[0], counts[1], groups=groups)  # noqa: S311 - no secret


def made_up(chance: Random, mentors: int, mentees: int, *, groups: bool) -> Problem:
    """Make up a problem."""
    first = chance.choice((FIRST_MENTEE, mentors + 1, mentors + 1))
    older = [_candidate(chance, key) for key in range(1, mentors + 1)]
    younger = [_candidate(chance, key) for key in range(first, first + mentees)]
    every = [(one.id, other.id) for one in older for other in younger]

    def some(most: int) -> frozenset[Couple]:
        return frozenset(chance.choices(every, k=chance.randint(0, most)) if every else ())

    return a_problem(
        older,
        younger,
        policy=_policy(chance, groups=groups),
        pins=some(2),
        bans=some(3),
        relatives=some(1),
        mutual=some(1),
        held=frozenset(one.id for one in older if chance.random() < SELDOM),
        chosen={**dict.fromkeys(some(4), 1), **{(b, a): 2 for a, b in some(4)}},
        previous=some(3),
        last=some(3),
        is_reverse=chance.random() < SELDOM,
    )


SELDOM: Final = 0.1


def _candidate(chance: Random, number: int) -> Candidate:
    return a_candidate(
        number,
        class_name=chance.choice(GRADES),
        wish=chance.choice(TEXTS),
        offer=chance.choice(TEXTS),
        interests=chance.choice(TEXTS),
        subject=chance.choice(SUBJECTS),
        time=chance.choice(FREE),
        desired_age=chance.choice(WANTED),
        places=chance.choice((0, 1, 1, 2, 3)),
        load=chance.choice((0, 0, 1, 2)),
        is_trained=chance.random() > SELDOM,
        has_consent=chance.random() > SELDOM,
    )


def _policy(chance: Random, *, groups: bool) -> Policy:
    return Policy(
        weights={criterion: chance.randint(0, 9) for criterion in Criterion},
        objective=chance.choice(list(Objective)),
        least=chance.choice((0, 0, 4, 8, 12)),
        needs_training=chance.random() > SELDOM,
        needs_time=chance.random() > SELDOM,
        group_size=chance.choice(((1, 2), (2, 3), (2, 4), (3, 4))) if groups else None,
    )


Chosen = dict[PersonId, PersonId]
"""Mentee -> mentor."""


class Trial:
    """A problem seen through its plain rules and terms, couple by couple."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.table = Table(problem, the_lexicon())
        couples = list(product(self.table.mentors, self.table.mentees))
        self.points = {
            (one.id, other.id): sum(term.points for term in terms(self.table, one, other))
            for one, other in couples
        }
        self.rule = {(one.id, other.id): self._rule(one, other) for one, other in couples}
        self.places = {one.id: self._places(one) for one in self.table.mentors}
        self.pins = self._pins()

    def may(self, couple: Couple) -> bool:
        policy = self.problem.policy
        is_poor = policy.objective is Objective.QUALITY and self.points[couple] < policy.least
        return self.rule[couple] is None and not is_poor

    def worth(self, chosen: Chosen) -> tuple[int, int]:
        """By what solutions are compared, the greater the better."""
        matched, total = len(chosen), self.total(chosen)
        is_coverage = self.problem.policy.objective is Objective.COVERAGE
        return (matched, total) if is_coverage else (total, matched)

    def total(self, chosen: Chosen) -> int:
        weight = self.problem.policy.weights.get(Criterion.LOAD, 0)
        total = sum(self.points[mentor, mentee] for mentee, mentor in chosen.items())
        for mentor, count in Counter(chosen.values()).items():
            load = next(one.load for one in self.table.mentors if one.id == mentor)
            total += sum(weight // (1 + load + number) for number in range(count))
        return total

    def best(self) -> tuple[int, int]:
        """The worth of the best solution, by trying all of them."""
        found = [chosen for chosen in self.every() if self._are_groups(chosen)]
        return max(map(self.worth, found))

    def every(self) -> Iterator[Chosen]:
        ways: list[list[PersonId | None]] = []
        for mentee in self.table.mentees:
            if mentee.id in self.pins:
                ways.append([self.pins[mentee.id]])
                continue
            fine = [one.id for one in self.table.mentors if self.may((one.id, mentee.id))]
            ways.append([None, *fine])
        ids = [one.id for one in self.table.mentees]
        for way in product(*ways):
            chosen = {mentee: mentor for mentee, mentor in zip(ids, way, strict=True) if mentor}
            counts = Counter(chosen.values())
            fits = all(count <= self.places[mentor] for mentor, count in counts.items())
            if fits and (self.problem.is_reverse or not self._is_mutual(chosen)):
                yield chosen

    def _is_mutual(self, chosen: Chosen) -> bool:
        return any(chosen.get(mentor) == mentee for mentee, mentor in chosen.items())

    def _are_groups(self, chosen: Chosen) -> bool:
        if self.problem.policy.group_size is None:
            return True
        counts, pinned = Counter(chosen.values()), set(self.pins.values())
        return all(
            count + self._load(mentor) >= self.problem.policy.group_size[0]
            or (mentor in pinned and not self._can_fill)
            for mentor, count in counts.items()
        )

    @property
    def _can_fill(self) -> bool:
        """Whether all mentors with pins can have whole groups at the same time."""
        if not hasattr(self, "_filled"):
            self._filled = any(map(self._is_filled, self.every()))
        return self._filled

    def _is_filled(self, chosen: Chosen) -> bool:
        size, counts = self.problem.policy.group_size, Counter(chosen.values())
        assert size is not None
        return all(counts[one] + self._load(one) >= size[0] for one in self.pins.values())

    def _load(self, mentor: int) -> int:
        return next(one.load for one in self.table.mentors if one.id == mentor)

    def _places(self, mentor: Candidate) -> int:
        size = self.problem.policy.group_size
        return mentor.places if size is None else min(mentor.places, size[1] - mentor.load)

    def _rule(self, mentor: Candidate, mentee: Candidate) -> HardRule | None:
        return next((rule for rule in HardRule if breaks(rule, self.table, mentor, mentee)), None)

    def _pins(self) -> Chosen:
        kept: Chosen = {}
        for mentor, mentee in sorted(self.problem.pins):
            is_mutual = kept.get(mentor) == mentee and not self.problem.is_reverse
            is_full = Counter(kept.values())[mentor] >= self.places[mentor]
            if not self.rule[mentor, mentee] and mentee not in kept and not is_full | is_mutual:
                kept[mentee] = mentor
        return kept


def shuffled(problem: Problem, order: st.DataObject) -> Problem:
    """The same problem, its people in another order."""
    return replace(
        problem,
        mentors=tuple(order.draw(st.permutations(problem.mentors))),
        mentees=tuple(order.draw(st.permutations(problem.mentees))),
    )
