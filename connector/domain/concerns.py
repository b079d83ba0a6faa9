"""What is wrong with a mentor's card, how bad it is, and who comes first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from connector.domain.control import Card, Paper, Yardstick
from connector.domain.readiness import Admitted
from connector.domain.training import StudyState


class Severity(StrEnum):
    """How soon something must be done: before anything else, this month, when it comes up."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class ConcernCode(StrEnum):
    """What can be wrong with a mentor."""

    NO_CONSENT = "no_consent"
    NO_LABOUR_CONSENT = "no_labour_consent"
    UNTRAINED = "untrained"
    TRAINING_EXPIRED = "training_expired"
    SUSPENDED = "suspended"
    OVERLOADED = "overloaded"
    RENEWAL_DUE = "renewal_due"
    SILENT_PAIR = "silent_pair"
    NO_MENTEE = "no_mentee"
    TRAINING_EXPIRING = "training_expiring"
    CONSENT_EXPIRING = "consent_expiring"


SEVERITY: Final[Mapping[ConcernCode, Severity]] = {
    ConcernCode.NO_CONSENT: Severity.HIGH,
    ConcernCode.NO_LABOUR_CONSENT: Severity.HIGH,
    ConcernCode.UNTRAINED: Severity.HIGH,
    ConcernCode.TRAINING_EXPIRED: Severity.HIGH,
    ConcernCode.SUSPENDED: Severity.HIGH,
    ConcernCode.OVERLOADED: Severity.MEDIUM,
    ConcernCode.RENEWAL_DUE: Severity.MEDIUM,
    ConcernCode.SILENT_PAIR: Severity.MEDIUM,
    ConcernCode.NO_MENTEE: Severity.MEDIUM,
    ConcernCode.TRAINING_EXPIRING: Severity.LOW,
    ConcernCode.CONSENT_EXPIRING: Severity.LOW,
}
NONE: Final = len(Severity)


@dataclass(frozen=True)
class Concern:
    """One thing to look at; `about`: the pair or the form, empty for the mentor themselves.

    `until`: the last day on which it still holds, for what is running out.
    """

    code: ConcernCode
    about: str = ""
    until: date | None = None

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return SEVERITY[self.code]


@dataclass(frozen=True)
class Watched:
    """A mentor's card with what is wrong, the worst first."""

    card: Card
    concerns: tuple[Concern, ...]

    @property
    def rank(self) -> int:
        """Where it stands among others: 0 for the worst, NONE when all is well."""
        order = list(Severity)
        return min((order.index(c.severity) for c in self.concerns), default=NONE)


def watch(cards: Iterable[Card], by: Yardstick) -> list[Watched]:
    """Every mentor with what is wrong; who needs attention first stands first, then by name."""
    watched = [Watched(card, concerns(card, by)) for card in cards]
    return sorted(watched, key=lambda one: (one.rank, one.card.person.name, one.card.person.id))


def concerns(card: Card, by: Yardstick) -> tuple[Concern, ...]:
    """What is wrong with one mentor, the worst first."""
    found = [*_papers(card, by), *_training(card, by), *_work(card)]
    codes = list(ConcernCode)
    return tuple(sorted(found, key=lambda concern: (codes.index(concern.code), concern.about)))


def _papers(card: Card, by: Yardstick) -> Iterator[Concern]:
    paper = card.processing
    if paper and not paper.is_valid:
        yield Concern(ConcernCode.NO_CONSENT)
    if paper and paper.needs_renewal:
        yield Concern(ConcernCode.RENEWAL_DUE)
    if paper and _runs_out(paper.valid_to, by):
        yield Concern(ConcernCode.CONSENT_EXPIRING, until=paper.valid_to)
    if _is_missing(card.labour):
        yield Concern(ConcernCode.NO_LABOUR_CONSENT)


def _training(card: Card, by: Yardstick) -> Iterator[Concern]:
    ready = card.readiness
    if ready.admitted is not Admitted.YES:
        has_lapsed = ready.state is StudyState.EXPIRED
        yield Concern(ConcernCode.TRAINING_EXPIRED if has_lapsed else ConcernCode.UNTRAINED)
    if _runs_out(ready.valid_to, by):
        yield Concern(ConcernCode.TRAINING_EXPIRING, until=ready.valid_to)


def _work(card: Card) -> Iterator[Concern]:
    if not card.person.is_active:
        yield Concern(ConcernCode.SUSPENDED)
    for load in card.loads:
        if load.is_over:
            yield Concern(ConcernCode.OVERLOADED, load.form)
    for pair in card.pairs:
        if pair.is_silent:
            yield Concern(ConcernCode.SILENT_PAIR, pair.name)
        if not pair.mentees:
            yield Concern(ConcernCode.NO_MENTEE, pair.name)


def _is_missing(paper: Paper | None) -> bool:
    return paper is not None and not paper.is_valid


def _runs_out(end: date | None, by: Yardstick) -> bool:
    return end is not None and end <= by.today + timedelta(days=by.norms.expiry_days)
