"""A school filled through the real services against the sandbox Moodle, for tests of pages."""

import html
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from werkzeug.test import TestResponse

from connector.bootstrap import open_school
from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.app import create_app as create_sandbox
from connector.sandbox.school import build_school
from connector.sandbox.server import running
from connector.services import monitoring, syncing, writing_back
from connector.services.deps import Deps
from connector.settings import SHIPPED, Secret, Settings

PASSWORD: Final = Secret("пароль школы")
NOW: Final = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
MAPPING: Final = SHIPPED / "mappings" / "demo.yaml"


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        self.now += timedelta(**step)


def settings(home: Path, *, moodle_url: str, mapping: Path = MAPPING) -> Settings:
    """The settings of a school that keeps everything in `home`."""
    return Settings(
        home=home,
        moodle_url=moodle_url,
        moodle_token=Secret(SERVICE_TOKEN),
        mapping=mapping,
        database_url=Secret(f"sqlite:///{home / 'mentoring.db'}"),
    )


@contextmanager
def filled(home: Path, clock: Clock) -> Iterator[Deps]:
    """A school of 60 people that has been synced, monitored and written back once."""
    with ExitStack() as stack:
        sandbox = create_sandbox(build_school(now=NOW), wwwroot="http://127.0.0.1")
        url = stack.enter_context(running(sandbox))
        deps = stack.enter_context(open_school(settings(home, moodle_url=url), clock=clock))
        syncing.sync(deps, syncing.Tier.NIGHT)
        monitoring.monitor(deps)
        writing_back.write_back(deps)
        yield deps


@contextmanager
def empty(home: Path, clock: Clock, *, mapping: Path = MAPPING) -> Iterator[Deps]:
    """A school whose Moodle has never been asked."""
    ours = settings(home, moodle_url="http://127.0.0.1:9", mapping=mapping)
    with open_school(ours, clock=clock) as deps:
        yield deps


def read(answer: TestResponse) -> str:
    """The words of a page, as a person reads them one after another."""
    body = answer.text.partition("<body>")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
