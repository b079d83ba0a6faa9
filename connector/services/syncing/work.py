"""What every part of a sync does: apply a picture, or note that it could not be read."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, TypeVar

from connector.domain.difference import Tally
from connector.moodle.errors import MoodleError, TokenRefused
from connector.services.deps import Deps
from connector.services.running import Record
from connector.store import kinds
from connector.store.kinds import Kind

Result = TypeVar("Result")


class Sync:
    """One run: what it reads goes into the mirror kind by kind, what fails is noted.

    `believed`: kinds of which a person has confirmed that what vanished is really gone.
    """

    def __init__(self, deps: Deps, record: Record, believed: frozenset[str]) -> None:
        self.deps = deps
        self.record = record
        self.believed = believed

    def apply(self, kind: Kind[Any], records: Iterable[Any], **options: Any) -> Tally:  # noqa: ANN401 - passed through
        """Make the mirror of a kind equal to `records`, in a transaction of its own."""
        with self.deps.database.transaction(self.deps.school_id) as tx:
            is_believed = kind.name in self.believed
            tally = tx.pictures.replace(kind, records, believes_short=is_believed, **options)
        counts = self.record.counts
        counts[kind.name] = asdict(Tally(**counts.get(kind.name, {})) + tally)
        if tally.held_back:
            self.record.problem("sync.held_back", kind=kind.name, count=tally.held_back)
        return tally

    def course(self, course_id: int) -> str:
        """The short name of a course, to be told to a person."""
        with self.deps.database.reading(self.deps.school_id) as tx:
            known = tx.pictures.load(kinds.COURSE, id=course_id)
        return known[0].shortname if known else str(course_id)

    def attempt(self, step: str, ask: Callable[[], Result], **facts: object) -> Result | None:
        """Do one part; when Moodle refuses, note it and leave the mirror of that part alone."""
        try:
            return ask()
        except TokenRefused:
            raise
        except MoodleError as error:
            self.record.failure(error, step=step, **facts)
            return None
