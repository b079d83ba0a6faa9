import gzip
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import pytest

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    MoodleError,
    MoodleMisconfigured,
    MoodleUnreachable,
    OutcomeUnknown,
)
from connector.moodle.transport import NothingSent
from connector.settings import MoodleLimits
from tests.unit.moodle.conftest import TOKEN, Wire, listening, reset

FUNCTION: Final = "core_user_get_users"
QUICK: Final = MoodleLimits(connect_timeout=0.2, read_timeout=0.2, read_attempts=1)
LONG: Final = b'["' + b"x" * 2000 + b'"]'
PACKED: Final = gzip.compress(LONG)


@contextmanager
def talking(answer: Wire, limits: MoodleLimits = QUICK) -> Iterator[MoodleClient]:
    with listening(answer) as url, MoodleClient(url, TOKEN, limits) as client:
        yield client


def answering(body: bytes, *headers: str, length: int | None = None) -> Wire:
    """Send one whole answer that claims to have this length."""
    lines = [f"Content-Length: {len(body) if length is None else length}", *headers]
    head = "\r\n".join(["HTTP/1.1 200 OK", *lines, "Connection: close", "", ""])
    return lambda connection: connection.sendall(head.encode() + body)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


def dripping(connection: socket.socket) -> None:
    """Send a byte now and then, each in time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[")
    for _ in range(40):
        time.sleep(0.05)
        connection.sendall(b" ")


def chunked(*chunks: bytes, whole: bool = True, encoding: str = "identity") -> Wire:
    """Send an answer in chunks, as nginx does when it packs one."""
    parts = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    lines = ["Transfer-Encoding: chunked", f"Content-Encoding: {encoding}", "Connection: close"]
    head = "\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode()
    return lambda connection: connection.sendall(head + parts + (b"0\r\n\r\n" if whole else b""))


@pytest.mark.parametrize(
    "answer",
    [
        answering(LONG),
        answering(PACKED, "Content-Encoding: gzip"),
        chunked(LONG[:7], LONG[7:]),
        chunked(PACKED[:7], PACKED[7:], encoding="gzip"),
    ],
)
def test_an_answer_arrives_whole_however_it_travels(answer: Wire) -> None:
    with talking(answer) as moodle:
        assert moodle.read(FUNCTION) == json.loads(LONG)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (silence, "moodle.timeout"),
        (dripping, "moodle.timeout"),
        (answering(LONG[:9], length=2000), "moodle.connection_lost"),
        (chunked(LONG[:9], whole=False), "moodle.connection_lost"),
        (answering(b"no gzip", "Content-Encoding: gzip"), "moodle.connection_lost"),
        (reset, "moodle.connection_lost"),
        (socket.socket.close, "moodle.connection_lost"),
        (lambda connection: connection.sendall(b"SSH-2.0\r\n"), "moodle.connection_lost"),
    ],
)
def test_a_broken_wire_is_worth_a_second_try(answer: Wire, code: str) -> None:
    with talking(answer) as moodle, pytest.raises(MoodleUnreachable) as caught:
        moodle.read(FUNCTION)

    assert caught.value.code == code
    assert caught.value.retryable
    assert not isinstance(caught.value, NothingSent)


def test_a_server_that_drips_is_not_waited_for_much_longer_than_the_time_out() -> None:
    with talking(dripping) as moodle:
        started = time.monotonic()
        with pytest.raises(MoodleUnreachable):
            moodle.read(FUNCTION)

        assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "answer",
    [
        answering(LONG),
        answering(PACKED, "Content-Encoding: gzip"),
        chunked(LONG[:7], LONG[7:]),
    ],
)
def test_too_large_an_answer_is_cut_off_after_it_was_unpacked(answer: Wire) -> None:
    limits = replace(QUICK, max_answer_bytes=1000)

    with talking(answer, limits) as moodle, pytest.raises(MoodleMisconfigured) as caught:
        moodle.read(FUNCTION)

    assert caught.value.code == "moodle.too_large"
    assert caught.value.facts["bytes"] == 1000


def test_an_answer_of_just_the_largest_size_is_taken() -> None:
    with talking(answering(LONG), replace(QUICK, max_answer_bytes=len(LONG))) as moodle:
        assert moodle.read(FUNCTION) == json.loads(LONG)


@pytest.mark.parametrize("answer", [silence, reset, answering(LONG[:9], length=2000)])
def test_a_write_on_a_broken_wire_has_an_unknown_outcome(answer: Wire) -> None:
    with talking(answer) as moodle, pytest.raises(OutcomeUnknown) as caught:
        moodle.write("mod_assign_save_grades", assignmentid=3)

    assert not caught.value.retryable
    assert caught.value.facts == {"function": "mod_assign_save_grades"}


@pytest.fixture
def nobody_there() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_refused_connection_names_the_address(nobody_there: str) -> None:
    with MoodleClient(nobody_there, TOKEN, QUICK) as moodle, pytest.raises(NothingSent) as caught:
        moodle.read(FUNCTION)

    assert caught.value.code == "moodle.no_connection"
    assert caught.value.facts == {"url": nobody_there}


def test_a_write_that_never_left_is_not_unknown(nobody_there: str) -> None:
    with MoodleClient(nobody_there, TOKEN, QUICK) as moodle, pytest.raises(MoodleError) as caught:
        moodle.write("mod_assign_save_grades", assignmentid=3)

    assert isinstance(caught.value, NothingSent)


def test_a_connection_is_used_again() -> None:
    callers: set[object] = set()

    def answer_twice(connection: socket.socket) -> None:
        callers.add(connection.getpeername())
        for _ in range(2):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            connection.recv(65536)

    with talking(answer_twice) as moodle:
        assert [moodle.read(FUNCTION), moodle.read(FUNCTION)] == [[], []]

    assert len(callers) == 1


def test_a_redirect_is_read_no_further_than_any_other_answer() -> None:
    long = f"HTTP/1.1 303 See Other\r\nLocation: http://[::1\r\nContent-Length: {len(LONG)}\r\n\r\n"
    limits = replace(QUICK, max_answer_bytes=1000)

    with (
        talking(lambda connection: connection.sendall(long.encode() + LONG), limits) as moodle,
        pytest.raises(MoodleMisconfigured) as caught,
    ):
        moodle.read(FUNCTION)

    assert caught.value.code == "moodle.too_large"


def test_a_redirect_in_cyrillic_is_read_as_it_was_sent() -> None:
    head = (
        "HTTP/1.1 303 See Other\r\nLocation: https://школа.рф/moodle\r\nContent-Length: 0\r\n\r\n"
    )

    with (
        talking(lambda connection: connection.sendall(head.encode())) as moodle,
        pytest.raises(MoodleMisconfigured) as caught,
    ):
        moodle.read(FUNCTION)

    assert caught.value.facts == {"place": "https://школа.рф/moodle"}
