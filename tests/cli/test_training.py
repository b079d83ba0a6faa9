"""Training and control of mentors at the command line, certificates by hand and from a file."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import TODAY, Mentoring, Ran
from tests.services.stand import Stand

HEADS: Final = (
    "ФИО, id или логин", "Название", "Вид", "Часов", "Дата выдачи", "Действует до", "Организация",
    "Номер",
)  # fmt: skip
ISSUED: Final = TODAY - timedelta(days=40)
INITIAL: Final = "первичное обучение"
ME: Final = "the first mentor"
"""Stands for the login of somebody whom Moodle knows."""

Cells = Sequence[object]
Filled = Callable[..., Path]
Fault = tuple[Cells, str, str]
"""A row, its cell at fault, and a word of what is said about it."""


@pytest.fixture
def filled(home: Path) -> Filled:
    """Write a spreadsheet of rows under the usual heads."""

    def fill(*rows: Cells, heads: Cells = HEADS) -> Path:
        book = Workbook()
        page = book.worksheets[0]
        for row in (heads, *rows):
            page.append(list(row))
        file = home / "papers.xlsx"
        book.save(file)
        return file

    return fill


def mentors(known: Mentoring) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = known("training", "mentors", "--json").json
    return listed


def untrained(known: Mentoring) -> dict[str, Any]:
    return next(one for one in mentors(known) if one["training"] == "under_way")


def papers(known: Mentoring) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = known("training", "certificates", "list", "--json").json
    return listed


def test_who_needs_attention_comes_first(known: Mentoring) -> None:
    order = ["high", "medium", "low", None]
    listed = mentors(known)

    ranks = [order.index(one["severity"]) for one in listed]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0
    assert listed[0]["concerns"][0]["in_words"]
    said = known("training", "mentors").out.splitlines()
    assert said[1].startswith("срочно")


def test_the_card_of_a_mentor_names_what_is_wrong(known: Mentoring) -> None:
    one = untrained(known)

    card = known("training", "mentor", str(one["person_id"]), "--json").json
    said = known("training", "mentor", one["name"]).out

    assert card["mentor"] == one
    assert card["learnt"]
    assert "! не обучен" in said
    assert one["name"] in said


def test_whoever_is_no_mentor_has_no_card(known: Mentoring) -> None:
    candidates = known("recruiting", "candidates", "--role", "mentee", "--json").json

    ran = known("training", "mentor", str(candidates[0]["person_id"]))

    assert ran.code == 2
    assert "не наставник" in ran.sentence


def test_the_status_says_who_is_stuck_where_and_what_helps(known: Mentoring) -> None:
    told = known("training", "status", "--json").json
    said = known("training", "status").out

    everybody = {one["name"] for one in told["people"]}
    assert {name for halt in told["halts"] for name in halt["people"]} <= everybody
    assert {one["is_candidate"] for one in told["people"]} == {True, False}
    assert all(halt["helps"] for halt in told["halts"])
    assert "Школа наставника – проходит" in said
    assert "спросите, что мешает закончить" in said


def test_a_certificate_trains_and_one_taken_back_does_not(known: Mentoring) -> None:
    one = untrained(known)
    who = str(one["person_id"])
    paper = ("--title", "Наставничество", "--kind", "initial", "--hours", "36,5")

    added = known(
        "training", "certificates", "add", who, *paper, "--issued-on", f"{ISSUED:%d.%m.%Y}"
    )
    assert added.code == 0
    (kept_paper,) = papers(known)
    assert (kept_paper["name"], kept_paper["hours"]) == (one["name"], 36.5)
    assert next(m for m in mentors(known) if m["name"] == one["name"])["training"] == "done"
    twice = known("training", "certificates", "add", who, *paper, "--issued-on", ISSUED.isoformat())
    assert "уже внесено" in twice.sentence

    removed = known("training", "certificates", "remove", str(kept_paper["id"]))
    assert removed.code == 0
    assert papers(known) == []
    assert untrained(known)["name"] == one["name"]
    assert "Нет удостоверения" in known("training", "certificates", "remove", "77").sentence


@pytest.mark.parametrize("hours", ["0", "-4", "много", "1e9", "nan"])
def test_hours_are_a_number_of_hours(known: Mentoring, hours: str) -> None:
    ran = known(
        "training", "certificates", "add", "1", "--title", "x", "--kind", "initial", "--hours",
        hours, "--issued-on", f"{ISSUED:%d.%m.%Y}",
    )  # fmt: skip

    assert ran.code == 2
    assert "не часы" in ran.err


def test_the_certificates_of_one_person_are_theirs(known: Mentoring) -> None:
    one, other = mentors(known)[:2]
    known(
        "training", "certificates", "add", str(one["person_id"]), "--title", "Этика", "--kind",
        "accompanying", "--hours", "4", "--issued-on", f"{ISSUED:%d.%m.%Y}", "--provider", "ИРО",
    )  # fmt: skip

    said = known("training", "certificates", "list", one["name"]).out

    assert "Этика" in said
    assert "ИРО" in said
    assert known("training", "certificates", "list", other["name"], "--json").json == []


def test_the_template_is_an_empty_form_that_offers_the_kinds(known: Mentoring, home: Path) -> None:
    file = home / "form.xlsx"

    assert known("training", "template", str(file)).code == 0

    page = load_workbook(file).worksheets[0]
    assert [cell.value for cell in page[1]] == list(HEADS)
    assert page.max_row == 1
    assert INITIAL in page.data_validations.dataValidation[0].formula1


def test_the_empty_form_changes_nothing(known: Mentoring, home: Path) -> None:
    file = home / "form.xlsx"
    known("training", "template", str(file))
    assert file.stat().st_mode & 0o077 == 0

    ran = known("training", "import", str(file), "--apply", "--json")

    assert (ran.code, ran.json["added"], ran.json["faults"]) == (0, [], [])


def test_a_file_that_is_there_is_replaced_only_by_force(known: Mentoring, home: Path) -> None:
    file = home / "form.xlsx"
    file.write_text("чья-то работа", encoding="utf-8")

    assert known("training", "template", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == "чья-то работа"
    assert known("training", "template", str(file), "--force").code == 0
    assert known("training", "template", str(home / "nowhere" / "form.xlsx")).code == 2


def imported(known: Mentoring, file: Path, *options: str) -> Ran:
    return known("training", "import", str(file), *options)


def test_a_file_shows_its_difference_and_changes_nothing_until_it_is_applied(
    known: Mentoring, filled: Filled
) -> None:
    first, second = mentors(known)[:2]
    file = filled(
        (first["name"], "Наставник", INITIAL, 16, ISSUED, None, "ИРО", 17),
        (
            second["person_id"],
            "Наставник",
            "initial",
            "16,5",
            f"{ISSUED:%d.%m.%Y}",
            ISSUED + timedelta(days=700),
        ),
    )

    shown = imported(known, file)
    assert shown.code == 0
    assert shown.out.count("Новое: ") == 2
    assert "Новых 2, изменённых 0, без изменений 0." in shown.out
    assert papers(known) == []

    applied = imported(known, file, "--apply", "--json")
    assert applied.json["applied"] is True
    assert {(p["name"], p["hours"], p["number"]) for p in papers(known)} == {
        (first["name"], 16.0, "17"),
        (second["name"], 16.5, ""),
    }


def test_the_same_file_twice_adds_nothing(known: Mentoring, filled: Filled) -> None:
    one = mentors(known)[0]
    file = filled((one["name"], "Наставник", INITIAL, 16, ISSUED))
    imported(known, file, "--apply")
    before = papers(known)

    again = imported(known, file, "--apply")

    assert "Новых 0, изменённых 0, без изменений 1." in again.out
    assert papers(known) == before


def test_a_corrected_file_changes_what_it_corrects(known: Mentoring, filled: Filled) -> None:
    one = mentors(known)[0]
    imported(known, filled((one["name"], "Наставник", INITIAL, 16, ISSUED)), "--apply")

    ran = imported(known, filled((one["name"], "Наставник", INITIAL, 24, ISSUED)), "--apply")

    assert "Изменённое: " in ran.out
    assert [paper["hours"] for paper in papers(known)] == [24]


FAULTS: Final[Sequence[Fault]] = [
    (("Неизвестный Пётр", "Курс", INITIAL, 16, ISSUED), "A2", "нет"),
    ((ME, "", INITIAL, 16, ISSUED), "B2", "пуста"),
    ((ME, "Курс", "кружок", 16, ISSUED), "C2", "вида"),
    ((ME, "Курс", INITIAL, "много", ISSUED), "D2", "часы"),
    ((ME, "Курс", INITIAL, -1, ISSUED), "D2", "часы"),
    ((ME, "Курс", INITIAL, 16, "вчера"), "E2", "день"),
    ((ME, "Курс", INITIAL, 16, ISSUED + timedelta(days=50)), "E2", "не наступила"),
    ((ME, "Курс", INITIAL, 16, ISSUED, ISSUED - timedelta(days=30)), "F2", "раньше"),
    ((ME, "=1+1", INITIAL, 16, ISSUED), "B2", "формула"),
    ((ME, "К" * 300, INITIAL, 16, ISSUED), "B2", "длиннее"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[1]} {fault[2]}")
def test_a_fault_is_named_by_its_cell_and_nothing_of_the_file_is_kept(
    known: Mentoring, stand: Stand, filled: Filled, fault: Fault
) -> None:
    row, cell, why = fault
    one = mentors(known)[0]
    login = stand.school.people[one["person_id"]].username
    good = (one["name"], "Наставник", INITIAL, 16, ISSUED)
    named = [login.upper() if value == ME else value for value in row]

    ran = imported(known, filled(named, good), "--apply")

    assert ran.code == 1
    (line, summary) = ran.out.splitlines()
    assert f", {cell}: " in line
    assert why in line
    assert "Ошибок в файле: 1" in summary
    assert papers(known) == []


def test_every_fault_is_named_at_once(known: Mentoring, filled: Filled) -> None:
    file = filled(("", "", "", "", ""), ("x", "", "кружок", 0, "вчера"))

    found = imported(known, file, "--json").json["faults"]

    assert [(f["row"], f["column"]) for f in found] == [(3, "B"), (3, "C"), (3, "D"), (3, "E")]


def test_columns_are_found_by_their_heads(known: Mentoring, filled: Filled) -> None:
    one = mentors(known)[0]
    heads = ("Номер", *HEADS[:5][::-1], "Примечание")
    row = ("17", ISSUED, 16, INITIAL, "Наставник", one["name"], "")

    assert imported(known, filled(row, heads=heads), "--apply").code == 0
    assert [paper["number"] for paper in papers(known)] == ["17"]


def test_a_missing_column_is_named(known: Mentoring, filled: Filled) -> None:
    ran = imported(known, filled(("x",), heads=HEADS[:1]))

    assert ran.code == 1
    assert ran.out.count("нет столбца") == 4


def test_what_is_no_spreadsheet_is_refused(known: Mentoring, home: Path) -> None:
    file = home / "papers.xlsx"
    file.write_text("это не таблица", encoding="utf-8")

    assert imported(known, file).code == 2
    assert imported(known, home / "none.xlsx").code == 2
