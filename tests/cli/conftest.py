"""The command line in this process and in others, against a running sandbox of today."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import structlog

from connector import settings
from connector.bootstrap import open_school
from connector.cli.main import main
from connector.sandbox.access import EXPIRED_TOKEN, NOCAPS_TOKEN, SERVICE_TOKEN
from connector.sandbox.school import School, build_school
from connector.services import register
from connector.services.by_hand.view import View, view
from connector.services.syncing import sync
from tests.services.stand import ROOT, Stand, a_stand

TOKENS: Final = (SERVICE_TOKEN, NOCAPS_TOKEN, EXPIRED_TOKEN)
PROGRAM: Final = "from connector.cli.main import main; main()"
ONE_TRY: Final = "moodle: { read_attempts: 1 }\n"

DATABASE: Final = Path("var") / "mentoring.db"
TODAY: Final = datetime.now(ZoneInfo("Asia/Yekaterinburg")).date()
"""The day at the school, which is another than elsewhere for some hours."""

Environment = dict[str, str]


@dataclass(frozen=True)
class Ran:
    """A command that has ended; `err` without the log's lines."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - decoded JSON
        """Everything on standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one sentence on standard error of a command that failed."""
        assert self.code != 0
        assert self.out == ""
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        return line


Mentoring = Callable[..., Ran]


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """Leave no log behind that writes to a stream of this test."""
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()


@pytest.fixture(scope="session")
def school() -> School:
    return build_school(now=datetime.now(UTC))


@pytest.fixture(scope="session")
def served(school: School) -> Iterator[Stand]:
    with a_stand(school) as stand:
        yield stand


@pytest.fixture
def stand(served: Stand) -> Stand:
    """The sandbox as it was at first."""
    served.reset()
    return served


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A school's own folder, in which Moodle is asked once and not three times."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "connector.yaml").write_text(ONE_TRY, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def first_sync(served: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose mirror is the sandbox as it was at first."""
    folder = tmp_path_factory.mktemp("first sync")
    served.reset()
    with open_school(settings.load(environment(served, folder))) as deps:
        sync(deps)
    return folder / DATABASE


@pytest.fixture(scope="session")
def first_update(first_sync: Path, served: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That database after the register was brought up to it."""
    folder = tmp_path_factory.mktemp("first update")
    (folder / DATABASE).parent.mkdir()
    shutil.copy(first_sync, folder / DATABASE)
    with open_school(settings.load(environment(served, folder))) as deps:
        register.update(deps)
    return folder / DATABASE


@pytest.fixture
def synced(first_sync: Path, home: Path, mentoring: Mentoring) -> Mentoring:
    """The command line of a school that has been synced once."""
    (home / DATABASE).parent.mkdir()
    shutil.copy(first_sync, home / DATABASE)
    return mentoring


@pytest.fixture
def environ(stand: Stand, home: Path) -> Environment:
    """The MENTORING_* variables of a school that is set up."""
    return environment(stand, home)


def environment(stand: Stand, home: Path) -> Environment:
    """The MENTORING_* variables of a school that has this folder for its own."""
    return {
        "MENTORING_HOME": str(home),
        "MENTORING_MOODLE_URL": stand.url,
        "MENTORING_MOODLE_TOKEN": SERVICE_TOKEN,
        "MENTORING_MAPPING": str(ROOT / "mappings" / "demo.yaml"),
    }


@pytest.fixture
def mentoring(
    environ: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Mentoring:
    """Run a command in this process; changes of the environment by name, `None` for not set."""

    def run(*arguments: str, **changes: str | None) -> Ran:
        wanted: Mapping[str, str | None] = {
            **environ,
            **{f"MENTORING_{name}": value for name, value in changes.items()},
        }
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("MENTORING_")]:
                patch.delenv(name)
            for name, value in wanted.items():
                if value is not None:
                    patch.setenv(name, value)
            patch.setattr(sys, "argv", ["mentoring", *arguments])
            capsys.readouterr()
            code = _exit_code()
        printed = capsys.readouterr()
        assert not any(token in printed.out + printed.err for token in TOKENS)
        return Ran(code, printed.out, without_log(printed.err))

    return run


def _exit_code() -> int:
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0


def without_log(text: str) -> str:
    """What a person reads: the log writes one JSON object a line."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("{"))


def start(environ: Environment, *arguments: str, before: str = "") -> "subprocess.Popen[str]":
    """Start a command as a process of its own; `before` is Python that runs first."""
    return subprocess.Popen(  # noqa: S603 - this very interpreter, and words of the tests
        [sys.executable, "-c", f"{before}\n{PROGRAM}", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]", seconds: float = 30) -> Ran:
    """Wait for a process and say how it ended."""
    out, err = process.communicate(timeout=seconds)
    assert not any(token in out + err for token in TOKENS)
    return Ran(process.returncode, out, without_log(err))


@pytest.fixture
def known(first_update: Path, home: Path, mentoring: Mentoring) -> Mentoring:
    """The command line of a school whose register is up to today."""
    (home / DATABASE).parent.mkdir()
    shutil.copy(first_update, home / DATABASE)
    return mentoring


@pytest.fixture
def seen(known: Mentoring, environ: Environment) -> View:  # noqa: ARG001 - fills the database
    """What there is, as it was before the commands of the test."""
    with open_school(settings.load(environ)) as deps:
        now = view(deps)
        assert now.school.pairs
        return now
