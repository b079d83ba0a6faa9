import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any, Final

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from connector import logs
from connector.logs import MASK, Masking

TOKEN: Final = "0123456789abcdef"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Log into memory with TOKEN as a secret, and read back what was written."""
    stream, root = StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    logs.configure([TOKEN], stream=stream)

    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]

    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def masked(*secrets: str, **event: object) -> dict[str, Any]:
    return dict(Masking(secrets)(None, "info", event))


def test_an_event_is_a_line_of_json_with_its_time_and_level(lines: Lines) -> None:
    structlog.get_logger().info("sync.done", course=3, name="Школа")

    [line] = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "sync.done", "level": "info", "course": 3, "name": "Школа"}


def test_what_is_of_use_to_developers_only_is_not_written(lines: Lines) -> None:
    structlog.get_logger().debug("detail")
    logging.getLogger("urllib3").info("Starting new HTTPS connection")

    assert lines() == []


def test_a_warning_of_a_library_is_a_line_of_json_too(lines: Lines) -> None:
    logging.getLogger("urllib3").warning("Retrying %s", f"https://moodle.example?wstoken={TOKEN}")

    [line] = lines()
    assert line["event"] == f"Retrying https://moodle.example?wstoken={MASK}"
    assert line["level"] == "warning"


def test_a_secret_in_a_traceback_is_masked(lines: Lines) -> None:
    for log in (structlog.get_logger(), logging.getLogger("waitress")):
        try:
            int(f"bad token {TOKEN}")
        except ValueError:
            log.exception("failed")

    assert len(lines()) == 2
    assert all(f"bad token {MASK}" in line["exception"] for line in lines())
    assert TOKEN not in json.dumps(lines())


def test_a_secret_is_masked_wherever_it_stands() -> None:
    event = masked(
        TOKEN,
        event=f"asked with {TOKEN}",
        nested={"wstoken": TOKEN},
        listed=[TOKEN],
        raw=TOKEN.encode(),
        error=RuntimeError(TOKEN),
    )

    assert TOKEN not in repr(event)
    assert event["event"] == f"asked with {MASK}"


def test_numbers_and_nothing_stay_what_they_are() -> None:
    event = masked("5", count=5, share=0.5, ok=True, absent=None)

    assert event == {"count": 5, "share": 0.5, "ok": True, "absent": None}


def test_an_empty_secret_masks_nothing() -> None:
    assert masked("", event="text") == {"event": "text"}


def test_a_short_secret_does_not_uncover_a_longer_one() -> None:
    address = "postgresql://school:hush@db/school"

    assert masked("school", address, event=f"no answer from {address}") == {
        "event": f"no answer from {MASK}"
    }


@given(
    secrets=st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=4),
    before=st.text("abcx ", max_size=8),
    after=st.text("abcx ", max_size=8),
)
def test_no_secret_is_left_in_any_text(secrets: list[str], before: str, after: str) -> None:
    event = masked(*secrets, event=before + secrets[0] + after)

    assert not [secret for secret in secrets if secret in event["event"]]
