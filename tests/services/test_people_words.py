"""What became of a row is told in words: every part, every field, every code."""

from dataclasses import fields
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import pytest

from connector.domain.gaps import About, Why
from connector.domain.participation import TEXTS
from connector.domain.register.changes import Change
from connector.services.by_hand import telling
from connector.services.by_hand.telling import SILENT
from connector.services.by_hand.view import View
from connector.services.consents.missing import Lack
from connector.services.people import card_words, gaps
from connector.store.kinds import REGISTER, Kind
from connector.wording import load
from tests.services.stand import ROOT

SENTENCES = load(ROOT / "config" / "wording").sentences
FAMILIES: dict[str, Any] = {
    "gap_about": About,
    "gap_why": Why,
    "lack": Lack,
    "text": TEXTS,
    "part": REGISTER,
    "card": card_words.PARTS,
}
OTHERWISE = {"role", "side", "purpose"}
"""Coded fields that are named by a file of their own."""


@pytest.mark.parametrize("kind", REGISTER.values(), ids=str)
def test_every_field_of_the_register_has_its_title(kind: Kind[Any]) -> None:
    told = {field.name for field in fields(kind.record)} - SILENT

    assert [name for name in sorted(told) if f"field.{name}" not in SENTENCES] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_has_its_words(family: str) -> None:
    codes = [f"{family}.{code}" for code in FAMILIES[family]]

    assert [code for code in codes if code not in SENTENCES] == []


def test_every_coded_field_that_the_journal_tells_is_said_in_words() -> None:
    coded = {
        (part, name)
        for part, kind in REGISTER.items()
        for name, hint in get_type_hints(kind.record).items()
        for option in get_args(hint) or (hint,)
        if isinstance(option, type) and issubclass(option, StrEnum)
        if part != "people" and name not in OTHERWISE
    }

    assert coded == telling.TITLES.keys()


def a_change(part: str, row: str, fields: dict[str, list[str] | None]) -> Change:
    return Change(part, row, 0, fields)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            a_change("participations", "3", {"state": ["registered", "active"], "reached": None}),
            "участие 3: состояние в базе → участвует",
        ),
        (
            a_change(
                "consents",
                "5",
                {"id": ["", "5"], "signed_on": ["", "2026-11-24"], "paper": None},
            ),
            "согласие 5: внесено; подписано 24.11.2026",
        ),
        (a_change("participations", "3", {"texts": None}), "участие 3: записанное"),
        (a_change("participations", "3", {"form": ["gone", ""]}), "участие 3: форма gone → –"),
        (
            a_change("participations", "3", {"form": ["", "pupil-pupil"]}),
            "участие 3: форма Ученик – ученик",
        ),
        (
            a_change("participations", "3", {"is_passed": ["False", "True"]}),
            "участие 3: программа пройдена нет → да",
        ),
        (a_change("reasons", "(1, 'burnout')", {"": None}), "причина запроса 1, burnout: убрано"),
    ],
)
def test_a_change_is_a_line(seen: View, change: Change, line: str) -> None:
    assert telling.in_words(seen, [change]) == [line]


def test_what_says_nothing_to_a_person_is_not_told(seen: View) -> None:
    change = a_change("participations", "3", {"reached": None, "imported": None})

    assert telling.in_words(seen, [change]) == []


def test_gaps_are_grouped_with_how_many_and_whom(seen: View) -> None:
    rows = gaps.gaps(seen)
    lines = gaps.in_words(seen)

    assert len(rows) == len(seen.school.gaps) > 0
    heads = [line for line in lines if not line.startswith(" ")]
    assert len(heads) == len({(gap.about, gap.why) for gap in seen.school.gaps})
    assert len(lines) == len(heads) + len(rows)
    assert "Дата рождения: неправдоподобно – 1" in heads
    (implausible,) = [row for row in rows if row["why"] is Why.IMPLAUSIBLE]
    assert any(implausible["name"] in line and implausible["value"] in line for line in lines)
