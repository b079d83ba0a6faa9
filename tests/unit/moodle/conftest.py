"""A Moodle that answers what a test says, and a wire that breaks where a test says."""

import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread
from typing import Final
from urllib.parse import parse_qsl

import pytest
import responses

from connector import wording
from connector.moodle.client import MoodleClient
from connector.settings import SHIPPED, MoodleLimits, Secret
from connector.wording import Wording

URL: Final = "https://moodle.example"
ENDPOINT: Final = f"{URL}/webservice/rest/server.php"
TOKEN: Final = Secret("0123456789abcdef0123456789abcdef")

Form = list[tuple[str, str]]
Wire = Callable[[socket.socket], None]


@dataclass
class Site:
    """A Moodle behind `responses`; what is told to it comes back in that order."""

    moodle: responses.RequestsMock
    open: ExitStack
    slept: list[float] = field(default_factory=list)

    def answers(self, *values: object) -> None:
        """Answer these values as JSON, one a request."""
        for value in values:
            self.says(json.dumps(value))

    def says(self, body: str | bytes | Exception, status: int = 200, **headers: str) -> None:
        """Answer with this body, status and these headers (underscores for hyphens)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.moodle.add("POST", ENDPOINT, body=body, status=status, headers=named)

    def client(self, **limits: float) -> MoodleClient:
        """A client that notes its waits instead of waiting."""
        chosen = replace(MoodleLimits(), **limits)  # type: ignore[arg-type]
        return self.open.enter_context(MoodleClient(URL, TOKEN, chosen, sleep=self.slept.append))

    @property
    def forms(self) -> list[Form]:
        """The fields of every request so far, in order."""
        return [
            parse_qsl(str(call.request.body), keep_blank_values=True) for call in self.moodle.calls
        ]

    @property
    def sent(self) -> Form:
        """The fields of the last request that follow the three fixed ones."""
        return self.forms[-1][3:]


@pytest.fixture
def site() -> Iterator[Site]:
    with (
        responses.RequestsMock(assert_all_requests_are_fired=False) as moodle,
        ExitStack() as open_,
    ):
        yield Site(moodle, open_)


@pytest.fixture
def moodle(site: Site) -> MoodleClient:
    return site.client()


@pytest.fixture(scope="session")
def sentences() -> Wording:
    return wording.load(SHIPPED / Path("config", "wording"))


@contextmanager
def listening(answer: Wire) -> Iterator[str]:
    """Serve one connection after another with `answer` on a free port, and give its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_serve, args=(server, answer), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(server: socket.socket, answer: Wire) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            request = b""
            while b"moodlewsrestformat=json" not in request:
                request += connection.recv(65536)
            try:
                answer(connection)
            except OSError:
                continue


def reset(connection: socket.socket) -> None:
    """Break the connection the rude way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
