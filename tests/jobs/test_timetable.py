"""The timetable: one process runs the jobs, the others stand by."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.interval import IntervalTrigger

from connector.bootstrap import open_school
from connector.services import leasing, running
from connector.services.deps import Deps
from connector.services.leasing import LEASE, SCHEDULER
from connector.settings import Settings
from connector.store.runs import RunState
from jobs import runner, scheduler
from jobs.schedule import trigger
from jobs.scheduler import Timetable
from tests.cli.conftest import environment, start
from tests.services.conftest import Clock
from tests.services.stand import Stand, soon

ALWAYS = "* * * * *"
HURRY = """
import jobs.scheduler
from apscheduler.triggers.interval import IntervalTrigger
jobs.scheduler.RENEWAL = 0.1
jobs.scheduler.trigger = lambda name, line, zone: IntervalTrigger(seconds=0.2)
"""


def often(_name: str, _line: str, _zone: ZoneInfo) -> IntervalTrigger:
    return IntervalTrigger(seconds=0.1)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything that happens by the minute happen several times a second."""
    monkeypatch.setattr(scheduler, "RENEWAL", 0.05)
    monkeypatch.setattr(scheduler, "trigger", often)


@contextmanager
def kept(timetable: Timetable) -> Iterator[None]:
    """Keep a timetable in a thread until the end of the block."""
    stop = threading.Event()
    thread = threading.Thread(target=timetable.keep, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def a_timetable(deps: Deps, settings: Settings, *jobs: str) -> Timetable:
    return Timetable(deps, dict.fromkeys(jobs, ALWAYS), lambda: open_school(settings))


def give_lease(deps: Deps, holder: str) -> None:
    with deps.database.leases() as leases:
        leases.release(f"{SCHEDULER}:{deps.school_id}", leasing.me())
        assert leases.take(f"{SCHEDULER}:{deps.school_id}", holder, deps.clock() + LEASE)


def states(deps: Deps, job: str) -> list[RunState]:
    return [run.outcome.state for run in running.history(deps, 200) if run.job == job]


def test_whoever_keeps_it_holds_the_lease_and_lets_go_at_the_end(
    deps: Deps, settings: Settings
) -> None:
    timetable = a_timetable(deps, settings, "prune_history")

    with kept(timetable):
        assert soon(lambda: timetable.is_running)
        assert leasing.holder(deps, SCHEDULER) == leasing.me()

    assert not timetable.is_running
    assert leasing.holder(deps, SCHEDULER) is None


def test_a_job_that_fails_stops_neither_itself_nor_the_others(
    deps: Deps, settings: Settings
) -> None:
    with kept(a_timetable(deps, settings, "monitor", "prune_history")):
        assert soon(lambda: states(deps, "monitor").count(RunState.FAILED) > 1)
        assert soon(lambda: states(deps, "prune_history").count(RunState.OK) > 1)

    assert RunState.OK not in states(deps, "monitor")


def test_what_was_missed_is_caught_up_with_and_what_was_not_waits(
    synced: Deps, settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "trigger", trigger)
    yearly = {"monitor": "0 10 * * *", "freeze": "0 10 1 1 *", "prune_history": "0 10 * * *"}
    clock.advance(days=-2)
    for job in yearly:
        runner.run(synced, job)
    clock.advance(days=2)

    with kept(Timetable(synced, yearly, lambda: open_school(settings))):
        assert soon(lambda: len(states(synced, "monitor")) == 2)
        time.sleep(0.3)

    assert [len(states(synced, job)) for job in yearly] == [2, 1, 1]


def test_what_never_ran_is_not_late(deps: Deps, settings: Settings, clock: Clock) -> None:
    clock.advance(days=2)
    timetable = Timetable(deps, {"monitor": "0 10 * * *"}, lambda: open_school(settings))

    assert timetable._late() == set()  # noqa: SLF001 - what it would do at once


def test_a_process_stands_by_until_the_lease_is_free_and_stops_when_it_loses_it(
    deps: Deps, settings: Settings, clock: Clock
) -> None:
    other = f"{socket.gethostname()}:{os.getppid()}:other"
    give_lease(deps, other)
    timetable = a_timetable(deps, settings, "prune_history")

    with kept(timetable):
        time.sleep(0.3)
        assert not timetable.is_running
        assert running.history(deps) == []

        clock.advance(minutes=5)
        assert soon(lambda: timetable.is_running)

        give_lease(deps, other)
        assert soon(lambda: not timetable.is_running)

    assert leasing.holder(deps, SCHEDULER) == other


def test_a_database_that_is_away_stops_the_jobs_until_it_is_back(
    deps: Deps, settings: Settings, tmp_path: Path
) -> None:

    timetable = a_timetable(deps, settings)

    with kept(timetable):
        assert soon(lambda: timetable.is_running)
        with closing(sqlite3.connect(tmp_path / "mentoring.db", timeout=10)) as database:
            database.execute("alter table lease rename to elsewhere")
            assert soon(lambda: not timetable.is_running)
            database.execute("alter table elsewhere rename to lease")
        assert soon(lambda: timetable.is_running)


def test_of_two_processes_one_runs_the_jobs_and_the_other_takes_over_when_it_is_killed(
    deps: Deps, stand: Stand, clock: Clock, tmp_path: Path
) -> None:
    clock.moment = datetime.now(UTC)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "schedule.yaml").write_text("prune_history: '0 3 * * *'", "utf-8")
    environ = environment(stand, tmp_path) | {
        "MENTORING_DATABASE_URL": f"sqlite:///{tmp_path / 'mentoring.db'}"
    }
    processes = [start(environ, "jobs", "start", before=HURRY) for _ in range(2)]
    try:
        check_takeover(deps, processes)
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def check_takeover(deps: Deps, processes: list["subprocess.Popen[str]"]) -> None:
    by_pid = {str(process.pid): process for process in processes}

    def at_work() -> str:
        """The process that holds the lease."""
        return (leasing.holder(deps, SCHEDULER) or "::").split(":")[1]

    def done() -> int:
        return states(deps, "prune_history").count(RunState.OK)

    assert soon(at_work)
    assert soon(lambda: done() > 3)
    first = by_pid.pop(at_work())
    (second,) = by_pid.values()
    assert second.poll() is None

    first.kill()
    _, log_of_first = first.communicate()
    assert soon(lambda: at_work() == str(second.pid))
    before = done()
    assert soon(lambda: done() > before + 2)

    second.send_signal(signal.SIGTERM)
    _, log_of_second = second.communicate(timeout=20)
    assert second.returncode == 0
    assert leasing.holder(deps, SCHEDULER) is None
    assert "Traceback" not in log_of_first + log_of_second
    assert ended_runs(log_of_first)
    assert max(ended_runs(log_of_first)) < min(ended_runs(log_of_second))


def ended_runs(log: str) -> list[str]:
    """When the runs of a process ended, by its log."""

    lines = [json.loads(line) for line in log.splitlines()]
    return [line["timestamp"] for line in lines if line["event"] == "run.ended"]
