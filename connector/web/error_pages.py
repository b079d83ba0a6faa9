"""Turns errors into a page with a sentence that says what to do next."""

from http import HTTPStatus
from typing import Final

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

from connector.errors import ConnectorError
from connector.wording import Wording

OUR_FAULT: Final = 500
SAID: Final = frozenset({400, 403, 404, 405, 413})


def register(app: Flask, wording: Wording) -> None:
    """Answer with a page whatever goes wrong."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> tuple[str, int]:
        code = error.code or OUR_FAULT
        sentence = wording.say(f"web.error_{code if code in SAID else OUR_FAULT}")
        return render_template("error.html", sentence=sentence), code

    @app.errorhandler(ConnectorError)
    def known(error: ConnectorError) -> tuple[str, int]:
        app.logger.warning("page failed: %s", error.code)
        status = HTTPStatus.SERVICE_UNAVAILABLE if error.retryable else OUR_FAULT
        return render_template("error.html", sentence=wording.of(error)), status
