from typing import Final

import pytest

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    MoodleError,
    MoodleMisconfigured,
    MoodleRefused,
    MoodleUnreachable,
    OutcomeUnknown,
    TokenRefused,
    UnexpectedAnswer,
)
from connector.settings import Secret
from connector.wording import Wording
from tests.unit.moodle.conftest import ENDPOINT, TOKEN, URL, Site

FUNCTION: Final = "core_cohort_get_cohorts"
PAGE: Final = "<!DOCTYPE html><html><title>Школа</title></html>"
ELSEWHERE: Final = "https://school.example/moodle/webservice/rest/server.php"


def test_the_token_is_the_first_field_of_the_body_and_never_in_the_address(site: Site) -> None:
    site.answers([])

    site.client().read(FUNCTION, cohortids=[4, 7])

    [call] = site.moodle.calls
    assert call.request.method == "POST"
    assert call.request.url == ENDPOINT
    assert call.request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in call.request.headers
    assert site.forms == [
        [
            ("wstoken", TOKEN),
            ("wsfunction", FUNCTION),
            ("moodlewsrestformat", "json"),
            ("cohortids[0]", "4"),
            ("cohortids[1]", "7"),
        ]
    ]


def test_an_empty_list_sends_nothing(site: Site) -> None:
    site.answers([])

    site.client().read(FUNCTION, cohortids=[])

    assert site.sent == []


def test_too_many_values_are_refused_before_anything_is_sent(site: Site) -> None:
    client = site.client()

    with pytest.raises(ValueError, match="1003 scalars"):
        client.read(FUNCTION, cohortids=list(range(1000)))

    assert site.forms == []
    assert client.meter.usage.calls == 0


@pytest.mark.parametrize("told", [None, 0, 1, [], [1], {}, "строка", True])
def test_an_answer_may_be_of_any_kind(site: Site, told: object) -> None:
    site.answers(told)

    assert site.client().read(FUNCTION) == told


def test_a_refusal_comes_with_status_200(site: Site) -> None:
    site.answers({"exception": "core\\exception", "errorcode": "invalidtoken", "message": "x"})

    with pytest.raises(TokenRefused) as caught:
        site.client().read(FUNCTION)

    assert caught.value.errorcode == "invalidtoken"


def test_a_refusal_is_asked_only_once(site: Site) -> None:
    site.answers({"exception": "TypeError", "message": "Argument #1 must be of type array"})

    with pytest.raises(MoodleRefused):
        site.client().read(FUNCTION)

    assert (len(site.forms), site.slept) == (1, [])


def test_a_redirect_is_not_followed_and_names_the_right_address(
    site: Site, sentences: Wording
) -> None:
    site.says("", status=303, Location=ELSEWHERE)
    site.moodle.add("GET", ELSEWHERE, body="<EXCEPTION>invalidtoken</EXCEPTION>")

    with pytest.raises(MoodleMisconfigured) as caught:
        site.client().read(FUNCTION)

    assert caught.value.code == "moodle.redirect"
    assert caught.value.facts["place"] == "https://school.example/moodle"
    assert "https://school.example/moodle." in sentences.of(caught.value)
    assert len(site.moodle.calls) == 1


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("https://school.example:8443/moodle/", "https://school.example:8443/moodle"),
        ("https://школа.рф/a/b".encode().decode("latin-1"), "https://школа.рф/a/b"),
        ("https://school.example", "https://school.example"),
        ("//school.example/moodle/webservice/rest/server.php", "https://school.example/moodle"),
        ("/moodle/webservice/rest/server.php", f"{URL}/moodle"),
        ("/login/index.php", URL),
        (f"{ELSEWHERE}?wstoken={TOKEN!s}", "https://school.example/moodle"),
        (f"https://x:{TOKEN!s}@school.example/moodle#{TOKEN!s}", "https://school.example/moodle"),
        (f"https://school.example/{TOKEN!s}", "https://school.example/***"),
        ("http://[::1", "-"),
    ],
)
def test_the_right_address_has_its_folder_and_nothing_more(
    site: Site, location: str, place: str
) -> None:
    site.says("", status=302, Location=location)

    with pytest.raises(MoodleMisconfigured) as caught:
        site.client().read(FUNCTION)

    assert caught.value.facts == {"place": place}


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (200, PAGE, MoodleMisconfigured, "moodle.not_moodle"),
        (200, "<EXCEPTION>invalidtoken</EXCEPTION>", MoodleMisconfigured, "moodle.form_lost"),
        (200, '[{"id":1', MoodleUnreachable, "moodle.truncated"),
        (200, "ok", UnexpectedAnswer, "moodle.unexpected_answer"),
        (403, "", MoodleMisconfigured, "moodle.services_off"),
        (403, " \n", MoodleMisconfigured, "moodle.services_off"),
        (403, PAGE, MoodleMisconfigured, "moodle.bad_status"),
        (404, PAGE, MoodleMisconfigured, "moodle.bad_status"),
        (304, "", MoodleMisconfigured, "moodle.bad_status"),
        (413, "", MoodleMisconfigured, "moodle.bad_status"),
        (429, "", MoodleUnreachable, "moodle.server_error"),
        (500, PAGE, MoodleUnreachable, "moodle.server_error"),
        (502, PAGE, MoodleUnreachable, "moodle.server_error"),
        (503, PAGE, MoodleUnreachable, "moodle.server_error"),
    ],
)
def test_every_answer_that_is_none_says_what_it_is(
    site: Site, sentences: Wording, status: int, body: str, kind: type[MoodleError], code: str
) -> None:
    site.says(body, status)

    with pytest.raises(kind) as caught:
        site.client(read_attempts=1).read(FUNCTION)

    assert (type(caught.value), caught.value.code) == (kind, code)
    assert "{" not in sentences.of(caught.value)


def test_an_error_status_is_no_answer_even_with_json_in_it(site: Site) -> None:
    site.says("[]", 500)

    with pytest.raises(MoodleUnreachable, match=r"server_error .*status=500"):
        site.client(read_attempts=1).read(FUNCTION)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 300 ", 300.0),
        ("0", 0.0),
        ("Tue, 24 Nov 2026 02:27:48 GMT", None),
        ("²", None),
    ],
)
def test_the_server_may_ask_for_time(site: Site, header: str, seconds: float | None) -> None:
    site.says(PAGE, 503, Retry_After=header)

    with pytest.raises(MoodleUnreachable) as caught:
        site.client(read_attempts=1).read(FUNCTION)

    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    "address",
    [
        "",
        "школа.рф",
        "ftp://moodle.example",
        "https://",
        "http://[::1",
        "http://a..b",
        "http://moodle example",
        "http://moodle.example:port",
        "http://moodle.example:99999",
        f"http://{'a' * 70}.example",
    ],
)
def test_an_address_that_is_none_is_refused_at_once(address: str, sentences: Wording) -> None:
    with pytest.raises(MoodleMisconfigured) as caught:
        MoodleClient(address, TOKEN)

    assert caught.value.code == "moodle.bad_url"
    assert "MENTORING" in sentences.of(caught.value) or "адрес" in sentences.of(caught.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"{URL}?wstoken={TOKEN!s}", URL),
        (f"{URL}/moodle#{TOKEN!s}", f"{URL}/moodle"),
        (f"https://mentor:{TOKEN!s}@moodle.example", URL),
        (str(TOKEN), "***"),
        (f"?{TOKEN!s}", "-"),
    ],
)
def test_a_refused_address_tells_no_secret_that_was_written_into_it(
    address: str, told: str
) -> None:
    with pytest.raises(MoodleMisconfigured) as caught:
        MoodleClient(address, TOKEN)

    assert (caught.value.code, caught.value.facts) == ("moodle.bad_url", {"url": told})


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080", "https://школа.рф/moodle"])
def test_an_address_may_have_a_port_a_folder_and_cyrillic(address: str) -> None:
    with MoodleClient(address, TOKEN) as client:
        assert client.url == address


def test_a_proxy_of_the_environment_is_not_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    site.answers([])

    site.client().read(FUNCTION)

    assert not site.moodle.calls[0].request.req_kwargs["proxies"]  # type: ignore[attr-defined]


def test_a_write_with_an_unusable_answer_has_an_unknown_outcome(site: Site) -> None:
    site.says(PAGE)

    with pytest.raises(OutcomeUnknown):
        site.client().write("mod_forum_add_discussion", forumid=1)


def test_the_meter_counts_what_went_there_and_came_back(site: Site) -> None:
    site.answers([1, 2, 3])
    client = site.client()

    client.read(FUNCTION)

    usage = client.meter.usage
    assert (usage.calls, usage.received) == (1, len("[1, 2, 3]"))
    assert usage.sent == len(str(site.moodle.calls[0].request.body)) + 1
    assert client.meter.by_function == {FUNCTION: 1}


def test_the_meter_counts_a_call_that_failed(site: Site) -> None:
    site.says("", 403)
    client = site.client()

    with pytest.raises(MoodleMisconfigured):
        client.read(FUNCTION)

    assert client.meter.usage.calls == 1


def test_the_secret_goes_out_as_it_is(site: Site) -> None:
    site.answers([])
    with MoodleClient(URL, Secret("a+b &=ё")) as client:
        client.read(FUNCTION)

    assert site.forms[0][0] == ("wstoken", "a+b &=ё")
