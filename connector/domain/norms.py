"""The numbers that the methodology leaves to the school."""

from dataclasses import dataclass

from connector.domain.growth import GrowthNorm


@dataclass(frozen=True)
class Norms:
    """Ages in full years, inclusive; days without a trace before a pair counts as silent.

    `expiry_days`: how long before its end a consent or a training is pointed out.
    `erasure_days`: from the withdrawal of a consent to the last day of erasure.
    """

    mentee_ages: tuple[int, int] = (10, 19)
    mentor_ages: tuple[int, int] = (15, 19)
    silent_days: int = 21
    expiry_days: int = 30
    erasure_days: int = 30
    growth_hours: int = 72
    growth_years: int = 3
    keep_sensitive_reasons: bool = False

    @property
    def growth(self) -> GrowthNorm:
        """What a teacher has to learn."""
        return GrowthNorm(self.growth_hours, self.growth_years)
