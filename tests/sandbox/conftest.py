"""A small sandbox school, and a way to ask it as a connector would."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from connector.sandbox.access import NO_REPORTS_TOKEN, NOCAPS_TOKEN, SERVICE_TOKEN
from connector.sandbox.app import create_app
from connector.sandbox.school import School, build_school

Answer: TypeAlias = Any
"""Decoded JSON: whatever a function answers."""

WWWROOT: Final = "http://sandbox.example"
ENDPOINT: Final = "/webservice/rest/server.php"
NOW: Final = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


@dataclass
class Moodle:
    """Asks the sandbox through Flask's test client."""

    app: Flask
    token: str = SERVICE_TOKEN

    def ask(self, function: str, **params: object) -> Answer:
        """Answer the decoded JSON of a call."""
        fields = {"wstoken": self.token, "wsfunction": function, "moodlewsrestformat": "json"}
        return self.post(fields | dict(flat(params))).get_json()

    def post(self, fields: Mapping[str, str], **kwargs: Answer) -> TestResponse:
        """Answer the raw response to a form."""
        return self.browser().post(ENDPOINT, data=fields, base_url=WWWROOT, **kwargs)

    def browser(self) -> FlaskClient:
        """Answer a client that a person would be."""
        return self.app.test_client()

    def refused(self, function: str, **params: object) -> str:
        """Answer the error code of a call that must be refused."""
        answer = self.ask(function, **params)
        code: str = answer["errorcode"]
        return code


def flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the form fields of nested values, keyed as PHP wants them."""
    items: Sequence[tuple[object, object]]
    if isinstance(value, Mapping):
        items = list(value.items())
    elif isinstance(value, (list, tuple)):
        items = list(enumerate(value))
    else:
        yield name, str(int(value) if isinstance(value, bool) else value)
        return
    for key, child in items:
        yield from flat(child, f"{name}[{key}]" if name else str(key))


@pytest.fixture(scope="session")
def school() -> School:
    return build_school(now=NOW)


@pytest.fixture
def app(school: School) -> Flask:
    return create_app(school, wwwroot=WWWROOT)


@pytest.fixture
def moodle(app: Flask) -> Moodle:
    return Moodle(app)


@pytest.fixture
def nocaps(app: Flask) -> Moodle:
    return Moodle(app, token=NOCAPS_TOKEN)


@pytest.fixture
def no_reports(app: Flask) -> Moodle:
    """Somebody who may enter courses, but read no answers."""
    return Moodle(app, token=NO_REPORTS_TOKEN)


@pytest.fixture
def pair_members(school: School) -> Callable[[int], tuple[int, ...]]:
    """Answer the members of a pair of pupils by its number: mentor first."""
    return lambda number: school.groups[number].members
