"""Dates as schools keep them in profile fields, and days of Moodle's moments."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from connector.domain.years import years_later

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


def day_of(seconds: int, zone: ZoneInfo) -> date | None:
    """The day of a moment of Moodle in a time zone; None for 0, which Moodle says for never."""
    try:
        return datetime.fromtimestamp(seconds, zone).date() if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def last_day(since: date | None, years: int | None) -> date | None:
    """The last day of a term of some years; None when its beginning or its length is not known."""
    if since is None or years is None:
        return None
    try:
        return years_later(since, years) - timedelta(days=1)
    except (ValueError, OverflowError):
        return date.max


def _from_seconds(seconds: int) -> date | None:
    if not seconds:
        return None
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
        return (moment + MOSCOW + HALF_A_DAY).date()
    except OverflowError:
        return None
