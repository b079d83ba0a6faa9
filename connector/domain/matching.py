"""What is matched, by which rules and criteria, and what comes out; values without a solver."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from connector.domain.people import Person, PersonId
from connector.domain.programmes import Form


class Objective(StrEnum):
    """What comes first: as many mentees as can be, or only pairs that are good enough."""

    COVERAGE = "coverage"
    QUALITY = "quality"


class Criterion(StrEnum):
    """What makes a pair better (methodology 4.3); each is worth from 0 to its weight."""

    COMPETENCIES = "competencies"
    INTERESTS = "interests"
    SUBJECT = "subject"
    CLASS_DISTANCE = "class_distance"
    TIME = "time"
    MUTUAL_CHOICE = "mutual_choice"
    PREVIOUS_PAIR = "previous_pair"
    LOAD = "load"
    STABILITY = "stability"


class HardRule(StrEnum):
    """What a pair may never break, in the order in which it is looked at."""

    SAME_PERSON = "same_person"
    MENTOR_SIDE = "mentor_side"
    MENTEE_SIDE = "mentee_side"
    MENTOR_AGE = "mentor_age"
    MENTEE_AGE = "mentee_age"
    MENTOR_CONSENT = "mentor_consent"
    MENTEE_CONSENT = "mentee_consent"
    NOT_TRAINED = "not_trained"
    HELD = "held"
    BANNED = "banned"
    PARTED = "parted"
    RELATIVES = "relatives"
    MUTUAL = "mutual"
    DESIRED_AGE = "desired_age"
    SCHEDULE = "schedule"
    NO_PLACE = "no_place"
    BELOW_LEAST = "below_least"


class ConstraintKind(StrEnum):
    """What a curator decides before a matching."""

    PIN = "pin"
    BAN = "ban"
    RELATIVES = "relatives"
    HOLD = "hold"
    PLACES = "places"


@dataclass(frozen=True)
class Constraint:
    """A decision of a curator for a programme, 0 for all of them.

    HOLD and PLACES are about a mentor alone; PLACES says in `number` how many mentees they take.
    """

    id: int
    programme_id: int
    kind: ConstraintKind
    mentor_id: PersonId
    mentee_id: int = 0
    number: int = 0
    lifted_on: date | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody to be matched. Texts as people wrote them: the matcher reads them.

    A mentor's `offer` is their competencies and achievements, a mentee's `wish` their request.
    `places`: free ones of a mentor. `load`: mentees that a mentor has already. `time`: when they
    are free, in words.
    """

    person: Person
    wish: str = ""
    offer: str = ""
    interests: str = ""
    subject: str = ""
    time: str = ""
    desired_age: str = ""
    places: int = 1
    load: int = 0
    is_trained: bool = True
    has_consent: bool = True

    @property
    def id(self) -> PersonId:
        """Who it is."""
        return self.person.id


Couple = tuple[PersonId, PersonId]
"""A mentor and a mentee."""

DEFAULT_WEIGHTS: Final[Mapping[Criterion, int]] = {
    Criterion.COMPETENCIES: 40,
    Criterion.INTERESTS: 20,
    Criterion.SUBJECT: 10,
    Criterion.CLASS_DISTANCE: 5,
    Criterion.TIME: 10,
    Criterion.MUTUAL_CHOICE: 30,
    Criterion.PREVIOUS_PAIR: 15,
    Criterion.LOAD: 5,
    Criterion.STABILITY: 10,
}


@dataclass(frozen=True)
class Policy:
    """How a school matches: what counts how much, what comes first.

    `least`: below so many points a pair is not good enough, for QUALITY alone. `needs_training`,
    `needs_time`: whether the untrained and those who are never free together are ruled out.
    `group_size`: the fewest and the most mentees of a mentor who has any, None outside groups.
    """

    weights: Mapping[Criterion, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    objective: Objective = Objective.COVERAGE
    least: int = 0
    needs_training: bool = True
    needs_time: bool = True
    group_size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Problem:
    """Everything that a matching depends on; what is equal here gives the same solution.

    `previous`: couples of earlier years. `last`: couples of the last matching, which should not
    change without need. `mutual`: couples who may not be, as the mentee mentors the mentor.
    `parted`: couples who tried and did not suit each other. `is_reverse`: two may mentor each
    other.
    """

    form: Form
    on: date
    mentors: tuple[Candidate, ...]
    mentees: tuple[Candidate, ...]
    policy: Policy = field(default_factory=Policy)
    pins: frozenset[Couple] = frozenset()
    bans: frozenset[Couple] = frozenset()
    parted: frozenset[Couple] = frozenset()
    relatives: frozenset[Couple] = frozenset()
    mutual: frozenset[Couple] = frozenset()
    held: frozenset[PersonId] = frozenset()
    chosen: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """(who, whom) -> rank."""
    previous: frozenset[Couple] = frozenset()
    last: frozenset[Couple] = frozenset()
    is_reverse: bool = False


@dataclass(frozen=True)
class Term:
    """What a criterion gave a pair: `points` out of `most`; `facts` say why, for a sentence.

    `code` names the sentence: matching.<criterion>_<case>.
    """

    criterion: Criterion
    points: int
    most: int
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Alternative:
    """The best other mentor for a mentee. `score`: of that pair alone.

    `cost`: what the school as a whole would lose, in points; None until it is worked out.
    """

    mentor_id: PersonId
    score: int
    cost: int | None = None


@dataclass(frozen=True)
class Proposal:
    """A pair that the matcher proposes."""

    mentor_id: PersonId
    mentee_id: PersonId
    score: int
    terms: tuple[Term, ...] = ()
    alternative: Alternative | None = None
    is_pinned: bool = False


@dataclass(frozen=True)
class Help:
    """What would help: `places` more with a mentor give `pairs` more pairs.

    `rule`: what keeps the mentor away now; for one who is held, not trained or without a consent,
    `places` are those that they have.
    """

    mentor_id: PersonId
    places: int
    pairs: int
    rule: HardRule = HardRule.NO_PLACE


@dataclass(frozen=True)
class Unmatched:
    """A mentee without a mentor: for each rule the mentors whom it is the first to rule out."""

    mentee_id: PersonId
    failures: Mapping[HardRule, tuple[PersonId, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Quality:
    """How good a solution is as a whole; `spread` is the Gini index of the mentors' loads.

    `blocking`: couples who would both rather have each other. `churn`: couples of the last
    matching that are no more.
    """

    score: int
    matched: int
    mentees: int
    mean: float
    least: int
    blocking: int
    spread: float
    churn: int


@dataclass(frozen=True)
class Solution:
    """What comes out; `inputs_hash` of the problem, `weights_version` of the weights.

    Proposals by mentor and mentee, unmatched by id. `loads`: how many each mentor gets.
    """

    proposals: tuple[Proposal, ...]
    unmatched: tuple[Unmatched, ...]
    help: tuple[Help, ...]
    quality: Quality
    inputs_hash: str
    weights_version: str
    broken_pins: Mapping[Couple, HardRule] = field(default_factory=dict)
    """Pins that a hard rule forbids: they are not kept, and it is said why."""


@dataclass(frozen=True)
class MatchingRun:
    """A matching that was saved, a scenario among them; kept as it was, whatever changes later.

    `content`: the policy, the changes of the scenario and the solution, as JSON.
    """

    id: int
    programme_id: int
    name: str
    made_on: date
    made_by: str
    objective: Objective
    inputs_hash: str
    weights_version: str
    approved_on: date | None = None
    content: Mapping[str, object] = field(default_factory=dict)
