"""What makes a pair better: the points of a criterion for every couple, and for one in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from connector.domain.matching import Candidate, Criterion, Term
from connector.matching.lexicon import Concepts, Lexicon
from connector.matching.table import Table

WHOLE: Final = 100
"""A share of a weight is in hundredths."""

BEST_DISTANCES: Final = frozenset({1, 2, 3})
SAME_CLASS, FAR, YOUNGER = 60, 40, 20
"""What a distance other than the best is worth (methodology 12.3: 8 allows them all)."""

LEAST_OF_BOTH, OF_ONE, LEAST_OF_ONE, PER_RANK = 60, 50, 20, 10


@dataclass(frozen=True)
class Said:
    """What a criterion says of a couple: `share` of `whole`, and the case with its facts."""

    share: int
    whole: int
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def points(self, weight: int) -> int:
        """The share of a weight, rounded down."""
        return weight * min(self.share, self.whole) // self.whole if self.whole else 0


def competencies(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """How much of what a mentee asks for a mentor offers."""
    wish, offer = table.concepts(mentee.wish), table.concepts(mentor.offer)
    if not wish or not offer:
        return Said(0, 0, "matching.competencies_unknown")
    share, whole, shared = coverage(table.lexicon, wish, offer)
    if not shared:
        return Said(0, whole, "matching.competencies_none")
    return Said(share, whole, "matching.competencies_shared", {"shared": ", ".join(shared)})


def coverage(lexicon: Lexicon, wish: Concepts, offer: Concepts) -> tuple[int, int, list[str]]:
    """How much of a wish an offer meets: the weight that it does, the whole, and in what."""
    shared = lexicon.offered(offer) & wish.keys()
    return (
        sum(map(lexicon.weight, shared)),
        sum(map(lexicon.weight, wish)),
        sorted(wish[key] for key in shared),
    )


def interests(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """Which interests two have in common, of the shorter list."""
    one, other = table.concepts(mentor.interests), table.concepts(mentee.interests)
    if not one or not other:
        return Said(0, 0, "matching.interests_unknown")
    lexicon = table.lexicon
    shared = (lexicon.offered(one) & other.keys()) | (lexicon.offered(other) & one.keys())
    whole = min(sum(map(lexicon.weight, side)) for side in (one, other))
    if not shared:
        return Said(0, whole, "matching.interests_none")
    names = ", ".join(sorted({**one, **other}[key] for key in shared))
    share = sum(map(lexicon.weight, shared))
    return Said(share, whole, "matching.interests_shared", {"shared": names})


def subject(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """Whether two teach, or learn, the same subject."""
    one, other = table.concepts(mentor.subject), table.concepts(mentee.subject)
    if not one or not other:
        return Said(0, 0, "matching.subject_unknown")
    facts = {"mentor": mentor.subject, "mentee": mentee.subject}
    if not one.keys() & other.keys():
        return Said(0, 1, "matching.subject_different", facts)
    return Said(1, 1, "matching.subject_same", facts)


def class_distance(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """How much older in school a mentor is."""
    one, other = table.grade(mentor), table.grade(mentee)
    if one is None or other is None:
        return Said(0, 0, "matching.class_distance_unknown")
    share = _distance(other, one)
    facts = {"mentor": mentor.person.class_name, "mentee": mentee.person.class_name}
    code = {
        WHOLE: "matching.class_distance_best",
        SAME_CLASS: "matching.class_distance_same",
        FAR: "matching.class_distance_far",
        YOUNGER: "matching.class_distance_younger",
    }[share]
    return Said(share, WHOLE, code, facts)


def time(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """How much of their free time two have in common."""
    one, other = table.slots(mentor), table.slots(mentee)
    if one is None or other is None:
        return Said(0, 0, "matching.time_unknown")
    shared, whole = one & other, min(len(one), len(other))
    if not shared:
        return Said(0, whole, "matching.time_none")
    return Said(
        len(shared), whole, "matching.time_shared", {"slots": table.lexicon.in_words(shared)}
    )


def mutual_choice(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """Whether two chose each other after they had met."""
    chosen = table.problem.chosen
    of_mentor, of_mentee = chosen.get((mentor.id, mentee.id)), chosen.get((mentee.id, mentor.id))
    if of_mentor and of_mentee:
        share = max(LEAST_OF_BOTH, WHOLE - PER_RANK * (of_mentor + of_mentee - 2))
        facts = {"of_mentor": str(of_mentor), "of_mentee": str(of_mentee)}
        return Said(share, WHOLE, "matching.mutual_choice_both", facts)
    rank = of_mentor or of_mentee
    if not rank:
        return Said(0, WHOLE, "matching.mutual_choice_none")
    share = max(LEAST_OF_ONE, OF_ONE - PER_RANK * (rank - 1))
    code = "matching.mutual_choice_mentor" if of_mentor else "matching.mutual_choice_mentee"
    return Said(share, WHOLE, code, {"rank": str(rank)})


def previous_pair(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """Whether two were a pair in an earlier year."""
    if (mentor.id, mentee.id) in table.problem.previous:
        return Said(1, 1, "matching.previous_pair_yes")
    return Said(0, 1, "matching.previous_pair_no")


def stability(table: Table, mentor: Candidate, mentee: Candidate) -> Said:
    """Whether the last matching brought two together."""
    if (mentor.id, mentee.id) in table.problem.last:
        return Said(1, 1, "matching.stability_yes")
    if mentee.id in table.matched_before:
        return Said(0, 1, "matching.stability_no")
    return Said(0, 1, "matching.stability_new")


def load(weight: int, carried: int) -> int:
    """Points of a place: fewer for each mentee that a mentor has already, so that they spread."""
    return weight // (1 + carried)


def load_term(weight: int, carried: int) -> Term:
    """Say what a place is worth."""
    code = "matching.load_some" if carried else "matching.load_free"
    return Term(Criterion.LOAD, load(weight, carried), weight, code, {"carried": str(carried)})


CRITERIA: Final[Mapping[Criterion, Callable[[Table, Candidate, Candidate], Said]]] = {
    Criterion.COMPETENCIES: competencies,
    Criterion.INTERESTS: interests,
    Criterion.SUBJECT: subject,
    Criterion.CLASS_DISTANCE: class_distance,
    Criterion.TIME: time,
    Criterion.MUTUAL_CHOICE: mutual_choice,
    Criterion.PREVIOUS_PAIR: previous_pair,
    Criterion.STABILITY: stability,
}
"""Every criterion of a couple alone; LOAD is that of a place."""


def terms(table: Table, mentor: Candidate, mentee: Candidate) -> list[Term]:
    """What each criterion of a couple gives, those that count for nothing left out."""
    found = []
    for criterion, say in CRITERIA.items():
        weight = table.policy.weights.get(criterion, 0)
        if weight:
            said = say(table, mentor, mentee)
            found.append(Term(criterion, said.points(weight), weight, said.code, said.facts))
    return found


def _distance(mentee: int, mentor: int) -> int:
    distance = mentor - mentee
    if distance in BEST_DISTANCES:
        return WHOLE
    if distance == 0:
        return SAME_CLASS
    return FAR if distance > 0 else YOUNGER
