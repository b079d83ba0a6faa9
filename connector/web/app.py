"""Puts the page together as a Flask application."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from flask import Flask
from jinja2 import StrictUndefined

from connector.services.deps import Deps
from connector.settings import Secret
from connector.web import auth, error_pages, headers, health, pages
from connector.web.door import Door
from connector.web.session_key import session_key

SESSION: Final = timedelta(hours=12)
MAX_FORM_BYTES: Final = 16 * 1024


def create_app(deps: Deps, *, password: Secret, state: Path) -> Flask:
    """Build the page of one school; `state` is the folder of the key that signs sessions.

    Raises ConfigurationError for an empty password or a key that cannot be kept there.
    """
    app = Flask(__name__)
    app.session_interface = auth.Sessions()
    app.config.update(
        SECRET_KEY=session_key(state, password),
        SESSION_COOKIE_NAME="mentoring_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SESSION,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
    )
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.jinja_env.globals["say"] = deps.wording.say
    auth.protect(app, deps.clock)
    app.after_request(headers.harden)
    error_pages.register(app, deps.wording)
    app.register_blueprint(auth.blueprint(deps, Door(password, deps.clock)))
    app.register_blueprint(pages.blueprint(deps))
    app.register_blueprint(health.blueprint(deps))
    return app
