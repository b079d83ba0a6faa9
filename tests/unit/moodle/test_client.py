from typing import Final

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs
from urllib3.exceptions import MaxRetryError, NewConnectionError

from connector.moodle.client import LONGEST_WAIT, MoodleClient
from connector.moodle.errors import (
    MoodleError,
    MoodleMisconfigured,
    MoodleRefused,
    MoodleUnreachable,
    OutcomeUnknown,
    SiteInMaintenance,
    Stumbled,
    UnexpectedAnswer,
)
from connector.moodle.transport import NothingSent
from connector.settings import MoodleLimits
from tests.unit.moodle.conftest import TOKEN, URL, Site

READ: Final = "core_cohort_get_cohorts"
WRITE: Final = "mod_assign_save_grades"
MAINTENANCE: Final = {"exception": "moodle_exception", "errorcode": "sitemaintenance"}
NO_ROUTE: Final = requests.ConnectionError(
    MaxRetryError(None, "/", NewConnectionError(None, "no route"))  # type: ignore[arg-type]
)


def test_a_read_is_repeated_until_an_answer_comes(site: Site) -> None:
    site.says("", 502)
    site.says(requests.ReadTimeout())
    site.answers([7])

    assert site.client().read(READ) == [7]
    assert len(site.forms) == 3
    assert site.forms[0] == site.forms[1] == site.forms[2]


@pytest.mark.parametrize("attempts", [1, 2, 5])
def test_a_read_is_tried_just_as_often_as_the_settings_say(site: Site, attempts: int) -> None:
    site.says("", 500)

    with pytest.raises(MoodleUnreachable):
        site.client(read_attempts=attempts).read(READ)

    assert (len(site.forms), len(site.slept)) == (attempts, attempts - 1)


def test_the_waits_grow_are_jittered_and_end(site: Site) -> None:
    site.says("", 500)

    with pytest.raises(MoodleUnreachable):
        site.client(read_attempts=9).read(READ)

    for attempt, wait in enumerate(site.slept, 1):
        longest = min(2.0**attempt, LONGEST_WAIT)
        assert longest / 2 <= wait <= longest
    assert len(site.slept) == 8


def test_two_waits_are_not_the_same(site: Site) -> None:
    site.says("", 500)
    client = site.client(read_attempts=2)

    for _ in range(5):
        with pytest.raises(MoodleUnreachable):
            client.read(READ)

    assert len(set(site.slept)) > 1


def test_a_short_wait_that_the_server_asked_for_is_granted(site: Site) -> None:
    site.says("", 503, Retry_After="7")
    site.answers([])

    assert site.client().read(READ) == []
    assert site.slept == [7.0]


def test_a_long_wait_is_left_to_the_next_run(site: Site) -> None:
    site.says("<html>maintenance</html>", 503, Retry_After="300")

    with pytest.raises(MoodleUnreachable) as caught:
        site.client().read(READ)

    assert (len(site.forms), site.slept) == (1, [])
    assert caught.value.retry_after == 300


@pytest.mark.parametrize(
    ("errorcode", "kind"), [("sitemaintenance", SiteInMaintenance), ("locktimeout", Stumbled)]
)
def test_a_refusal_that_passes_by_itself_is_waited_for_a_little(
    site: Site, errorcode: str, kind: type[MoodleRefused]
) -> None:
    site.answers({"exception": "moodle_exception", "errorcode": errorcode})

    with pytest.raises(kind):
        site.client().read(READ)

    assert len(site.forms) == 3


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (403, "", MoodleMisconfigured),
        (303, "", MoodleMisconfigured),
        (200, "<html>", MoodleMisconfigured),
        (200, "ok", UnexpectedAnswer),
        (200, '{"exception":"x","errorcode":"nopermissions"}', MoodleRefused),
    ],
)
def test_what_a_repeat_cannot_help_is_not_repeated(
    site: Site, status: int, body: str, kind: type[MoodleError]
) -> None:
    site.says(body, status, Location="https://elsewhere.example")

    with pytest.raises(kind):
        site.client().read(READ)

    assert (len(site.forms), site.slept) == (1, [])


def test_a_repeat_is_logged_without_what_was_asked(site: Site) -> None:
    site.says("", 503, Retry_After="1")
    site.answers([])

    with capture_logs() as logs:
        site.client().read(READ, values=["Иванова"])

    assert logs == [
        {
            "event": "moodle.retry",
            "function": READ,
            "reason": "moodle.server_error",
            "seconds": 1.0,
            "log_level": "info",
        }
    ]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 500),
        ("", 429),
        ("", 403),
        ("<html>", 200),
        ("ok", 200),
        ('{"a":', 200),
        (requests.ReadTimeout(), 200),
        (requests.ConnectionError("reset"), 200),
    ],
)
def test_a_write_is_sent_once_and_then_its_outcome_is_unknown(
    site: Site, body: str | Exception, status: int
) -> None:
    site.says(body, status)

    with pytest.raises(OutcomeUnknown) as caught:
        site.client().write(WRITE, assignmentid=3)

    assert (len(site.forms), site.slept) == (1, [])
    assert isinstance(caught.value.__cause__, MoodleError)


@pytest.mark.parametrize("broken", [requests.ConnectTimeout(), NO_ROUTE])
def test_a_write_whose_connection_was_never_made_did_not_happen(
    site: Site, broken: Exception
) -> None:
    site.says(broken)

    with pytest.raises(NothingSent):
        site.client().write(WRITE, assignmentid=3)

    assert len(site.forms) == 1


def test_a_write_that_moodle_refused_is_a_refusal(site: Site) -> None:
    site.answers(MAINTENANCE)

    with pytest.raises(SiteInMaintenance):
        site.client().write(WRITE, assignmentid=3)

    assert len(site.forms) == 1


def test_a_bad_certificate_is_a_matter_for_a_person(site: Site) -> None:
    site.says(requests.exceptions.SSLError("certificate verify failed"))

    with pytest.raises(MoodleMisconfigured, match="bad_certificate"):
        site.client().read(READ)

    assert len(site.forms) == 1


@given(count=st.integers(0, 350), size=st.integers(1, 120))
def test_chunks_hold_everything_in_order_and_never_more_than_allowed(count: int, size: int) -> None:
    with MoodleClient(URL, TOKEN, MoodleLimits(chunk=size)) as client:
        chunks = list(client.chunks(range(count)))

    assert [one for chunk in chunks for one in chunk] == list(range(count))
    assert all(0 < len(chunk) <= size for chunk in chunks)
    assert len(chunks) == -(-count // size)
