"""Meetings and plans of pairs at the command line."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from connector import settings
from connector.bootstrap import open_school
from connector.domain.people import Role
from tests.cli.conftest import Environment, Mentoring
from tests.services.pairs_stand import with_a_pair

SECRET = "Поссорились с классом"


@dataclass(frozen=True)
class OnePair:
    """A pair at work, its mentor and its mentee, and the command line of its school."""

    mentoring: Mentoring
    number: str
    name: str
    mentor: str
    mentee: str
    today: date

    def meetings(self, *arguments: str) -> Any:  # noqa: ANN401 - decoded JSON
        """Run a command about meetings that prints JSON."""
        ran = self.mentoring("pairs", "meetings", *arguments, "--json")
        assert ran.code == 0, ran.err
        return ran.json

    def plan(self, *arguments: str) -> Any:  # noqa: ANN401 - decoded JSON
        """Run a command about plans that prints JSON."""
        ran = self.mentoring("pairs", "plan", *arguments, "--json")
        assert ran.code == 0, ran.err
        return ran.json

    def in_days(self, days: int) -> str:
        """A day as people type it."""
        return f"{self.today + timedelta(days=days):%d.%m.%Y}"


@pytest.fixture
def pair(known: Mentoring, environ: Environment) -> OnePair:
    with open_school(settings.load(environ)) as deps:
        seen, match = with_a_pair(deps)
        mentor, mentee = (
            str(seen.register.side_of(match.id, side)[0].person_id)
            for side in (Role.MENTOR, Role.MENTEE)
        )
        return OnePair(known, str(match.id), match.name, mentor, mentee, seen.today)


def entered(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The meetings that were entered here, without those that Moodle's journal tells of."""
    return [row for row in told["meetings"] if row["meeting"]]


def test_meetings_are_planned_held_confirmed_and_listed(pair: OnePair) -> None:
    pair.meetings("plan", pair.name, "--on", pair.in_days(0), "--at", "9:05", "--type", "planning")
    pair.meetings("held", "1", "--minutes", "40", "--topic", SECRET)
    pair.meetings("confirm", "1")

    told = pair.meetings("list", pair.number)

    (row,) = entered(told)
    assert (row["clock"], row["minutes"], row["state"]) == ("09:05", 40, "confirmed")
    (summary,) = told["pairs"]
    assert summary["figures"]["confirmed"] >= 1
    said = pair.mentoring("pairs", "meetings", "list", pair.number).out
    assert "встреча-планирование" in said
    assert SECRET in said


def test_a_mentee_is_not_shown_what_was_written(pair: OnePair) -> None:
    pair.meetings("enter", pair.number, "--on", pair.in_days(-1), "--outcome", SECRET)

    for who, sees_texts in ((pair.mentor, True), (pair.mentee, False)):
        ran = pair.mentoring("pairs", "meetings", "list", pair.number, "--as", who)
        assert "проведена" in ran.out
        assert (SECRET in ran.out) is sees_texts


def test_a_series_is_moved_missed_and_cancelled(pair: OnePair) -> None:
    until = pair.in_days(14)
    made = pair.meetings("series", pair.number, "--every", "7", "--until", until, "--place", "211")
    assert len(made["changes"]) == 3

    pair.meetings("miss", "1")
    pair.meetings("cancel", "2")
    pair.meetings("move", "3", "--on", pair.in_days(15), "--at", "16:00")
    pair.meetings("change", "3", "--type", "final")

    rows = entered(pair.meetings("list", pair.number))
    assert [row["state"] for row in rows] == ["missed", "cancelled", "planned"]
    assert rows[2]["on"] == str(pair.today + timedelta(days=15))
    assert rows[2]["type"] == "final"


def test_a_meeting_that_is_moved_tells_from_when_to_when(pair: OnePair) -> None:
    pair.meetings("plan", pair.number, "--on", pair.in_days(7), "--at", "15:30")

    ran = pair.mentoring("pairs", "meetings", "move", "1", "--on", pair.in_days(8), "--at", "16:00")

    assert f"день {pair.in_days(7)} → {pair.in_days(8)}; время 15:30 → 16:00" in ran.out


def test_pairs_stand_beside_each_other_with_the_totals_of_their_programme(pair: OnePair) -> None:
    pair.meetings("enter", pair.number, "--on", pair.in_days(0))

    told = pair.meetings("list")

    assert pair.number in {str(row["match"]) for row in told["pairs"]}
    assert sum(row["figures"]["held"] for row in told["programmes"]) >= 1
    ran = pair.mentoring("pairs", "meetings", "list")
    assert ran.code == 0
    assert "план выполнен на" in ran.out
    silent = pair.meetings("list", "--silent")
    assert pair.number not in {str(row["match"]) for row in silent["pairs"]}


def test_a_correction_that_comes_late_needs_a_reason(pair: OnePair) -> None:
    pair.meetings("enter", pair.number, "--on", pair.in_days(-20))
    change = ("pairs", "meetings", "change", "1", "--minutes", "50")

    assert "--reason" in pair.mentoring(*change).sentence
    assert pair.mentoring(*change, "--reason", "описка").code == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("meetings", "list", "нет такой"), "Нет пары с таким названием"),
        (("meetings", "list", "987654"), "Пары 987654 нет"),
        (("meetings", "held", "77"), "Встречи 77 нет"),
        (("plan", "done", "77777"), "Пункта 77777 нет"),
        (("plan", "show", "987654"), "Пары 987654 нет"),
    ],
)
def test_what_there_is_not_is_said_in_a_sentence(
    pair: OnePair, command: tuple[str, ...], said: str
) -> None:
    ran = pair.mentoring("pairs", *command)

    assert said in ran.sentence
    assert ran.code == 2


@pytest.mark.parametrize("typed", [("--at", "25:00"), ("--minutes", "0"), ("--type", "tea")])
def test_a_mistake_of_typing_is_pointed_out(pair: OnePair, typed: tuple[str, str]) -> None:
    ran = pair.mentoring("pairs", "meetings", "plan", pair.number, "--on", "01.12.2026", *typed)

    assert ran.code == 2
    assert typed[0] in ran.err


def test_a_plan_is_written_agreed_and_carried_out(pair: OnePair) -> None:
    pair.plan(
        "add", pair.number, "--task", "Проект", "--section", "difficulties", "--due", "1.12.2026"
    )
    item = next(i for i in items(pair) if i["task"] == "Проект")
    number = str(item["id"])
    pair.plan("agree", pair.number, "--goal", "Олимпиада")
    pair.plan("change", number, "--expected", "Диплом")
    pair.plan("done", number, "--mark", "4,5", "--result", SECRET)

    item = next(i for i in items(pair) if i["task"] == "Проект")
    assert (item["state"], item["mark"], item["planned_result"]) == ("done", 4.5, "Диплом")
    said = pair.mentoring("pairs", "plan", "show", pair.number).out
    assert "Цель: Олимпиада" in said
    assert "трудности" in said
    assert (
        SECRET not in pair.mentoring("pairs", "plan", "show", pair.number, "--as", pair.mentee).out
    )
    assert pair.name in pair.mentoring("pairs", "plan", "list").out

    pair.plan("close", pair.number)
    assert "нет открытого плана" in pair.mentoring("pairs", "plan", "close", pair.number).sentence


def test_an_item_is_dropped_or_not_done(pair: OnePair) -> None:
    for task in ("А", "Б"):
        pair.plan("add", pair.number, "--task", task)
    first, second = (str(i["id"]) for i in items(pair) if i["task"] in {"А", "Б"})

    pair.plan("drop", first)
    pair.plan("not-done", second, "--result", SECRET)

    states = {i["task"]: i["state"] for i in items(pair)}
    assert (states["А"], states["Б"]) == ("dropped", "not_done")


def items(pair: OnePair) -> list[dict[str, Any]]:
    (latest, *_) = pair.plan("show", pair.number)
    found: list[dict[str, Any]] = latest["items"]
    return found
