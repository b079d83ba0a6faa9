"""The nine marks of a programme and its SWOT (methodology 7.1, 7.5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connector.domain.evaluation import (
    ITEMS,
    Level,
    Quadrant,
    Score,
    SwotEntry,
    level,
    standing,
    suggested,
    total,
)
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_evaluation import drop, note, score
from tests.builders import COURSE, TODAY
from tests.indicators_builders import OTHER, facts, figure, parts

EARLIER = date(2026, 10, 1)


def marked(value: int, programme: int = COURSE, on: date = TODAY) -> Register:
    register = Register()
    for item in ITEMS:
        register = score(register, Score(0, programme, item, value, on))
    return register


@pytest.mark.parametrize(
    ("points", "meaning"),
    [
        (18, Level.OPTIMAL), (15, Level.OPTIMAL), (14, Level.ACCEPTABLE), (9, Level.ACCEPTABLE),
        (8, Level.UNACCEPTABLE), (0, Level.UNACCEPTABLE),
    ],
)  # fmt: skip
def test_a_sum_has_a_level(points: int, meaning: Level) -> None:
    assert level(points) is meaning


def test_a_sum_needs_all_nine_marks() -> None:
    scores = list(marked(2).scores.values())

    assert total(standing(scores, COURSE, TODAY)) == 18
    assert total(standing(scores[:-1], COURSE, TODAY)) is None
    assert total(standing(scores, OTHER, TODAY)) is None


def test_the_last_mark_up_to_a_day_stands() -> None:
    register = score(marked(2, on=EARLIER), Score(0, COURSE, "1.1", 0, TODAY))
    scores = register.scores.values()

    assert total(standing(scores, COURSE, TODAY)) == 16
    assert total(standing(scores, COURSE, EARLIER)) == 18
    assert standing(scores, COURSE, date(2026, 9, 30)) == {}


@pytest.mark.parametrize(
    ("share", "mark"), [("85", 2), ("84.9", 1), ("50", 1), ("49.9", 0), ("0", 0)]
)
def test_a_share_suggests_a_mark(share: str, mark: int) -> None:
    assert suggested(Decimal(share)) == mark
    assert suggested(None) is None


def test_m6_is_the_sum_of_a_programme_and_the_mean_of_the_school() -> None:
    register = marked(2)
    for item in ITEMS:
        register = score(register, Score(0, OTHER, item, 1, TODAY))
    told = replace(facts(), register=register)

    assert parts(figure(told, "M6")) == (27, 2, "13.5")
    lacking = replace(facts(), register=marked(2))
    assert parts(figure(lacking, "M6")) == (18, 1, "18.0")
    assert figure(lacking, "M6").unknown == 1


def test_what_is_no_item_or_no_mark_is_refused() -> None:
    with pytest.raises(EditRefused) as refused:
        score(Register(), Score(0, COURSE, "4.1", 1, TODAY))
    assert refused.value.code == "evaluation.no_item"
    with pytest.raises(EditRefused) as refused:
        score(Register(), Score(0, COURSE, "1.1", 3, TODAY))
    assert refused.value.code == "evaluation.no_mark"


def test_a_line_of_swot_stands_until_it_is_dropped() -> None:
    line = SwotEntry(0, COURSE, Quadrant.WEAKNESSES, "Мало встреч", "N4: 60 %", EARLIER)
    register = drop(note(Register(), line), 1, TODAY)

    assert [register.swot[1].stands(day) for day in (EARLIER, TODAY)] == [True, False]
    with pytest.raises(EditRefused):
        drop(register, 1, TODAY)
    with pytest.raises(EditRefused):
        note(register, replace(line, text=" "))
