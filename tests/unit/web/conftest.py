"""A filled school for reading, and browsers that are signed in or not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from connector.services.deps import Deps
from connector.web.app import create_app
from tests.unit.web import school
from tests.unit.web.school import NOW, PASSWORD, Clock


@pytest.fixture(scope="session")
def school_clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def deps(tmp_path_factory: pytest.TempPathFactory, school_clock: Clock) -> Iterator[Deps]:
    with school.filled(tmp_path_factory.mktemp("school"), school_clock) as filled:
        yield filled


@pytest.fixture
def clock(school_clock: Clock) -> Iterator[Clock]:
    yield school_clock
    school_clock.now = NOW


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Deps]:
    with school.empty(tmp_path, Clock()) as never_asked:
        yield never_asked


@pytest.fixture
def app(deps: Deps, tmp_path: Path) -> Flask:
    return create_app(deps, password=PASSWORD, state=tmp_path)


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def curator(app: Flask) -> FlaskClient:
    return signed_in(app)


@pytest.fixture
def curator_of(tmp_path: Path) -> Callable[[Deps], FlaskClient]:
    return lambda deps: signed_in(create_app(deps, password=PASSWORD, state=tmp_path))


def signed_in(app: Flask) -> FlaskClient:
    browser = app.test_client()
    browser.post("/sign-in", data={"password": PASSWORD})
    return browser
