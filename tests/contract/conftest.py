"""Two Moodles to ask: what a real one answered once, and the sandbox."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
import responses

from connector.moodle.address import ENDPOINT
from connector.moodle.client import MoodleClient
from connector.sandbox.access import EXPIRED_TOKEN, NOCAPS_TOKEN, SERVICE_TOKEN
from connector.sandbox.app import create_app
from connector.sandbox.school import School, build_school
from connector.sandbox.server import running
from connector.settings import MoodleLimits, Secret

Replay = Callable[[str], MoodleClient]
Ask = Callable[[str], MoodleClient]

RECORDINGS: Final = Path(__file__).parent / "recordings"
URL: Final = "http://moodle.example"
ONCE: Final = MoodleLimits(read_attempts=1)
LAST_PAGE: Final = {
    "mod_forum_get_forum_discussions": [b'{"discussions":[],"warnings":[]}'],
    "mod_data_get_entries": [b'{"entries":[],"totalcount":0,"entrieslefttoview":0}'],
}
THEN: Final[Mapping[str, str]] = {
    f"mod_choice_get_choice_results/{seen}": f"mod_choice_get_choice_options/{counted}"
    for seen, counted in (
        ("nobody_answered", "nobody_answered"),
        ("other_site/nobody_enrolled", "other_site/nobody_enrolled"),
        ("other_site/without_readresponses", "ok"),
        ("other_site/without_readresponses_unanswered_shown", "ok"),
        ("other_site/without_readresponses_closed", "other_site/closed"),
    )
} | {
    "mod_data_get_entries/other_site/without_manageentries": (
        "mod_data_get_data_access_information/other_site/without_manageentries"
    )
}
"""What is asked after an answer that leaves a question open."""
TOKENS: Final = {
    "nocaps": NOCAPS_TOKEN,
    "missing_capability": NOCAPS_TOKEN,
    "token_without_capabilities": NOCAPS_TOKEN,
    "expired_token": EXPIRED_TOKEN,
    "invalid_token": "wrong",
}


@dataclass(frozen=True)
class Recording:
    """One answer of a real Moodle 4.5, and what it was asked."""

    name: str
    params: Mapping[str, Any]
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def function(self) -> str:
        """The function that was called."""
        return self.name.partition("/")[0]


def names() -> list[str]:
    """Every recording as function/case, or function/other_site/case where the sandbox differs."""
    found = sorted(RECORDINGS.rglob("*.json"))
    return [path.relative_to(RECORDINGS).with_suffix("").as_posix() for path in found]


def recording(name: str) -> Recording:
    """Read the recording of function/case; an answer that was no JSON is kept as text."""
    told = json.loads((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))
    answer = told.get("response")
    raw = told.get("body") or (isinstance(answer, dict) and answer.get("_raw"))
    body = raw.encode() if isinstance(raw, str) else json.dumps(answer).encode()
    wait = {"Retry-After": told["headers"]["Retry-After"]} if "headers" in told else {}
    return Recording(name, told.get("params") or {}, told["http_status"], wait, body)


@dataclass(frozen=True)
class Things:
    """The same things by the ids that they have in one of the two Moodles."""

    trained_mentor: int
    untrained_mentor: int
    pupil: int
    subject_course: int
    result: int
    result_by_scale: int
    result_of_team: int
    result_cmid: int


@dataclass(frozen=True)
class Source:
    """A Moodle to ask; a recorded case also says who asks."""

    ask: Ask
    things: Things


@pytest.fixture
def replay() -> Iterator[Replay]:
    """Make a client to which Moodle answers as in a recording, whatever is asked."""
    with (
        responses.RequestsMock(assert_all_requests_are_fired=False) as moodle,
        ExitStack() as opened,
    ):

        def client(name: str) -> MoodleClient:
            told = recording(name)
            moodle.reset()
            following = [recording(THEN[name]).body] if name in THEN else []
            bodies = [told.body, *following, *LAST_PAGE.get(told.function, [])]
            for body in bodies:
                moodle.add("POST", URL + ENDPOINT, body, status=told.status, headers=told.headers)
            return opened.enter_context(MoodleClient(URL, Secret("t"), ONCE))

        yield client


@pytest.fixture(scope="session")
def school() -> School:
    return build_school(now=datetime(2026, 11, 24, 6, tzinfo=UTC))


@pytest.fixture
def sandbox(school: School) -> Iterator[Ask]:
    """Make a client of a fresh sandbox; the case of a recording says whose token it has."""
    with running(create_app(school, wwwroot=URL)) as url, ExitStack() as opened:

        def client(name: str) -> MoodleClient:
            token = TOKENS.get(name.partition("/")[2], SERVICE_TOKEN)
            return opened.enter_context(MoodleClient(url, Secret(token), ONCE))

        yield client


@pytest.fixture(params=["recordings", "sandbox"])
def source(request: pytest.FixtureRequest) -> Source:
    if request.param == "sandbox":
        return Source(request.getfixturevalue("sandbox"), Things(8, 42, 17, 5, 3, 4, 5, 8))
    return Source(request.getfixturevalue("replay"), Things(3, 30, 4, 4, 2, 3, 4, 6))
