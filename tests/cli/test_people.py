"""`mentoring people`: what each command prints, for a person and for a program, and refuses."""

import getpass
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from connector import settings
from connector.bootstrap import open_school
from connector.services.by_hand.view import View
from tests.cli.conftest import TODAY, Environment, Mentoring
from tests.services.people_stand import a_couple, a_curator, open_one
from tests.services.stand import Stand

ENGINEER: Final = ("people", "add", "--name", "Кузьмин Лев Львович", "--kind", "employer")


@pytest.fixture
def journal(environ: Environment) -> Callable[[int], list[str]]:
    """Who changed what of a person, the newest first."""

    def read(who: int) -> list[str]:
        with (
            open_school(settings.load(environ)) as deps,
            deps.database.reading(deps.school_id) as tx,
        ):
            return [entry.by for entry in tx.register.journal(who)]

    return read


READING: Final = [
    ("people", "list"),
    ("people", "show", "student0012"),
    ("people", "gaps"),
    ("people", "organisations", "list"),
    ("people", "states"),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_gives_json_and_nothing_else(
    known: Mentoring, command: tuple[str, ...]
) -> None:
    ran = known(*command, "--json")

    assert (ran.code, ran.err) == (0, "")
    assert isinstance(ran.json, list | dict)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_every_command_speaks_to_a_person(known: Mentoring, command: tuple[str, ...]) -> None:
    ran = known(*command)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(ran.out)


def test_help_is_in_russian_and_names_every_command(known: Mentoring) -> None:
    told = known("people", "--help").out

    for name in ("list", "show", "gaps", "add", "organisations", "enter", "leave", "set", "link",
                 "states", "export", "import"):  # fmt: skip
        assert f"\n  {name} " in told
    assert "Реестр" in told


def test_rows_stand_in_columns_under_their_titles(known: Mentoring, seen: View) -> None:
    lines = known("people", "list", "--role", "mentor").out.splitlines()

    assert lines[0].casefold().split()[:3] == ["участие", "id", "имя"]
    mentors = known("people", "list", "--role", "mentor", "--json").json
    assert len(lines) == len(mentors) + 1
    assert a_couple(seen).mentor.name in "\n".join(lines)
    starts = {line.index(row["name"]) for line, row in zip(lines[1:], mentors, strict=True)}
    assert len(starts) == 1


def test_a_list_that_nobody_fits_says_so(known: Mentoring) -> None:
    ran = known("people", "list", "--class", "1Я")

    assert (ran.code, ran.out.strip()) == (0, "Под это ничего не подходит.")
    assert known("people", "list", "--class", "1Я", "--json").json == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--class", "девятый"), "не класс"),
        (("--form", "nothing"), "Нет формы"),
        (("--year", "2026"), "не учебный год"),
        (("--as", "99999"), "Человека с номером 99999 нет"),
    ],
)
def test_what_there_is_not_is_said(known: Mentoring, options: tuple[str, ...], words: str) -> None:
    ran = known("people", "list", *options)

    assert ran.code == 2
    assert words in ran.sentence


def test_somebody_else_sees_only_what_they_may(known: Mentoring, seen: View) -> None:
    couple = a_couple(seen)

    rows = known("people", "list", "--as", str(couple.mentee.id), "--json").json

    assert {row["person"] for row in rows} == {couple.mentee.id, couple.mentor.id}
    assert not any("has_consent" in row for row in rows)
    everything = known("people", "list", "--as", str(a_curator(seen).id), "--json").json
    assert everything == known("people", "list", "--json").json


def test_a_card_is_refused_to_who_may_not_see_it(known: Mentoring, seen: View) -> None:
    mine, other = a_couple(seen), a_couple(seen, 1)

    ran = known("people", "show", str(other.mentee.id), "--as", str(mine.mentor.id))

    assert ran.code == 2
    assert f"Он не вправе видеть человека {other.mentee.id}" in ran.sentence


def test_several_who_fit_are_named_on_the_screen(known: Mentoring) -> None:
    ran = known("people", "show", "ова")

    assert (ran.code, ran.out) == (2, "")
    *people, sentence = ran.err.splitlines()
    assert all("ова" in line.casefold() for line in people)
    assert sentence.startswith("Подходят ")
    assert not any(line.split("  ")[1] in sentence for line in people)


def test_an_outsider_is_added_enters_consents_and_leaves(
    known: Mentoring, journal: Callable[[int], list[str]]
) -> None:
    known("people", "organisations", "add", "--name", "Завод «Метиз»", "--by", "завуч")
    added = known(*ENGINEER, "--organisation", "метиз", "--born", "04.05.1980", "--json").json
    assert added["person"] == -1

    entered = known("people", "enter", "-1", "--role", "mentor", "--form", "employer-pupil")
    assert "состояние ожидает согласия" in entered.out
    today = f"{TODAY:%d.%m.%Y}"
    given = known(
        "consents", "give", "-1", "--purpose", "processing", "--signed-by", "self",
        "--signed-on", today,
    )  # fmt: skip
    assert "ожидает согласия → в базе" in given.out

    card = known("people", "show", "-1").out
    for word in ("Кузьмин Лев Львович", "Завод «Метиз»", "04.05.1980", "в базе", "дано"):
        assert word in card
    number = known("people", "list", "--role", "mentor", "--json").json
    (mine,) = [row["participation"] for row in number if row["person"] == -1]
    known("people", "set", str(mine), "competencies=станки", "time=2 часа")
    left = known("people", "leave", str(mine), "--because", "refused", "--by", "завуч")
    assert "отказался" in left.out
    assert journal(-1)[0] == "завуч"
    assert journal(-1)[-1] == getpass.getuser()


def test_the_same_person_is_not_added_by_mistake(known: Mentoring) -> None:
    assert known(*ENGINEER).code == 0

    ran = known(*ENGINEER)

    assert ran.code == 2
    assert "Похоже, это человек -1" in ran.sentence
    assert known(*ENGINEER, "--again").code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--name", "Кузьмин", "--kind", "employer"), "Нужны фамилия и имя"),
        (("--name", "Кузьмин Лев", "--kind", "parent", "--born", "01.01.1800"), "неправдоподобна"),
        (("--name", "Кузьмин Лев", "--kind", "employer", "--organisation", "x"), "Подходит орган"),
    ],
)
def test_who_cannot_be_is_not_added(known: Mentoring, options: tuple[str, ...], words: str) -> None:
    ran = known("people", "add", *options)

    assert ran.code == 2
    assert words in ran.sentence
    assert known("people", "show", "-1").code == 2


@pytest.mark.parametrize("typed", ["24/11/2026", "31.02.2026", "вчера", "2026.11.24", ""])
def test_a_day_that_is_none_is_a_mistake_of_typing(known: Mentoring, typed: str) -> None:
    ran = known(*ENGINEER, "--born", typed)

    assert ran.code == 2
    assert "напишите как 24.11.2026 или 2026-11-24" in ran.err


@pytest.mark.parametrize("typed", ["05.04.1980", "1980-04-05", " 05.04.1980 "])
def test_a_day_is_typed_either_way(known: Mentoring, typed: str) -> None:
    known(*ENGINEER, "--born", typed)

    assert known("people", "show", "-1", "--json").json["born_on"] == "1980-04-05"


def test_a_kind_that_nobody_is_is_a_mistake_of_typing(known: Mentoring) -> None:
    ran = known("people", "add", "--name", "Кузьмин Лев", "--kind", "cosmonaut")

    assert ran.code == 2
    assert "employer" in ran.err


@pytest.mark.parametrize(
    "typed", [("request",), ("state=active",), ("passed=maybe",), ("time=1", "time=2")]
)
def test_what_is_no_field_is_a_mistake_of_typing(known: Mentoring, typed: tuple[str, ...]) -> None:
    ran = known("people", "set", "1", *typed)

    assert ran.code == 2
    assert ran.out == ""


def test_a_case_needs_a_consent_to_distribution(known: Mentoring, seen: View) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id

    ran = known("people", "set", str(number), "case_url=https://school.example/1", "result=сдал")

    assert ran.code == 2
    assert "нет согласия на распространение" in ran.sentence
    card = known("people", "show", str(a_couple(seen).mentee.id), "--json").json
    assert card["participations"][0]["result"] == ""


def test_an_outsider_is_linked_to_an_account(known: Mentoring, seen: View) -> None:
    curator = a_curator(seen)
    known(*ENGINEER)

    ran = known("people", "link", "-1", str(curator.id), "--json")

    assert ran.code == 0
    assert {change["part"] for change in ran.json["changes"]} >= {"people"}
    assert known("people", "show", "-1").code == 2


def test_nothing_of_these_commands_reaches_moodle(
    known: Mentoring, stand: Stand, seen: View
) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id
    stand.asked.clear()

    known(*ENGINEER)
    known("people", "enter", "-1", "--role", "mentor")
    known("people", "set", str(number), "request=боится отвечать")

    assert stand.writes == 0
    assert not any("боится" in str(asked.form) for asked in stand.asked)


def test_the_states_are_told_without_a_moodle(mentoring: Mentoring) -> None:
    ran = mentoring("people", "states", "--markdown", MOODLE_URL=None, MOODLE_TOKEN=None)

    assert ran.code == 0
    assert ran.out.startswith("# Состояния и переходы\n")
    assert "| кандидат | ожидает согласия |" in ran.out


def test_who_leaves_the_programme_by_hand_may_have_completed_it(
    known: Mentoring, seen: View
) -> None:
    number = open_one(seen, a_couple(seen).mentee.id).id

    ran = known("people", "leave", str(number), "--because", "left_school", "--completed")

    assert "завершил" in ran.out
    again = known("people", "leave", str(number), "--because", "by_hand")
    assert again.code == 2
    assert "уже завершено" in again.sentence


def test_a_base_is_exported_and_comes_back_unchanged(known: Mentoring, tmp_path: Path) -> None:
    file = tmp_path / "база.xlsx"

    ran = known("people", "export", "mentees", "--out", str(file))

    assert ran.code == 0
    assert str(file) in ran.out
    assert file.stat().st_mode & 0o077 == 0
    back = known("people", "import", str(file), "--json").json
    assert (back["applied"], back["changes"], back["faults"]) == (False, [], [])
    assert known("people", "import", str(file)).out.strip().endswith("Ничего не изменилось.")


def test_a_file_that_is_there_is_not_replaced_by_chance(known: Mentoring, tmp_path: Path) -> None:
    file = tmp_path / "база.xlsx"
    file.write_text("правки", encoding="utf-8")

    ran = known("people", "export", "mentors", "--out", str(file))

    assert ran.code == 2
    assert "--force" in ran.sentence
    assert file.read_text(encoding="utf-8") == "правки"
    assert known("people", "export", "mentors", "--out", str(file), "--force").code == 0
    assert file.read_bytes().startswith(b"PK")


def test_a_file_that_cannot_be_read_or_written_is_said(known: Mentoring, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "нет" / "база.xlsx")

    assert "Не удаётся прочитать" in known("people", "import", nowhere).sentence
    assert "Не удаётся записать" in known("people", "export", "mentees", "--out", nowhere).sentence


def test_an_export_is_narrowed_like_the_list(known: Mentoring, tmp_path: Path) -> None:
    whole, narrow = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    known("people", "export", "mentees", "--out", str(whole))
    known("people", "export", "mentees", "--out", str(narrow), "--class", "8Б")

    rows = known("people", "list", "--role", "mentee", "--json").json
    of_class = [row for row in rows if row["class_name"] == "8Б"]
    told = known("people", "import", str(narrow), "--json").json
    assert told["missing"] == len(rows) - len(of_class)
    assert known("people", "import", str(whole), "--json").json["missing"] == 0
    assert of_class
