"""Measures indicators of a large make-believe school: `python -m tests.bench_indicators`.

10,000 participants in 20 programmes, 100,000 meetings, 200,000 answers. On the PostgreSQL that
MENTORING_TEST_POSTGRES names, in a schema of its own that is dropped at the end; without it on
SQLite. They are counted in a process of its own, so that seconds and memory are those of one
command; both are shown as a share of what is allowed. What it takes to read the register and the
mirror and to interpret the mapping, which every command does, stands beside it.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, text

PROGRAMMES: Final = 20
PAIRS: Final = 250
"""In each programme, each of one mentor and one mentee."""

MEETINGS: Final = 20
"""Of each pair."""

SECONDS: Final = 3.0
MEGABYTES: Final = 300.0
BEGINS: Final = date(2026, 9, 1)
STARTS: Final = 1_788_220_800
"""The same day, in Unix seconds."""

PROGRAMME: Final = """\
  - course: P{number}
    form: pupil-pupil
    pairs: {{ from: groups, named: 'Пара *' }}
    surveys:
      mentee_input: {{ feedback: Вход, course: P{number} }}
      mentee_output: {{ feedback: Выход, course: P{number} }}
"""
OF_MENTORS: Final = "      mentor_output: {{ feedback: Наставник, course: P{number} }}\n"
ASKING_MENTORS: Final = 8
"""In so many programmes mentors are asked too: 200,000 answers together."""

MAPPING: Final = """\
# Школа для измерений.
school: { name: Школа, school_year: 2026/27 }
people:
  kind: [{ pupil: { in_cohort: Ученики } }]
  class: { profile_field: class }
  birth_date: { profile_field: birthdate }
roles: { mentor: { in_cohort: Наставники }, mentee: { in_cohort: Наставляемые } }
programmes:
"""


def main() -> None:
    """Fill a database, measure in another process, print a line."""
    with tempfile.TemporaryDirectory() as folder, _database(Path(folder)) as url:
        mapping = Path(folder) / "mapping.yaml"
        programmes = "".join(_programme(number) for number in range(1, PROGRAMMES + 1))
        mapping.write_text(MAPPING + programmes, encoding="utf-8")
        environment = {
            **os.environ,
            "MENTORING_HOME": folder,
            "MENTORING_MAPPING": str(mapping),
            "MENTORING_DATABASE_URL": url,
            "MENTORING_MOODLE_URL": "http://127.0.0.1:1",
            "MENTORING_MOODLE_TOKEN": "none",
        }
        filled = _child("fill", environment)
        found = _child("measure", environment)
    sys.stdout.write(
        f"{filled['people']} participants, {filled['meetings']} meetings, {filled['answers']} "
        f"answers on {url.split(':', maxsplit=1)[0]}: {found['figures']} figures\n"
        f"counted in {found['counting']:.2f} s, {found['counting'] / SECONDS:.2f} of "
        f"{SECONDS:.0f} s, after reading and interpreting everything in {found['reading']:.2f} s; "
        f"peak {found['memory']:.0f} MB, {found['memory'] / MEGABYTES:.2f} of {MEGABYTES:.0f}\n"
    )


def _programme(number: int) -> str:
    asking = PROGRAMME + (OF_MENTORS if number <= ASKING_MENTORS else "")
    return asking.format(number=number)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """A database of its own, gone at the end."""
    server = os.environ.get("MENTORING_TEST_POSTGRES", "")
    if not server:
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text("create schema mentoring_bench"))
    try:
        yield f"{server}?options=-csearch_path%3Dmentoring_bench"
    finally:
        with engine.begin() as connection:
            connection.execute(text("drop schema mentoring_bench cascade"))


def _child(step: str, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench_indicators", step]
    said = subprocess.run(  # noqa: S603 - ours
        command, check=True, capture_output=True, text=True, env=environment
    )
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@dataclass
class Filling:
    """The mirror of the school, programme by programme."""

    rows: dict[str, list[Any]]

    def add(self, kind: str, *records: object) -> None:
        """Note records of a kind."""
        self.rows.setdefault(kind, []).extend(records)


def fill() -> dict[str, int]:
    """Write the school and bring its register up to it; how much there is of what."""
    from connector import settings  # noqa: PLC0415 - a step runs in its own process
    from connector.bootstrap import open_school  # noqa: PLC0415 - same
    from connector.domain.meetings import Meeting, MeetingState  # noqa: PLC0415 - same
    from connector.services import register  # noqa: PLC0415 - same
    from connector.store import kinds  # noqa: PLC0415 - same

    with open_school(settings.load()) as deps:
        rows = _mirror(deps)
        by_name = {kind.name: kind for kind in kinds.MIRROR}
        with deps.database.transaction(deps.school_id) as tx:
            for name, records in rows.items():
                tx.pictures.replace(by_name[name], records, believes_short=True)
        register.update(deps)
        matches = sorted(register.read(deps).matches)
        meetings = [
            Meeting(
                number * MEETINGS + place,
                match,
                BEGINS + timedelta(days=4 * place),
                minutes=40,
                state=MeetingState.CONFIRMED if place % 2 else MeetingState.HELD,
            )
            for number, match in enumerate(matches, 1)
            for place in range(MEETINGS)
        ]
        with deps.database.transaction(deps.school_id) as tx:
            tx.pictures.replace(kinds.REGISTER["meetings"], meetings)
        return {
            "people": len(rows["user"]),
            "meetings": len(meetings),
            "answers": sum(len(row.answers) for row in rows["answered"]),
        }


def _mirror(deps: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - loaded in this process only
    from connector.mapping import sheets  # noqa: PLC0415 - a step runs in its own process
    from connector.moodle.records.answered import Answered  # noqa: PLC0415 - same
    from connector.moodle.records.cohort import Cohort, CohortMember  # noqa: PLC0415 - same
    from connector.moodle.records.enrolment import Group, GroupMember  # noqa: PLC0415 - same
    from tests import builders  # noqa: PLC0415 - same

    made = Filling({})
    cohorts = ("Ученики", "Наставники", "Наставляемые")
    made.add("cohort", *(Cohort(n, name, "") for n, name in enumerate(cohorts, 1)))
    for programme, rule in enumerate(deps.rules.programmes, 1):
        made.add(
            "course", builders.a_course(programme, shortname=f"P{programme}", starts_at=STARTS)
        )
        for pair in range(PAIRS):
            group = programme * PAIRS + pair
            made.add("group", Group(group, programme, f"Пара {group}", ""))
            for side in (0, 1):
                who = 2 * group + side
                profile = {"class": f"{8 + side}{'АБВГ'[pair % 4]}", "birthdate": "1325376000"}
                made.add("user", builders.a_user(who, profile=profile))
                made.add("cohort_member", CohortMember(1, who), CohortMember(2 + side, who))
                made.add("enrolment", builders.an_enrolment(who, course_id=programme))
                made.add("group_member", GroupMember(programme, group, who))
                for place, (code, survey) in enumerate(rule.surveys.items()):
                    if code.startswith("mentee") == bool(side):
                        answers = {
                            sheets.key(survey.answers, item): str(1 + (who + n) % 10)
                            for n, item in enumerate(survey.items)
                        }
                        cmid = 10 * programme + place
                        made.add("answered", Answered(programme, cmid, who, 1_793_000_000, answers))
    return made.rows


def measure() -> dict[str, float]:
    """Read everything and count every indicator, as a command does."""
    from connector import settings  # noqa: PLC0415 - what it costs is measured
    from connector.bootstrap import open_school  # noqa: PLC0415 - same
    from connector.cli.main import collect_seldom  # noqa: PLC0415 - same
    from connector.domain.indicators import indicators  # noqa: PLC0415 - same
    from connector.services import facts  # noqa: PLC0415 - same
    from connector.services.by_hand.view import view  # noqa: PLC0415 - same

    collect_seldom()
    with open_school(settings.load()) as deps:
        started = time.perf_counter()
        seen = view(deps)
        gathered = facts.gather(deps, seen.school, seen.register)
        read = time.perf_counter()
        found = indicators(gathered)
        ended = time.perf_counter()
    return {
        "figures": len(found),
        "reading": read - started,
        "counting": ended - read,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps({"fill": fill, "measure": measure}[sys.argv[1]]()))
    else:
        main()
