"""Figures of questionnaires, worked out by hand, and what is always so of them."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.people import PersonId, Role
from connector.domain.survey_figures import (
    Effect,
    Filled,
    Response,
    Said,
    choices,
    effects,
    means,
    overall,
    shares,
)
from connector.domain.surveys import Moment, Question, QuestionKind, Survey

SCALE, YES_NO, TEXT = QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.TEXT
BEFORE = Survey(
    "in", "Вход", Role.MENTEE, Moment.INPUT,
    (Question("a", "А", SCALE, "comfort"), Question("b", "Б", SCALE), Question("c", "В", TEXT)),
)  # fmt: skip
AFTER = Survey(
    "out", "Выход", Role.MENTEE, Moment.OUTPUT,
    (Question("z", "Я", SCALE, "comfort"), Question("y", "Ещё?", YES_NO)),
)  # fmt: skip


def filled(who: int, survey: str = "in", **answers: object) -> Filled:
    return Filled(1, survey, PersonId(who), None, {k: str(v) for k, v in answers.items()})


def both(*marks: tuple[object, object]) -> list[Filled]:
    """People who gave a mark of comfort before and after."""
    numbered = list(enumerate(marks, 1))
    return [filled(who, "in", a=first) for who, (first, _) in numbered] + [
        filled(who, "out", z=last) for who, (_, last) in numbered
    ]


def test_a_mean_is_of_those_who_gave_a_mark() -> None:
    told = [filled(1, a=7, b=1), filled(2, a=8, b=""), filled(3, a="не знаю", b=2)]

    assert means(BEFORE, told, 1) == [
        Said("a", 2, Decimal("7.5")),
        Said("b", 2, Decimal("1.5")),
    ]


def test_the_overall_mean_is_of_people_and_not_of_marks() -> None:
    told = [filled(1, a=10, b=10), filled(2, a=1)]

    assert overall(BEFORE, told, 1) == Said("", 2, Decimal("5.5"))


def test_a_share_of_yes_is_of_those_who_answered() -> None:
    told = [filled(1, "out", y="Да"), filled(2, "out", y="Нет"), filled(3, "out", y="Да")]

    assert shares(AFTER, [*told, filled(4, "out", y="")], "Да", 1) == [
        Said("y", 3, Decimal("66.7"))
    ]


def test_what_changed_is_counted_of_who_answered_twice() -> None:
    told = both((5, 8), (6, 6), (9, 7), (4, 5))
    alone = [filled(9, "in", a=1), filled(8, "out", z=10)]

    assert effects(BEFORE, AFTER, [*told, *alone], 1) == [
        Effect(
            "comfort",
            4,
            before=Decimal("6.0"),
            after=Decimal("6.5"),
            change=Decimal("0.5"),
            median=Decimal("0.5"),
            better=2,
            same=1,
            worse=1,
        )
    ]


def test_a_half_goes_away_from_zero_and_a_median_lies_between() -> None:
    (effect,) = effects(BEFORE, AFTER, both((10, 9), (10, 10), (10, 10), (10, 10)), 1)

    assert (effect.change, effect.median) == (Decimal("-0.3"), Decimal("0.0"))


@pytest.mark.parametrize("marks", [("", 5), (5, ""), ("11", 5), (0, 5), (5, "7,5")])
def test_what_is_no_mark_is_not_counted(marks: tuple[object, object]) -> None:
    (effect,) = effects(BEFORE, AFTER, both(marks, (5, 6)), 1)

    assert effect.count == 1


def test_of_few_people_nothing_is_shown_but_how_many_they_are() -> None:
    told = both((1, 2), (3, 4))

    assert effects(BEFORE, AFTER, told, 3) == [Effect("comfort", 2)]
    assert effects(BEFORE, AFTER, told, 3)[0].is_hidden
    assert means(BEFORE, told[:2], 3)[0] == Said("a", 2, None)
    assert overall(BEFORE, told[:2], 3).value is None
    assert shares(AFTER, [filled(1, "out", y="Да")], "Да", 2) == [Said("y", 1, None)]


def test_nobody_is_no_figure_and_nothing_hidden() -> None:
    assert effects(BEFORE, AFTER, [], 5) == [Effect("comfort", 0)]
    assert not effects(BEFORE, AFTER, [], 5)[0].is_hidden
    assert overall(BEFORE, [], 1) == Said("", 0, None)
    assert Response(frozenset(), frozenset()).share is None


def test_who_was_not_to_answer_does_not_count() -> None:
    one, two, guest = PersonId(1), PersonId(2), PersonId(3)
    response = Response(frozenset({one, two}), frozenset({one, guest}))

    assert response.share == Decimal("50.0")
    assert response.missing == {two}


MARKS = st.lists(st.tuples(st.integers(1, 10), st.integers(1, 10)), max_size=30)


@given(MARKS, st.integers(1, 6), st.randoms(use_true_random=False))
def test_parts_add_up_and_the_order_does_not_matter(
    marks: list[tuple[int, int]], least: int, random: Random
) -> None:
    told = both(*marks)
    (effect,) = effects(BEFORE, AFTER, told, least)

    random.shuffle(told)

    assert effects(BEFORE, AFTER, told, least) == [effect]
    assert effect.count == len(marks)
    assert (effect.change is None) == (len(marks) < least)
    if effect.change is not None:
        assert effect.better + effect.same + effect.worse == effect.count
        assert -9 <= effect.change <= 9
        assert effect.before is not None
        assert 1 <= effect.before <= 10


def test_of_options_the_share_is_of_those_who_chose_any() -> None:
    asked = Survey(
        "s", "Анкета", Role.MENTEE, Moment.OUTPUT,
        (Question("how", "Как?", QuestionKind.MULTIPLE, options=("Очно", "Письмом", "Никак")),),
    )  # fmt: skip
    told = [
        Filled(1, "s", PersonId(number), None, {"how": answer})
        for number, answer in enumerate(["Очно\nПисьмом", "Очно", "Письмом\nОчно", "", "Очно"], 1)
    ]

    found = choices(asked, told, 4)

    assert [(one.option, one.count, str(one.share)) for one in found] == [
        ("Очно", 4, "100.0"), ("Письмом", 4, "50.0"), ("Никак", 4, "0.0"),
    ]  # fmt: skip
    assert {one.share for one in choices(asked, told, 5)} == {None}
