"""Headers that keep every answer to this site and out of caches."""

from typing import Final

from flask import Response, request

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""The referrer policy is not no-referrer: with it browsers hide the origin of our own forms too."""


def harden(response: Response) -> Response:
    """Add them; only the stylesheet and the icon may be kept by the browser."""
    response.headers.update(HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
