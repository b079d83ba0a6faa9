"""Reminds people of what they have still to do: decided and written down first, sent once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final

from connector.domain.people import Person
from connector.domain.register import follow
from connector.domain.reminders import Digest, Need, Topic, is_due, obstacle
from connector.domain.write_back import State
from connector.moodle.errors import (
    FunctionRefused,
    MoodleError,
    MoodleUnreachable,
    OutcomeUnknown,
    RightMissing,
    SiteInMaintenance,
    TokenRefused,
)
from connector.moodle.functions import core_message
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.reminder_text import text_of
from connector.services.reminding.needs import needs
from connector.services.running import Record, recorded
from connector.store.outbox import Entry, Key, WriteKind

OF_THE_SITE: Final = (
    FunctionRefused, MoodleUnreachable, RightMissing, SiteInMaintenance, TokenRefused,
)  # fmt: skip
"""Moodle takes messages for nobody now: nothing was sent, and the next run tries again."""

NOT_YET: Final = "reminder.not_yet"
NOT_NEEDED: Final = "reminder.not_needed"
UNKNOWN: Final = "reminder.unknown"


@dataclass(frozen=True)
class Reminder:
    """Somebody who has something to do; `why_not`: why they are not written to now, empty if so.

    `last_on`: the day of the last reminder, whatever became of it. `entry`: as it ended.
    """

    need: Need
    why_not: str = ""
    last_on: date | None = None
    entry: Entry | None = None


def remind(deps: Deps, *, dry_run: bool = False) -> tuple[list[Reminder], Record]:
    """Send every reminder that is due; `dry_run`: decide and show, send and keep nothing.

    A message cannot be read back: one whose answer never came is not sent again, and the next
    reminder comes when it would have come anyhow.
    """
    with recorded(deps, "dry_run" if dry_run else "remind") as record:
        work = _Reminding(deps, record)
        reminders = work.plan()
        if not dry_run:
            reminders = work.carry_out(reminders)
        record.counts |= _counts(reminders)
    return reminders, record


def up_to_date(view: View) -> View:
    """The register as it would be after an update: a consent taken back today counts today."""
    rules, norms = view.deps.rules, view.deps.methodology.norms
    known = follow(view.register, view.seen, rules.admission, norms, view.today)
    return replace(view, register=known)


class _Reminding:
    """One round of reminders."""

    def __init__(self, deps: Deps, record: Record) -> None:
        self._deps, self._record = deps, record
        self._view = up_to_date(view(deps))
        with deps.database.reading(deps.school_id) as tx:
            self._ledger = tx.outbox.of(WriteKind.MESSAGE)

    def plan(self) -> list[Reminder]:
        """Decide about everybody who has something to do; an entry is what is to be sent."""
        return [
            self._decided(need, days) for need, days in needs(self._deps, self._view, self._told)
        ]

    def carry_out(self, plan: Sequence[Reminder]) -> list[Reminder]:
        """Write the plan down, send what is due one by one, and give everything as it ended."""
        due = [reminder.entry for reminder in plan if reminder.entry]
        self._keep([*self._left_over(due), *due])
        ended: dict[Key, Entry] = {}
        for reminder in plan:
            if reminder.entry is None:
                continue
            try:
                entry = self._sent(reminder.entry, reminder.need)
            except OF_THE_SITE as error:
                self._record.failure(error)
                break
            ended[entry.key] = entry
            if entry.state is State.UNKNOWN:
                break
        return [replace(r, entry=ended.get(r.entry.key, r.entry)) if r.entry else r for r in plan]

    def _decided(self, need: Need, days: int) -> Reminder:
        key = Key(WriteKind.MESSAGE, f"0:message:{need.topic}", str(need.person.id))
        known, today = self._ledger.get(key), self._deps.today
        last_on = _last_on(known) if known else None
        if hindered := obstacle(need.person, self._view.register, today, is_staff=need.is_staff):
            return Reminder(need, f"reminder.{hindered}", last_on)
        if not is_due(last_on, days, today):
            return Reminder(need, NOT_YET, last_on)
        text_hash = sha256(self._text(need).encode()).hexdigest()
        desired: dict[str, Any] = {"on": today.isoformat(), "text_hash": text_hash}
        if isinstance(need.about, Digest):
            desired["told"] = need.about.told
        written = known.written if known else None
        return Reminder(need, "", last_on, Entry(key, desired, State.PENDING, written=written))

    def _told(self, person: Person) -> Mapping[str, str]:
        """Of which alerts somebody was told before, or may have been, and when."""
        known = self._ledger.get(
            Key(WriteKind.MESSAGE, f"0:message:{Topic.DIGEST}", str(person.id))
        )
        sent = (known.desired if _is_sent(known) else known.written) if known else None
        return {str(handle): str(day) for handle, day in (sent or {}).get("told", {}).items()}

    def _left_over(self, due: Iterable[Entry]) -> Iterator[Entry]:
        """What a run that died left: sent perhaps, or decided and not needed any more."""
        planned = {entry.key for entry in due}
        lost = [e for e in self._ledger.values() if e.state is State.SENDING]
        for entry in lost:
            yield replace(entry, state=State.UNKNOWN, reason=UNKNOWN)
        if lost:
            self._record.problem(UNKNOWN, count=len(lost))
        for entry in self._ledger.values():
            if entry.state is State.PENDING and entry.key not in planned:
                yield replace(entry, state=State.REFUSED, reason=NOT_NEEDED)

    def _sent(self, entry: Entry, need: Need) -> Entry:
        """Send one message and keep how it ended; raises an error that is OF_THE_SITE."""
        self._keep([replace(entry, state=State.SENDING)])
        try:
            number = core_message.send(self._deps.moodle, need.person.id, self._text(need))
        except OF_THE_SITE:
            self._keep([entry])
            raise
        except MoodleError as error:
            ended = self._failed(entry, error)
        else:
            written = {**entry.desired, "message": number}
            ended = replace(entry, state=State.WRITTEN, written=written)
        self._keep([ended])
        return ended

    def _failed(self, entry: Entry, error: MoodleError) -> Entry:
        if isinstance(error, OutcomeUnknown):
            self._record.problem(UNKNOWN, count=1)
            return replace(entry, state=State.UNKNOWN, reason=UNKNOWN)
        if error.code not in {problem.code for problem in self._record.problems}:
            self._record.failure(error)
        return replace(entry, state=State.REFUSED, reason=error.code)

    def _text(self, need: Need) -> str:
        return text_of(self._deps, need, self._view.school)

    def _keep(self, entries: Iterable[Entry]) -> None:
        with self._deps.database.transaction(self._deps.school_id) as tx:
            tx.outbox.put(entries)


def _last_on(known: Entry) -> date | None:
    """When somebody was last reminded, or might have been."""
    told = known.desired if _is_sent(known) else known.written
    return date.fromisoformat(told["on"]) if told else None


def _is_sent(known: Entry) -> bool:
    """Whether what is desired was sent, or may have been."""
    return known.state is not State.PENDING and known.reason != NOT_NEEDED


def _counts(reminders: Iterable[Reminder]) -> Mapping[str, int]:
    listed = list(reminders)
    states = Counter(r.entry.state for r in listed if r.entry)
    waiting = sum(r.why_not == NOT_YET for r in listed)
    return {
        "sent": states[State.WRITTEN],
        "not_yet": waiting,
        "not_written_to": sum(bool(r.why_not) for r in listed) - waiting,
        **{s.value: states[s] for s in (State.PENDING, State.REFUSED, State.UNKNOWN)},
    }
