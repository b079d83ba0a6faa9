"""Every test that takes `database` runs on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, delete

from connector.store.database import Database
from connector.store.tables import metadata
from tests.builders import NOW
from tests.store.servers import (
    POSTGRESQL,
    VARIABLE,
    Clock,
    connected,
    dialects,
    own_database,
    own_schema,
    shown,
)


@pytest.fixture(params=dialects(os.environ))
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """Give a migrated database of this session's own; without a server the test fails."""
    if VARIABLE not in os.environ:
        pytest.fail(f"on CI the store is tested on PostgreSQL too: set {VARIABLE}")
    with own_database(os.environ) as url:
        _migrate(shown(url))
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated file to be copied."""
    file = tmp_path_factory.mktemp("template") / "mentoring.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database without tables."""
    if dialect == POSTGRESQL:
        return shown(own_schema(request.getfixturevalue("postgresql")))
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a database with tables and without rows."""
    if dialect == POSTGRESQL:
        address = shown(request.getfixturevalue("postgresql"))
        with connected(address) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        return address
    file = tmp_path / "mentoring.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def database(url: str, clock: Clock) -> Iterator[Database]:
    database = Database(url, clock)
    yield database
    database.close()


@pytest.fixture
def school(database: Database) -> int:
    return database.school("https://moodle.school.example")


def _migrate(url: str) -> None:
    database = Database(url, Clock(NOW))
    database.upgrade()
    database.close()
