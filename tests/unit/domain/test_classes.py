import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.classes import class_name, level

LEVELS = st.integers(1, 11)
LETTERS = st.sampled_from("АБВГДЕЖЗИК")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("9А", "9А"),
        ("9 «А»", "9А"),
        ("10-б", "10Б"),
        ("9A", "9А"),
        (" 11 \u00a0В ", "11В"),
        ("7 класс", "7"),
        ("8 кл. Г", "8Г"),
        ('5 "Д"', "5Д"),
        ("9", "9"),
    ],
)
def test_a_class_is_read_however_it_is_typed(written: str, name: str) -> None:
    assert class_name(written) == name


@pytest.mark.parametrize("written", ["", "12А", "0А", "9АБ", "9Z", "педагог", "9А/9Б", "99"])
def test_what_is_no_class_is_not_read_as_one(written: str) -> None:
    assert class_name(written) is None
    assert level(written) is None


@given(LEVELS, LETTERS, st.sampled_from(["{}{}", "{} {}", "{}-{}", "{} «{}»", "{}_{}"]))
def test_every_way_of_writing_means_the_same_class(year: int, letter: str, way: str) -> None:
    for typed in (letter, letter.lower()):
        assert class_name(way.format(year, typed)) == f"{year}{letter}"
        assert level(way.format(year, typed)) == year


@given(st.text())
def test_a_name_read_again_stays_as_it_is(text: str) -> None:
    name = class_name(text)

    assert name is None or class_name(name) == name
