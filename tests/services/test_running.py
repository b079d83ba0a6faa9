"""Runs are recorded whatever happens, and one piece of work is done by one process at a time."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from connector.errors import ConfigurationError
from connector.services import leasing, running
from connector.services.deps import Deps
from connector.services.leasing import LEASE, Busy, leased
from connector.services.running import recorded
from connector.store.runs import RunState
from tests.services.conftest import DATABASE, Clock, Opening
from tests.services.stand import soon


def hold(deps: Deps, holder: str) -> None:
    """Let another process hold the lease of a sync."""
    with deps.database.leases() as leases:
        assert leases.take(f"sync:{deps.school_id}", holder, deps.clock() + LEASE)


def is_ours(deps: Deps) -> bool:
    return leasing.holder(deps, "sync") == leasing.me()


def a_dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_run_is_running_until_it_ends(deps: Deps) -> None:
    with recorded(deps, "sync") as record:
        (run,) = running.history(deps)
        assert (run.outcome.state, run.ended_at) == (RunState.RUNNING, None)
        record.counts["things"] = 3

    (run,) = running.history(deps)
    assert (run.outcome.state, run.outcome.counts) == (RunState.OK, {"things": 3})
    assert run.ended_at is not None


def test_a_known_error_is_recorded_and_let_through(deps: Deps) -> None:
    with pytest.raises(ConfigurationError), recorded(deps, "sync"):
        raise ConfigurationError("mapping.not_found", path="nowhere")

    (run,) = running.history(deps)
    (problem,) = run.outcome.problems
    assert run.outcome.state is RunState.FAILED
    assert (problem.code, problem.facts) == ("mapping.not_found", {"path": "nowhere"})


def test_an_unknown_error_is_recorded_as_a_failure_and_let_through(deps: Deps) -> None:
    with pytest.raises(ZeroDivisionError), recorded(deps, "sync"):
        raise ZeroDivisionError

    assert running.history(deps)[0].outcome.state is RunState.FAILED
    assert leasing.holder(deps, "sync") is None


def test_the_same_work_is_not_done_twice_at_once(deps: Deps) -> None:
    with recorded(deps, "sync"):
        with pytest.raises(Busy), recorded(deps, "sync"):
            pytest.fail("it was done")
        with recorded(deps, "monitor"):
            assert leasing.holder(deps, "monitor") == leasing.me()

    assert [run.job for run in running.history(deps)] == ["monitor", "sync"]


def test_two_schools_do_the_same_work_at_once(opened: Opening) -> None:
    one, other = opened(), opened(moodle_url="http://other.example")

    with recorded(one, "sync"), recorded(other, "sync"):
        assert leasing.holder(one, "sync") == leasing.holder(other, "sync") == leasing.me()

    assert len(running.history(one)) == len(running.history(other)) == 1


def test_work_of_a_living_process_is_left_to_it(deps: Deps) -> None:
    hold(deps, f"{socket.gethostname()}:{os.getppid()}:other")

    with pytest.raises(Busy), recorded(deps, "sync"):
        pytest.fail("it was done")

    assert running.history(deps) == []


def test_work_of_another_computer_is_left_to_it_until_its_time_is_up(
    deps: Deps, clock: Clock
) -> None:
    hold(deps, f"elsewhere:{a_dead_process()}:other")
    with pytest.raises(Busy), recorded(deps, "sync"):
        pytest.fail("it was done")

    clock.advance(seconds=(LEASE + timedelta(seconds=1)).total_seconds())

    with recorded(deps, "sync"):
        assert leasing.holder(deps, "sync") == leasing.me()


@pytest.mark.parametrize("pid", [os.getpid(), None], ids=["ours", "dead"])
def test_the_lease_of_a_dead_process_does_not_block(deps: Deps, pid: int | None) -> None:
    hold(deps, f"{socket.gethostname()}:{pid or a_dead_process()}:other")

    with recorded(deps, "sync"):
        assert leasing.holder(deps, "sync") == leasing.me()


def test_a_lease_is_renewed_while_the_work_lasts(
    deps: Deps, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leasing, "RENEWAL", 0.02)

    with leased(deps, "sync"):
        clock.advance(minutes=5)
        assert soon(lambda: is_ours(deps))
    assert leasing.holder(deps, "sync") is None


def test_a_renewal_that_fails_is_tried_again(
    deps: Deps, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(leasing, "RENEWAL", 0.02)

    with leased(deps, "sync"):
        with closing(sqlite3.connect(tmp_path / DATABASE, timeout=10)) as database:
            database.execute("alter table lease rename to elsewhere")
            time.sleep(0.1)
            database.execute("alter table elsewhere rename to lease")
        clock.advance(minutes=5)
        assert soon(lambda: is_ours(deps))


def test_a_run_whose_process_died_is_called_interrupted(deps: Deps) -> None:
    with deps.database.transaction(deps.school_id) as tx:
        tx.runs.start("sync")
        tx.runs.start("monitor")

    with recorded(deps, "sync"):
        pass

    states = {(run.job, run.outcome.state) for run in running.history(deps)}
    assert states == {
        ("sync", RunState.OK),
        ("sync", RunState.INTERRUPTED),
        ("monitor", RunState.RUNNING),
    }


def test_old_runs_are_forgotten(deps: Deps, clock: Clock) -> None:
    with recorded(deps, "sync"):
        pass
    clock.advance(days=93)
    with recorded(deps, "monitor"):
        pass

    assert running.prune(deps, 92) == 1
    assert [run.job for run in running.history(deps)] == ["prune_history", "monitor"]
