"""Requests and offers are compared by what they mean; shown on labelled pairs."""

import pytest

from tests.matching_builders import the_lexicon
from tests.unit.matching.text_ways import (
    THRESHOLD,
    WAYS,
    best_f1,
    by_concepts,
    f1,
    labelled,
    table,
)

PLAIN = [name for name in WAYS if name != "concepts"]


def test_there_are_enough_labelled_pairs_of_both_sorts() -> None:
    pairs = [*labelled("tuned"), *labelled("fresh")]

    assert len(pairs) >= 120
    assert sum(not pair.fits for pair in pairs) >= 25


@pytest.mark.parametrize("way", PLAIN)
@pytest.mark.parametrize("part", ["tuned", "fresh"])
def test_concepts_are_far_better_than_any_plain_way(part: str, way: str) -> None:
    pairs = labelled(part)

    assert f1(by_concepts, pairs, THRESHOLD) >= best_f1(WAYS[way], pairs) + 0.15


def test_concepts_are_good_on_pairs_that_nobody_looked_at() -> None:
    assert f1(by_concepts, labelled("fresh"), THRESHOLD) >= 0.88
    assert f1(by_concepts, labelled("tuned"), THRESHOLD) >= 0.97


def test_the_table_of_ways_names_each_of_them() -> None:
    assert all(way in table() for way in WAYS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("в математике", "АЛГЕБРА"),
        ("Ёлка и звёзды на телескопе", "астрономия"),
        ("OГЭ", "огэ"),
        ("футбольная секция", "футболист"),
        ("матиматика", "математика"),
        ("пчеловодческий", "пчеловодство"),
        ("C++", "паскаль"),
        ("застенчивость", "стесняюсь"),
        ("застенчивый", "трудно общаться"),
    ],
)
def test_words_of_one_meaning_are_one_concept(one: str, other: str) -> None:
    concepts = the_lexicon().concepts

    assert concepts(one).keys() & concepts(other).keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("история", "истории успеха"),
        ("физика", "физкультура"),
        ("иностранный язык", "языки программирования"),
        ("иностранный язык", "найти общий язык"),
        ("право", "правильное питание"),
        ("химия", "химия отношений"),
        ("география", "геометрия"),
    ],
)
def test_words_that_only_look_alike_are_not(one: str, other: str) -> None:
    concepts = the_lexicon().concepts

    assert not concepts(one).keys() & concepts(other).keys()


@pytest.mark.parametrize("text", ["", " ", "!!!", "хочу научиться", "5 лет", "и в на"])
def test_a_text_that_says_nothing_has_no_concepts(text: str) -> None:
    assert not the_lexicon().concepts(text)


def test_who_offers_a_part_offers_the_whole_but_not_the_other_way_round() -> None:
    assert by_concepts("спорт", "футбол") == 1
    assert by_concepts("футбол", "спорт") == 0


def test_an_exam_alone_does_not_make_two_subjects_fit() -> None:
    assert by_concepts("ЕГЭ по химии", "ЕГЭ по физике") < THRESHOLD
    assert by_concepts("ЕГЭ по химии", "химия") > THRESHOLD
