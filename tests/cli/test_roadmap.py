"""Programmes, papers and the roadmap at the command line."""

from datetime import timedelta
from typing import Any, Final

import pytest

from connector.domain.years import SchoolYear
from tests.cli.conftest import TODAY, Mentoring
from tests.services.stand import PUPILS

YESTERDAY: Final = TODAY - timedelta(days=1)
TOMORROW: Final = TODAY + timedelta(days=1)
YEAR: Final = SchoolYear.at(TODAY)
NEXT: Final = str(SchoolYear(YEAR.first + 1))
NEW: Final = ("programmes", "add", "--title", "Ступени роста", "--form", "pupil-pupil")
TERM: Final = ("--begins", "2026-09-01", "--ends", "31.05.2027")


def done(mentoring: Mentoring, *words: str) -> Any:  # noqa: ANN401 - decoded JSON
    """What a command that must succeed says to a program."""
    ran = mentoring(*words, "--json")
    assert ran.code == 0, ran.err
    return ran.json


def rows(mentoring: Mentoring, *words: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = done(mentoring, "roadmap", "show", *words)
    return told


def test_a_programme_by_hand_goes_from_draft_to_completed(known: Mentoring) -> None:
    assert done(known, *NEW, *TERM, "--goal", "Каждому – наставник")["programme"] == -1
    assert "уже есть" in known(*NEW).sentence

    for step, state in (
        ("approve", "approved"),
        ("start", "running"),
        ("complete", "completed"),
    ):
        assert known("programmes", step, "-1").code == 0
        listed = done(known, "programmes", "list")
        assert next(one["state"] for one in listed if one["id"] == -1) == state
    assert "изменить её нельзя" in known("programmes", "change", "-1", "--goal", "x").sentence


def test_who_approves_is_told_what_is_missing(known: Mentoring) -> None:
    known(*NEW)

    said = known("programmes", "approve", "-1").out

    assert "Утверждена, хотя к запуску готово не всё" in said
    assert "нет: Приказ о внедрении целевой модели наставничества (код order_intro)" in said


def test_a_programme_is_shown_with_its_stages(known: Mentoring) -> None:
    told = done(known, "programmes", "show", str(PUPILS))

    assert [stage["number"] for stage in told["stages"]] == list(range(1, 8))
    said = known("programmes", "show", str(PUPILS)).out
    assert "Этап 4. Отбор и обучение наставников" in said
    assert "наставники обучены" in said


def test_a_running_programme_with_pairs_in_moodle_is_not_cancelled(known: Mentoring) -> None:
    assert "уже началась" in known("programmes", "cancel", str(PUPILS)).sentence


def test_somebody_enters_a_programme_without_a_course(known: Mentoring) -> None:
    known(*NEW)

    entered = done(
        known, "people", "enter", "student0055", "--role", "mentee", "--programme", "-1"
    )  # fmt: skip

    assert entered["changes"]
    assert "Ступени роста" in known("people", "list").out


def test_the_next_year_is_a_new_draft(known: Mentoring) -> None:
    number = done(known, "programmes", "next-year", str(PUPILS))["programme"]

    (made,) = done(known, "programmes", "list", "--year", NEXT)
    assert (made["id"], made["state"], number) == (-1, "draft", -1)
    assert "уже заведена" in known("programmes", "next-year", str(PUPILS)).sentence


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("programmes", "show", "нет такой"), "Нужна одна программа"),
        (("programmes", "approve", "-9"), "Нужна одна программа"),
        (("programmes", "list", "--year", "2026"), "не учебный год"),
        ((*NEW, "--kind", "нет"), "Нет вида наставничества"),
        ((*NEW, "--role-model", "нет"), "нет ролевой модели"),
        (("programmes", "change", str(PUPILS), "--title", "Х"), "только цель"),
        (("documents", "add", "нет"), "Нет вида документов"),
        (("documents", "add", "report"), "должна быть дата"),
        (("documents", "add", "report", "--on", TOMORROW.isoformat()), "ещё не наступило"),
        (("documents", "sign", "9", "--on", YESTERDAY.isoformat()), "Нет документа 9"),
        (("documents", "cancel", "9"), "Нет документа 9"),
        (("roadmap", "begin", "2026"), "не учебный год"),
        (("roadmap", "begin", NEXT, "--from", str(YEAR)), "нечего переносить"),
        (("roadmap", "start", "9"), "Нет строки 9"),
        (("roadmap", "add", "--stage", "1", "--activity", "Х"), "должен быть срок"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    known: Mentoring, words: tuple[str, ...], said: str
) -> None:
    ran = known(*words)

    assert ran.code == 2
    assert said in ran.sentence


def test_a_stage_is_one_of_seven(known: Mentoring) -> None:
    assert known("roadmap", "show", "--stage", "8").code == 2


def test_papers_are_written_down_signed_corrected_and_cancelled(known: Mentoring) -> None:
    draft = done(known, "documents", "add", "order_intro", "--draft", "--title", "О внедрении")
    number = str(draft["document"])

    known("documents", "sign", number, "--on", YESTERDAY.isoformat(), "--number", "160")
    known("documents", "change", number, "--place", "Папка 3")

    (paper,) = done(known, "documents", "list", "--kind", "order_intro")
    assert (paper["state"], paper["number"], paper["place"]) == ("signed", "160", "Папка 3")
    assert paper["year"] == str(YEAR)
    assert "160" in known("documents", "list").out
    assert known("documents", "cancel", number).code == 0
    assert "отменён" in known("documents", "cancel", number).sentence
    assert done(known, "documents", "list", "--programme", str(PUPILS)) == []


def test_a_year_of_the_roadmap_begins_and_is_shown(known: Mentoring) -> None:
    assert "Здесь строк нет" in known("roadmap", "show").out
    done(known, "roadmap", "begin", str(YEAR))

    told = rows(known)

    assert len(told) > 11
    assert {one["stage"] for one in told} == set(range(1, 8))
    assert "Приказ о внедрении целевой модели наставничества" in known("roadmap", "show").out
    assert all(one["stage"] == 2 for one in rows(known, "--stage", "2"))
    assert "уже начата" in known("roadmap", "begin", str(YEAR)).sentence


def test_a_row_is_overdue_then_done_with_a_paper(known: Mentoring) -> None:
    added = ("roadmap", "add", "--stage", "1", "--activity", "Совет", "--to", YESTERDAY.isoformat())
    number = str(done(known, *added, "--year", str(YEAR))["row"])
    (row,) = rows(known, str(YEAR), "--overdue")
    assert (row["id"], row["is_overdue"]) == (int(number), True)
    assert "запланировано, просрочено" in known("roadmap", "show", str(YEAR)).out

    paper = done(known, "documents", "add", "minutes", "--on", YESTERDAY.isoformat())["document"]
    known("roadmap", "start", number)
    finished = known(
        "roadmap", "done", number, "--on", YESTERDAY.isoformat(), "--evidence", "Сайт",
        "--document", str(paper),
    )  # fmt: skip

    assert finished.code == 0, finished.err
    (row,) = rows(known, str(YEAR))
    assert (row["state"], row["evidence"], row["document"]) == ("done", "Сайт", paper)
    stage, whole = done(known, "roadmap", "progress", str(YEAR))
    assert (stage["share"], whole["share"]) == (1.0, 1.0)
    assert "100 % (1 из 1)" in known("roadmap", "progress", str(YEAR)).out


def test_a_row_is_changed_dropped_and_opened_again(known: Mentoring) -> None:
    done(known, "roadmap", "begin", str(YEAR))

    known("roadmap", "change", "2", "--responsible", "завуч", "--recurrence", "раз в год")
    known("roadmap", "drop", "2")
    assert "снята" in known("roadmap", "done", "2").sentence
    known("roadmap", "reopen", "2")

    row = next(one for one in rows(known) if one["id"] == 2)
    assert (row["responsible"], row["state"]) == ("завуч", "planned")
    assert row["recurrence"] == "раз в год"


def test_another_year_begins_from_this_one(known: Mentoring) -> None:
    done(known, "roadmap", "begin", str(YEAR))
    known("roadmap", "drop", "3")

    done(known, "roadmap", "begin", NEXT, "--from", str(YEAR))

    assert len(rows(known, NEXT)) == len(rows(known)) - 1
    assert {one["state"] for one in rows(known, NEXT)} == {"planned"}
