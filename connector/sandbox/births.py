"""Makes the birthdays of pupils, a few of them awkward on purpose."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from connector.sandbox.casting import grade_of
from connector.sandbox.days import SCHOOL_YEAR, day_of, midnight

FIRST_GRADE_AGE: Final = 7
IN_THE_FUTURE, ON_NO_DAY, NOT_KNOWN = 33, 52, 48
"""Ordinals of pupils whose birthday is a slip, does not exist, or was left out."""

PINNED: Final = {40: date(2008, 10, 10), 49: date(2012, 2, 29)}
"""Ordinals of a pupil who is 18 already, and of one born on a leap day."""


@dataclass(frozen=True)
class Birthday:
    """The profile fields of a birthday: a date that Moodle checks and a text that it does not."""

    birthdate: str = ""
    birthday: str = ""


def birthday(ordinal: int, label: str, random: Random, now: int) -> Birthday:
    """Answer the birthday of the pupil with this ordinal and class."""
    usual = _usual(label, random)
    if ordinal == NOT_KNOWN:
        return Birthday()
    if ordinal == ON_NO_DAY:
        return Birthday(birthday="31.02.2011")
    slip = day_of(now) + timedelta(days=180)
    born = slip if ordinal == IN_THE_FUTURE else PINNED.get(ordinal, usual)
    return Birthday(midnight(born), f"{born:%d.%m.%Y}")


def _usual(label: str, random: Random) -> date:
    """Answer a birthday that fits the class: seven years old in the first grade."""
    first_of_september = date(SCHOOL_YEAR - FIRST_GRADE_AGE + 1 - grade_of(label), 9, 1)
    return date.fromordinal(first_of_september.toordinal() - random.randint(1, 365))
