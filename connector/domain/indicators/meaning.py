"""What indicators are called, how they are counted in words, and what is aimed at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Meaning:
    """An indicator in words; `denominator` is empty for a count, `ending` stands after values.

    `period`: a code of `Meanings.periods`.
    """

    title: str
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    period: str = ""
    source: str = ""
    ending: str = ""


@dataclass(frozen=True)
class Meanings:
    """Everything in words, by code; `targets`: by indicator and year, in its own unit."""

    indicators: Mapping[str, Meaning] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    rounding: str = ""
    targets: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)

    def of(self, code: str) -> Meaning:
        """The words of an indicator; its code where the school's own file leaves it out."""
        return self.indicators.get(code) or Meaning(code)

    def target(self, code: str, year: int) -> Decimal | None:
        """What is aimed at in a year: the last that was set; None before the first."""
        years = self.targets.get(code, {})
        set_before = max((one for one in years if one <= year), default=None)
        return None if set_before is None else years[set_before]
