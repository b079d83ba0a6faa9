"""`mentoring consents`: what each command prints, for a person and for a program, and refuses."""

import json
from datetime import timedelta
from typing import Any, Final

import pytest

from connector.services.by_hand.view import View
from tests.cli.conftest import TODAY, Mentoring
from tests.services.people_stand import a_couple, without_consent

PROCESSING: Final = ("--purpose", "processing")
SIGNED: Final = ("--signed-by", "representative", "--signed-on", f"{TODAY:%d.%m.%Y}")


def waits(known: Mentoring) -> dict[int, str]:
    """Who takes part without a consent, and why."""
    return {row["person"]: row["lack"] for row in known("consents", "missing", "--json").json}


READING: Final = [
    ("consents", "list"),
    ("consents", "renewals"),
    ("consents", "missing"),
    ("consents", "erasures"),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_gives_json_and_nothing_else(
    known: Mentoring, command: tuple[str, ...]
) -> None:
    ran = known(*command, "--json")

    assert (ran.code, ran.err) == (0, "")
    assert isinstance(ran.json, list)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_speaks_to_a_person(known: Mentoring, command: tuple[str, ...]) -> None:
    ran = known(*command)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.out)


def test_help_is_in_russian_and_names_every_command(known: Mentoring) -> None:
    told = known("consents", "--help").out

    for name in ("list", "give", "give-class", "request", "withdraw", "renewals", "missing",
                 "erasures"):  # fmt: skip
        assert f"\n  {name} " in told
    assert "Согласия" in told


def test_a_consent_is_given_and_who_waited_is_in_the_base(known: Mentoring, seen: View) -> None:
    who = without_consent(seen)
    assert waits(known)[who.id] == "none"

    ran = known("consents", "give", str(who.id), *PROCESSING, *SIGNED, "--paper", "папка 3")

    assert ran.code == 0
    assert "ожидает согласия → " in ran.out
    assert who.id not in waits(known)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--signed-by", "self", "--signed-on", f"{TODAY}"), "нет 18 лет"),
        (("--signed-by", "representative", "--signed-on", "2099-01-01"), "ещё не наступил"),
        (("--signed-by", "representative", "--signed-on", "01.01.1990"), "до рождения"),
        ((*SIGNED, "--valid-to", "01.01.2020"), "раньше, чем подписано"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_and_nothing_is_kept(
    known: Mentoring, seen: View, options: tuple[str, ...], words: str
) -> None:
    who = without_consent(seen)
    before = known("consents", "list", "--json").json

    ran = known("consents", "give", str(who.id), *PROCESSING, *options)

    assert ran.code == 2
    assert words in ran.sentence
    assert known("consents", "list", "--json").json == before


def test_a_grown_up_needs_no_representative(known: Mentoring, seen: View) -> None:
    teacher = next(p for p in seen.people.values() if p.age(TODAY) and not p.is_minor(TODAY))

    ran = known("consents", "give", str(teacher.id), *PROCESSING, *SIGNED)

    assert ran.code == 2
    assert "--signed-by self" in ran.sentence


def test_who_is_asked_is_listed_as_asked(known: Mentoring, seen: View) -> None:
    who = without_consent(seen)

    known("consents", "request", str(who.id), *PROCESSING)

    assert waits(known)[who.id] == "requested"
    asked = known("consents", "list", "--state", "requested", "--json").json
    assert [row["person_id"] for row in asked] == [who.id]
    again = known("consents", "request", str(who.id), *PROCESSING)
    assert "уже попросили" in again.sentence


def test_a_class_is_shown_first_and_given_with_yes(known: Mentoring, seen: View) -> None:
    class_name = without_consent(seen).class_name
    command = ("consents", "give-class", class_name.lower(), *PROCESSING, "--signed-on", f"{TODAY}")

    shown = known(*command)
    assert "повторите с --yes" in shown.out
    assert without_consent(seen).id in waits(known)

    given = known(*command, "--yes", "--json").json
    assert given["done"]
    assert {row["given"] for row in given["pupils"]} == {True, False}
    assert (
        not {p.id for p in seen.people.values() if p.class_name == class_name} & waits(known).keys()
    )


def test_who_did_not_hand_in_is_excepted(known: Mentoring, seen: View) -> None:
    who = without_consent(seen)
    command = ("consents", "give-class", who.class_name, *PROCESSING, "--signed-on", f"{TODAY}")

    ran = known(*command, "--yes", "--except", str(who.id))

    assert "не сдал (--except)" in ran.out
    assert who.id in waits(known)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("9А", "--except", "99999"), "из --except не участвует"),
        (("1Я",), "никто не участвует"),
        (("девятый",), "не класс"),
        (("9А", "--except", "Иванова"), "не номера через запятую"),
    ],
)
def test_a_class_or_an_exception_that_is_mistyped_gives_nothing(
    known: Mentoring, arguments: tuple[str, ...], words: str
) -> None:
    before = known("consents", "list", "--json").json

    ran = known(
        "consents", "give-class", *arguments, *PROCESSING, "--signed-on", f"{TODAY}", "--yes"
    )

    assert ran.code == 2
    assert words in ran.err
    assert known("consents", "list", "--json").json == before


def test_a_withdrawal_tells_what_it_ends_and_does_it_with_yes(known: Mentoring, seen: View) -> None:
    couple = a_couple(seen)
    command = ("consents", "withdraw", str(couple.mentee.id), *PROCESSING)
    due = f"{TODAY + timedelta(days=30):%d.%m.%Y}"

    told = known(*command)
    assert told.code == 0
    for words in (couple.pair.name, due, "снимите отметку", "повторите с --yes"):
        assert words in told.out
    assert known("consents", "erasures", "--json").json == []

    done: dict[str, Any] = known(*command, "--yes", "--json").json
    assert done["done"]
    assert done["consequences"]["due_on"] == (TODAY + timedelta(days=30)).isoformat()
    assert "выбыл" in known("people", "show", str(couple.mentee.id)).out
    (task,) = known("consents", "erasures", "--json").json
    assert (task["person_id"], task["state"]) == (couple.mentee.id, "open")
    again = known(*command, "--yes")
    assert "отзывать нечего" in again.sentence


def test_an_erasure_is_closed_only_when_it_is_done(known: Mentoring, seen: View) -> None:
    who = a_couple(seen).mentee
    known("consents", "withdraw", str(who.id), *PROCESSING, "--yes")

    assert known("consents", "erasures", "close", "1").code == 2
    assert known("consents", "erasures", "close", "2", "--done").code == 2
    ran = known("consents", "erasures", "close", "1", "--done", "--by", "завуч")

    assert ran.code == 0
    assert known("consents", "erasures", "--json").json[0]["state"] == "done"
    assert "завуч" in known("people", "show", str(who.id)).out


def test_a_day_of_withdrawal_is_checked(known: Mentoring, seen: View) -> None:
    who = a_couple(seen).mentee

    late = known("consents", "withdraw", str(who.id), *PROCESSING, "--on", "2099-01-01")
    early = known("consents", "withdraw", str(who.id), *PROCESSING, "--on", "01.01.2012", "--yes")

    assert "ещё не наступил" in late.sentence
    assert "раньше, чем подписано" in early.sentence


def test_consents_are_narrowed(known: Mentoring, seen: View) -> None:
    who = a_couple(seen).mentee
    everything = known("consents", "list", "--json").json
    of_class = known("consents", "list", "--class", who.class_name, "--json").json

    assert of_class == [row for row in everything if row["class_name"] == who.class_name]
    assert 0 < len(of_class) < len(everything)
    assert known("consents", "list", "--purpose", "labour_351_8", "--json").json == []
    assert known("consents", "list", "--expiring", "0", "--json").json == []
    outgrown = known("consents", "list", "--renewal", "--json").json
    assert [row["id"] for row in outgrown] == [
        row["id"] for row in known("consents", "renewals", "--json").json
    ]
