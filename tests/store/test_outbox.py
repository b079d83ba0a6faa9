from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Column, insert, select
from sqlalchemy.exc import IntegrityError

from connector.domain.write_back import State
from connector.store.database import Database
from connector.store.outbox import Entry, Key, WriteKind
from connector.store.tables import OUTBOX
from tests.builders import NOW
from tests.store.servers import Clock, connected

HOUR = timedelta(hours=1)
ASSIGNMENT = "50:assign:7"
GRADE = Entry(
    Key(WriteKind.GRADE, ASSIGNMENT, "1"),
    desired={"value": "87.50", "feedback": "<p>Итог: 87,5 % 👏 O'K</p>"},
    state=State.PENDING,
    before={"value": None, "grader": None},
)
REPORT = Entry(
    Key(WriteKind.REPORT, "50:forum:3", "50:2026-11"),
    desired={"subject": "Ноябрь", "message": "<p>Всё</p>"},
    state=State.PENDING,
)


def of(participant: str, target: str = ASSIGNMENT) -> Entry:
    return replace(GRADE, key=Key(WriteKind.GRADE, target, participant))


def put(database: Database, school: int, *entries: Entry) -> None:
    with database.transaction(school) as tx:
        tx.outbox.put(entries)


def kept(database: Database, school: int, kind: WriteKind = WriteKind.GRADE) -> list[Entry]:
    with database.reading(school) as tx:
        return list(tx.outbox.of(kind).values())


def moment(url: str, column: Column[datetime]) -> list[datetime]:
    with connected(url) as connection:
        return list(connection.execute(select(column).order_by(OUTBOX.c.id)).scalars())


@pytest.mark.parametrize("entry", [GRADE, REPORT], ids=["grade", "report"])
def test_an_entry_comes_back_as_it_was_put(database: Database, school: int, entry: Entry) -> None:
    put(database, school, entry)

    assert kept(database, school, entry.key.kind) == [entry]


def test_an_entry_is_found_by_its_key(database: Database, school: int) -> None:
    put(database, school, GRADE)

    with database.reading(school) as tx:
        assert tx.outbox.of(WriteKind.GRADE)[GRADE.key] == GRADE


@pytest.mark.parametrize("state", State)
def test_every_state_is_kept(database: Database, school: int, state: State) -> None:
    put(database, school, replace(GRADE, state=state, reason="grade.locked"))

    (entry,) = kept(database, school)
    assert (entry.state, entry.reason) == (state, "grade.locked")


def test_a_later_entry_replaces_the_one_with_its_key(database: Database, school: int) -> None:
    written = replace(GRADE, state=State.WRITTEN, written=GRADE.desired, before=None)
    put(database, school, GRADE, of("2"))

    put(database, school, written)

    assert kept(database, school) == [written, of("2")]


def test_an_equal_entry_is_left_alone(
    database: Database, school: int, url: str, clock: Clock
) -> None:
    put(database, school, GRADE, of("2"))
    clock.pass_by(HOUR)

    put(database, school, GRADE, replace(of("2"), state=State.SENDING))

    assert moment(url, OUTBOX.c.changed_at) == [NOW, NOW + HOUR]


def test_the_moment_of_writing_is_kept_when_something_else_happens_later(
    database: Database, school: int, url: str, clock: Clock
) -> None:
    put(database, school, GRADE)
    assert moment(url, OUTBOX.c.written_at) == [None]
    put(database, school, replace(GRADE, state=State.WRITTEN))
    clock.pass_by(HOUR)

    put(database, school, replace(GRADE, state=State.CONFLICT, reason="grade.teacher"))

    assert moment(url, OUTBOX.c.written_at) == [NOW]


def test_entries_of_one_target_are_told_apart(database: Database, school: int) -> None:
    other = of("1", "60:assign:8")
    put(database, school, GRADE, other, REPORT)

    with database.reading(school) as tx:
        assert list(tx.outbox.of(WriteKind.GRADE, ASSIGNMENT).values()) == [GRADE]
        assert list(tx.outbox.of(WriteKind.GRADE).values()) == [GRADE, other]
        assert tx.outbox.of(WriteKind.GRADE, "70:assign:9") == {}


def test_another_school_has_an_outbox_of_its_own(database: Database, school: int) -> None:
    other = database.school("https://other.example")
    put(database, school, GRADE)
    put(database, other, replace(GRADE, state=State.REFUSED))

    assert kept(database, school) == [GRADE]
    assert kept(database, other) == [replace(GRADE, state=State.REFUSED)]


def test_the_database_itself_refuses_a_second_row_with_one_key(
    database: Database, school: int, url: str
) -> None:
    put(database, school, GRADE)
    with connected(url) as connection:
        row = connection.execute(select(OUTBOX)).one()._asdict()
    del row["id"]

    with pytest.raises(IntegrityError), connected(url) as connection:
        connection.execute(insert(OUTBOX).values(row))


def test_many_entries_are_put_at_once(database: Database, school: int) -> None:
    entries = [of(str(number)) for number in range(300)]

    put(database, school, *entries)

    assert kept(database, school) == entries


@pytest.mark.parametrize(
    ("written", "is_recorded"),
    [
        (None, False),
        ({}, False),
        (GRADE.desired, True),
        ({**GRADE.desired, "post": 5, "seen": "что было видно"}, True),
        ({**GRADE.desired, "feedback": "иначе"}, False),
        ({"value": "87.50"}, False),
    ],
    ids=["never", "nothing", "equal", "more is known", "different", "a part"],
)
def test_what_is_desired_is_recorded_when_all_of_it_was_written(
    written: dict[str, object] | None,
    is_recorded: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert replace(GRADE, written=written).is_recorded is is_recorded


def test_a_target_begins_with_its_course() -> None:
    assert GRADE.key.course_id == 50
