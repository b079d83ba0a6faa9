import json
from contextlib import AbstractContextManager

import pytest

from connector import logs
from connector.bootstrap import open_school
from connector.errors import ConfigurationError
from connector.services import running
from connector.services.deps import Deps
from connector.services.monitoring import kept
from connector.settings import Settings
from connector.store.runs import RunState
from jobs import runner
from jobs.catalogue import JOBS
from tests.services.conftest import Clock
from tests.services.stand import Stand


def broken() -> AbstractContextManager[Deps]:
    raise ZeroDivisionError


def logged(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_the_jobs_do_the_whole_work_one_after_another(deps: Deps, stand: Stand) -> None:
    for name in ("sync", "monitor", "writeback", "sync_night"):
        runner.run(deps, name)

    runs = [(run.job, run.outcome.state) for run in running.history(deps)]
    assert runs == [(job, RunState.OK) for job in ("sync", "writeback", "monitor", "sync")]
    assert len(kept(deps)[0].pairs) == 17
    assert len(stand.posts) == 2
    assert stand.functions["core_user_get_users"] == 1


def test_old_runs_are_pruned(deps: Deps, clock: Clock) -> None:
    runner.run(deps, "sync")
    clock.advance(days=100)

    runner.run(deps, "prune_history")

    assert [run.job for run in running.history(deps)] == ["prune_history"]


def test_an_unknown_job_is_refused_with_the_known_ones(deps: Deps) -> None:
    with pytest.raises(ConfigurationError) as caught:
        runner.run(deps, "coffee")

    assert caught.value.code == "jobs.unknown"
    assert all(name in str(caught.value.facts["known"]) for name in JOBS)


def test_by_hand_a_job_lets_its_error_through(deps: Deps) -> None:
    with pytest.raises(ConfigurationError):
        runner.run(deps, "monitor")


def test_by_timetable_an_error_ends_in_a_line_of_the_log(
    settings: Settings, deps: Deps, capsys: pytest.CaptureFixture[str]
) -> None:
    runner.run_scheduled(lambda: open_school(settings), "monitor")

    (line,) = logged(capsys)
    assert (line["event"], line["job"], line["reason"]) == (
        "job.failed",
        "monitor",
        "monitor.no_sync",
    )
    assert running.history(deps)[0].outcome.state is RunState.FAILED


def test_by_timetable_even_a_mistake_of_ours_ends_in_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    runner.run_scheduled(broken, "sync")

    (line,) = logged(capsys)
    assert (line["event"], line["job"]) == ("job.broke", "sync")
    assert "ZeroDivisionError" in line["exception"]
