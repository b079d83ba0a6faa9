"""What can be set is said where a school sets it."""

import re
from dataclasses import asdict
from typing import Final

from connector.settings import SHIPPED, MoodleLimits, load
from jobs import schedule
from jobs.catalogue import JOBS
from tests.architecture.source import CONFIG, content, python, texts

READ: Final = re.compile(r"""["'](MENTORING_[A-Z_]+)["']""")
DESCRIBED: Final = re.compile(r"\bMENTORING_[A-Z_]+\b")


def test_every_limit_of_moodle_is_in_the_file_at_its_default() -> None:
    assert content("connector.yaml")["moodle"] == asdict(MoodleLimits())


def test_every_key_of_the_file_is_known() -> None:
    settings = load({"MENTORING_HOME": str(SHIPPED)})

    assert content("connector.yaml").keys() == {"web", "moodle"}
    assert content("connector.yaml")["web"] == {
        "host": settings.host,
        "port": settings.port,
        "trusted_proxy": settings.trusted_proxy,
    }


def test_every_job_is_in_the_timetable_and_every_line_of_it_is_a_job() -> None:
    times = schedule.load(CONFIG / "schedule.yaml")

    assert times.keys() == JOBS.keys()


def test_every_variable_is_described() -> None:
    read = {
        name
        for file in python("connector", "jobs")
        for name in READ.findall(file.read_text(encoding="utf-8"))
    }
    described = {
        name for file, text in texts() if file.suffix == ".md" for name in DESCRIBED.findall(text)
    }

    assert len(read) > 5
    assert sorted(read - described) == []
