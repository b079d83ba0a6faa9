"""Every command: what it prints for a program, what for a person, and how it ends."""

import json

import pytest

from connector.cli.demo import WRITTEN
from jobs.catalogue import JOBS
from tests.cli.conftest import Mentoring
from tests.services.stand import PUPILS, Stand, of_course, refuse

WITH_JSON = [
    ("doctor",),
    ("sync",),
    ("sync", "--night"),
    ("monitor",),
    ("writeback", "--dry-run"),
    ("writeback",),
    ("status",),
    ("mappings", "check"),
    ("mappings", "preview"),
    ("mappings", "explain", "student0001"),
    ("jobs", "list"),
]
ALL_DEFECTS = 5


@pytest.fixture
def whole_cycle(synced: Mentoring) -> Mentoring:
    for command in ("monitor", "writeback"):
        assert synced(command).code == 0
    return synced


@pytest.mark.parametrize("command", WITH_JSON, ids=" ".join)
def test_every_command_gives_json_and_nothing_else(
    whole_cycle: Mentoring, command: tuple[str, ...]
) -> None:
    ran = whole_cycle(*command, "--json")

    assert ran.json
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("command", [*WITH_JSON, ("jobs", "run", "monitor")], ids=" ".join)
def test_every_command_speaks_to_a_person(whole_cycle: Mentoring, command: tuple[str, ...]) -> None:
    ran = whole_cycle(*command)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.out)


def test_help_is_in_russian_and_names_every_command(mentoring: Mentoring) -> None:
    ran = mentoring("--help")

    assert ran.code == 0
    assert "Наставничество в школе поверх Moodle" in ran.out
    names = (
        "doctor",
        "sync",
        "monitor",
        "writeback",
        "status",
        "mappings",
        "jobs",
        "serve",
        "demo",
    )
    assert all(f"\n  {name} " in ran.out for name in names)


def test_a_sync_counts_and_says_what_it_cost(mentoring: Mentoring, stand: Stand) -> None:
    told = mentoring("sync", "--json").json

    assert (told["ok"], told["problems"]) == (True, [])
    assert told["counts"]["course"] == {"added": 10, "changed": 0, "gone": 0, "held_back": 0}
    assert told["usage"]["calls"] == len(stand.asked)


def test_conflicts_and_our_own_refusals_are_findings_and_no_failures(synced: Mentoring) -> None:
    synced("monitor")

    ran = synced("writeback", "--json")

    assert ran.code == 0
    assert (ran.json["counts"]["conflict"], ran.json["counts"]["refused"]) == (1, 4)
    states = [change["state"] for change in ran.json["changes"]]
    assert sorted(set(states)) == ["conflict", "refused", "written"]


def test_a_write_back_names_people_and_reasons_to_a_person(whole_cycle: Mentoring) -> None:
    lines = [
        line for line in whole_cycle("writeback").out.splitlines() if line.startswith("оценка")
    ]

    assert len(lines) == ALL_DEFECTS
    assert any("оставлено человеку: оценку поставил учитель" in line for line in lines)
    assert any("не записано: не записан на курс" in line for line in lines)


def test_a_dry_run_shows_what_would_be_written(synced: Mentoring, stand: Stand) -> None:
    stand.asked.clear()

    ran = synced("writeback", "--dry-run")

    assert ran.code == 0
    assert ran.out.count("будет записано") == 27
    assert (stand.writes, stand.state.journal, stand.posts) == (0, [], [])


@pytest.mark.parametrize("json_wanted", [True, False])
def test_a_sync_that_is_not_complete_ends_with_1_and_says_why(
    mentoring: Mentoring, stand: Stand, *, json_wanted: bool
) -> None:
    stand.always("core_group_get_course_groups", of_course(PUPILS, refuse("nopermissions")))

    ran = mentoring("sync", *["--json"] * json_wanted)

    assert ran.code == 1
    assert "Не хватает прав для core_group_get_course_groups" in ran.out
    assert ran.err == ""
    if json_wanted:
        assert ran.json["ok"] is False
        assert len(ran.json["problems"]) == 1


def test_the_status_of_an_incomplete_sync_ends_with_1(mentoring: Mentoring, stand: Stand) -> None:
    stand.always("core_group_get_course_groups", refuse("nopermissions"))
    mentoring("sync")

    ran = mentoring("status", "--json")

    assert ran.code == 1
    assert ran.json["ok"] is False
    assert ran.json["last_runs"]["sync"]["outcome"]["state"] == "partial"


def test_who_vanished_is_held_back_until_it_is_accepted(synced: Mentoring, stand: Stand) -> None:
    stand.change_course(PUPILS, groups=())

    held = synced("sync")
    assert held.code == 1
    assert "mentoring sync --accept-gone group" in held.out

    kinds = ("--accept-gone", "group", "--accept-gone", "group_member")
    accepted = synced("sync", *kinds, "--json")
    assert accepted.code == 0
    assert accepted.json["counts"]["group"]["gone"] == 15


def test_a_job_that_is_run_by_hand_ends_as_its_run_did(mentoring: Mentoring, stand: Stand) -> None:
    assert mentoring("jobs", "run", "sync_night").code == 0
    stand.always("core_group_get_course_groups", refuse("nopermissions"))

    ran = mentoring("jobs", "run", "sync")

    assert ran.code == 1
    assert "Не хватает прав" in ran.out


def test_the_list_of_jobs_tells_when_and_what_was_last(whole_cycle: Mentoring) -> None:
    told = whole_cycle("jobs", "list", "--json").json

    jobs = {job["job"]: job for job in told["jobs"]}
    assert jobs.keys() == JOBS.keys()
    assert jobs["sync_night"]["next"].endswith("02:15:00+05:00")
    assert [run["job"] for run in told["runs"]] == ["writeback", "monitor", "sync"]
    assert {run["outcome"]["state"] for run in told["runs"]} == {"ok"}


def test_the_doctor_ends_with_1_when_something_must_be_mended(
    mentoring: Mentoring, stand: Stand
) -> None:
    stand.always("core_cohort_get_cohorts", refuse("nopermissions"))

    for_person, for_program = mentoring("doctor"), mentoring("doctor", "--json")

    assert for_person.code == for_program.code == 1
    assert "✗ Не хватает прав для core_cohort_get_cohorts" in for_person.out
    assert "✓ Токен принят" in for_person.out
    assert for_program.json["ok"] is False


def test_the_demo_shows_the_whole_cycle_and_a_second_one_that_changes_nothing(
    mentoring: Mentoring,
) -> None:
    ran = mentoring("demo", "--once", "--json", MOODLE_URL=None, MOODLE_TOKEN=None, MAPPING=None)

    told = ran.json
    assert (ran.code, ran.err) == (0, "")
    assert told.keys() == {
        "users",
        "programmes",
        "mentors",
        "mentees",
        "curators",
        "pairs",
        "alerts",
        "participations",
        "consents",
        "candidates",
        "trained_mentors",
        "teachers_with_route",
        "matches",
        "plans",
        "meetings",
        "roadmap_rows",
        "proposals",
        "unmatched_with_reason",
        "surveys",
        "survey_answers",
        "effects",
        "alert_rules",
        "snapshots",
        *WRITTEN,
        "indicators",
        "second_cycle",
    }
    numbers = {name: value for name, value in told.items() if isinstance(value, int)}
    assert all(value > 0 for value in numbers.values())
    assert told["second_cycle"] == dict.fromkeys(("rows_changed", *WRITTEN), 0)


def test_the_demo_tells_it_to_a_person(mentoring: Mentoring) -> None:
    ran = mentoring("demo", "--once", "--users", "40", MOODLE_URL=None, MOODLE_TOKEN=None)

    assert (ran.code, ran.err) == (0, "")
    assert "Второй цикл: строк изменено 0, оценок записано 0, отчётов 0, напоминаний 0." in ran.out
