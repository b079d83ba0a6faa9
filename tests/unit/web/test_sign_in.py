from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from connector.services.deps import Deps
from connector.settings import Secret
from connector.web.app import create_app
from connector.web.auth import local
from tests.unit.web.school import PASSWORD, Clock, read


def enter(browser: FlaskClient, password: str = PASSWORD, wanted: str = "/") -> TestResponse:
    return browser.post("/sign-in", data={"password": password, "next": wanted})


def is_let_in(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == HTTPStatus.OK


def test_the_right_password_leads_to_the_page(stranger: FlaskClient) -> None:
    answer = enter(stranger)

    assert (answer.status_code, answer.location) == (303, "/")
    assert is_let_in(stranger)


@pytest.mark.parametrize("wrong", ["", "пароль", PASSWORD + " ", PASSWORD.upper(), "\0"])
def test_a_wrong_password_is_told_and_lets_nobody_in(stranger: FlaskClient, wrong: str) -> None:
    answer = enter(stranger, wrong)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Пароль не подошёл" in read(answer)
    assert "Set-Cookie" not in answer.headers
    assert not is_let_in(stranger)


def test_the_password_never_comes_back_in_the_form(stranger: FlaskClient) -> None:
    assert "секрет-с-опечаткой" not in enter(stranger, "секрет-с-опечаткой").text


def test_the_cookie_is_for_the_server_of_this_site_only(stranger: FlaskClient) -> None:
    cookie = enter(stranger).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_never_travels_in_the_clear(stranger: FlaskClient) -> None:
    answer = stranger.post(
        "/sign-in", data={"password": PASSWORD}, base_url="https://mentoring.example"
    )

    assert "Secure" in answer.headers["Set-Cookie"]


def test_after_twelve_hours_the_password_is_asked_again(
    stranger: FlaskClient, clock: Clock
) -> None:
    enter(stranger)

    clock.forward(hours=11, minutes=59)
    assert is_let_in(stranger)
    clock.forward(minutes=1)
    assert not is_let_in(stranger)


def test_after_signing_out_the_password_is_asked_again(curator: FlaskClient) -> None:
    answer = curator.post("/sign-out")

    assert answer.location == "/sign-in"
    assert not is_let_in(curator)


def test_after_five_wrong_tries_even_the_right_password_waits_for_the_minute_to_end(
    app: Flask, clock: Clock
) -> None:
    for _ in range(5):
        assert enter(app.test_client(), "мимо").status_code == HTTPStatus.FORBIDDEN

    clock.forward(seconds=20)
    shut = enter(app.test_client())
    assert shut.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert shut.headers["Retry-After"] == "40"
    assert "Подождите 40 с" in read(shut)

    clock.forward(seconds=40)
    assert enter(app.test_client()).status_code == HTTPStatus.SEE_OTHER


def test_wrong_tries_spread_over_time_shut_nobody_out(stranger: FlaskClient, clock: Clock) -> None:
    for _ in range(10):
        assert enter(stranger, "мимо").status_code == HTTPStatus.FORBIDDEN
        clock.forward(seconds=15)

    assert enter(stranger).status_code == HTTPStatus.SEE_OTHER


def test_tries_at_the_same_time_are_counted_too(app: Flask) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: enter(app.test_client(), "мимо").status_code, range(24)))

    assert sorted(answers) == [HTTPStatus.FORBIDDEN] * 5 + [HTTPStatus.TOO_MANY_REQUESTS] * 19


def test_who_asked_for_a_chosen_list_gets_it_after_signing_in(stranger: FlaskClient) -> None:
    asked = stranger.get("/?programme=3&state=silent")
    form = stranger.get(asked.location)

    assert 'name="next" value="/?programme=3&amp;state=silent"' in form.text
    assert enter(stranger, wanted="/?programme=3&state=silent").location == (
        "/?programme=3&state=silent"
    )


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(
    stranger: FlaskClient, elsewhere: str
) -> None:
    assert local(elsewhere) == "/"
    assert enter(stranger, wanted=elsewhere).location == "/"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost.evil.example"]
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_of_another_site_is_refused(curator: FlaskClient, path: str, origin: str) -> None:
    answer = curator.post(path, data={"password": PASSWORD}, headers={"Origin": origin})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "с другого сайта" in read(answer)
    assert is_let_in(curator)


def test_our_own_form_is_accepted_with_its_origin(stranger: FlaskClient) -> None:
    answer = stranger.post(
        "/sign-in", data={"password": PASSWORD}, headers={"Origin": "http://localhost"}
    )

    assert answer.status_code == HTTPStatus.SEE_OTHER


def test_a_restart_keeps_people_signed_in_and_a_new_password_does_not(
    deps: Deps, tmp_path: Path, curator: FlaskClient
) -> None:
    cookie = curator.get_cookie("mentoring_session")
    assert cookie is not None

    restarted = create_app(deps, password=PASSWORD, state=tmp_path).test_client()
    restarted.set_cookie("mentoring_session", cookie.value)
    changed = create_app(deps, password=Secret("новый"), state=tmp_path).test_client()
    changed.set_cookie("mentoring_session", cookie.value)

    assert is_let_in(restarted)
    assert not is_let_in(changed)


def test_a_cookie_signed_with_another_key_lets_nobody_in(
    deps: Deps, tmp_path: Path, curator: FlaskClient
) -> None:
    cookie = curator.get_cookie("mentoring_session")
    assert cookie is not None

    other = create_app(deps, password=PASSWORD, state=tmp_path / "other").test_client()
    other.set_cookie("mentoring_session", cookie.value)

    assert not is_let_in(other)


def test_a_huge_form_is_refused(stranger: FlaskClient) -> None:
    answer = enter(stranger, "x" * 100_000)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Слишком длинный" in read(answer)
