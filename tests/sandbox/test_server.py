import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.app import create_app
from connector.sandbox.pace import Pace
from connector.sandbox.school import School
from connector.sandbox.server import running
from tests.sandbox.conftest import WWWROOT

SITE_INFO = "core_webservice_get_site_info"


@pytest.fixture
def connection(app: Flask) -> Iterator[HTTPConnection]:
    with running(app) as url:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        yield connection
        connection.close()


def ask(connection: HTTPConnection, function: str, **params: object) -> object:
    fields = {"wstoken": SERVICE_TOKEN, "wsfunction": function, "moodlewsrestformat": "json"}
    body = urlencode(fields | params)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/webservice/rest/server.php", body, headers)
    answer: object = json.loads(connection.getresponse().read())
    return answer


def test_the_running_sandbox_calls_itself_by_its_url(app: Flask) -> None:
    with running(app) as url:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        info = ask(connection, SITE_INFO)
        connection.close()
    assert isinstance(info, dict)
    assert info["siteurl"] == url


def test_it_stops_at_the_end(app: Flask) -> None:
    with running(app) as url:
        netloc = urlsplit(url).netloc
    with pytest.raises(OSError, match="refused"):
        HTTPConnection(netloc, timeout=2).connect()


def test_a_connection_is_kept_and_answers_without_a_stall(connection: HTTPConnection) -> None:
    ask(connection, SITE_INFO)
    socket = connection.sock
    started = time.monotonic()
    for _ in range(20):
        ask(connection, "core_cohort_get_cohorts")
    assert connection.sock is socket
    assert (time.monotonic() - started) / 20 < 0.03


def test_a_kept_connection_survives_a_redirect_and_an_unknown_page(
    connection: HTTPConnection,
) -> None:
    for host, path, status in (("elsewhere", "/", 303), (connection.host, "/none", 404)):
        headers = {"Host": host if host == "elsewhere" else f"{host}:{connection.port}"}
        connection.request("POST", path, b"a=1" * 1000, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    assert ask(connection, SITE_INFO)


def test_at_full_pace_a_call_lasts_as_long_as_the_real_one(school: School) -> None:
    app = create_app(school, wwwroot=WWWROOT, pace=1.0)
    with running(app) as url:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        started = time.monotonic()
        users = ask(connection, "core_user_get_users_by_field", field="id", **ids(20))
        spent = time.monotonic() - started
        connection.close()
    assert isinstance(users, list)
    assert 0.09 < spent < 0.5


def ids(count: int) -> dict[str, object]:
    return {f"values[{n}]": n + 4 for n in range(count)}


def test_only_two_requests_are_computed_at_a_time() -> None:
    pace = Pace(scale=1.0)

    def wait(_: int) -> None:
        with pace.computing() as turn:
            turn.ms = 50

    started = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(wait, range(4)))
    assert 0.09 < time.monotonic() - started < 0.3


@pytest.mark.parametrize(
    ("function", "arguments", "answer", "ms"),
    [
        (SITE_INFO, {}, {"userid": 1}, 25),
        ("core_user_get_users_by_field", {}, [{}] * 100, 433),
        ("core_user_get_users", {}, {"users": [{}] * 10, "warnings": []}, 57),
        ("mod_assign_save_grades", {"grades": [1, 2]}, None, 81),
        ("core_enrol_get_enrolled_users", {"options": []}, [{}] * 10, 73),
        (
            "core_enrol_get_enrolled_users",
            {"options": [{"name": "userfields", "value": "id,roles,groups"}]},
            [{}] * 100,
            148,
        ),
    ],
)
def test_the_price_follows_what_was_answered(
    function: str, arguments: dict[str, object], answer: object, ms: float
) -> None:
    assert Pace().cost_ms(function, arguments, answer) == pytest.approx(ms)  # type: ignore[arg-type]
