"""Shows writes to Moodle to a person: what was there, what we have, and why it stands so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connector.domain.write_back import OUR_REASONS
from connector.services.deps import Deps
from connector.store import kinds
from connector.store.outbox import Entry, WriteKind


@dataclass(frozen=True)
class Row:
    """A write in words; `before` and `after` are the grade, or the subject of a report."""

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
        people = {p.person_id: p.name for p in tx.pictures.load(kinds.PARTICIPANT)}
        programmes = {int(p.id): p.title for p in tx.pictures.load(kinds.PROGRAMME)}
    return [_row(deps, entry, people, programmes) for entry in entries]


def in_words(deps: Deps, entries: Iterable[Entry]) -> list[str]:
    """Writes as lines of text."""
    say = deps.wording.say
    return [say(f"writeback.line_{row.kind}", **row.__dict__) for row in rows(deps, entries)]


def _row(deps: Deps, entry: Entry, people: Mapping[int, str], programmes: Mapping[int, str]) -> Row:
    is_grade = entry.key.kind is WriteKind.GRADE
    before, field = entry.before or {}, "value" if is_grade else "subject"
    person_id = int(entry.key.participant) if is_grade else 0
    return Row(
        kind=entry.key.kind,
        course=programmes.get(entry.key.course_id, str(entry.key.course_id)),
        person_id=person_id,
        name=people.get(person_id, f"id {person_id}") if is_grade else "",
        before=str(before.get(field) or "–"),
        after=str(entry.desired[field]),
        state=entry.state,
        state_in_words=deps.wording.say(f"state.{entry.state}"),
        reason=_reason(deps, entry),
    )


def _reason(deps: Deps, entry: Entry) -> str:
    if not entry.reason:
        before = (entry.before or {}).get("value")
        same = before is not None and before == entry.desired.get("value")
        return deps.wording.say("writeback.feedback_only") if same else ""
    is_ours = entry.reason.startswith(OUR_REASONS)
    return deps.wording.say(entry.reason if is_ours else "writeback.see_run")
