"""Puts the sandbox together as a Flask application."""

from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request
from werkzeug.wrappers import Response

from connector.sandbox.pace import Pace
from connector.sandbox.page import page
from connector.sandbox.school import School
from connector.sandbox.service import service
from connector.sandbox.state import EXTENSION, State
from connector.sandbox.teacher import teacher

MAX_FORM_BYTES = 64 * 1024 * 1024


def create_app(
    school: School, *, wwwroot: str, pace: float | Pace = 0.0, max_input_vars: int = 1000
) -> Flask:
    """Answer a Moodle of this school that calls itself `wwwroot`; pace 1.0 is a real one's."""
    app = Flask(__name__)
    app.config.update(
        WWWROOT=wwwroot.rstrip("/"),
        MAX_INPUT_VARS=max_input_vars,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        MAX_FORM_PARTS=None,
    )
    app.extensions[EXTENSION] = State(school)
    app.extensions["sandbox.pace"] = pace if isinstance(pace, Pace) else Pace(scale=pace)
    app.before_request(_send_to_wwwroot)
    for blueprint in (service, page, teacher):
        app.register_blueprint(blueprint)
    return app


def _send_to_wwwroot() -> Response | None:
    """Send whoever used another host name to the right one; the body of a POST is lost."""
    wwwroot: str = current_app.config["WWWROOT"]
    if request.host == urlsplit(wwwroot).netloc:
        return None
    request.get_data()
    return redirect(wwwroot + request.full_path.rstrip("?"), code=303)
