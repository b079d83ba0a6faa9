"""Shows writes to Moodle to a person: what was there, what we have, and why it stands so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from connector.domain.write_back import OUR_REASONS, State
from connector.reports.templates import day
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.outbox import Entry, WriteKind

SHOWN: Final[Mapping[WriteKind, str]] = {
    WriteKind.GRADE: "value",
    WriteKind.REPORT: "subject",
    WriteKind.MESSAGE: "on",
    WriteKind.GROUP: "name",
    WriteKind.MEMBER: "in",
    WriteKind.ENROLMENT: "role",
    WriteKind.ROLE: "given",
    WriteKind.EVENT: "title",
}
"""What of a write is shown: of a message its day, since its text is not kept."""

OF_NOBODY: Final = frozenset({WriteKind.REPORT, WriteKind.GROUP, WriteKind.EVENT})


@dataclass(frozen=True)
class Change:
    """A write as it was decided and as it ended; the same twice when it was only tried."""

    planned: Entry
    ended: Entry

    @property
    def is_pending(self) -> bool:
        """Whether it was to be sent."""
        return self.planned.state is State.PENDING

    @property
    def is_failed(self) -> bool:
        """Whether it was to be sent and is not in Moodle, for a reason we did not foresee."""
        return self.is_pending and self.ended.state in {State.REFUSED, State.UNKNOWN}

    @property
    def is_written(self) -> bool:
        """Whether it was sent and seen in Moodle."""
        return self.is_pending and self.ended.state is State.WRITTEN


@dataclass(frozen=True)
class Row:
    """A write in words; `before` and `after`: the grade, a report's subject, a message's day.

    `course` says for a message what it reminds of; reports, groups and events are for nobody in
    particular. The `name` of a role is the mentor's and, after a dash, the mentee's.
    """

    kind: str
    course: str
    person_id: int
    name: str
    before: str
    after: str
    state: str
    state_in_words: str
    reason: str


def rows(deps: Deps, entries: Iterable[Entry]) -> list[Row]:
    """Writes with names instead of ids."""
    with deps.database.reading(deps.school_id) as tx:
        people = {int(p.id): p.name for p in tx.pictures.load(kinds.REGISTER["people"])}
        people |= {p.person_id: p.name for p in tx.pictures.load(kinds.PARTICIPANT)}
        titles = {course.id: course.fullname for course in tx.pictures.load(kinds.COURSE)}
        titles |= {int(p.id): p.title for p in tx.pictures.load(kinds.PROGRAMME)}
    return [_row(deps, entry, people, titles) for entry in entries]


def in_words(deps: Deps, entries: Iterable[Entry]) -> list[str]:
    """Writes as lines of text."""
    say = deps.wording.say
    return [say(f"writeback.line_{row.kind}", **row.__dict__) for row in rows(deps, entries)]


def _row(deps: Deps, entry: Entry, people: Mapping[int, str], titles: Mapping[int, str]) -> Row:
    kind = entry.key.kind
    person_id = 0 if kind in OF_NOBODY else int(entry.key.participant)
    mentee = [int(entry.key.target.rpartition(":")[2])] if kind is WriteKind.ROLE else []
    return Row(
        kind=kind,
        course=_topic(deps, entry) if kind is WriteKind.MESSAGE else _course(entry, titles),
        person_id=person_id,
        name=" – ".join(people.get(who, f"id {who}") for who in [person_id, *mentee])
        if person_id
        else "",
        before=_shown(deps, kind, entry.before or {}),
        after=_shown(deps, kind, entry.desired),
        state=entry.state,
        state_in_words=deps.wording.say(f"state.{entry.state}"),
        reason=_reason(deps, entry),
    )


def _topic(deps: Deps, entry: Entry) -> str:
    return deps.wording.say(f"reminder.of_{entry.key.target.rpartition(':')[2]}")


def _course(entry: Entry, titles: Mapping[int, str]) -> str:
    return titles.get(entry.key.course_id, str(entry.key.course_id))


def _shown(deps: Deps, kind: WriteKind, values: Mapping[str, Any]) -> str:
    value = values.get(SHOWN[kind])
    if value is True:
        return deps.wording.say("answer.true")
    if value and kind is WriteKind.MESSAGE:
        return day(date.fromisoformat(value))
    return str(value or "–")


def _reason(deps: Deps, entry: Entry) -> str:
    if not entry.reason:
        before = (entry.before or {}).get("value")
        same = before is not None and before == entry.desired.get("value")
        return deps.wording.say("writeback.feedback_only") if same else ""
    is_ours = entry.reason.startswith(OUR_REASONS)
    return deps.wording.say(entry.reason if is_ours else "writeback.see_run")
