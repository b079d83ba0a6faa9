"""The period that a report covers: a week or a month of the school's calendar."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal


@dataclass(frozen=True)
class Period:
    """A period by its key, such as 2026-11 or 2026-W48, and its first and last day."""

    key: str
    first: date
    last: date


def period(every: Literal["week", "month"], on: date) -> Period:
    """The week (from Monday) or the month around a day."""
    if every == "week":
        year, week, weekday = on.isocalendar()
        monday = on - timedelta(days=weekday - 1)
        return Period(f"{year}-W{week:02d}", monday, monday + timedelta(days=6))
    first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return Period(f"{on:%Y-%m}", first, following - timedelta(days=1))
