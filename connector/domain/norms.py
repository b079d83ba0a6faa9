"""The numbers that the methodology leaves to the school."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Norms:
    """Ages in full years, inclusive; days without a trace before a pair counts as silent."""

    mentee_ages: tuple[int, int] = (10, 19)
    mentor_ages: tuple[int, int] = (15, 19)
    silent_days: int = 21
