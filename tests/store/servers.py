"""The databases that the tests of the store run on: SQLite always, PostgreSQL when it is named."""

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from typing import Final

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

VARIABLE: Final = "MENTORING_TEST_POSTGRES"
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"


def dialects(environ: Mapping[str, str]) -> list[str]:
    """PostgreSQL takes part when it is named; on CI always, so that it cannot be forgotten."""
    wanted = VARIABLE in environ or environ.get("CI") == "true"
    return [SQLITE, POSTGRESQL] if wanted else [SQLITE]


class Clock:
    """A clock that a test moves."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, time: timedelta) -> datetime:
        """Let some time pass and tell the moment after it."""
        self.moment += time
        return self.moment


@contextmanager
def own_database(environ: Mapping[str, str]) -> Iterator[URL]:
    """A PostgreSQL database with a random name, dropped at the end."""
    server = make_url(environ[VARIABLE]).set(drivername="postgresql+psycopg")
    name = f"mentoring_test_{uuid.uuid4().hex}"
    _administer(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.set(database=name)
    finally:
        _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def own_schema(database: URL) -> URL:
    """An empty schema with a random name in a PostgreSQL database, as if it stood alone."""
    name = f"empty_{uuid.uuid4().hex}"
    _administer(database, f'CREATE SCHEMA "{name}"')
    return with_option(database, "search_path", name)


def with_option(database: URL, name: str, value: str) -> URL:
    """The same PostgreSQL database, whose sessions begin with a setting of their own."""
    return database.update_query_dict({"options": f"-c {name}={value}"})


@contextmanager
def connected(url: str | URL) -> Iterator[Connection]:
    """One transaction beside the connector's own."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def shown(url: URL) -> str:
    """A URL as a setting, with its password."""
    return url.render_as_string(hide_password=False)


def process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process of Python, talked to by its standard streams."""
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - the code is a test's own
        [sys.executable, "-c", code, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Do things in threads that all begin at one moment, and give what each gave."""
    start = Barrier(len(actions))

    def begin(action: Callable[[], object]) -> object:
        start.wait(timeout=10)
        return action()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(begin, actions))


def _administer(server: URL, statement: str) -> None:
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
