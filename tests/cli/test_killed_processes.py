"""A process that is killed at any moment leaves nothing that the next one cannot put right."""

import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

import pytest
from werkzeug.wrappers import Response

from connector import settings
from connector.bootstrap import open_school
from connector.moodle.mirror import Mirror
from connector.services import picture
from tests.cli.conftest import DATABASE, Environment, Mentoring, ended, environment, start
from tests.services.stand import PUPILS, Answer, Asked, Stand, hang_up

SAVE = "mod_assign_save_grades"
ADD = "mod_forum_add_discussion"
READ = "mod_assign_get_grades"
UPDATE = "mod_forum_update_discussion_post"


def mirror(environ: Environment) -> Mirror:
    with open_school(settings.load(environ)) as deps:
        return picture.mirror(deps)


def killed(environ: Environment, stand: Stand, command: str, when: Callable[[int], bool]) -> None:
    """Run a command and kill it as soon as a request is done but not answered yet."""
    processes: list[subprocess.Popen[str]] = []

    def strike(count: int) -> None:
        if when(count):
            stand.after = None
            os.kill(processes[0].pid, signal.SIGKILL)

    stand.after = strike
    processes.append(start(environ, *command.split()))
    assert ended(processes[0]).code == -signal.SIGKILL
    stand.after = None


def after(stand: Stand, function: str, times: int) -> Callable[[int], bool]:
    """Tell when a function has been called so many times."""
    return lambda _count: (
        stand.asked[-1].function == function and stand.functions[function] == times
    )


def states(ran: Mentoring) -> list[tuple[str, str]]:
    runs = ran("jobs", "list", "--json").json["runs"]
    return [(run["job"], run["outcome"]["state"]) for run in runs]


@pytest.fixture(scope="module")
def undisturbed(
    first_sync: Path, served: Stand, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, object]:
    """What a write-back writes that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / DATABASE).parent.mkdir()
    shutil.copy(first_sync, folder / DATABASE)
    served.reset()
    assert ended(start(environment(served, folder), "writeback")).code == 0
    written = served.written()
    served.reset()
    return written


@pytest.mark.parametrize("requests", [1, 4, 9, 16, 40])
def test_a_sync_that_is_killed_is_made_good_by_the_next(
    mentoring: Mentoring, environ: Environment, stand: Stand, first_sync: Path, requests: int
) -> None:
    killed(environ, stand, "sync", lambda count: count == requests)

    ran = mentoring("sync", "--json")

    assert (ran.code, ran.json["problems"]) == (0, [])
    assert states(mentoring) == [("sync", "ok"), ("sync", "interrupted")]
    whole = environ | {"MENTORING_DATABASE_URL": f"sqlite:///{first_sync}"}
    assert mirror(environ) == mirror(whole)


def test_a_sync_that_is_killed_marks_nothing_gone_and_keeps_what_there_was(
    synced: Mentoring, environ: Environment, stand: Stand
) -> None:
    before = mirror(environ)
    stand.unenrol(PUPILS, stand.school.groups[1].members[0])
    killed(environ, stand, "sync", after(stand, "core_group_get_course_groups", 1))
    between = mirror(environ)

    assert len(before.users) == len(between.users)
    assert (before.groups, before.courses) == (between.groups, between.courses)
    assert synced("sync").code == 0
    assert len(mirror(environ).enrolments) == len(before.enrolments) - 1


@pytest.mark.parametrize(
    ("function", "times"),
    [(READ, 1), (READ, 2), (SAVE, 1), (READ, 3), (SAVE, 2), (ADD, 1), (ADD, 2)],
)
def test_a_write_back_that_is_killed_is_made_good_by_the_next(
    synced: Mentoring,
    environ: Environment,
    stand: Stand,
    undisturbed: Mapping[str, object],
    function: str,
    times: int,
) -> None:
    killed(environ, stand, "writeback", after(stand, function, times))

    ran = synced("writeback", "--json")

    assert (ran.code, ran.json["problems"]) == (0, [])
    assert states(synced)[:2] == [("writeback", "ok"), ("writeback", "interrupted")]
    assert stand.written() == undisturbed
    assert set(Counter(post.subject for post in stand.posts).values()) == {1}
    stand.asked.clear()
    assert synced("writeback").code == 0
    assert stand.writes == 0


@pytest.mark.parametrize("function", [SAVE, ADD])
def test_a_write_back_that_is_killed_before_moodle_did_anything_is_done_by_the_next(
    synced: Mentoring,
    environ: Environment,
    stand: Stand,
    undisturbed: Mapping[str, object],
    function: str,
) -> None:
    processes: list[subprocess.Popen[str]] = []

    def strike(asked: Asked, answer: Answer) -> Response:
        os.kill(processes[0].pid, signal.SIGKILL)
        return hang_up(asked, answer)

    stand.once(function, strike)
    processes.append(start(environ, "writeback"))
    assert ended(processes[0]).code == -signal.SIGKILL

    assert synced("writeback").code == 0
    assert stand.written() == undisturbed


def test_an_update_of_a_report_that_was_killed_is_not_taken_for_an_edit_by_hand(
    synced: Mentoring, environ: Environment, stand: Stand
) -> None:
    synced("writeback")
    stand.change_enrolment(PUPILS, stand.school.groups[1].members[0], suspended=True)
    synced("sync")
    killed(environ, stand, "writeback", after(stand, UPDATE, 1))

    ran = synced("writeback", "--json")

    assert ran.code == 0
    assert [change for change in ran.json["changes"] if change["kind"] == "report"] != []
    assert {c["state"] for c in ran.json["changes"] if c["kind"] == "report"} == {"written"}
    assert len(stand.posts) == 2


def test_while_one_process_syncs_another_is_told_to_wait(
    mentoring: Mentoring, environ: Environment, stand: Stand
) -> None:
    arrived, go_on = Event(), Event()

    def wait(_asked: Asked, answer: Answer) -> Response:
        arrived.set()
        go_on.wait(20)
        return answer()

    stand.once("core_webservice_get_site_info", wait)
    first = start(environ, "sync")
    assert arrived.wait(20)

    second = mentoring("sync")
    go_on.set()

    assert second.code == 5
    assert "уже выполняется другим процессом" in second.sentence
    assert ended(first).code == 0
    assert states(mentoring) == [("sync", "ok")]
