"""Reads when somebody is free: «вт, чт после 15:00», «по выходным», «после уроков»."""

import re
from dataclasses import dataclass, field
from typing import Final

from connector.matching.time_words import DAYS, Meaning, Slot, TimeWords
from connector.matching.words import LOOKALIKES

TOKEN: Final = re.compile(r"\d{1,2}[:.]\d\d|\d+|[a-zа-я]+|[-–—,;\n]")
DASH: Final = re.compile(r"[-–—]")
CLOCK: Final = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?")
MORNING, NIGHT, HALF_DAY = 8, 24, 12


def slots(text: str, words: TimeWords) -> frozenset[Slot] | None:
    """When somebody is free; None when the text does not say."""
    reading = _Reading(words, _tokens(text))
    reading.run()
    found = {slot for clause in reading.free for slot in clause.slots(words.every)}
    busy = {slot for clause in reading.busy for slot in clause.slots(words.every)}
    if not found and (busy or reading.is_always):
        found = set(words.every)
    return frozenset(found - busy) or None


@dataclass
class Clause:
    """Days and parts of the day that belong together; `usual`: days when none are named."""

    days: set[int] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)
    usual: set[int] = field(default_factory=set)
    is_parts_first: bool = False

    def slots(self, every: frozenset[Slot]) -> set[Slot]:
        """Every named part of every named day; what is not named is every one."""
        if not self.days and not self.parts:
            return set()
        days = self.days or self.usual
        return {
            (day, part)
            for day, part in every
            if (not days or day in days) and (not self.parts or part in self.parts)
        }


class _Reading:
    """Goes through the words of one text."""

    def __init__(self, words: TimeWords, tokens: list[str]) -> None:
        self._words = words
        self._tokens = tokens
        self._place = 0
        self._before: Meaning | None = None
        self.is_always = False
        self.free = [Clause()]
        self.busy: list[Clause] = []
        self._is_busy = False

    def run(self) -> None:
        """Read to the end."""
        while self._place < len(self._tokens):
            found = self._words.meaning(self._tokens, self._place)
            if found:
                self._place += found[0]
                self._take(found[1])
            elif CLOCK.fullmatch(self._tokens[self._place]):
                self._clock()
            else:
                self._mark(self._tokens[self._place])
                self._place += 1

    def _take(self, meaning: Meaning) -> None:
        if meaning.sort == "days":
            self._add_days(self._up_to(meaning.values))
        elif meaning.sort == "parts":
            self._add_parts(meaning.values, meaning.usual)
        elif meaning.sort == "always":
            self.is_always = True
        elif meaning.sort == "except":
            self._is_busy = True
            self.busy.append(Clause())
        self._before = meaning

    def _mark(self, mark: str) -> None:
        if mark in ";\n":
            self._is_busy = False
            self.free.append(Clause())
        elif mark == "," and self._is_busy and self.busy[-1].days:
            self._is_busy = self._says_day_next()
        self._before = None

    def _says_day_next(self) -> bool:
        found = self._words.meaning(self._tokens, self._place + 1)
        return found is not None and found[1].sort == "days"

    def _up_to(self, days: frozenset[int]) -> frozenset[int]:
        """All days from one to another when a second follows: пн-пт, с понедельника по пятницу."""
        place = self._place
        if place >= len(self._tokens) or len(days) != 1:
            return days
        joins = self._words.meaning(self._tokens, place)
        is_range = DASH.fullmatch(self._tokens[place]) or (joins and joins[1].sort == "before")
        last = self._words.meaning(self._tokens, place + 1) if is_range else None
        if last is None or last[1].sort != "days" or len(last[1].values) != 1:
            return days
        self._place = place + 1 + last[0]
        first, end = min(days), min(last[1].values)
        return frozenset((first + step) % DAYS for step in range((end - first) % DAYS + 1))

    def _clause(self, *, is_parts: bool) -> Clause:
        clauses = self.busy if self._is_busy else self.free
        clause = clauses[-1]
        is_full = bool(clause.days and clause.parts)
        if is_full and clause.is_parts_first is is_parts:
            clauses.append(clause := Clause())
        if not clause.days and not clause.parts:
            clause.is_parts_first = is_parts
        return clause

    def _add_days(self, days: frozenset[int]) -> None:
        self._clause(is_parts=False).days |= days

    def _add_parts(self, parts: frozenset[int], usual: frozenset[int] = frozenset()) -> None:
        clause = self._clause(is_parts=True)
        clause.parts |= parts
        clause.usual |= usual

    def _clock(self) -> None:
        begin, end = _hour(self._tokens[self._place]), self._end_of_range(self._place + 1)
        sort = self._before.sort if self._before else ""
        is_exact = not self._tokens[self._place].isdigit()
        is_named = is_exact or sort in {"after", "before", "at"}
        self._place += 1 if end is None else len(("15", "-", "17"))
        self._before = None
        if begin >= NIGHT or self._is_amount(is_small=not is_named and begin % HALF_DAY < MORNING):
            return
        if end is not None:
            self._add_parts(self._words.parts_between(begin, end))
        elif sort in {"after", "before"}:
            self._open_range(begin, sort)
        elif is_named:
            self._add_parts(self._words.parts_between(begin, begin + 1))

    def _open_range(self, hour: float, sort: str) -> None:
        if sort == "before":
            self._add_parts(self._words.parts_between(MORNING, hour))
        else:
            self._add_parts(self._words.parts_between(hour, NIGHT))

    def _end_of_range(self, place: int) -> float | None:
        """The second hour of 15-17 or of «с 15 до 17»."""
        rest = self._tokens[place : place + 2]
        if len(rest) < 2 or not CLOCK.fullmatch(rest[1]):  # noqa: PLR2004 - a mark and an hour
            return None
        joins = self._words.meaning(self._tokens, place)
        is_joined = DASH.fullmatch(rest[0]) or (joins and joins[1].sort == "before")
        return _hour(rest[1]) if is_joined else None

    def _is_amount(self, *, is_small: bool) -> bool:
        """Whether a number says how much: 2 часа в неделю, 3 раза."""
        place = self._place
        found = self._words.meaning(self._tokens, place)
        if found is None:
            return False
        after = self._words.meaning(self._tokens, place + found[0])
        is_how_long = found[1].sort == "hours" and after is not None and after[1].sort == "per"
        is_how_long |= found[1].sort == "hours" and is_small
        return found[1].sort in {"amounts", "per"} or is_how_long


def _hour(token: str) -> float:
    """An hour of the day; 1 to 7 are said of the afternoon."""
    found = CLOCK.fullmatch(token)
    hour = int(found["hour"]) if found else NIGHT
    minute = int(found["minute"] or 0) if found else 0
    is_afternoon = 0 < hour < MORNING and token.isdigit()
    return hour + HALF_DAY * is_afternoon + minute / 60


def _tokens(text: str) -> list[str]:
    plain = text.lower().replace("ё", "е")
    return [
        token.translate(LOOKALIKES) if re.search("[а-я]", token) else token
        for token in TOKEN.findall(plain)
    ]
