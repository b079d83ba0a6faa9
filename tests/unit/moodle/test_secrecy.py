"""The token is nowhere to be read but in the request itself."""

import traceback
from io import StringIO
from typing import Final

import pytest
import requests
import structlog
from structlog.testing import capture_logs

from connector.moodle.client import MoodleClient
from connector.moodle.errors import MoodleError
from connector.settings import MoodleLimits, Secret, Settings
from tests.unit.moodle.conftest import TOKEN, URL, Site, listening, reset

READ: Final = "core_cohort_get_cohorts"
ELSEWHERE: Final = f"https://x:{TOKEN!s}@moodle.example/{TOKEN!s}/?wstoken={TOKEN!s}"
FAILURES: Final[list[tuple[str | Exception, int]]] = [
    ("", 303),
    ("", 403),
    ("<html>", 404),
    ("", 500),
    ("<html>", 200),
    ("<EXCEPTION>invalidtoken</EXCEPTION>", 200),
    ('{"cut', 200),
    ("ok", 200),
    (f'{{"exception":"x","errorcode":"invalidtoken","debuginfo":"token {TOKEN}"}}', 200),
    (requests.ReadTimeout(), 200),
    (requests.ConnectTimeout(), 200),
    (requests.ConnectionError("broken"), 200),
    (requests.exceptions.SSLError("bad"), 200),
]


@pytest.mark.parametrize(("body", "status"), FAILURES)
@pytest.mark.parametrize("call", [MoodleClient.read, MoodleClient.write])
def test_no_error_and_no_log_tells_the_token(
    site: Site, body: str | Exception, status: int, call: object
) -> None:
    site.says(body, status, Location=ELSEWHERE)
    ask = MoodleClient.read if call is MoodleClient.read else MoodleClient.write

    with capture_logs() as logs, pytest.raises(MoodleError) as caught:
        ask(site.client(), READ)

    told = "".join(traceback.format_exception(caught.value))
    assert TOKEN not in told + str(caught.value) + repr(caught.value) + repr(caught.value.facts)
    assert TOKEN not in repr(logs)
    assert ("wstoken", str(TOKEN)) in site.forms[-1]


def test_a_real_broken_connection_does_not_tell_the_token_either() -> None:
    limits = MoodleLimits(read_attempts=1)
    with listening(reset) as url, MoodleClient(url, TOKEN, limits) as moodle:
        with pytest.raises(MoodleError) as caught:
            moodle.read(READ)

        assert str(TOKEN) not in "".join(traceback.format_exception(caught.value))
        assert str(TOKEN) not in repr(vars(moodle))


def test_a_secret_shows_itself_only_to_who_asks_for_the_text() -> None:
    secret = Secret("geheim")

    assert repr(secret) == "'***'"
    assert repr({"token": [secret]}) == "{'token': ['***']}"
    assert secret == "geheim"


def test_settings_do_not_show_their_secrets(tmp_path: object) -> None:
    settings = Settings(
        home=tmp_path,  # type: ignore[arg-type]
        moodle_url=URL,
        moodle_token=TOKEN,
        database_url=Secret("postgresql://mentoring:hush@db/mentoring"),
        password=Secret("sesam"),
    )

    assert URL in repr(settings)
    assert not [word for word in (TOKEN, "hush", "sesam") if str(word) in repr(settings)]


def test_a_traceback_in_the_log_does_not_tell_the_token(site: Site) -> None:
    site.says(requests.ReadTimeout())
    stream = StringIO()
    log = structlog.wrap_logger(
        structlog.PrintLogger(stream),
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
    )

    try:
        site.client().read(READ)
    except MoodleError:
        log.exception("moodle.failed")

    assert "moodle.timeout" in stream.getvalue()
    assert TOKEN not in stream.getvalue()
