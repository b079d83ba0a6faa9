"""What the questionnaires of a programme say of who takes part in it."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.mapping import sheets
from connector.moodle.records.answered import Answered
from connector.services.by_hand.view import View, view
from connector.services.surveys import words
from connector.services.surveys.results import ProgrammeTold, missing, results
from connector.store import kinds
from tests.services.conftest import DATABASE, Opening
from tests.services.stand import PUPILS, TEACHERS, a_mapping

NOT_YET: Final = tuple((f"Анкета на {when}", f"Новая на {when}") for when in ("входе", "выходе"))
"""Questionnaires that nobody has filled in take the place of those of the demo."""

FIRST, LAST = "mentee_input", "mentee_output"
CMID: Final = 9_100


@pytest.fixture
def seen(first_update: Path, opened: Opening, tmp_path: Path) -> View:
    """A school that asks the mentees among its pupils before and after."""
    shutil.copy(first_update, tmp_path / DATABASE)
    return view(opened(mapping=a_mapping(tmp_path, *NOT_YET)))


@pytest.fixture
def mentees(seen: View) -> list[PersonId]:
    """Who stands on that side of the programme, in the course and in the register."""
    there = seen.seen.places[PUPILS, Role.MENTEE]
    return sorted(who for who in there if seen.register.open_of(who, Role.MENTEE))


def answer(seen: View, code: str, *marks: tuple[int, int]) -> View:
    """The school after people gave the same mark to every question of a questionnaire."""
    rule = next(one.surveys[code] for one in seen.deps.rules.programmes if one.surveys)
    cmid = CMID + (code == LAST)
    rows = [
        Answered(
            PUPILS, cmid, who, 1,
            {sheets.key(rule.answers, item): str(mark) for item in rule.items},
        )
        for who, mark in marks
    ]  # fmt: skip
    with seen.deps.database.transaction(seen.deps.school_id) as tx:
        tx.pictures.replace(kinds.ANSWERED, rows, scope={"course_id": PUPILS, "cmid": cmid})
    return view(seen.deps)


def told_of(seen: View) -> ProgrammeTold:
    (told,) = results(seen)
    return told


def lines(seen: View) -> list[str]:
    """Everything that is told, as text."""
    told = told_of(seen)
    cells = [*words.survey_cells(seen, told), *words.effect_cells(seen, told)]
    return [*("|".join(row) for row in cells), *words.notes(seen, told)]


def test_before_anybody_answers_everybody_is_missing(seen: View) -> None:
    told = told_of(seen)

    first = told.surveys[0]
    assert (first.survey, first.answered, first.share, first.mean) == (FIRST, 0, Decimal(0), None)
    assert first.invited > 5
    assert {row.person_id for row in missing(seen) if row.survey == FIRST} >= {
        member.person_id for pair in seen.seen.pairs if pair.programme_id == PUPILS
        for member in pair.mentees if member.is_active
    }  # fmt: skip
    assert words.missing_cells(missing(seen)[:1])[0][0] == first.title


def test_who_answered_is_missing_no_more(seen: View, mentees: list[PersonId]) -> None:
    one, *_ = mentees
    before = told_of(seen).surveys[0]

    after = answer(seen, FIRST, (one, 7))

    told = told_of(after).surveys[0]
    assert (told.invited, told.answered) == (before.invited, 1)
    assert {row.person_id for row in missing(seen)} - {
        row.person_id for row in missing(after) if row.survey == FIRST
    } == {one}


def test_what_changed_is_told_of_those_who_answered_twice(
    seen: View, mentees: list[PersonId]
) -> None:
    five = mentees[:5]
    first = answer(seen, FIRST, *((who, 6) for who in five))
    both = answer(first, LAST, *((who, 8) for who in five))

    told = told_of(both)

    assert [one.mean for one in told.surveys] == [Decimal(6), Decimal(8)]
    effects = told.effects[Role.MENTEE]
    assert {(one.count, one.change, one.better) for one in effects} == {(5, Decimal(2), 5)}
    assert any("|6|8|2|2|5|0|0|5" in line for line in lines(both))


def test_of_few_only_their_number_is_told_and_why(seen: View, mentees: list[PersonId]) -> None:
    four = mentees[:4]
    first = answer(seen, FIRST, *((who, 6) for who in four))
    both = answer(first, LAST, *((who, 8) for who in four))

    *figures, note = lines(both)

    assert any(line.endswith("|–|–|–|–|–|–|–|4") for line in figures)
    assert "меньше 5" in note
    assert all(one.value is None for told in told_of(both).surveys for one in told.marks)


def test_a_programme_without_questionnaires_is_not_told_of(seen: View) -> None:
    assert [told.programme_id for told in results(seen)] == [PUPILS]
    assert results(seen, seen.programmes[ProgrammeId(TEACHERS)]) == []
    assert {row.programme_id for row in missing(seen)} == {PUPILS}
