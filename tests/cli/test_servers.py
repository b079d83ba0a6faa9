"""The commands that stay up: the sandbox and the page."""

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

from tests.cli.conftest import Environment, Mentoring, start
from tests.services.stand import soon


def a_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def kept_up(process: "subprocess.Popen[str]", port: int) -> Iterator[None]:
    """Wait until a process listens, and stop it at the end."""
    try:
        assert soon(lambda: listens(port))
        yield
    finally:
        process.send_signal(signal.SIGINT)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_sandbox_prints_what_to_set_and_answers_as_a_moodle(
    mentoring: Mentoring, environ: Environment
) -> None:
    port = a_free_port()
    process = start(environ, "sandbox", "--port", str(port), "--users", "40")
    with kept_up(process, port):
        ran = mentoring("sync", MOODLE_URL=f"http://127.0.0.1:{port}")
    out, _ = process.communicate(timeout=20)

    assert ran.code == 0
    assert f"MENTORING_MOODLE_URL=http://127.0.0.1:{port}" in out
    assert "MENTORING_MOODLE_TOKEN=" in out


def test_the_page_is_served_and_its_password_is_printed_once(environ: Environment) -> None:
    port = a_free_port()
    process = start({**environ, "MENTORING_PORT": str(port)}, "serve")
    with kept_up(process, port), urlopen(f"http://127.0.0.1:{port}/") as page:
        body = page.read().decode()
    out, err = process.communicate(timeout=20)

    assert "<form" in body
    assert re.search(r"Пароль для входа: \S{8,}", out)
    assert f"http://127.0.0.1:{port}" in out
    assert "Traceback" not in err


def test_a_password_that_was_set_is_not_printed(environ: Environment) -> None:
    port = a_free_port()
    settings = {"MENTORING_PORT": str(port), "MENTORING_PASSWORD": "correct horse battery"}
    process = start({**environ, **settings}, "serve")
    with kept_up(process, port):
        pass
    out, err = process.communicate(timeout=20)

    assert "correct horse battery" not in out + err
    assert "Пароль" not in out
