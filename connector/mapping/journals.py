"""Mirror + rules -> meetings: what stands in the journals of programmes, and what is skipped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Final

from connector.domain.meetings import MeetingType, SeenMeeting
from connector.domain.pairs import Pair
from connector.domain.people import PersonId, Role
from connector.domain.school import Skipped
from connector.mapping import entries
from connector.mapping.dates import as_date
from connector.mapping.known import Known
from connector.mapping.pair_rules import JournalRule
from connector.moodle.records.journal import JournalEntry

WRITTEN_BY_MENTORS: Final = frozenset({"assign", "forum"})
"""Where mentees write too, and what they write is no report of a meeting."""


def read_meetings(
    known: Known, pairs: Iterable[Pair]
) -> tuple[tuple[SeenMeeting, ...], tuple[Skipped, ...]]:
    """The meetings of every programme that has a journal, and what was skipped.

    By programme, group, day and source.
    """
    of: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        of[pair.programme_id].append(pair)
    found, skipped = [], []
    for rule, course in known.found.programmes:
        if rule.journal:
            reader = JournalReader(known, rule.journal, of[course.id])
            found += reader.meetings(course.id)
            skipped += reader.skipped
    order = sorted(found, key=lambda one: (one.programme_id, one.group_id, one.on, one.source))
    return tuple(order), tuple(skipped)


class JournalReader:
    """Reads the journal of one programme and collects what it has to skip."""

    def __init__(self, known: Known, rule: JournalRule, pairs: Sequence[Pair]) -> None:
        self._known, self._rule = known, rule
        self._by_group = {pair.group_id: pair for pair in pairs}
        self._by_author = _by_author(pairs, rule)
        self._called = cache(lambda text: entries.called(text, pairs))
        self.skipped: list[Skipped] = []

    def meetings(self, course_id: int) -> list[SeenMeeting]:
        """The meetings, by the ids of their entries."""
        rows = [one for one in self._known.mirror.journal_entries if one.course_id == course_id]
        in_order = sorted(rows, key=lambda row: (row.cmid, row.id))
        return [seen for row in in_order if self._is_report(row) and (seen := self._meeting(row))]

    def _is_report(self, row: JournalEntry) -> bool:
        """Whether it tells of a meeting at all: what mentees and teachers write may not."""
        who = PersonId(row.user_id)
        if self._rule.module not in WRITTEN_BY_MENTORS or who not in self._known.people:
            return True
        return Role.MENTOR in self._known.sides(who, row.course_id)

    def _meeting(self, row: JournalEntry) -> SeenMeeting | None:
        day, pair = self._day(row), self._pair(row)
        if not row.is_approved:
            self._skip("skipped.meeting_not_approved", row)
        elif day is None:
            self._skip("skipped.meeting_no_date", row, value=row.values.get("date", ""))
        elif day > self._known.today:
            self._skip("skipped.meeting_ahead", row)
        elif pair is None:
            self._skip("skipped.meeting_no_pair", row)
        else:
            return self._told(row, day, pair)
        return None

    def _told(self, row: JournalEntry, day: date, pair: Pair) -> SeenMeeting:
        told: Mapping[str, str] = defaultdict(str, row.values)
        return SeenMeeting(
            programme_id=row.course_id,
            group_id=pair.group_id,
            on=day,
            source=f"{self._rule.module}:{row.cmid}:{row.id}",
            author_id=PersonId(row.user_id),
            minutes=self._minutes(row, told["minutes"]),
            type=self._type(row, told["type"]),
            mode=told["mode"],
            topic=told["topic"],
            outcome=told["outcome"],
            next_task=told["next_task"],
            attended=self._attended(row, told["attendance"], pair),
            is_confirmed=bool(self._rule.confirmed & set(entries.options(told["confirmed"]))),
        )

    def _day(self, row: JournalEntry) -> date | None:
        """The day that was typed: a database keeps its midnight of UTC, whatever the zone is."""
        if "date" in self._rule.fields:
            return as_date(row.values.get("date", ""))
        return self._known.day_of(row.written_at)

    def _pair(self, row: JournalEntry) -> Pair | None:
        """By the group of the entry, else by the name of the pair, else the author's only pair.

        A name that no pair goes by is not guessed past: the entry may tell of a pair that is over.
        """
        mine = self._by_author.get(row.user_id, [])
        by_group = [self._by_group[row.group_id]] if row.group_id in self._by_group else []
        if self._rule.module in WRITTEN_BY_MENTORS and row.user_id:
            by_group = [pair for pair in by_group if pair in mine]
        name = row.values.get("pair", "")
        fitting = by_group or (self._called(name) if name.strip() else mine)
        return fitting[0] if len(fitting) == 1 else None

    def _minutes(self, row: JournalEntry, text: str) -> int | None:
        told = entries.minutes(text)
        if not told.is_clear:
            self._skip("skipped.meeting_minutes", row, value=text)
        return told.value

    def _type(self, row: JournalEntry, text: str) -> MeetingType | None:
        told = entries.one_of(text, self._rule.types)
        if not told.is_clear:
            self._skip("skipped.meeting_type", row, value=text)
        return told.value

    def _attended(self, row: JournalEntry, text: str, pair: Pair) -> tuple[PersonId, ...] | None:
        told = entries.attended(text, pair, self._rule.sides)
        if not told.is_clear:
            self._skip("skipped.meeting_attendance", row, value=", ".join(entries.options(text)))
        return told.value

    def _skip(self, code: str, row: JournalEntry, **facts: str) -> None:
        who = PersonId(row.user_id) if row.user_id in self._known.people else None
        day = self._day(row)
        place = {
            "journal": str(self._rule),
            "entry": str(row.id),
            "day": f"{day:%d.%m.%Y}" if day else "-",
        }
        self.skipped.append(Skipped(code, who, {**place, **facts}))


def _by_author(pairs: Iterable[Pair], rule: JournalRule) -> Mapping[int, list[Pair]]:
    """The pairs about which each person may write."""
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        for member in pair.mentors if rule.module in WRITTEN_BY_MENTORS else pair.members:
            found[member.person_id].append(pair)
    return found
