"""When somebody is free, as people write it."""

import pytest

from tests.matching_builders import the_lexicon

WEEK = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
PARTS = {"у": 0, "д": 1, "п": 2, "в": 3}
"""Утро, день, после уроков, вечер."""


def slots(said: str) -> frozenset[tuple[int, int]]:
    """Read «вт:пв»; a day alone is all of it."""
    return frozenset(
        (WEEK.index(day), PARTS[part])
        for day, _, parts in (word.partition(":") for word in said.split())
        for part in parts or PARTS
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("вт, чт после 15:00", "вт:пв чт:пв"),
        ("по выходным", "сб вс"),
        ("после уроков", "пн:п вт:п ср:п чт:п пт:п"),
        ("Вторник и четверг, вечером", "вт:в чт:в"),
        ("пн-пт после 16", "пн:пв вт:пв ср:пв чт:пв пт:пв"),
        ("с понедельника по среду с 15 до 17", "пн:п вт:п ср:п"),
        ("кроме понедельника", "вт ср чт пт сб вс"),
        ("по будням, кроме среды, после 15:00", "пн:пв вт:пв чт:пв пт:пв"),
        ("после 15 во вторник, утром в среду", "вт:пв ср:у"),
        ("пн 15:00-16:00; ср 18.00", "пн:п ср:в"),
        ("1 раз в неделю по средам", "ср"),
        ("2–3 часа, вт и чт", "вт чт"),
        ("2 часа в неделю, суббота утром", "сб:у"),
        ("субота утром", "сб:у"),
        ("пт с 3 до 5", "пт:п"),
        ("сб-пн", "сб вс пн"),
        ("среда до 12", "ср:у"),
        ("СРЕДА, ПЯТНИЦА", "ср пт"),
        ("в воскресенье в 11 часов", "вс:у"),
    ],
)
def test_days_and_hours_are_read(text: str, expected: str) -> None:
    assert the_lexicon().slots(text) == slots(expected)


@pytest.mark.parametrize(
    "text", ["", "2 часа в неделю", "3 раза", "в свободное время", "посмотрим", "1 час", "99", "—"]
)
def test_a_text_without_days_and_hours_tells_nothing(text: str) -> None:
    assert the_lexicon().slots(text) is None


@pytest.mark.parametrize("text", ["в любое время", "каждый день", "всегда"])
def test_always_is_the_whole_week(text: str) -> None:
    assert the_lexicon().slots(text) == slots(" ".join(WEEK))


def test_always_gives_way_to_days_that_are_named() -> None:
    assert the_lexicon().slots("в любое время во вторник") == slots("вт")


def test_slots_are_named_in_the_order_of_the_week() -> None:
    assert the_lexicon().in_words({(3, 3), (1, 2)}) == "вт после уроков, чт вечером"
