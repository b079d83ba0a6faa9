from datetime import timedelta
from functools import partial

import pytest

from connector.store.database import Database
from tests.store.servers import Clock, at_once

MINUTE = timedelta(minutes=1)
NAME = "scheduler"


def take(database: Database, clock: Clock, holder: str, name: str = NAME) -> bool:
    with database.leases() as leases:
        return leases.take(name, holder, clock() + MINUTE)


def release(database: Database, holder: str) -> None:
    with database.leases() as leases:
        leases.release(NAME, holder)


def holder(database: Database, name: str = NAME) -> str | None:
    with database.leases() as leases:
        return leases.holder(name)


def test_nobody_holds_a_lease_that_was_never_taken(database: Database) -> None:
    assert holder(database) is None


def test_only_one_holds_a_lease(database: Database, clock: Clock) -> None:
    assert take(database, clock, "one")
    assert not take(database, clock, "two")
    assert holder(database) == "one"


def test_leases_of_different_names_do_not_meet(database: Database, clock: Clock) -> None:
    assert take(database, clock, "one")
    assert take(database, clock, "two", "sync")
    assert (holder(database), holder(database, "sync")) == ("one", "two")


def test_a_holder_renews(database: Database, clock: Clock) -> None:
    take(database, clock, "one")
    clock.pass_by(MINUTE / 2)
    assert take(database, clock, "one")
    clock.pass_by(MINUTE * 0.75)

    assert not take(database, clock, "two")
    assert holder(database) == "one"


@pytest.mark.parametrize(
    ("late", "who"),
    [(timedelta(microseconds=-1), "one"), (timedelta(), None), (MINUTE, None)],
    ids=["just before", "at the end", "long after"],
)
def test_a_lease_ends_at_its_moment(
    database: Database, clock: Clock, late: timedelta, who: str | None
) -> None:
    take(database, clock, "one")
    clock.pass_by(MINUTE + late)

    assert holder(database) == who
    assert take(database, clock, "two") is (who is None)


def test_who_comes_back_late_finds_another_holder(database: Database, clock: Clock) -> None:
    take(database, clock, "one")
    clock.pass_by(MINUTE)
    take(database, clock, "two")

    assert not take(database, clock, "one")
    assert holder(database) == "two"


def test_a_released_lease_is_free(database: Database, clock: Clock) -> None:
    take(database, clock, "one")

    release(database, "one")

    assert holder(database) is None
    assert take(database, clock, "two")


def test_a_stranger_releases_nothing(database: Database, clock: Clock) -> None:
    take(database, clock, "one")

    release(database, "two")

    assert holder(database) == "one"


def test_of_several_at_once_exactly_one_gets_a_new_lease(database: Database, clock: Clock) -> None:
    for race in range(5):
        who = [partial(take, database, clock, f"{n}", f"race {race}") for n in range(4)]

        assert sorted(at_once(*who), key=bool) == [False, False, False, True]


def test_of_several_at_once_exactly_one_gets_a_lease_that_ran_out(
    database: Database, clock: Clock
) -> None:
    for _ in range(5):
        take(database, clock, "one")
        clock.pass_by(MINUTE)
        who = [partial(take, database, clock, f"{n}") for n in range(4)]

        assert sorted(at_once(*who), key=bool) == [False, False, False, True]
        clock.pass_by(MINUTE)
