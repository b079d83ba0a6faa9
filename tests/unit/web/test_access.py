import re
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.unit.web.school import PASSWORD, read

OPEN = {"/sign-in", "/health", "/static/<path:filename>"}
ANSWERS = ["/", "/sign-in", "/health", "/nothing-here", "/static/style.css", "/static/none.css"]


def test_without_a_session_every_other_route_asks_for_the_password(app: Flask) -> None:
    closed = [rule for rule in app.url_map.iter_rules() if rule.rule not in OPEN]
    asked = [
        (rule.rule, method, app.test_client().open(rule.rule, method=method).location)
        for rule in closed
        for method in rule.methods or ()
    ]

    assert {path for path, _, _ in asked} == {"/", "/sign-out"}
    assert all(location.partition("?")[0] == "/sign-in" for _, _, location in asked)


def test_an_unknown_address_tells_a_stranger_nothing(stranger: FlaskClient) -> None:
    answer = stranger.get("/nothing-here")

    assert answer.location == "/sign-in?next=/nothing-here"


def test_an_unknown_address_is_told_to_who_is_signed_in(curator: FlaskClient) -> None:
    answer = curator.get("/nothing-here")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Такой страницы нет" in read(answer)


def test_what_a_stranger_sees_names_nobody(stranger: FlaskClient) -> None:
    seen = [stranger.get(path).text for path in ("/", "/sign-in", "/health")]

    assert not any("Филиппов" in text or "МАОУ" in text for text in seen)


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_is_kept_to_this_site(curator: FlaskClient, path: str) -> None:
    with curator.get(path) as answer:
        headers = answer.headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/sign-in", "/health", "/nothing-here"])
def test_nothing_with_names_stays_in_a_cache(curator: FlaskClient, path: str) -> None:
    assert curator.get(path).headers["Cache-Control"] == "no-store"


def test_the_stylesheet_may_stay_in_a_cache(stranger: FlaskClient) -> None:
    with stranger.get("/static/style.css") as answer:
        assert answer.mimetype == "text/css"
        assert "no-store" not in answer.headers["Cache-Control"]
        assert answer.headers["ETag"]


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing-here"])
def test_pages_have_no_scripts_and_no_inline_styles(curator: FlaskClient, path: str) -> None:
    text = curator.get(path).text

    assert "<script" not in text
    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"<[^>]+\son\w+=", text)


def test_the_page_cannot_be_written_to(curator: FlaskClient) -> None:
    answer = curator.post("/")

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "Так к этой странице не обращаются" in read(answer)


def test_an_error_of_ours_is_told_without_its_details(app: Flask) -> None:
    def fail() -> str:
        raise ValueError("секретная подробность")

    app.add_url_rule("/fails", "fails", fail)
    browser = app.test_client()
    browser.post("/sign-in", data={"password": PASSWORD})
    answer = browser.get("/fails")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Внутренняя ошибка коннектора" in read(answer)
    assert "секретная подробность" not in answer.text


@pytest.mark.parametrize("path", ["/", "/?state=nothing", "/sign-in", "/nothing-here"])
def test_every_sentence_of_the_pages_is_worded(curator: FlaskClient, path: str) -> None:
    assert re.findall(r"\b(?:web|count|run_state)\.\w+", curator.get(path).text) == []
