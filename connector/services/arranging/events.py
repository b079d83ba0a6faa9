"""Events of a course's calendar: planned meetings and rows of the roadmap, kept in step.

Moodle makes an event anew at every call, so each bears a mark by which it is found again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from functools import partial
from html import escape
from typing import Final

from connector.domain.arranging import NOTHING, Values, decide
from connector.domain.calendar import WantedEvent
from connector.domain.write_back import State
from connector.moodle.client import MoodleClient
from connector.moodle.errors import NotThere
from connector.moodle.functions import core_calendar
from connector.moodle.records.calendar import CalendarEvent
from connector.moodle.records.schema import plain
from connector.reports.plain_text import plain_text
from connector.services.arranging.carrying import Carrier, Deed, Ledger, entry_of, known
from connector.store.outbox import Entry, Key, WriteKind

MARK: Final = re.compile(r"\[mentoring:([a-z]+:[0-9]+)\]")
ID: Final = "id"
NOON: Final = time(12)
"""When an event stands that has a day and no time: the same day wherever it is read in Russia."""


@dataclass(frozen=True)
class Calendar:
    """The calendar of a course: its id and short name, and the clock of the school."""

    course_id: int
    course: str
    zone: tzinfo

    def key(self, event_key: str) -> Key:
        """How the ledger names an event."""
        return Key(WriteKind.EVENT, f"{self.course_id}:event:{event_key}", "")

    def values(self, event: WantedEvent) -> Values:
        """An event as it is to stand in Moodle; the text is plain."""
        at = time.fromisoformat(event.clock) if event.clock else NOON
        starts = datetime.combine(event.on, at, self.zone)
        return {
            "title": _plain_title(event.title),
            "text": plain_text(_html(event)),
            "starts_at": int(starts.timestamp()),
            "seconds": int(timedelta(minutes=event.minutes).total_seconds()),
            "group": event.group_id,
        }


class Events:
    """The events of one calendar: what is wanted there and what stands there now."""

    def __init__(
        self, moodle: MoodleClient, calendar: Calendar, wanted: Iterable[WantedEvent]
    ) -> None:
        self._moodle, self._calendar = moodle, calendar
        self._wanted = {calendar.key(event.key): event for event in wanted}
        self._groups: Sequence[int] = ()
        self._ids: Sequence[int] = ()
        self._seen: Mapping[Key, CalendarEvent] = {}

    def plan(self, ledger: Ledger) -> list[Entry]:
        """Read the calendar and decide what is to be created, replaced and taken away."""
        ours = {
            key: known(ledger, key).ours
            for key in ledger
            if key.course_id == self._calendar.course_id and any(known(ledger, key).ours)
        }
        if not self._wanted and not ours:
            return []
        values = [one for told in ours.values() for one in told]
        groups = {event.group_id for event in self._wanted.values()}
        self._groups = sorted((groups | {one.get("group", 0) for one in values}) - {0})
        self._ids = sorted({one.get(ID, 0) for one in values} - {0})
        self._seen = self._look()
        keys = sorted(self._wanted.keys() | ours.keys(), key=lambda key: key.target)
        return [self._decided(ledger, key) for key in keys]

    def carry_out(self, carrier: Carrier, plan: Sequence[Entry]) -> list[Entry]:
        """A changed event is taken away first, so that there are never two."""
        deeds = [
            Deed((entry,), partial(self._write, entry))
            for entry in plan
            if entry.state is State.PENDING
        ]
        return carrier.carry(deeds, self._found, self._calendar.course)

    def _decided(self, ledger: Ledger, key: Key) -> Entry:
        event, told = self._wanted.get(key), known(ledger, key)
        wanted = self._calendar.values(event) if event else NOTHING
        found = _values(self._seen[key]) if key in self._seen else NOTHING
        ours = tuple(_without_id(one) for one in told.ours)
        decided = decide(wanted, _without_id(found), replace(told, ours=ours))
        return entry_of(ledger, key, wanted, found, decided)

    def _write(self, entry: Entry) -> None:
        if standing := self._seen.get(entry.key):
            with suppress(NotThere):
                core_calendar.delete_event(self._moodle, standing.id)
        if entry.desired:
            event, values = self._wanted[entry.key], entry.desired
            made = core_calendar.create_event(
                self._moodle,
                self._calendar.course_id,
                core_calendar.NewEvent(
                    name=values["title"],
                    description=_html(event),
                    starts_at=values["starts_at"],
                    seconds=values["seconds"],
                    group_id=values["group"],
                ),
            )
            self._ids = [*self._ids, made]

    def _look(self) -> Mapping[Key, CalendarEvent]:
        """The events that bear our mark; of two with one mark the older counts."""
        course = self._calendar.course_id
        events = core_calendar.events(self._moodle, course, self._groups, self._ids)
        return {
            self._calendar.key(mark[1]): event
            for event in sorted(events, key=lambda event: -event.id)
            if (mark := MARK.search(event.description))
        }

    def _found(self) -> Mapping[Key, Values]:
        return {key: _values(event) for key, event in self._look().items()}


def _values(event: CalendarEvent) -> Values:
    """An event as it stands, with its number, by which it is found again."""
    return {
        "title": event.name,
        "text": plain_text(event.description),
        "starts_at": event.starts_at,
        "seconds": event.seconds,
        "group": event.group_id,
        ID: event.id,
    }


def _without_id(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != ID}


def _html(event: WantedEvent) -> str:
    lines = [*filter(None, event.text.splitlines()), f"[mentoring:{event.key}]"]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _plain_title(title: str) -> str:
    """Moodle refuses a title with what it takes for tags."""
    return plain(title.replace("<", "‹").replace(">", "›"))
