"""The words for days and hours: what each phrase of a text says of the week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from connector.errors import ConfigurationError, Faults
from connector.matching.phrases import Phrases
from connector.matching.words import Morphology

Slot = tuple[int, int]
"""A day of the week from 0, and a part of the day from 0."""

DAYS: Final = 7
KEYS: Final = (
    "days", "parts", "groups", "school_days", "always", "except", "after", "before", "at",
    "amounts", "hours", "per",
)  # fmt: skip

Sort = Literal[
    "days", "parts", "always", "except", "after", "before", "at", "amounts", "hours", "per"
]


@dataclass(frozen=True)
class Meaning:
    """What a phrase says: its sort, and which days or parts of the day."""

    sort: Sort
    values: frozenset[int] = frozenset()
    usual: frozenset[int] = frozenset()


class TimeWords:
    """What the words for times mean; raises ConfigurationError when the file lacks some."""

    def __init__(self, said: Mapping[str, Any], file: Path, morphology: Morphology) -> None:
        if lacking := [key for key in (*KEYS, "ages") if key not in said]:
            faults = Faults((file.name, key, "missing") for key in lacking)
            raise ConfigurationError("settings.wrong_content", path=file, faults=faults)
        self._days = [str(day["title"]) for day in said["days"]]
        self._parts = [str(part["title"]) for part in said["parts"]]
        self._hours = [(part["from"], part["to"]) for part in said["parts"]]
        self._phrases = Phrases(_entries(said), morphology)

    @property
    def every(self) -> frozenset[Slot]:
        """The whole week."""
        return frozenset((day, part) for day in range(DAYS) for part in range(len(self._parts)))

    def in_words(self, slots: Iterable[Slot]) -> str:
        """Name slots, day by day: вт вечером."""
        return ", ".join(f"{self._days[day]} {self._parts[part]}" for day, part in sorted(slots))

    def meaning(self, tokens: list[str], place: int) -> tuple[int, Meaning] | None:
        """The longest phrase from here."""
        return self._phrases.at(tokens, place)

    def parts_between(self, begin: float, end: float) -> frozenset[int]:
        """Parts of the day of which at least an hour lies between two hours."""
        return frozenset(
            number
            for number, (first, last) in enumerate(self._hours)
            if min(last, end) - max(first, begin) >= min(1, end - begin)
        )


def _entries(said: Mapping[str, Any]) -> list[tuple[list[object], Meaning]]:
    entries = [
        *((day["words"], Meaning("days", frozenset({n}))) for n, day in enumerate(said["days"])),
        *((group["words"], Meaning("days", _days(group))) for group in said["groups"]),
        *(
            ([word], Meaning("parts", frozenset({n}), _usual(word, said)))
            for n, part in enumerate(said["parts"])
            for word in part["words"]
        ),
    ]
    sorts: tuple[Sort, ...] = (
        "always", "except", "after", "before", "at", "amounts", "hours", "per",
    )  # fmt: skip
    return entries + [(said[sort], Meaning(sort)) for sort in sorts]


def _days(group: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(day - 1 for day in group["days"])


def _usual(word: object, said: Mapping[str, Any]) -> frozenset[int]:
    return frozenset(range(DAYS - 2)) if word in said["school_days"] else frozenset()
