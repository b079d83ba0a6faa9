"""Figures as they are told: to a tenth, half up (methodology 13)."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

TENTH: Final = Decimal("0.1")


def to_tenth(value: Decimal) -> Decimal:
    """A value to one place; a half goes away from zero."""
    return value.quantize(TENTH, ROUND_HALF_UP)


def per_cent(part: int, whole: int) -> Decimal | None:
    """A share in per cent; None of nothing."""
    return to_tenth(Decimal(100 * part) / whole) if whole else None


def mean(values: Iterable[int | Decimal]) -> Decimal | None:
    """The mean; None of nothing."""
    listed = list(values)
    return to_tenth(Decimal(sum(listed)) / len(listed)) if listed else None
