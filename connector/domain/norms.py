"""The numbers that the methodology leaves to the school."""

from dataclasses import dataclass

from connector.domain.growth import GrowthNorm
from connector.domain.roadmap_template import MonthDay


@dataclass(frozen=True)
class Norms:
    """Ages in full years, inclusive; days without a trace before a pair counts as silent.

    `expiry_days`: how long before its end a consent or a training is pointed out.
    `erasure_days`: from the withdrawal of a consent to the last day of erasure.
    `meeting_days`: without a meeting before a pair is pointed out (methodology 13: N5).
    `plan_days`: from the first day of a pair until its plan is agreed on (12.3: 7).
    `meeting_drift_days`: how far a meeting may be from the day for which it was planned.
    `least_group`: of fewer people what they answered is not shown (methodology 7.4).
    `reporting_days`: months and days on which indicators are frozen (methodology 7.6, 12.2).
    `marks_days`: after how many days as a mentee marks are compared, and until when a first mark
    counts as that of the beginning; `marks_noticed`: by how many per cent of the best mark one must
    differ to count as changed (methodology 13: M5).
    `approval_days`: how long a plan of writes may wait for a person.
    `satisfied`: from which mean mark somebody counts as satisfied (methodology 13: I5, I6).
    """

    mentee_ages: tuple[int, int] = (10, 19)
    mentor_ages: tuple[int, int] = (15, 19)
    silent_days: int = 21
    expiry_days: int = 30
    erasure_days: int = 30
    growth_hours: int = 72
    growth_years: int = 3
    keep_sensitive_reasons: bool = False
    meeting_days: int = 21
    plan_days: int = 14
    meeting_drift_days: int = 3
    least_group: int = 5
    satisfied: int = 7
    approval_days: int = 14
    marks_days: int = 30
    marks_noticed: int = 5
    reporting_days: tuple[MonthDay, ...] = ((12, 31), (5, 31), (8, 31))

    @property
    def growth(self) -> GrowthNorm:
        """What a teacher has to learn."""
        return GrowthNorm(self.growth_hours, self.growth_years)
