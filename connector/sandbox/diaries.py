"""Makes the journals of meetings: the diary of pairs of pupils, and the reports of teachers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Final

from connector.sandbox.casting import Cast, Defect, Pair
from connector.sandbox.days import DAY
from connector.sandbox.diary_words import FIELDS, Meeting, contents, of_meeting, report
from connector.sandbox.notebooks import Database, Entry, Submission
from connector.sandbox.records import Course

WEEK: Final = 7 * DAY
LONGEST_AGO: Final = 11
"""Weeks since the first pair met first."""

SILENT: Final = frozenset({Defect.NEVER, Defect.NO_MENTOR, Defect.MENTOR_NOT_ENROLLED})
SILENT_EVERY: Final = 20
STALE: Final = frozenset({Defect.STALE, Defect.MENTOR_SUSPENDED})
STALE_WEEKS: Final = 7
OFTEN_EVERY: Final = 3
APPROVAL_LACKS, GROUP_LACKS = 1, 2
"""Numbers of the pairs of which one entry is not approved, or stands in no group."""

DATE_WRONG: Final = 13
"""Number of the pair of which one entry tells a day of the year before."""

YEAR: Final = 365 * DAY

REPORTS: Final = (3, 1)
"""How many attempts the teachers who are mentors handed in, in turn; then one only began."""


@dataclass(frozen=True)
class Diary:
    """Writes down the meetings of pairs of pupils until `now` (unix seconds)."""

    course: Course
    now: int

    def database(self, cast: Cast) -> Database:
        """Answer the diary; ids follow the order of writing."""
        written = sorted(
            (when, pair.number, number)
            for pair in cast.pupil_pairs
            for number, when in enumerate(self._moments(pair))
        )
        pairs = {pair.number: pair for pair in cast.pupil_pairs}
        groups = {group.idnumber: (group.id, group.name) for group in self.course.groups}
        entries = (
            _entry(entry_id, pairs[pair], Meeting(pair, number, when), groups)
            for entry_id, (when, pair, number) in enumerate(written, 1)
        )
        return Database(FIELDS, tuple(entries))

    def _moments(self, pair: Pair) -> Iterator[int]:
        """Yield when a pair met: every week or every other one, a stale one long ago."""
        if pair.defect in SILENT or pair.number % SILENT_EVERY == 0:
            return
        first = self.now - LONGEST_AGO * WEEK + pair.number % 5 * DAY
        until = self.now - (STALE_WEEKS * WEEK if pair.defect in STALE else DAY)
        between = WEEK if pair.number % OFTEN_EVERY == 1 else 2 * WEEK
        yield from range(first, until, between)


def submissions(course: Course, cast: Cast, now: int) -> Mapping[int, tuple[Submission, ...]]:
    """Answer what teachers handed in about meetings, by the id of the assignment."""
    found = next(m for m in course.modules if m.idnumber == "meeting-report")
    return {found.instance: tuple(_reports(cast, now))}


def _reports(cast: Cast, now: int) -> Iterator[Submission]:
    ids = count(1)
    for pair in cast.teacher_pairs:
        turn = pair.number % (len(REPORTS) + 1)
        if not turn:
            yield Submission(next(ids), pair.mentor, 0, now - DAY, "<p>черновик</p>", "draft")
            continue
        attempts = REPORTS[turn - 1]
        for attempt in range(attempts):
            when = now - (attempts - attempt) * 2 * WEEK + pair.number * DAY
            yield Submission(next(ids), pair.mentor, attempt, when, report(pair.number + attempt))


def _entry(
    entry_id: int, pair: Pair, meeting: Meeting, groups: Mapping[str, tuple[int, str]]
) -> Entry:
    group, name = groups[f"pair-{pair.number:03d}"]
    told = meeting.when - (YEAR if (pair.number, meeting.number) == (DATE_WRONG, 1) else 0)
    return Entry(
        entry_id,
        pair.mentor,
        0 if (pair.number, meeting.number) == (GROUP_LACKS, 1) else group,
        meeting.when + DAY // 8,
        contents(of_meeting(meeting, _day(told), name)),
        is_approved=(pair.number, meeting.number) != (APPROVAL_LACKS, 2),
    )


def _day(moment: int) -> str:
    """Answer a date as a field of a database keeps it: unix seconds of its midnight in UTC."""
    day = datetime.fromtimestamp(moment, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return str(int(day.timestamp()))
