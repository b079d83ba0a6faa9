"""How a programme is judged: nine marks of the curator, and SWOT (methodology 7.1, 7.5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Quadrant(StrEnum):
    """A part of a SWOT analysis."""

    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OPPORTUNITIES = "opportunities"
    THREATS = "threats"


class Level(StrEnum):
    """What the sum of the nine marks means."""

    OPTIMAL = "optimal"
    ACCEPTABLE = "acceptable"
    UNACCEPTABLE = "unacceptable"


ITEMS: Final = ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "3.1", "3.2")
"""What is marked; the texts are those of the curator's questionnaire."""

MARKS: Final = (0, 1, 2)
"""Not shown, partly, in full measure."""

LEVELS: Final = ((15, Level.OPTIMAL), (9, Level.ACCEPTABLE), (0, Level.UNACCEPTABLE))
STEPS: Final = ((85, 2), (50, 1), (0, 0))
"""From how many per cent which mark is suggested."""


@dataclass(frozen=True)
class Score:
    """A mark of a programme; a later one of the same item stands in its place."""

    id: int
    programme_id: int
    item: str
    value: int
    scored_on: date
    comment: str = ""


@dataclass(frozen=True)
class SwotEntry:
    """A line of a SWOT analysis and what shows that it is so."""

    id: int
    programme_id: int
    quadrant: Quadrant
    text: str
    evidence: str
    noted_on: date
    dropped_on: date | None = None

    def stands(self, on: date) -> bool:
        """Whether it belongs to the analysis of a day."""
        return self.noted_on <= on and (self.dropped_on is None or on < self.dropped_on)


def standing(scores: Iterable[Score], programme_id: int, on: date) -> Mapping[str, Score]:
    """The last mark of each item of a programme, up to a day."""
    mine = [one for one in scores if one.programme_id == programme_id and one.scored_on <= on]
    ordered = sorted(mine, key=lambda one: (one.scored_on, one.id))
    last = {one.item: one for one in ordered}
    return {item: last[item] for item in ITEMS if item in last}


def total(marks: Mapping[str, Score]) -> int | None:
    """The sum of the nine marks; None while any is lacking."""
    return sum(one.value for one in marks.values()) if len(marks) == len(ITEMS) else None


def level(points: int) -> Level:
    """What a sum means."""
    return next(found for least, found in LEVELS if points >= least)


def suggested(share: Decimal | None) -> int | None:
    """The mark that a share in per cent suggests; None for none."""
    if share is None:
        return None
    return next(mark for least, mark in STEPS if share >= least)
