"""Reads which mentees a mentor would like: «10–12 лет», «5-7 класс», «младшие классы»."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from connector.matching.phrases import Phrases
from connector.matching.words import Morphology

Range = tuple[int, int]
"""Both ends included."""

TOKEN: Final = re.compile(r"\d+|[a-zа-я]+|[-–—,+]")
FIRST_YEAR: Final = (5, 8)
"""How old, about, a pupil of class 0 would be: a pupil of the nth is n years older."""
YOUNGEST, OLDEST, LAST_GRADE = 7, 120, 11

Sort = Literal["grades", "years", "any", "from", "to", "older", "group"]


@dataclass(frozen=True)
class Wanted:
    """Classes and full years that suit; None: not said."""

    grades: Range | None = None
    years: Range | None = None

    def suits(self, grade: int | None, age: int | None) -> bool:
        """Whether a mentee of a class and an age suits; what is not known speaks for them."""
        checks = [*self._by_grade(grade, age), *self._by_years(grade, age)]
        return any(checks) or not checks

    def _by_grade(self, grade: int | None, age: int | None) -> Iterator[bool]:
        if self.grades is None:
            return
        first, last = self.grades
        if grade is not None:
            yield first <= grade <= last
        elif age is not None:
            yield first + FIRST_YEAR[0] <= age <= last + FIRST_YEAR[1]

    def _by_years(self, grade: int | None, age: int | None) -> Iterator[bool]:
        if self.years is None:
            return
        first, last = self.years
        if age is not None:
            yield first <= age <= last
        elif grade is not None:
            yield grade + FIRST_YEAR[1] >= first and grade + FIRST_YEAR[0] <= last


@dataclass(frozen=True)
class Meaning:
    """What a phrase says of age."""

    sort: Sort
    wanted: Wanted = Wanted()


class Ages:
    """What the words for ages mean."""

    def __init__(self, said: Mapping[str, Any], morphology: Morphology) -> None:
        sorts: tuple[Sort, ...] = ("grades", "years", "any", "from", "to", "older")
        entries = [(said[sort], Meaning(sort)) for sort in sorts]
        entries += [(group["words"], Meaning("group", _group(group))) for group in said["groups"]]
        self._phrases = Phrases(entries, morphology)

    def wanted(self, text: str) -> Wanted | None:
        """Who suits; None when the text does not say, or when anybody does."""
        tokens = TOKEN.findall(text.lower().replace("ё", "е"))
        grades: list[Range] = []
        years: list[Range] = []
        place = 0
        while place < len(tokens):
            found = self._phrases.at(tokens, place)
            if found and found[1].sort == "any" and not grades and not years:
                return None
            if found and found[1].sort == "group":
                grades += [found[1].wanted.grades] if found[1].wanted.grades else []
                years += [found[1].wanted.years] if found[1].wanted.years else []
            length = found[0] if found else 1
            if numbers := self._numbers(tokens, place):
                length, of_grades, span = numbers
                (grades if of_grades else years).append(span)
            place += length
        if not grades and not years:
            return None
        return Wanted(_hull(grades), _hull(years))

    def _numbers(self, tokens: list[str], place: int) -> tuple[int, bool, Range] | None:
        """A run of numbers with what stands before and after: от 10 до 12 лет."""
        first = self._sort(tokens, place) if not tokens[place].isdigit() else None
        if first not in {None, "from", "to"} or (first is None and not tokens[place].isdigit()):
            return None
        end, found = place, []
        while end < len(tokens) and (tokens[end].isdigit() or self._joins(tokens, end)):
            if tokens[end].isdigit():
                found.append(int(tokens[end]))
            end += 1
        if not found:
            return None
        after = self._sort(tokens, end)
        unit = after if after in {"grades", "years"} else None
        end += unit is not None
        is_open = self._sort(tokens, end) == "older" or "+" in tokens[place:end]
        is_from = (first == "from" and len(found) == 1) or is_open
        is_to = first == "to" and len(found) == 1
        of_grades = unit == "grades" or (unit is None and min(found) < YOUNGEST and not is_to)
        least, most = (1, LAST_GRADE) if of_grades else (0, OLDEST)
        span = (least if is_to else min(found), most if is_from else max(found))
        return end - place, of_grades, span

    def _joins(self, tokens: list[str], place: int) -> bool:
        joining = tokens[place] in {"-", "–", "—", ",", "+", "и"}
        return joining or self._sort(tokens, place) in {"from", "to"}

    def _sort(self, tokens: list[str], place: int) -> Sort | None:
        found = self._phrases.at(tokens, place) if place < len(tokens) else None
        return found[1].sort if found else None


def _group(said: Mapping[str, Any]) -> Wanted:
    grades, years = said.get("grades"), said.get("years")
    return Wanted(tuple(grades) if grades else None, tuple(years) if years else None)


def _hull(ranges: list[Range]) -> Range | None:
    if not ranges:
        return None
    return min(low for low, _ in ranges), max(high for _, high in ranges)
