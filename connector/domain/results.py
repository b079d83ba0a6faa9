"""The result of a participant: a weighted mean of what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from connector.domain.monitoring import PairStatus
from connector.domain.pairs import Member

CENT: Final = Decimal("0.01")
ONE: Final = Decimal(1)
ZERO: Final = Decimal(0)


class Measure(StrEnum):
    """What may be counted into a result; each is a share from 0 to 1."""

    TRAINED = "trained"
    PAIRED = "paired"
    ACTIVE = "active"
    PROGRESS = "progress"
    GRADE = "grade"
    MEETINGS = "meetings"
    PLAN = "plan"
    SURVEY = "survey"
    CURATOR = "curator"


@dataclass(frozen=True)
class Term:
    """One measure of a result: its weight and its share, None when there was nothing to measure."""

    measure: Measure
    weight: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Result:
    """A participant's result as a share from 0 to 1, and the terms it was made of."""

    share: Decimal
    terms: tuple[Term, ...]


def measures(
    member: Member, pair: PairStatus, brought: Mapping[Measure, Decimal | None]
) -> Mapping[Measure, Decimal | None]:
    """What can be said of a member of a pair; `brought`: what is seen elsewhere."""
    return {
        Measure.TRAINED: Decimal(member.is_trained),
        Measure.PAIRED: Decimal(pair.is_complete),
        Measure.ACTIVE: None if pair.seen_at is None else Decimal(not pair.is_silent),
        Measure.PROGRESS: member.progress,
        Measure.GRADE: member.grade,
        Measure.CURATOR: member.curator_mark,
        **brought,
    }


def result(
    weights: Mapping[Measure, Decimal], measured: Mapping[Measure, Decimal | None]
) -> Result | None:
    """The weighted mean of the measures that are known; None when none is.

    A measure without data takes its weight with it: nobody is marked down for what the school
    does not measure.
    """
    terms = tuple(Term(measure, weight, measured[measure]) for measure, weight in weights.items())
    total = sum((term.weight for term in terms if term.share is not None), ZERO)
    if not total:
        return None
    earned = sum((term.weight * term.share for term in terms if term.share is not None), ZERO)
    return Result(earned / total, terms)


def points(share: Decimal, maximum: Decimal) -> Decimal:
    """Points out of `maximum`, to two places, half up."""
    return (share * maximum).quantize(CENT, ROUND_HALF_UP)


def step(share: Decimal, steps: int) -> Decimal:
    """The step of a scale, from 1 for nothing to `steps` for everything."""
    return ONE + (share * (steps - 1)).quantize(ONE, ROUND_HALF_UP)
