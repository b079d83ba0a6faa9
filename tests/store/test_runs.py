from dataclasses import replace
from datetime import timedelta

import pytest

from connector.store.database import Database
from connector.store.runs import Outcome, Problem, Run, RunState
from tests.builders import NOW
from tests.store.servers import Clock

HOUR = timedelta(hours=1)
DONE = Outcome(
    state=RunState.PARTIAL,
    counts={"user": {"added": 3, "gone": 0}, "dry_run": False},
    problems=[Problem("sync.held_back", {"kind": "user", "count": "7"})],
    calls=12,
    sent=3_000,
    received=5_000_000_000,
    seconds=1.25,
    waiting=0.5,
)


def start(database: Database, school: int, job: str = "sync") -> int:
    with database.transaction(school) as tx:
        return tx.runs.start(job)


def end(database: Database, school: int, run_id: int, outcome: Outcome = DONE) -> None:
    with database.transaction(school) as tx:
        tx.runs.end(run_id, outcome)


def last(database: Database, school: int, limit: int = 20) -> list[Run]:
    with database.reading(school) as tx:
        return tx.runs.last(limit)


def states(database: Database, school: int) -> list[tuple[str, RunState]]:
    return [(run.job, run.outcome.state) for run in last(database, school)]


def test_a_run_that_has_begun_has_no_end(database: Database, school: int) -> None:
    run_id = start(database, school)

    (run,) = last(database, school)
    assert (run.id, run.job, run.started_at, run.ended_at) == (run_id, "sync", NOW, None)
    assert run.outcome == Outcome(RunState.RUNNING, {}, [], 0, 0, 0, 0.0, 0.0)


def test_an_ended_run_keeps_all_that_it_did(database: Database, school: int, clock: Clock) -> None:
    run_id = start(database, school)
    clock.pass_by(HOUR)

    end(database, school, run_id)

    assert last(database, school) == [Run(run_id, "sync", NOW, NOW + HOUR, DONE)]


@pytest.mark.parametrize("state", RunState)
def test_every_state_is_kept(database: Database, school: int, state: RunState) -> None:
    end(database, school, start(database, school), replace(DONE, state=state))

    assert states(database, school) == [("sync", state)]


def test_a_run_whose_process_died_is_marked_when_its_job_begins_again(
    database: Database, school: int
) -> None:
    start(database, school)
    start(database, school, "monitor")

    start(database, school)

    assert states(database, school) == [
        ("sync", RunState.RUNNING),
        ("monitor", RunState.RUNNING),
        ("sync", RunState.INTERRUPTED),
    ]


def test_a_run_that_ended_is_not_marked_interrupted(database: Database, school: int) -> None:
    end(database, school, start(database, school))

    start(database, school)

    assert states(database, school) == [("sync", RunState.RUNNING), ("sync", RunState.PARTIAL)]


def test_a_run_of_another_school_is_not_marked_interrupted(database: Database, school: int) -> None:
    other = database.school("https://other.example")
    start(database, other)

    start(database, school)

    assert states(database, other) == [("sync", RunState.RUNNING)]
    assert states(database, school) == [("sync", RunState.RUNNING)]


def test_the_newest_runs_come_first_and_not_more_than_asked(
    database: Database, school: int
) -> None:
    ids = [start(database, school) for _ in range(5)]

    assert [run.id for run in last(database, school, limit=2)] == [ids[4], ids[3]]


def test_runs_before_a_moment_are_forgotten_and_counted(
    database: Database, school: int, clock: Clock
) -> None:
    other = database.school("https://other.example")
    for where in (school, school, other):
        start(database, where)
    kept = clock.pass_by(HOUR)
    run_id = start(database, school)

    with database.transaction(school) as tx:
        assert tx.runs.forget_before(kept) == 2
        assert tx.runs.forget_before(kept) == 0

    assert [run.id for run in last(database, school)] == [run_id]
    assert len(last(database, other)) == 1
