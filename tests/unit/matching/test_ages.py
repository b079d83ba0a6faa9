"""Which mentees a mentor would like, as people write it."""

import pytest

from connector.matching.ages import Wanted
from tests.matching_builders import the_lexicon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10–12 лет", Wanted(years=(10, 12))),
        ("от 10 до 12", Wanted(years=(10, 12))),
        ("дети 10-14 лет", Wanted(years=(10, 14))),
        ("старше 12", Wanted(years=(12, 120))),
        ("12+", Wanted(years=(12, 120))),
        ("10 лет и старше", Wanted(years=(10, 120))),
        ("до 14 лет", Wanted(years=(0, 14))),
        ("5-7 класс", Wanted(grades=(5, 7))),
        ("5, 6, 7 классы", Wanted(grades=(5, 7))),
        ("с 5 по 7 класс", Wanted(grades=(5, 7))),
        ("6-е классы", Wanted(grades=(6, 6))),
        ("5-7", Wanted(grades=(5, 7))),
        ("младшие классы", Wanted(grades=(1, 4))),
        ("начальная школа", Wanted(grades=(1, 4))),
        ("старшеклассники", Wanted(grades=(10, 11))),
        ("8-9 классы, подростки", Wanted(grades=(8, 9), years=(11, 17))),
        ("молодые специалисты", Wanted(years=(18, 35))),
    ],
)
def test_ages_and_classes_are_read(text: str, expected: Wanted) -> None:
    assert the_lexicon().wanted(text) == expected


@pytest.mark.parametrize(
    "text", ["", "любой", "не важно", "все равно", "без разницы", "хорошие дети"]
)
def test_anybody_suits_who_wants_nobody_in_particular(text: str) -> None:
    assert the_lexicon().wanted(text) is None


@pytest.mark.parametrize(
    ("wanted", "grade", "age", "suits"),
    [
        (Wanted(grades=(5, 7)), 6, None, True),
        (Wanted(grades=(5, 7)), 8, 12, False),
        (Wanted(grades=(5, 7)), None, 12, True),
        (Wanted(grades=(5, 7)), None, 17, False),
        (Wanted(years=(10, 12)), 5, 13, False),
        (Wanted(years=(10, 12)), 5, None, True),
        (Wanted(years=(10, 12)), 11, None, False),
        (Wanted(grades=(8, 9), years=(11, 17)), 7, 13, True),
        (Wanted(years=(10, 12)), None, None, True),
    ],
)
def test_what_is_not_known_of_a_mentee_speaks_for_them(
    wanted: Wanted, grade: int | None, age: int | None, suits: object
) -> None:
    assert wanted.suits(grade, age) is suits
