"""Carries out writes to Moodle: written down, sent once, read back, ticked off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from connector.domain.arranging import Known, Values
from connector.domain.write_back import State
from connector.errors import ConnectorError
from connector.moodle.errors import MoodleError, MoodleUnreachable, OutcomeUnknown, TokenRefused
from connector.services.deps import Deps
from connector.services.running import Record
from connector.store.outbox import Entry, Key

UNKNOWN: Final = "pairs.unknown"
NOT_TAKEN: Final = "pairs.not_taken"
IN_THE_AIR: Final = frozenset({State.SENDING, State.UNKNOWN})

Ledger = Mapping[Key, Entry]
Look = Callable[[], Mapping[Key, Values]]
"""Reads from Moodle what is there now of the things that were sent."""


@dataclass(frozen=True)
class Deed:
    """One call that writes one thing or several at once."""

    entries: tuple[Entry, ...]
    send: Callable[[], object]


def known(ledger: Ledger, key: Key) -> Known:
    """What the ledger says of a thing."""
    entry = ledger.get(key)
    if entry is None:
        return Known()
    in_the_air = entry.state in IN_THE_AIR
    ours = (entry.written or {}, *((entry.desired,) if in_the_air else ()))
    return Known(ours, in_the_air)


def entry_of(
    ledger: Ledger, key: Key, wanted: Values, found: Values, decided: tuple[State, str]
) -> Entry:
    """A thing as it was decided; what stands as it should is ours from now on."""
    state, reason = decided
    last = ledger.get(key)
    before = last.written if last else None
    written = _remembered(before, found) if state is State.WRITTEN else before
    return Entry(key, wanted, state, reason, before=found or None, written=written)


class Carrier:
    """Writes for one school; what failed is a problem of the record, once for each cause."""

    def __init__(self, deps: Deps, record: Record) -> None:
        self._deps, self._record = deps, record

    def keep(self, entries: Iterable[Entry]) -> None:
        """Write entries down."""
        with self._deps.database.transaction(self._deps.school_id) as tx:
            tx.outbox.put(entries)

    def carry(self, deeds: Sequence[Deed], look: Look, course: str) -> list[Entry]:
        """Send each deed once, look once at what came of all of them, and keep how they ended.

        Raises TokenRefused and MoodleUnreachable after keeping what is known by then: nothing more
        can be done now.
        """
        sent: list[tuple[Entry, str]] = []
        try:
            for deed in deeds:
                reason = self._send(deed, course)
                sent += [(entry, reason) for entry in deed.entries]
        finally:
            ended = self._settled(sent, look, course) if sent else []
            self.keep(ended)
        return ended

    def carry_unseen(self, deeds: Sequence[Deed]) -> list[Entry]:
        """Send each deed once where nothing can be looked at: what was not refused is so."""
        ended: list[Entry] = []
        for deed in deeds:
            reason = self._send(deed, "")
            ended += [_trusted(entry, reason) for entry in deed.entries]
            self.keep(ended[-len(deed.entries) :])
        return ended

    def _send(self, deed: Deed, course: str) -> str:
        """Give the code of what went wrong, empty when nothing did."""
        self.keep(replace(entry, state=State.SENDING) for entry in deed.entries)
        try:
            deed.send()
        except (TokenRefused, MoodleUnreachable):
            self.keep(deed.entries)
            raise
        except MoodleError as error:
            self._tell(error, course)
            return UNKNOWN if isinstance(error, OutcomeUnknown) else error.code
        return ""

    def _settled(self, sent: Sequence[tuple[Entry, str]], look: Look, course: str) -> list[Entry]:
        try:
            found = look()
        except MoodleError as error:
            self._tell(error, course)
            return [replace(e, state=State.UNKNOWN, reason=UNKNOWN) for e, _ in sent]
        return [_ended(entry, reason, found.get(entry.key, {})) for entry, reason in sent]

    def _tell(self, error: ConnectorError, course: str) -> None:
        cause = error.code, error.facts.get("function")
        told = {(one.code, one.facts.get("function")) for one in self._record.problems}
        if cause not in told:
            self._record.failure(error, course=course)


def _ended(entry: Entry, reason: str, found: Values) -> Entry:
    """As it is in Moodle now; an error is none when everything is there all the same."""
    if all(found.get(name) == value for name, value in entry.desired.items()) and (
        bool(found) == bool(entry.desired)
    ):
        written = _remembered(entry.written, found)
        return replace(entry, state=State.WRITTEN, reason="", written=written)
    if reason == UNKNOWN:
        return replace(entry, state=State.UNKNOWN, reason=UNKNOWN)
    return replace(entry, state=State.REFUSED, reason=reason or NOT_TAKEN)


def _trusted(entry: Entry, reason: str) -> Entry:
    if not reason:
        return replace(entry, state=State.WRITTEN, reason="", written=entry.desired)
    state = State.UNKNOWN if reason == UNKNOWN else State.REFUSED
    return replace(entry, state=state, reason=reason)


def _remembered(before: Values | None, found: Values) -> Values:
    """What stands there now, with what only we know of it; of what is gone nothing."""
    return {**(before or {}), **found} if found else found
