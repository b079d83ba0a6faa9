"""School marks of mentees by subject, as they changed (methodology 13: M5)."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from connector.domain.people import PersonId

Seen = Mapping[tuple[PersonId, str], Decimal]
"""The marks as they stand, by person and subject."""


@dataclass(frozen=True)
class SubjectMark:
    """A mark in a subject since a day: a share from 0 to 1 of the best there can be."""

    person_id: PersonId
    subject: str
    read_on: date
    share: Decimal


class History:
    """The marks of one person in one subject, by day; each stands until the next."""

    def __init__(self, marks: Iterable[SubjectMark]) -> None:
        """Put the marks in order."""
        self._marks = sorted(marks, key=lambda mark: mark.read_on)
        self._days = [mark.read_on for mark in self._marks]

    def on(self, day: date) -> SubjectMark | None:
        """The mark that stood on a day; None before the first."""
        place = bisect_right(self._days, day)
        return self._marks[place - 1] if place else None

    def at_start(self, day: date, until: date) -> SubjectMark | None:
        """The mark that stood on a day, else the first that was read later, not after `until`."""
        first = self._marks[0]
        return self.on(day) or (first if first.read_on <= until else None)

    def change(self, then: date, now: date) -> Fraction | None:
        """By which share of the best mark it rose between two days; None with no mark on one."""
        first, last = self.on(then), self.on(now)
        return Fraction(last.share) - Fraction(first.share) if first and last else None


def histories(marks: Iterable[SubjectMark]) -> Mapping[PersonId, Mapping[str, History]]:
    """The history of each subject of each person."""
    found: defaultdict[PersonId, defaultdict[str, list[SubjectMark]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for mark in marks:
        found[mark.person_id][mark.subject].append(mark)
    return {
        who: {subject: History(listed) for subject, listed in sorted(subjects.items())}
        for who, subjects in found.items()
    }


def news(
    seen: Seen, kept: Iterable[SubjectMark], people: Collection[PersonId], today: date
) -> list[SubjectMark]:
    """What differs from the last mark kept of these people; of others nothing is kept."""
    known = histories(kept)
    found = []
    for (who, subject), share in sorted(seen.items()):
        history = known.get(who, {}).get(subject)
        last = history.on(today) if history else None
        if who in people and (last is None or last.share != share):
            found.append(SubjectMark(who, subject, today, share))
    return found
