"""How the writes of a write-back ended, by the person whom a test asks about."""

from connector.domain.write_back import State
from connector.sandbox.school import School
from connector.services.running import Record
from connector.services.writes import Change
from connector.store.outbox import Entry, WriteKind
from tests.services.stand import PUPILS


def mentor(school: School, pair: int = 1) -> int:
    return school.groups[pair].members[0]


def mentee(school: School, pair: int) -> int:
    return school.groups[pair].members[-1]


def of(changes: list[Change], who: int, course: int = PUPILS) -> Entry:
    """How the write of one person's grade ended."""
    return next(
        change.ended
        for change in changes
        if change.ended.key.kind is WriteKind.GRADE
        and change.ended.key.participant == str(who)
        and change.ended.key.course_id == course
    )


def result(changes: list[Change], who: int) -> tuple[State, str]:
    entry = of(changes, who)
    return entry.state, entry.reason


def codes(record: Record) -> list[str]:
    return [problem.code for problem in record.problems]
