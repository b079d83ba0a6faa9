"""The first page: parse what was asked, look once, render."""

from flask import Blueprint, render_template, request

from connector.services.deps import Deps
from connector.web.overview import overview
from connector.web.pair_rows import Choice


def blueprint(deps: Deps) -> Blueprint:
    """The routes for those who are signed in."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def start() -> str:
        choice = Choice(
            programme=request.args.get("programme", None, int),
            state=request.args.get("state", ""),
        )
        return render_template("overview.html", page=overview(deps, choice), choice=choice)

    return pages
