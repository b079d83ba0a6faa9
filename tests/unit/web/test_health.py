from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from connector import __version__
from connector.services import leasing
from connector.services.deps import Deps
from connector.store.database import Database
from tests.unit.web.school import read


@pytest.fixture
def broken(deps: Deps, tmp_path: Path) -> Iterator[Deps]:
    file = tmp_path / "broken.db"
    file.write_text("this is no database" * 100)
    database = Database(f"sqlite:///{file}", deps.clock)
    yield replace(deps, database=database)
    database.close()


def test_health_needs_no_password_and_tells_what_works(stranger: FlaskClient) -> None:
    answer = stranger.get("/health")

    assert answer.status_code == HTTPStatus.OK
    assert answer.json == {
        "status": "ok",
        "database": True,
        "scheduler": False,
        "version": __version__,
    }


def test_health_tells_that_somebody_keeps_the_timetable_but_not_who(
    deps: Deps, stranger: FlaskClient
) -> None:
    with leasing.leased(deps, leasing.SCHEDULER):
        answer = stranger.get("/health")

        assert answer.json is not None
        assert answer.json["scheduler"] is True
        assert leasing.me().partition(":")[0] not in answer.text


def test_health_fails_when_the_database_does(
    broken: Deps, curator_of: Callable[[Deps], FlaskClient]
) -> None:
    answer = curator_of(broken).get("/health")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json == {
        "status": "error",
        "database": False,
        "scheduler": False,
        "version": __version__,
    }


def test_the_page_says_that_the_database_fails(
    broken: Deps, curator_of: Callable[[Deps], FlaskClient]
) -> None:
    answer = curator_of(broken).get("/")

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert "База данных недоступна" in read(answer)
