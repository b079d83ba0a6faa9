"""Tells a watchdog whether the connector can work, without telling anything about anybody."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify

from connector import __version__
from connector.errors import ConnectorError
from connector.services import leasing
from connector.services.deps import Deps


def blueprint(deps: Deps) -> Blueprint:
    """The route for the watchdog."""
    health = Blueprint("health", __name__)

    @health.get("/health")
    def show() -> tuple[Response, HTTPStatus]:
        """Say 200 while the database answers; a missing scheduler is told but is no failure."""
        try:
            scheduler, database = leasing.holder(deps, leasing.SCHEDULER) is not None, True
        except ConnectorError:
            scheduler, database = False, False
        body = jsonify(
            status="ok" if database else "error",
            database=database,
            scheduler=scheduler,
            version=__version__,
        )
        return body, HTTPStatus.OK if database else HTTPStatus.SERVICE_UNAVAILABLE

    return health
