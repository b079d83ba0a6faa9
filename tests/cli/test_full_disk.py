"""A disk without room: a sentence, an exit code, and nothing of what there was is lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import DATABASE, Environment, Mentoring, ended, start
from tests.services.stand import PUPILS, Stand

KIB = 1024


def no_room_above(size: int) -> str:
    """Python that lets no file of this process grow beyond some bytes.

    It writes no compiled modules: one cut short would stop everybody else (CPython gh-126606).
    """
    return (
        "import resource, sys; sys.dont_write_bytecode = True\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    )


def rows(home: Path) -> list[str]:
    """Everything in the database but the runs and the leases, after it was found whole."""
    with closing(sqlite3.connect(home / DATABASE)) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
        return [
            line
            for line in database.iterdump()
            if line.startswith("INSERT") and '"run"' not in line and '"lease"' not in line
        ]


@pytest.mark.parametrize("room", [20 * KIB, 64 * KIB, 150 * KIB])
def test_a_first_sync_without_room_says_so_and_the_next_one_is_whole(
    mentoring: Mentoring, environ: Environment, room: int
) -> None:
    ran = ended(start(environ, "sync", before=no_room_above(room)))

    assert ran.code == 4
    assert "На диске нет места для базы" in ran.sentence

    again = mentoring("sync", "--json")
    assert (again.code, again.json["problems"]) == (0, [])
    assert mentoring("monitor").code == 0


def test_what_there_was_is_not_lost(
    synced: Mentoring, environ: Environment, stand: Stand, home: Path
) -> None:
    before = rows(home)
    stand.change_person(*(p for p in stand.school.people if p > 3), lastaccess=1)
    for who in stand.school.groups[1].members:
        stand.unenrol(PUPILS, who)

    ran = ended(start(environ, "sync", before=no_room_above(16 * KIB)))

    assert ran.code == 4
    assert "Освободите место и повторите" in ran.sentence
    assert rows(home) == before
    assert synced("sync").code == 0


def test_a_write_back_without_room_sends_nothing_that_it_has_not_written_down(
    synced: Mentoring, environ: Environment, stand: Stand
) -> None:
    ran = ended(start(environ, "writeback", before=no_room_above(24 * KIB)))

    assert ran.code == 4
    assert (stand.state.journal, stand.posts) == ([], [])
    assert synced("writeback").code == 0
    assert len(stand.posts) == 2


def test_a_database_in_a_place_that_cannot_be_written_is_said_to_be_unavailable(
    mentoring: Mentoring,
) -> None:
    ran = mentoring("sync", DATABASE_URL="sqlite:////proc/mentoring/mentoring.db")

    assert ran.code == 4
    assert "База данных недоступна" in ran.sentence
