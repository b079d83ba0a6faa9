"""Makes the consents to processing that were handed in on paper."""

from datetime import date, timedelta
from random import Random
from typing import Final

from connector.sandbox.days import day_of, midnight

GIVEN: Final = 0.8
REFUSED: Final = 0.93
EARLIEST, LATEST = 80, 35
RENEWAL_DUE: Final = 40
"""Ordinal of a pupil for whom the representative signed at 16, and who is 18 now."""

UNDATED: Final = 41
"""Ordinal of a pupil whose consent has no date."""

REFUSAL: Final = {"consent": "0"}


def of_pupil(ordinal: int, random: Random, now: int) -> dict[str, str]:
    """Answer the consent of a pupil who takes part: given, refused, or not noted at all."""
    chance = random.random()
    if ordinal == RENEWAL_DUE:
        return _given(date(2025, 9, 5))
    if ordinal == UNDATED:
        return {"consent": "1"}
    if chance < GIVEN:
        return of_adult(random, now)
    return dict(REFUSAL) if chance < REFUSED else {}


def of_adult(random: Random, now: int) -> dict[str, str]:
    """Answer a consent that was given this autumn."""
    return _given(day_of(now) - timedelta(days=random.randint(LATEST, EARLIEST)))


def _given(on: date) -> dict[str, str]:
    return {"consent": "1", "consent_date": midnight(on)}
