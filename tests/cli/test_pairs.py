"""Pairs and groups at the command line."""

from datetime import date, timedelta
from typing import Any

import pytest

from connector.domain.people import Person, Role
from connector.services.by_hand.view import View
from tests.cli.conftest import Mentoring
from tests.services.free_people import free
from tests.services.stand import PUPILS

ORDER = ("--order", "7-о", "--date")


def typed(day: date) -> str:
    """A day as people type it."""
    return f"{day:%d.%m.%Y}"


def pairs(mentoring: Mentoring, *arguments: str) -> Any:  # noqa: ANN401 - decoded JSON
    """Run a command about pairs that prints JSON."""
    ran = mentoring("pairs", *arguments, "--json")
    assert ran.code == 0, ran.err
    return ran.json


def add(mentoring: Mentoring, mentor: Person, *mentees: Person, kind: str = "") -> str:
    """Propose a pair and give its number."""
    named = [word for mentee in mentees for word in ("--mentee", str(mentee.id))]
    more = ["--kind", kind] if kind else []
    told = pairs(mentoring, "add", str(PUPILS), "--mentor", str(mentor.id), *named, *more)
    return str(told["pair"])


@pytest.fixture
def people(seen: View) -> tuple[list[Person], list[Person]]:
    """Mentors and mentees who are in no pair."""
    return free(seen, Role.MENTOR), free(seen, Role.MENTEE)


@pytest.fixture
def pair(known: Mentoring, people: tuple[list[Person], list[Person]]) -> str:
    """The number of a pair of ours that was proposed."""
    mentors, mentees = people
    return add(known, mentors[0], mentees[0])


def state(mentoring: Mentoring, pair: str) -> str:
    return str(pairs(mentoring, "show", pair)["row"]["state"])


def test_a_pair_goes_from_a_proposal_to_its_end(known: Mentoring, pair: str, seen: View) -> None:
    steps = (
        ((), "proposed"),
        (("start", pair), "trial"),
        (("confirm", pair, *ORDER, typed(seen.today)), "active"),
        (("suspend", pair), "suspended"),
        (("resume", pair), "active"),
        (("complete", pair), "completed"),
    )

    for step, reached in steps:
        if step:
            pairs(known, *step)
        assert state(known, pair) == reached


def test_the_list_is_read_by_people_and_by_programs(known: Mentoring, pair: str) -> None:
    told = known("pairs", "list", "--programme", str(PUPILS), "--state", "proposed")
    assert (told.code, told.err) == (0, "")
    head, row = told.out.splitlines()
    assert head.startswith("Пара")
    assert row.startswith(pair)
    assert "предложена" in row

    everybody = pairs(known, "list", "--all")
    assert len(everybody) == len(pairs(known, "list")) == 18


def test_a_card_and_a_history_are_read_by_people(known: Mentoring, pair: str, seen: View) -> None:
    pairs(known, "start", pair)
    pairs(known, "confirm", pair, *ORDER, typed(seen.today), "--title", "О парах")

    card = known("pairs", "show", f"Пара {pair}").out
    assert "Состояние: работает" in card
    assert "Приказ 7-о от" in card
    history = known("pairs", "history", pair).out.splitlines()
    assert any("пара" in line and "предложена → пробная" in line for line in history)


def test_a_mentor_is_replaced_by_a_pair_with_a_number_of_its_own(
    known: Mentoring, pair: str, people: tuple[list[Person], list[Person]]
) -> None:
    pairs(known, "start", pair)
    new = str(pairs(known, "replace", pair, "--mentor", str(people[0][1].id))["pair"])

    assert pairs(known, "show", new)["replaces"] == int(pair)
    assert pairs(known, "show", pair)["replaced_by"] == [int(new)]


def test_a_group_takes_in_and_lets_go(
    known: Mentoring, people: tuple[list[Person], list[Person]]
) -> None:
    mentors, (first, second, third, *_) = people
    group = add(known, mentors[0], first, second, kind="group")
    pairs(known, "join", group, "--mentee", str(third.id))
    pairs(known, "leave", group, "--who", str(first.id), "--because", "request")

    now = pairs(known, "show", group)["row"]["mentees"]
    assert [one["id"] for one in now] == [second.id, third.id]


def test_a_pair_is_broken_off_for_a_reason(known: Mentoring, pair: str, seen: View) -> None:
    assert known("pairs", "terminate", pair).code == 2
    pairs(known, "start", pair)
    pairs(known, "confirm", pair, *ORDER, typed(seen.today))
    pairs(known, "terminate", pair, "--because", "discipline")

    assert pairs(known, "show", pair)["row"]["ended_because"] == "discipline"
    assert pair not in {str(row["id"]) for row in pairs(known, "list")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "99999"), "Пары 99999 нет"),
        (("list", "--programme", "нет такой"), "программ"),
        (("suspend", "{pair}"), "не работает"),
        (("resume", "{pair}"), "не приостановлена"),
        (("complete", "{pair}"), "не работает"),
        (("terminate", "{pair}", "--because", "request"), "mentoring pairs reject"),
        (("confirm", "{pair}", "--order", "1", "--date", "01.09.2026"), "mentoring pairs start"),
        (("join", "{pair}", "--mentee", "{mentee}"), "не группа"),
        (("replace", "{pair}", "--mentor", "{mentor}"), "и так наставник"),
        (("leave", "{pair}", "--who", "{mentor}", "--because", "request"), "наставник пары"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_changes_nothing(
    known: Mentoring,
    pair: str,
    people: tuple[list[Person], list[Person]],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    mentors, mentees = people
    named = {"pair": pair, "mentor": mentors[0].id, "mentee": mentees[1].id}
    before = pairs(known, "show", pair)

    ran = known("pairs", *(one.format(**named) for one in arguments))

    assert ran.code == 2
    assert said in ran.sentence
    assert pairs(known, "show", pair) == before


def test_an_order_of_a_day_to_come_is_refused(known: Mentoring, pair: str, seen: View) -> None:
    pairs(known, "start", pair)
    tomorrow = typed(seen.today + timedelta(days=1))

    ran = known("pairs", "confirm", pair, *ORDER, tomorrow)

    assert ran.code == 2
    assert tomorrow in ran.sentence
    assert state(known, pair) == "trial"


def test_what_moodle_lacks_of_pairs_is_shown(known: Mentoring) -> None:
    assert known("pairs", "sync", "--dry-run", "--json").code == 0
