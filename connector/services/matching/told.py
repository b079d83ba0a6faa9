"""A matching as it is kept and shown: numbers and codes, people by their ids, no text of theirs."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from connector.domain.matching import (
    Criterion,
    HardRule,
    Objective,
    Proposal,
    Solution,
    Term,
    Unmatched,
)
from connector.domain.people import PersonId
from connector.services.matching.problem import Scenario

FORGOTTEN: Final = "matching.forgotten"
"""The sentence of a criterion where the data of one of the two were erased."""

MOST_NAMED: Final = 30
"""So many of the mentors whom a rule keeps away are kept with a mentee; the rest is counted."""


@dataclass(frozen=True)
class TermTold:
    """What a criterion gave a pair; `facts` fill the sentence `code`."""

    criterion: str
    points: int
    most: int
    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True)
class PairTold:
    """A proposed pair; `other_id`: the best other mentor, 0 for none, `other_score` of that pair.

    `cost`: what the school as a whole would lose by it, None where it was not worked out.
    """

    mentor_id: int
    mentee_id: int
    score: int
    is_pinned: bool
    terms: tuple[TermTold, ...]
    other_id: int = 0
    other_score: int = 0
    cost: int | None = None

    def without_words(self) -> "PairTold":
        """The same, but of each criterion only its points."""
        return replace(
            self, terms=tuple(replace(term, code=FORGOTTEN, facts={}) for term in self.terms)
        )


@dataclass(frozen=True)
class ReasonTold:
    """Why mentors are not for a mentee: a rule, how many it keeps away, the first of them."""

    rule: str
    count: int
    mentors: tuple[int, ...]


@dataclass(frozen=True)
class AloneTold:
    """A mentee without a mentor."""

    mentee_id: int
    reasons: tuple[ReasonTold, ...]


@dataclass(frozen=True)
class HelpTold:
    """What would give more pairs."""

    mentor_id: int
    places: int
    pairs: int
    rule: str


@dataclass(frozen=True)
class BrokenTold:
    """A pin that a rule forbids."""

    mentor_id: int
    mentee_id: int
    rule: str


@dataclass(frozen=True)
class Told:
    """A solution with what it was asked of: the policy, the scenario, the matching before it."""

    policy: Mapping[str, Any]
    scenario: Mapping[str, Any]
    last_run: int
    quality: Mapping[str, Any]
    pairs: tuple[PairTold, ...]
    alone: tuple[AloneTold, ...]
    help: tuple[HelpTold, ...]
    broken: tuple[BrokenTold, ...] = ()
    inputs_hash: str = ""
    weights_version: str = ""

    @property
    def couples(self) -> frozenset[tuple[PersonId, PersonId]]:
        """Mentor and mentee of every pair."""
        return frozenset((PersonId(p.mentor_id), PersonId(p.mentee_id)) for p in self.pairs)

    def without_words_of(self, people: Collection[PersonId]) -> "Told":
        """The same, without the facts of pairs in which one of these people is."""
        pairs = tuple(
            pair.without_words() if {pair.mentor_id, pair.mentee_id} & {*people} else pair
            for pair in self.pairs
        )
        return replace(self, pairs=pairs)

    @property
    def content(self) -> Mapping[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def told(solution: Solution, policy: Any, scenario: Scenario, last_run: int) -> Told:  # noqa: ANN401 - a dataclass
    """Tell a solution."""
    return Told(
        policy={**vars(policy), "weights": dict(policy.weights)},
        scenario={
            **vars(scenario),
            "weights": dict(scenario.weights),
            "places": {str(who): number for who, number in sorted(scenario.places.items())},
            "held": sorted(scenario.held),
        },
        last_run=last_run,
        quality=vars(solution.quality),
        pairs=tuple(map(_pair, solution.proposals)),
        alone=tuple(map(_alone, solution.unmatched)),
        help=tuple(
            HelpTold(one.mentor_id, one.places, one.pairs, one.rule) for one in solution.help
        ),
        broken=tuple(
            BrokenTold(mentor, mentee, rule)
            for (mentor, mentee), rule in sorted(solution.broken_pins.items())
        ),
        inputs_hash=solution.inputs_hash,
        weights_version=solution.weights_version,
    )


def told_again(content: Mapping[str, Any]) -> Told:
    """Read what was kept."""
    said = dict(content)
    return Told(
        **{
            **said,
            "pairs": tuple(
                PairTold(**{**pair, "terms": tuple(TermTold(**t) for t in pair["terms"])})
                for pair in said["pairs"]
            ),
            "alone": tuple(
                AloneTold(one["mentee_id"], tuple(_reason(r) for r in one["reasons"]))
                for one in said["alone"]
            ),
            "help": tuple(HelpTold(**one) for one in said["help"]),
            "broken": tuple(BrokenTold(**one) for one in said["broken"]),
        }
    )


def scenario_of(kept: Told) -> Scenario:
    """The scenario of a matching that was kept."""
    said = kept.scenario
    return Scenario(
        name=said["name"],
        weights={Criterion(name): weight for name, weight in said["weights"].items()},
        objective=Objective(said["objective"]) if said["objective"] else None,
        least=said["least"],
        places={PersonId(int(who)): number for who, number in said["places"].items()},
        held=frozenset(PersonId(who) for who in said["held"]),
    )


def _pair(one: Proposal) -> PairTold:
    other = one.alternative
    return PairTold(
        mentor_id=one.mentor_id,
        mentee_id=one.mentee_id,
        score=one.score,
        is_pinned=one.is_pinned,
        terms=tuple(map(_term, one.terms)),
        other_id=other.mentor_id if other else 0,
        other_score=other.score if other else 0,
    )


def _term(one: Term) -> TermTold:
    return TermTold(one.criterion, one.points, one.most, one.code, dict(one.facts))


def _alone(one: Unmatched) -> AloneTold:
    return AloneTold(
        one.mentee_id,
        tuple(
            ReasonTold(rule, len(mentors), tuple(mentors[:MOST_NAMED]))
            for rule, mentors in sorted(one.failures.items(), key=_in_order)
        ),
    )


def _in_order(failure: tuple[HardRule, tuple[PersonId, ...]]) -> int:
    return list(HardRule).index(failure[0])


def _reason(said: Mapping[str, Any]) -> ReasonTold:
    return ReasonTold(said["rule"], said["count"], tuple(said["mentors"]))
