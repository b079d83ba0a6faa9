"""Dates as schools keep them in profile fields."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

SECONDS: Final = re.compile(r"-?[0-9]{1,12}")
FORMATS: Final = ("%d.%m.%Y", "%Y-%m-%d")
YEARS: Final = range(1900, 2101)
"""A year alone is no date, and no moment of 1970 either."""
HALF_A_DAY: Final = timedelta(hours=12)
MOSCOW: Final = timedelta(hours=3)


def as_date(value: str) -> date | None:
    """Read a profile field as a date: Moodle's Unix seconds, 31.12.2010 or 2010-12-31.

    Moodle keeps midnight at the server's zone, which may not be ours; the nearest midnight of
    Moscow is right for a server in any zone from Kaliningrad to Kamchatka. None for no date.
    """
    value = value.strip()
    if SECONDS.fullmatch(value):
        return None if int(value) in YEARS else _from_seconds(int(value))
    for form in FORMATS:
        try:
            return datetime.strptime(value, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def years_before(day: date, years: int) -> date:
    """The same day some years ago; 28 February for a 29th that does not exist."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _from_seconds(seconds: int) -> date | None:
    if not seconds:
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        return (moment + MOSCOW + HALF_A_DAY).date()
    except OverflowError:
        return None
