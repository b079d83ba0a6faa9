"""Compares passwords, and stays shut for a while when too many were wrong."""

import hmac
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from connector.errors import ConfigurationError, ConnectorError
from connector.settings import Secret

TRIES: Final = 5
MINUTE: Final = timedelta(minutes=1)


class TooManyTries(ConnectorError):
    """Nobody is let in until the oldest of the wrong tries is a minute old."""

    retryable = True

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, round(wait.total_seconds()))
        super().__init__("web.too_many_tries", seconds=self.seconds)


class Door:
    """One password, and the moments of the last wrong tries, whoever made them."""

    def __init__(self, password: Secret, clock: Callable[[], datetime]) -> None:
        if not password:
            raise ConfigurationError("web.no_password")
        self._password = password.encode()
        self._clock = clock
        self._wrong: deque[datetime] = deque(maxlen=TRIES)
        self._lock = Lock()

    def opens(self, given: str) -> bool:
        """Whether this is the password, compared in constant time.

        Raises TooManyTries, whatever was given, after five wrong tries within a minute.
        """
        now = self._clock()
        with self._lock:
            if len(self._wrong) == TRIES and now - self._wrong[0] < MINUTE:
                raise TooManyTries(MINUTE - (now - self._wrong[0]))
            if hmac.compare_digest(given.encode(), self._password):
                return True
            self._wrong.append(now)
            return False
