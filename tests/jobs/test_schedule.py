from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connector.errors import ConfigurationError
from jobs import schedule
from jobs.catalogue import JOBS
from tests.services.stand import ROOT

SHIPPED = ROOT / "config" / "schedule.yaml"
YEKATERINBURG = ZoneInfo("Asia/Yekaterinburg")


def a_timetable(folder: Path, content: str) -> Path:
    file = folder / "schedule.yaml"
    file.write_text(content, encoding="utf-8")
    return file


def refusal(file: Path) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        schedule.load(file)
    return caught.value


def test_the_shipped_timetable_names_every_job() -> None:
    assert schedule.load(SHIPPED).keys() == JOBS.keys()


def test_an_empty_timetable_has_no_jobs(tmp_path: Path) -> None:
    assert schedule.load(a_timetable(tmp_path, "# nothing\n")) == {}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("coffee: '0 9 * * *'", "jobs.unknown"),
        ("sync: '0 9 * *'", "jobs.bad_cron"),
        ("sync: '61 9 * * *'", "jobs.bad_cron"),
        ("sync: at nine", "jobs.bad_cron"),
        ("sync:", "jobs.bad_cron"),
        ("sync: '0 9 * * 0'", "jobs.weekday_in_digits"),
        ("sync: '0 9 * * 1-5'", "jobs.weekday_in_digits"),
        ("sync: [", "settings.unreadable"),
        ("- sync", "settings.unreadable"),
        ("just text", "settings.unreadable"),
    ],
)
def test_what_is_wrong_with_a_timetable_is_told_apart(
    tmp_path: Path, content: str, code: str
) -> None:
    assert refusal(a_timetable(tmp_path, content)).code == code


def test_a_refusal_names_the_job_and_the_line(tmp_path: Path) -> None:
    facts = refusal(a_timetable(tmp_path, "sync: '61 9 * * *'")).facts

    assert facts == {"name": "sync", "line": "61 9 * * *"}


def test_a_timetable_that_is_not_there_or_not_text_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")

    codes = {refusal(tmp_path / name).code for name in ("none.yaml", "binary.yaml")}

    assert codes == {"settings.unreadable"}


@pytest.mark.parametrize(
    ("line", "after", "expected"),
    [
        ("15 2 * * *", "2026-11-24 06:00", "2026-11-25 02:15"),
        ("15 2 * * *", "2026-11-23 21:00", "2026-11-24 02:15"),
        ("5 8-18/2 * * mon-sat", "2026-11-24 03:06", "2026-11-24 10:05"),
        ("5 8-18/2 * * mon-sat", "2026-11-28 14:00", "2026-11-30 08:05"),
        ("30 3 * * sun", "2026-11-24 06:00", "2026-11-29 03:30"),
    ],
)
def test_the_next_run_is_by_the_clock_of_the_school(line: str, after: str, expected: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)

    found = schedule.next_run("sync", line, YEKATERINBURG, moment)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=YEKATERINBURG)


def test_a_day_that_never_comes_has_no_next_run() -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)

    assert schedule.next_run("sync", "0 0 30 2 *", YEKATERINBURG, moment) is None
