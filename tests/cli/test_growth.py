"""Teachers' growth and reminders at the command line."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from connector.domain.years import SchoolYear
from tests.cli.conftest import TODAY, Mentoring
from tests.services.stand import Stand

YESTERDAY: Final = TODAY - timedelta(days=1)
YEAR: Final = SchoolYear.at(YESTERDAY)
SEND: Final = "core_message_send_instant_messages"


@pytest.fixture
def kept(synced: Mentoring) -> Mentoring:
    """A school whose register is up to date, with everybody of the site."""
    assert synced("sync", "--night").code == 0
    assert synced("jobs", "run", "register").code == 0
    return synced


def teachers(kept: Mentoring, *options: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = kept("growth", "show", "--json", *options).json
    return listed


def test_every_teacher_is_measured_by_the_norm(kept: Mentoring) -> None:
    listed = teachers(kept)

    assert [one["name"] for one in listed] == sorted(one["name"] for one in listed)
    assert len(listed) > 3
    for one in listed:
        assert one["lacking"] == max(0, one["norm"] - one["counted"])
        assert one["hours"] <= one["counted"]
        assert one["hours"] == sum(done["hours"] for done in one["done"])
    assert any(one["lacking"] for one in listed)


def test_one_teacher_is_shown_with_courses_and_steps(kept: Mentoring) -> None:
    one = next(one for one in teachers(kept) if one["done"] and one["steps"])

    said = kept("growth", "show", one["name"]).out

    assert one["done"][0]["title"] in said
    assert one["steps"][0]["title"] in said


def test_a_pupil_has_no_growth(kept: Mentoring) -> None:
    assert "не работает в школе педагогом" in kept("growth", "show", "student0001").sentence
    ran = kept("growth", "plan", "student0001", "--title", "x")
    assert "не работает в школе педагогом" in ran.sentence


def test_a_step_is_planned_overdue_and_done(kept: Mentoring) -> None:
    who = str(teachers(kept)[0]["person_id"])
    plan = (
        "growth",
        "plan",
        who,
        "--title",
        "Семинар",
        "--hours",
        "4",
        "--by",
        YESTERDAY.isoformat(),
    )

    assert kept(*plan).code == 0
    assert "уже запланировано" in kept(*plan).sentence
    (step,) = steps(kept, who)
    assert (step["is_overdue"], step["is_achieved"]) == (True, False)

    assert kept("growth", "done", str(step["id"]), "--on", f"{YESTERDAY:%d.%m.%Y}").code == 0
    (step,) = steps(kept, who)
    assert (step["is_overdue"], step["is_achieved"]) == (False, True)


def steps(kept: Mentoring, who: str) -> list[dict[str, Any]]:
    (one,) = kept("growth", "show", who, "--year", str(YEAR), "--json").json
    return [step for step in one["steps"] if step["title"] == "Семинар"]


def test_a_course_that_moodle_does_not_have_cannot_be_planned(kept: Mentoring) -> None:
    who = str(teachers(kept)[0]["person_id"])

    ran = kept("growth", "plan", who, "--title", "x", "--course", "98765")

    assert "нет курса 98765" in ran.sentence
    assert "Нет шага 77" in kept("growth", "done", "77", "--on", f"{YESTERDAY:%d.%m.%Y}").sentence


def test_the_yearly_table_has_a_row_for_each_teacher_and_a_total(
    kept: Mentoring, home: Path
) -> None:
    listed, file = teachers(kept, "--year", str(YEAR)), home / "growth.xlsx"

    assert kept("growth", "table", "--year", str(YEAR), "--out", str(file)).code == 0

    head, *rows, total = load_workbook(file).worksheets[0].iter_rows(values_only=True)
    assert head[:4] == ("№", "ФИО", "Должность", f"Стаж на {YEAR.ends_on:%d.%m.%Y}")
    assert [row[1] for row in rows] == [one["name"] for one in listed]
    assert [row[8] for row in rows] == [one["lacking"] for one in listed]
    assert total[1] == f"Итого педагогов: {len(listed)}"
    assert total[5] == sum(one["hours"] for one in listed)
    assert total[10] == sum(step["is_overdue"] for one in listed for step in one["steps"])


def test_another_year_is_another_table(kept: Mentoring) -> None:
    before = str(SchoolYear(YEAR.first - 1))
    now, then = teachers(kept), teachers(kept, "--year", before)

    assert {one["year"] for one in then} == {before}
    assert [one["hours"] for one in now] != [one["hours"] for one in then]
    assert kept("growth", "show", "--year", "25").code == 2


def test_a_dry_run_tells_who_would_be_reminded_of_what(kept: Mentoring, stand: Stand) -> None:
    ran = kept("remind", "--dry-run", "--json")

    told = ran.json["reminders"]
    assert ran.code == 0
    assert {one["topic"] for one in told} == {"training", "growth", "surveys", "digest"}
    assert {one["state"] for one in told} == {"pending", None}
    assert all(one["reason"] for one in told if one["state"] is None)
    assert stand.functions[SEND] == 0
    assert "обучение наставника" in kept("remind", "--dry-run").out


def test_a_reminder_goes_out_once(kept: Mentoring, stand: Stand) -> None:
    first = kept("remind", "--json").json
    second = kept("remind", "--json").json

    assert first["counts"]["sent"] == stand.functions[SEND] > 0
    assert second["counts"]["sent"] == 0
    sent = [one for one in first["reminders"] if one["state"] == "written"]
    digests = sum(one["topic"] == "digest" for one in sent)
    assert second["counts"]["not_yet"] == first["counts"]["sent"] - digests
    assert "digest" not in {one["topic"] for one in second["reminders"]}, "nothing new to tell"
    assert "недавно напоминали" in kept("remind").out
    assert f"Напоминаний отправлено: {first['counts']['sent']}" in kept("status").out
