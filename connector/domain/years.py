"""Full years between days, and the school year: age and service are always "on a day"."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

SEPTEMBER: Final = 9
WRITTEN: Final = re.compile(r"[0-9]{4}/[0-9]{2}")


def full_years(since: date, on: date) -> int:
    """Full years passed on a day; who is born on 29 February is older from 1 March."""
    has_passed = (on.month, on.day) >= (since.month, since.day)
    return on.year - since.year - (not has_passed)


def years_later(day: date, years: int) -> date:
    """The same day some years later, or earlier; 28 February for a 29th that does not exist."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True)
class SchoolYear:
    """1 September to 31 August, written 2026/27 (methodology 0)."""

    first: int

    def __str__(self) -> str:
        """Write it as schools do."""
        return f"{self.first}/{(self.first + 1) % 100:02}"

    @classmethod
    def at(cls, day: date) -> "SchoolYear":
        """The school year that a day belongs to."""
        return cls(day.year if day.month >= SEPTEMBER else day.year - 1)

    @classmethod
    def named(cls, text: str) -> "SchoolYear":
        """Read 2026/27; raises ValueError for anything else."""
        year = cls(int(text[:4])) if WRITTEN.fullmatch(text) else None
        if year is None or str(year) != text:
            raise ValueError(f"not a school year: {text}")
        return year

    @property
    def begins_on(self) -> date:
        """Its first day."""
        return date(self.first, SEPTEMBER, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return date(self.first + 1, 8, 31)

    def __contains__(self, day: object) -> bool:
        """Whether a day belongs to it."""
        return isinstance(day, date) and self.begins_on <= day <= self.ends_on
