"""Signing in and out, and the hook that lets nobody else see anything."""

import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response as AnyResponse

from connector.services.deps import Deps
from connector.web.door import Door, TooManyTries

OPEN: Final = frozenset({"auth.sign_in", "auth.enter", "health.show", "static"})
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
LOCAL: Final = re.compile(r"/(?:[^/\\\x00-\x20][^\\\x00-\x20]*)?")
START: Final = "/"


class Sessions(SecureCookieSessionInterface):
    """Signed cookies that travel only by https when the page itself does."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Whether this request came by https."""
        return request.is_secure


def protect(app: Flask, clock: Callable[[], datetime]) -> None:
    """Deny by default: without a session only the routes in OPEN answer."""

    def signed_in() -> bool:
        until = session.get("until")
        return isinstance(until, int) and clock().timestamp() < until

    @app.before_request
    def refuse_other_sites() -> None:
        """Refuse a change that another site's page has sent."""
        origin = request.headers.get("Origin")
        if request.method in READING or origin is None:
            return
        if urlsplit(origin).netloc != request.host:
            abort(HTTPStatus.FORBIDDEN)

    @app.before_request
    def ask_for_password() -> AnyResponse | None:
        """Send whoever is not signed in to the password, and back afterwards."""
        if request.endpoint in OPEN or signed_in():
            return None
        wanted = request.full_path.rstrip("?") if request.method == "GET" else START
        return redirect(url_for("auth.sign_in", next=wanted), HTTPStatus.SEE_OTHER)

    app.context_processor(lambda: {"signed_in": signed_in()})


def blueprint(deps: Deps, door: Door) -> Blueprint:
    """The routes for signing in and out."""
    auth = Blueprint("auth", __name__)

    @auth.get("/sign-in")
    def sign_in() -> str:
        return _form(request.args.get("next", START))

    @auth.post("/sign-in")
    def enter() -> AnyResponse:
        wanted = request.form.get("next", START)
        try:
            if door.opens(request.form.get("password", "")):
                return _welcome(deps.clock(), wanted)
        except TooManyTries as error:
            answer = _refusal(deps.wording.of(error), wanted, HTTPStatus.TOO_MANY_REQUESTS)
            answer.headers["Retry-After"] = str(error.seconds)
            return answer
        return _refusal(deps.wording.say("web.wrong_password"), wanted, HTTPStatus.FORBIDDEN)

    @auth.post("/sign-out")
    def sign_out() -> AnyResponse:
        session.clear()
        return redirect(url_for("auth.sign_in"), HTTPStatus.SEE_OTHER)

    return auth


def local(wanted: str) -> str:
    """The path when it is one of this site, else the first page."""
    return wanted if LOCAL.fullmatch(wanted) else START


def _welcome(now: datetime, wanted: str) -> AnyResponse:
    session.clear()
    session.permanent = True
    session["until"] = int((now + current_app.permanent_session_lifetime).timestamp())
    return redirect(local(wanted), HTTPStatus.SEE_OTHER)


def _refusal(sentence: str, wanted: str, status: HTTPStatus) -> Response:
    return make_response(_form(wanted, sentence), status)


def _form(wanted: str, refusal: str = "") -> str:
    return render_template("sign_in.html", next=local(wanted), refusal=refusal)
