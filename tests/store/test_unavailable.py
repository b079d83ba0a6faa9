"""What goes wrong with a database is said plainly, and what was in it stays."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from connector.errors import ConfigurationError
from connector.store import kinds
from connector.store.database import Database, StoreUnavailable
from tests.builders import a_user
from tests.store.servers import POSTGRESQL, Clock, connected

PASSWORD = "s3cret-пароль"
NO_SERVER = f"postgresql://mentoring:{PASSWORD}@127.0.0.1:1/mentoring?connect_timeout=2"


@contextmanager
def full_disk(dialect: str, url: str) -> Iterator[None]:
    """No room for one more page: by a limit of SQLite, by the same error from PostgreSQL."""
    with (full_server if dialect == POSTGRESQL else full_file)(url):
        yield


@contextmanager
def full_file(_url: str) -> Iterator[None]:
    def limit(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined] # a driver's

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@contextmanager
def full_server(url: str) -> Iterator[None]:
    with connected(url) as connection:
        connection.execute(
            text("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'could not extend file: No space left on device'
                USING ERRCODE = 'disk_full';
            END $$""")
        )
        connection.execute(
            text("CREATE TRIGGER refuse BEFORE INSERT ON moodle_user EXECUTE FUNCTION refuse()")
        )
    try:
        yield
    finally:
        with connected(url) as connection:
            connection.execute(text("DROP FUNCTION refuse() CASCADE"))


def write_much(database: Database, school: int) -> int:
    many = [a_user(number, fullname="х" * 1000) for number in range(500)]
    with database.transaction(school) as tx:
        tx.runs.start("sync")
        return tx.pictures.replace(kinds.USER, many).added


def test_a_full_disk_is_named_and_what_was_there_stays(
    database: Database, school: int, url: str, dialect: str, clock: Clock
) -> None:
    with database.transaction(school) as tx:
        tx.pictures.replace(kinds.USER, [a_user(1)])

    with full_disk(dialect, url):
        here = Database(url, clock)
        with pytest.raises(StoreUnavailable) as raised:
            write_much(here, school)
        with here.reading(school) as tx:
            assert tx.pictures.load(kinds.USER) == [a_user(1)]
            assert tx.runs.last() == []
        here.close()

    assert raised.value.code == "store.disk_full"
    assert raised.value.retryable
    assert "full" in str(raised.value) or "No space left" in str(raised.value)
    assert "х" * 10 not in str(raised.value)


def test_after_room_was_made_the_same_can_be_written(
    database: Database, school: int, url: str, dialect: str, clock: Clock
) -> None:
    with full_disk(dialect, url):
        here = Database(url, clock)
        with pytest.raises(StoreUnavailable):
            write_much(here, school)
        here.close()

    assert write_much(database, school) == 500


def test_a_server_that_is_not_there_is_named_without_the_password(clock: Clock) -> None:
    database = Database(NO_SERVER, clock)

    with pytest.raises(StoreUnavailable) as raised:
        database.upgrade()

    assert raised.value.code == "store.unavailable"
    assert "127.0.0.1" in str(raised.value)
    assert PASSWORD not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("what", ["reading", "writing", "leases", "school"])
def test_every_way_to_a_database_that_is_not_there_says_the_same(clock: Clock, what: str) -> None:
    database = Database(NO_SERVER, clock)
    ways: Mapping[str, Callable[[], object]] = {
        "reading": lambda: database.reading(1).__enter__(),
        "writing": lambda: database.transaction(1).__enter__(),
        "leases": lambda: database.leases().__enter__(),
        "school": lambda: database.school("https://moodle.example"),
    }

    with pytest.raises(StoreUnavailable) as raised:
        ways[what]()

    assert raised.value.code == "store.unavailable"


def test_a_database_without_tables_is_unavailable(empty_url: str, clock: Clock) -> None:
    database = Database(empty_url, clock)

    with pytest.raises(StoreUnavailable):
        database.school("https://moodle.example")
    database.close()


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "mentoring.db"
    file.write_text("Это не база данных. " * 100, encoding="utf-8")
    database = Database(f"sqlite:///{file}", clock)

    with pytest.raises(StoreUnavailable):
        database.upgrade()

    assert file.read_text(encoding="utf-8").startswith("Это не база")
    database.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreUnavailable) as raised:
        Database(f"sqlite:///{tmp_path / 'file' / 'var' / 'mentoring.db'}", clock)

    assert raised.value.code == "store.unavailable"
    assert raised.value.facts["reason"] == "Not a directory"


def test_the_folder_of_a_new_file_is_made_for_its_owner_only(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "var"
    database = Database(f"sqlite:///{folder / 'mentoring.db'}", clock)
    database.upgrade()
    database.close()

    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mentoring.db",
        "://",
        f"postgresql://mentoring:{PASSWORD}@127.0.0.1:port/mentoring",
        f"postgresql//mentoring:{PASSWORD}@127.0.0.1/mentoring",
    ],
)
def test_a_malformed_address_is_a_mistake_of_settings(url: str, clock: Clock) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Database(url, clock)

    assert raised.value.code == "store.bad_url"
    assert PASSWORD not in str(raised.value)


@pytest.mark.parametrize("kind", ["mysql", "oracle", "redis", "no_such_thing"])
def test_another_database_is_a_mistake_of_settings(kind: str, clock: Clock) -> None:
    with pytest.raises(ConfigurationError) as raised:
        Database(f"{kind}://mentoring:{PASSWORD}@127.0.0.1/mentoring", clock)

    assert raised.value.code == "store.unknown_database"
    assert raised.value.facts == {"kind": kind}


@pytest.mark.parametrize(
    "scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"]
)
def test_postgresql_is_known_by_any_of_its_names(scheme: str, clock: Clock) -> None:
    database = Database(NO_SERVER.replace("postgresql", scheme), clock)

    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1"):
        database.upgrade()
