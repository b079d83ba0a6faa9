"""Shows writes to Moodle to a person: what was there, what we have, and why it stands so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from connector.domain.write_back import OUR_REASONS
from connector.reports.templates import day
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.outbox import Entry, WriteKind

SHOWN: Final[Mapping[WriteKind, str]] = {
    WriteKind.GRADE: "value",
    WriteKind.REPORT: "subject",
    WriteKind.MESSAGE: "on",
}
"""What of a write is shown: of a message its day, since its text is not kept."""


@dataclass(frozen=True)
class Row:
    """A write in words; `before` and `after`: the grade, a report's subject, a message's day.

    `course` says for a message what it reminds of; a report is for nobody in particular.
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
        people = {int(who): person.name for who, person in tx.register.load().people.items()}
        people |= {p.person_id: p.name for p in tx.pictures.load(kinds.PARTICIPANT)}
        programmes = {int(p.id): p.title for p in tx.pictures.load(kinds.PROGRAMME)}
    return [_row(deps, entry, people, programmes) for entry in entries]


def in_words(deps: Deps, entries: Iterable[Entry]) -> list[str]:
    """Writes as lines of text."""
    say = deps.wording.say
    return [say(f"writeback.line_{row.kind}", **row.__dict__) for row in rows(deps, entries)]


def _row(deps: Deps, entry: Entry, people: Mapping[int, str], programmes: Mapping[int, str]) -> Row:
    kind = entry.key.kind
    person_id = 0 if kind is WriteKind.REPORT else int(entry.key.participant)
    return Row(
        kind=kind,
        course=_topic(deps, entry) if kind is WriteKind.MESSAGE else _course(entry, programmes),
        person_id=person_id,
        name=people.get(person_id, f"id {person_id}") if person_id else "",
        before=_shown(kind, entry.before or {}),
        after=_shown(kind, entry.desired),
        state=entry.state,
        state_in_words=deps.wording.say(f"state.{entry.state}"),
        reason=_reason(deps, entry),
    )


def _topic(deps: Deps, entry: Entry) -> str:
    return deps.wording.say(f"reminder.of_{entry.key.target.rpartition(':')[2]}")


def _course(entry: Entry, programmes: Mapping[int, str]) -> str:
    return programmes.get(entry.key.course_id, str(entry.key.course_id))


def _shown(kind: WriteKind, values: Mapping[str, Any]) -> str:
    value = values.get(SHOWN[kind])
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
