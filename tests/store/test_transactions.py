import pytest

from connector.store import kinds
from connector.store.database import Database, StoreConflict
from connector.store.runs import RunState
from tests.builders import a_user
from tests.store.servers import process

SLOW_WRITER = """
import sys
from datetime import UTC, datetime
from connector.store.database import Database
database = Database(sys.argv[1], lambda: datetime.now(UTC))
with database.transaction(int(sys.argv[2])) as tx:
    tx.runs.start("slow")
    print("writing", flush=True)
    sys.stdin.read()
"""


class Trouble(Exception):
    pass


def write_and_fail(database: Database, school: int, trouble: BaseException) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.USER, [a_user(1)])
        tx.runs.start("sync")
        raise trouble


@pytest.mark.parametrize("kind", [Trouble, OSError, ValueError, KeyboardInterrupt])
def test_an_error_undoes_everything_and_passes_as_it_is(
    database: Database, school: int, kind: type[BaseException]
) -> None:
    trouble = kind("here")

    with pytest.raises(kind) as raised:
        write_and_fail(database, school, trouble)

    assert raised.value is trouble
    with database.reading(school) as tx:
        assert tx.pictures.load(kinds.USER) == []
        assert tx.runs.last() == []


def test_a_transaction_sees_what_it_wrote(database: Database, school: int) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.USER, [a_user(1)])
        assert tx.pictures.load(kinds.USER) == [a_user(1)]


def test_reading_keeps_nothing(database: Database, school: int) -> None:
    with database.reading(school) as tx:
        tx.runs.start("sync")

    with database.reading(school) as tx:
        assert tx.runs.last() == []


def test_a_reader_does_not_wait_for_another_process_that_writes(
    database: Database, url: str, school: int
) -> None:
    with process(SLOW_WRITER, url, str(school)) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "writing\n"

        with database.reading(school) as tx:
            assert tx.runs.last() == []

        writer.communicate(timeout=20)
    assert writer.returncode == 0
    with database.reading(school) as tx:
        assert [(r.job, r.outcome.state) for r in tx.runs.last()] == [("slow", RunState.RUNNING)]


def test_a_reader_sees_one_moment_while_others_write(database: Database, school: int) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.USER, [a_user(1)])

    with database.reading(school) as before:
        seen = before.pictures.load(kinds.USER)
        with database.transaction(school) as tx:
            tx.pictures.replace(kinds.USER, [a_user(1), a_user(2)])
        again = before.pictures.load(kinds.USER)

    assert again == seen == [a_user(1)]


def test_a_row_of_no_school_is_refused(database: Database, school: int) -> None:
    with pytest.raises(StoreConflict), database.transaction(school + 1) as tx:
        tx.runs.start("sync")
