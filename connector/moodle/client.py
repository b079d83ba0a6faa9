"""Calls Moodle's functions: reads are retried and may run side by side, a write is sent once."""

import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Final, Self, TypeVar

import structlog

from connector.moodle.answers import Json
from connector.moodle.encoding import Value
from connector.moodle.errors import (
    MoodleError,
    MoodleMisconfigured,
    MoodleUnreachable,
    OutcomeUnknown,
    Stumbled,
    UnexpectedAnswer,
)
from connector.moodle.meter import Meter
from connector.moodle.transport import NothingSent, Transport
from connector.settings import MoodleLimits, Secret

Item = TypeVar("Item")
Result = TypeVar("Result")

LONGEST_WAIT: Final = 30.0
log = structlog.get_logger()


class MoodleClient:
    """One Moodle site and the token to it."""

    def __init__(
        self,
        url: str,
        token: Secret,
        limits: MoodleLimits | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or MoodleLimits()
        self.meter = Meter()
        self._transport = Transport(url, token, self.limits, self.meter)
        self._pool = ThreadPoolExecutor(self.limits.parallel, thread_name_prefix="moodle")
        self._sleep = sleep

    @property
    def url(self) -> str:
        """The address that was configured."""
        return self._transport.url

    def read(self, function: str, **arguments: Value) -> Json:
        """Call a function that changes nothing; repeat it when no usable answer came."""
        for attempt in range(1, self.limits.read_attempts):
            try:
                return self._transport.post(function, arguments)
            except MoodleError as error:
                wait = _wait(error, attempt)
                if not error.retryable or wait > LONGEST_WAIT:
                    raise
                log.info("moodle.retry", function=function, reason=error.code, seconds=wait)
                self._sleep(wait)
        return self._transport.post(function, arguments)

    def write(self, function: str, **arguments: Value) -> Json:
        """Call a function that changes something, exactly once.

        Raises OutcomeUnknown when the request may have arrived but no usable answer came.
        """
        try:
            return self._transport.post(function, arguments)
        except NothingSent:
            raise
        except (MoodleUnreachable, MoodleMisconfigured, UnexpectedAnswer, Stumbled) as error:
            raise OutcomeUnknown("moodle.outcome_unknown", function=function) from error

    def side_by_side(
        self, ask: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """Give ask(item) in order, `limits.parallel` at a time, never holding more answers."""
        waiting: deque[Future[Result]] = deque()
        rest = iter(items)
        try:
            for item in islice(rest, self.limits.parallel):
                waiting.append(self._pool.submit(ask, item))
            while waiting:
                answer = waiting.popleft().result()
                for item in islice(rest, 1):
                    waiting.append(self._pool.submit(ask, item))
                yield answer
        finally:
            for future in waiting:
                future.cancel()

    def chunks(self, items: Iterable[Item]) -> Iterator[list[Item]]:
        """Cut ids into lists that fit into one call."""
        rest = iter(items)
        while chunk := list(islice(rest, self.limits.chunk)):
            yield chunk

    def __enter__(self) -> Self:
        """Use the connections until the end of a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._pool.shutdown(cancel_futures=True)
        self._transport.__exit__(kind, error, trace)


def _wait(error: MoodleError, attempt: int) -> float:
    asked = error.retry_after if isinstance(error, MoodleUnreachable) else None
    if asked is not None:
        return asked
    return min(LONGEST_WAIT, 2.0**attempt) * (0.5 + random.random() / 2)  # noqa: S311 - jitter, not a secret
