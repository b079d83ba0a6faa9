"""Days as the school counts them, and as Moodle keeps them: a midnight of Moscow."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

SCHOOL_YEAR: Final = 2026
MOSCOW: Final = ZoneInfo("Europe/Moscow")
DAY: Final = 86_400


def midnight(day: date) -> str:
    """Answer a date as Moodle stores it: unix seconds of its midnight in Moscow."""
    return str(int(datetime(day.year, day.month, day.day, tzinfo=MOSCOW).timestamp()))


def day_of(moment: int) -> date:
    """Answer the day in Moscow at a moment (unix seconds)."""
    return datetime.fromtimestamp(moment, MOSCOW).date()
