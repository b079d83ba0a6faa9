"""One request to Moodle: POST only, the token in the body, time-outs, a size cap, no redirects."""

import time
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, NewConnectionError, ReadTimeoutError

from connector.moodle.address import ENDPOINT, is_address, own_address, shown
from connector.moodle.answers import Json, value_of
from connector.moodle.encoding import Value, form
from connector.moodle.errors import MoodleError, MoodleMisconfigured, MoodleUnreachable
from connector.moodle.meter import Meter
from connector.settings import MoodleLimits, Secret

BLOCK: Final = 256 * 1024


class NothingSent(MoodleUnreachable):
    """The connection was never made: whatever was to be sent was not."""


class OneRequest(requests.Session):
    """A session that asks where it was told to; where a redirect leads it does not even look."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Give nothing to follow: a redirect is an answer like any other."""


class Transport:
    """A pooled session to one Moodle site; safe to use from several threads."""

    def __init__(self, url: str, token: Secret, limits: MoodleLimits, meter: Meter) -> None:
        if not is_address(url):
            raise MoodleMisconfigured("moodle.bad_url", url=shown(url))
        self.url = url
        self._token = token
        self._limits = limits
        self._meter = meter
        self._session = OneRequest()
        self._session.trust_env = False
        adapter = HTTPAdapter(pool_maxsize=limits.parallel, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def post(self, function: str, arguments: Mapping[str, Value]) -> Json:
        """Call a web-service function once and give its value, or raise a MoodleError."""
        fixed = {
            "wstoken": str(self._token),
            "wsfunction": function,
            "moodlewsrestformat": "json",
        }
        body = form(fixed, arguments)
        started = time.monotonic()
        content = b""
        try:
            content = self._exchange(function, body)
        finally:
            sent = sum(len(name) + len(value) + 2 for name, value in body)
            self._meter.add(function, sent, len(content), started, time.monotonic())
        return value_of(content, function=function)

    def _exchange(self, function: str, body: list[tuple[str, str]]) -> bytes:
        limits = self._limits
        try:
            with self._session.post(
                self.url + ENDPOINT,
                data=body,
                timeout=(limits.connect_timeout, limits.read_timeout),
                stream=True,
            ) as response:
                content = self._content(response, function)
                _check_status(response, content, function)
                return content
        except requests.ConnectTimeout as error:
            raise NothingSent("moodle.no_connection", url=self.url) from error
        except (requests.Timeout, ReadTimeoutError) as error:
            raise MoodleUnreachable(
                "moodle.timeout", function=function, seconds=limits.read_timeout
            ) from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _broken(error, self.url, function) from error

    def _content(self, response: requests.Response, function: str) -> bytes:
        deadline = time.monotonic() + self._limits.read_timeout
        content = bytearray()
        for block in iter(partial(response.raw.read1, BLOCK, decode_content=True), b""):
            content += block
            if len(content) > self._limits.max_answer_bytes:
                raise MoodleMisconfigured(
                    "moodle.too_large", function=function, bytes=self._limits.max_answer_bytes
                )
            if time.monotonic() > deadline:
                raise MoodleUnreachable(
                    "moodle.timeout", function=function, seconds=self._limits.read_timeout
                )
        return bytes(content)

    def __enter__(self) -> Self:
        """Use the session until the end of a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._session.close()


def _check_status(response: requests.Response, content: bytes, function: str) -> None:
    status = response.status_code
    if status == HTTPStatus.OK:
        return
    if response.is_redirect:
        place = own_address(response.headers["Location"], response.url)
        raise MoodleMisconfigured("moodle.redirect", place=place)
    if status == HTTPStatus.FORBIDDEN and not content.strip():
        raise MoodleMisconfigured("moodle.services_off")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = _seconds(response.headers.get("Retry-After"))
        raise MoodleUnreachable(
            "moodle.server_error", function=function, status=status, retry_after=wait
        )
    raise MoodleMisconfigured("moodle.bad_status", function=function, status=status)


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdecimal() else None


def _broken(error: Exception, url: str, function: str) -> MoodleError:
    reason = error.args[0] if error.args else None
    if isinstance(getattr(reason, "reason", None), NewConnectionError):
        return NothingSent("moodle.no_connection", url=url)
    if isinstance(error, requests.exceptions.SSLError):
        return MoodleMisconfigured("moodle.bad_certificate", url=url)
    return MoodleUnreachable("moodle.connection_lost", function=function)
