"""A running sandbox, and everything that a service is given, on a real database."""

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import structlog

from connector.bootstrap import open_school
from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.school import School, build_school
from connector.services import register
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.syncing import sync
from connector.settings import MoodleLimits, Secret, Settings
from connector.store.database import Database
from tests.services.stand import ROOT, Stand, a_stand

NOW: Final = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ONCE: Final = MoodleLimits(read_attempts=1)
DATABASE: Final = "mentoring.db"
Opening = Callable[..., Deps]


@dataclass
class Clock:
    """A clock that stands until somebody moves it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        """The moment."""
        return self.moment

    def advance(self, **time: float) -> datetime:
        """Move on by days, hours or minutes."""
        self.moment += timedelta(**time)
        return self.moment


def settings_for(stand: Stand, home: Path) -> Settings:
    """The settings of a school that has its database in its home."""
    return Settings(
        home=home,
        moodle_url=stand.url,
        moodle_token=Secret(SERVICE_TOKEN),
        mapping=ROOT / "mappings" / "demo.yaml",
        database_url=Secret(f"sqlite:///{home / DATABASE}"),
        limits=ONCE,
    )


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """Leave no log behind that writes to a stream of this test."""
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()


@pytest.fixture(scope="session")
def school() -> School:
    return build_school(now=NOW)


@pytest.fixture(scope="session")
def served(school: School) -> Iterator[Stand]:
    with a_stand(school) as stand:
        yield stand


@pytest.fixture
def stand(served: Stand) -> Stand:
    """The sandbox as it was at first."""
    served.reset()
    return served


@pytest.fixture(scope="session")
def first_sync(served: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose mirror is the sandbox as it was at first."""
    folder = tmp_path_factory.mktemp("first sync")
    served.reset()
    with open_school(settings_for(served, folder), clock=Clock()) as deps:
        sync(deps)
    return folder / DATABASE


@pytest.fixture(scope="session")
def first_update(first_sync: Path, served: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That database after the register was brought up to it."""
    folder = tmp_path_factory.mktemp("first update")
    shutil.copy(first_sync, folder / DATABASE)
    with open_school(settings_for(served, folder), clock=Clock()) as deps:
        register.update(deps)
    return folder / DATABASE


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables and nothing in them."""
    file = tmp_path_factory.mktemp("empty") / DATABASE
    database = Database(f"sqlite:///{file}", Clock())
    database.upgrade()
    database.close()
    return file


@pytest.fixture
def settings(stand: Stand, tmp_path: Path) -> Settings:
    return settings_for(stand, tmp_path)


@pytest.fixture
def opened(
    settings: Settings, clock: Clock, empty_database: Path, tmp_path: Path
) -> Iterator[Opening]:
    """Open the school with other settings; all is closed at the end."""
    with ExitStack() as stack:

        def opened(**changes: Any) -> Deps:  # noqa: ANN401 - a field of Settings
            if not (tmp_path / DATABASE).exists():
                shutil.copy(empty_database, tmp_path)
            return stack.enter_context(open_school(replace(settings, **changes), clock=clock))

        yield opened


@pytest.fixture
def synced(first_sync: Path, opened: Opening, tmp_path: Path) -> Deps:
    """A school that has been synced once by day, whose register is still empty."""
    shutil.copy(first_sync, tmp_path / DATABASE)
    return opened()


@pytest.fixture
def registered(first_update: Path, opened: Opening, tmp_path: Path) -> Deps:
    """A school that has been synced once by day and brought its register up to that."""
    shutil.copy(first_update, tmp_path / DATABASE)
    return opened()


@pytest.fixture
def seen(registered: Deps) -> View:
    """The same, looked at."""
    return view(registered)


@pytest.fixture
def deps(opened: Opening) -> Deps:
    return opened()
