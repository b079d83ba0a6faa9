"""What every part of a sync does: apply a picture, or note that it could not be read."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from connector.domain.difference import Tally
from connector.moodle.errors import MoodleError, TokenRefused
from connector.services.deps import Deps
from connector.services.running import Record
from connector.store.kinds import Kind

Result = TypeVar("Result")


class Sync:
    """One run: what it reads goes into the mirror kind by kind, what fails is noted."""

    def __init__(self, deps: Deps, record: Record, *, believes_short: bool) -> None:
        self.deps = deps
        self.record = record
        self._believes_short = believes_short

    def apply(self, kind: Kind[Any], records: Iterable[Any], **options: Any) -> Tally:  # noqa: ANN401 - passed through
        """Make the mirror of a kind equal to `records`, in a transaction of its own."""
        with self.deps.database.transaction(self.deps.school_id) as tx:
            tally = tx.pictures.replace(
                kind, records, believes_short=self._believes_short, **options
            )
        counts = self.record.counts
        counts[kind.name] = asdict(Tally(**counts.get(kind.name, {})) + tally)
        if tally.held_back:
            self.record.problem("sync.held_back", kind=kind.name, count=tally.held_back)
        return tally

    def attempt(self, step: str, ask: Callable[[], Result]) -> Result | None:
        """Do one part; when Moodle refuses, note it and leave the mirror of that part alone."""
        try:
            return ask()
        except TokenRefused:
            raise
        except MoodleError as error:
            self.record.failure(error, step=step)
            return None
