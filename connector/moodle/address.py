"""Tells an address from what is none, and says it without the secrets that may stand in it."""

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests

ENDPOINT: Final = "/webservice/rest/server.php"
NOWHERE: Final = "-"
PASSWORD_OR_QUERY: Final = re.compile(r"(?<=//).*@|[?#].*", re.DOTALL)
TOKEN: Final = re.compile(r"[0-9a-f]{32}")


def is_address(url: str) -> bool:
    """Whether a site may be asked at `url`: one of http or https with nothing to hide."""
    try:
        requests.Request("POST", url).prepare()
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")
    except (ValueError, requests.RequestException):
        return False
    return parts.scheme in {"http", "https"} and bool(host) and shown(url) == url


def shown(url: str) -> str:
    """Leave out of an address what may be a secret: a password, the query, a token's digits."""
    return TOKEN.sub("***", PASSWORD_OR_QUERY.sub("", url)) or NOWHERE


def own_address(location: str, asked: str) -> str:
    """Give the address, with its folder, that a site calls its own by redirecting from `asked`."""
    try:
        place = urlsplit(urljoin(asked, _decoded(location)))
    except ValueError:
        return NOWHERE
    folder = place.path.removesuffix(ENDPOINT).rstrip("/")
    is_page = folder.endswith(".php")
    return shown(f"{place.scheme}://{place.netloc}{'' if is_page else folder}")


def _decoded(header: str) -> str:
    """Read Cyrillic in a header, which Python's HTTP takes for Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")
