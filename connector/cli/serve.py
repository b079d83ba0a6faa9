"""`mentoring serve`: the first page."""

import logging
import secrets
from typing import Final

import click
from waitress import serve as serve_wsgi

from connector.bootstrap import open_school
from connector.settings import Secret, Settings
from connector.web.app import create_app

FORWARDED: Final = {"x-forwarded-proto", "x-forwarded-host"}


@click.command(help="Показывать страницу коннектора, пока не остановят.")
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve the page; without MENTORING_PASSWORD a new password is made and printed."""
    password = settings.password or Secret(secrets.token_urlsafe(9))
    with open_school(settings, log_level=logging.INFO) as deps:
        if not settings.password:
            click.echo(deps.wording.say("serve.password", password=password))
        click.echo(deps.wording.say("serve.address", host=settings.host, port=settings.port))
        app = create_app(deps, password=password, state=settings.state)
        behind = settings.trusted_proxy
        serve_wsgi(
            app,
            host=settings.host,
            port=settings.port,
            threads=8,
            trusted_proxy=behind or None,
            trusted_proxy_headers=FORWARDED if behind else (),
            _quiet=True,
        )
