"""Opens the database: SQLite for one machine, PostgreSQL by URL alone."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Connection,
    Engine,
    column,
    create_engine,
    event,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, OperationalError, SQLAlchemyError

from connector.errors import ConfigurationError, ConnectorError
from connector.store.leases import Leases
from connector.store.outbox import Outbox
from connector.store.pictures import Pictures
from connector.store.register_book import RegisterBook
from connector.store.runs import Runs
from connector.store.tables import SCHOOL

MIGRATIONS: Final = Path(__file__).parent / "migrations"
NEWEST: Final = "0006"
"""The version of the tables that this program works with."""
VERSION: Final = table("alembic_version", column("version_num"))
FULL: Final = ("full", "no space", "disk i/o")
ATTEMPTS: Final = 100
PAUSE: Final = 0.05
DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
ONE_MOMENT: Final[Mapping[str, Mapping[str, str]]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}
"""What makes all that a reader reads of one moment; SQLite does so by itself."""


class StoreUnavailable(ConnectorError):
    """The database cannot be read or written now; nothing of the transaction was kept."""

    retryable = True
    exit_code = 4


class StoreConflict(ConnectorError):
    """The database keeps a rule that this change would break; nothing of it was kept."""

    exit_code = 2


@dataclass(frozen=True)
class Transaction:
    """What one transaction can do for one school; it is kept when its block ends in peace."""

    pictures: Pictures
    register: RegisterBook
    outbox: Outbox
    runs: Runs
    leases: Leases


class Database:
    """A database and the schools in it."""

    def __init__(self, url: str, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._engine = _engine(url)

    def upgrade(self) -> None:
        """Bring the tables to the newest version; safe when several processes start at once."""
        if self._version() != NEWEST:
            with self._writing() as connection:
                _migrate(connection)

    def school(self, moodle_url: str) -> int:
        """The id of the school with this Moodle; it is created when new."""
        query = select(SCHOOL.c.id).where(SCHOOL.c.moodle_url == moodle_url)
        with self._writing() as connection:
            found = connection.execute(query).scalar_one_or_none()
            if found is not None:
                return int(found)
            try:
                with connection.begin_nested():
                    connection.execute(insert(SCHOOL).values(moodle_url=moodle_url))
            except IntegrityError:
                pass
            return int(connection.execute(query).scalar_one())

    def schools(self) -> list[tuple[int, str]]:
        """Every school by number, with the address of its Moodle."""
        query = select(SCHOOL.c.id, SCHOOL.c.moodle_url).order_by(SCHOOL.c.id)
        with _said_plainly(), self._engine.connect() as connection:
            return [(int(number), str(address)) for number, address in connection.execute(query)]

    @contextmanager
    def transaction(self, school_id: int) -> Iterator[Transaction]:
        """Read and write for one school; kept at the end, undone by any error."""
        with self._writing() as connection:
            yield self._for(connection, school_id)

    @contextmanager
    def changing_register(self, school_id: int) -> Iterator[Transaction]:
        """Read and write the register of a school; whoever else would change it waits.

        What is decided on its rows then still holds when it is written.
        """
        alone = select(SCHOOL.c.id).where(SCHOOL.c.id == school_id)
        with self._writing() as connection:
            connection.execute(alone.with_for_update(key_share=True))
            yield self._for(connection, school_id)

    @contextmanager
    def reading(self, school_id: int) -> Iterator[Transaction]:
        """Read for one school, everything as it was at one moment."""
        options = ONE_MOMENT[self._engine.dialect.name]
        with _said_plainly(), self._engine.connect() as connection:
            yield self._for(connection.execution_options(**options), school_id)

    @contextmanager
    def leases(self) -> Iterator[Leases]:
        """Take and give back leases."""
        with self._writing() as connection:
            yield Leases(connection, self._clock())

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _version(self) -> str | None:
        with _said_plainly(), self._engine.connect() as connection:
            known = inspect(connection).has_table(VERSION.name)
            return connection.scalar(select(VERSION.c.version_num)) if known else None

    def _for(self, connection: Connection, school_id: int) -> Transaction:
        now = self._clock()
        pictures = Pictures(connection, school_id, now)
        return Transaction(
            pictures,
            RegisterBook(connection, school_id, now, pictures),
            Outbox(connection, school_id, now),
            Runs(connection, school_id, now),
            Leases(connection, now),
        )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _said_plainly(), self._engine.connect() as connection:
            writing = connection.execution_options(mentoring_writes=True)
            with writing.begin():
                yield writing


def _migrate(connection: Connection) -> None:
    from alembic import command, config  # noqa: PLC0415 - takes long to load and is seldom needed

    settings = config.Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError("store.bad_url") from error
    kind = parsed.get_backend_name()
    if kind not in DRIVERS:
        raise ConfigurationError("store.unknown_database", kind=kind)
    parsed = parsed.set(drivername=DRIVERS[kind])
    return _sqlite(parsed) if kind == "sqlite" else create_engine(parsed, pool_pre_ping=True)


def _sqlite(url: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's URL
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise StoreUnavailable("store.unavailable", reason=error.strerror) from error
    engine = create_engine(url, connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
        connection.isolation_level = None
        _use_write_ahead_log(connection)
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("mentoring_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Let readers read while somebody writes.

    SQLite does not wait for another process that is making the same change: ask again.
    """
    for _ in range(ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(PAUSE)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Turn a driver's complaint into a sentence about the disk or the database."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig).strip().partition("\n")[0]
        is_full = any(word in reason.lower() for word in FULL)
        code = "store.disk_full" if is_full else "store.unavailable"
        raise StoreUnavailable(code, reason=reason) from error
    except IntegrityError as error:
        raise StoreConflict("store.conflict") from error
    except SQLAlchemyError as error:
        raise StoreUnavailable("store.unavailable", reason=type(error).__name__) from error
