"""Counts what was asked of Moodle: calls, bytes and the seconds somebody waited for it."""

from collections import Counter
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True)
class Usage:
    """Calls, bytes of bodies sent and received, seconds during which at least one call waited."""

    calls: int = 0
    sent: int = 0
    received: int = 0
    waiting: float = 0.0

    def since(self, earlier: "Usage") -> "Usage":
        """Give what was used after `earlier`."""
        return Usage(
            self.calls - earlier.calls,
            self.sent - earlier.sent,
            self.received - earlier.received,
            self.waiting - earlier.waiting,
        )


class Meter:
    """Adds up calls from several threads; time that two calls waited together counts once."""

    def __init__(self) -> None:
        self.by_function: Counter[str] = Counter()
        self._usage = Usage()
        self._waited_until = 0.0
        self._lock = Lock()

    def add(self, function: str, sent: int, received: int, started: float, ended: float) -> None:
        """Record one call between two moments of the monotonic clock."""
        with self._lock:
            waited = max(0.0, ended - max(started, self._waited_until))
            self._waited_until = max(self._waited_until, ended)
            self.by_function[function] += 1
            self._usage = Usage(
                self._usage.calls + 1,
                self._usage.sent + sent,
                self._usage.received + received,
                self._usage.waiting + waited,
            )

    @property
    def usage(self) -> Usage:
        """The totals so far."""
        with self._lock:
            return self._usage
