import re
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, insert, inspect, select

from connector.domain.programmes import Programme, ProgrammeId
from connector.domain.register import Register
from connector.moodle.records.cohort import Cohort
from connector.moodle.records.completion import CourseCompletion
from connector.store import kinds
from connector.store.database import MIGRATIONS, NEWEST, Database
from connector.store.tables import metadata
from tests.builders import NOW, a_user
from tests.store.servers import Clock, connected, process

FIRST = "0001"
UPGRADE = """
import sys
from datetime import UTC, datetime
from connector.store.database import Database
database = Database(sys.argv[1], lambda: datetime.now(UTC))
print("ready", flush=True)
sys.stdin.readline()
database.upgrade()
print(database.school("https://moodle.example"))
"""


@pytest.fixture
def empty(empty_url: str, clock: Clock) -> Database:
    return Database(empty_url, clock)


def migrate(connection: Connection, how: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    how(config, revision)


def differences(connection: Connection) -> list[object]:
    found: list[object] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_an_empty_database_gets_every_table(empty: Database, empty_url: str) -> None:
    empty.upgrade()
    empty.close()

    with connected(empty_url) as connection:
        assert tables(connection) == set(metadata.tables)


def test_tables_after_migration_are_those_that_the_code_knows(
    empty: Database, empty_url: str
) -> None:
    empty.upgrade()
    empty.close()

    with connected(empty_url) as connection:
        assert differences(connection) == []


def test_a_second_upgrade_changes_nothing(empty: Database) -> None:
    empty.upgrade()
    school = empty.school("https://moodle.example")
    with empty.transaction(school) as tx:
        tx.pictures.replace(kinds.USER, [a_user(1)])

    empty.upgrade()

    with empty.reading(school) as tx:
        assert tx.pictures.load(kinds.USER) == [a_user(1)]
    empty.close()


def test_two_processes_may_upgrade_at_once(empty_url: str) -> None:
    started = [process(UPGRADE, empty_url) for _ in range(2)]
    for one in started:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in started:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()

    ended = [(*one.communicate(timeout=30), one.returncode) for one in started]

    assert ended == [(ended[0][0], "", 0)] * 2


def test_everything_can_be_undone_and_done_again(empty: Database, empty_url: str) -> None:
    empty.upgrade()
    empty.close()
    with connected(empty_url) as connection:
        migrate(connection, command.downgrade, "base")
        assert tables(connection) == set()

    empty.upgrade()

    with connected(empty_url) as connection:
        assert differences(connection) == []
    empty.close()


def test_rows_of_the_first_version_survive_the_upgrade(empty: Database, empty_url: str) -> None:
    with connected(empty_url) as connection:
        migrate(connection, command.upgrade, FIRST)
        old = MetaData()
        old.reflect(connection)
        connection.execute(
            insert(old.tables["school"]).values(id=7, moodle_url="https://moodle.example")
        )
        connection.execute(
            insert(old.tables["moodle_cohort"]).values(
                school_id=7, id=1, name="Наставники", idnumber="", added_at=NOW
            )
        )
        connection.execute(
            insert(old.tables["moodle_course_completion"]).values(
                school_id=7, course_id=2, user_id=3, completed=True, completed_at=5, added_at=NOW
            )
        )
        connection.execute(
            insert(old.tables["mentoring_programme"]).values(
                school_id=7, id=4, title="П", form="any", school_year="2026/27", starts_at=6,
                added_at=NOW,
            )
        )  # fmt: skip

    empty.upgrade()

    with empty.reading(7) as tx:
        assert tx.pictures.load(kinds.COHORT) == [Cohort(1, "Наставники", "")]
        assert tx.pictures.load(kinds.COURSE_COMPLETION) == [
            CourseCompletion(2, 3, completed=True, completed_at=5)
        ]
        assert tx.pictures.load(kinds.PROGRAMME) == [
            Programme(ProgrammeId(4), "П", "any", "2026/27", 6)
        ]
        assert tx.register.load() == Register()
    with connected(empty_url) as connection:
        assert connection.execute(select(old.tables["school"].c.id)).scalars().all() == [7]
    empty.close()


def test_there_is_one_newest_version() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [NEWEST]


def test_files_are_numbered_in_the_order_of_versions() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    revisions = list(reversed(list(scripts.walk_revisions())))

    for number, script in enumerate(revisions, start=1):
        assert script.revision == f"{number:04d}"
        assert re.fullmatch(rf"{script.revision}_[a-z_]+\.py", Path(script.path).name)
    assert len(revisions) == len(list((MIGRATIONS / "versions").glob("*.py")))
