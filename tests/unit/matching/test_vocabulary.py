"""A wrong file of words is named, with what is wrong in it."""

from pathlib import Path

import pytest

from connector.errors import ConfigurationError
from connector.matching import Lexicon, load
from tests.matching_builders import METHODOLOGY, the_lexicon

FINE = """
stop: [хотеть]
weak: []
concepts: {спорт: [тренировка], футбол: [мяч]}
broader: {спорт: [футбол]}
endings: [а]
"""


def lexicon(folder: Path, synonyms: str) -> Lexicon:
    (folder / "synonyms.yaml").write_text(synonyms, encoding="utf-8")
    times = (METHODOLOGY / "times.yaml").read_text(encoding="utf-8")
    (folder / "times.yaml").write_text(times, encoding="utf-8")
    return load(folder.joinpath)


@pytest.mark.parametrize(
    ("was", "written", "reason"),
    [
        ("[мяч]", "[тренировка]", "another concept has this word: тренировка"),
        ("[мяч]", "мяч", "not a list"),
        ("weak: []", "weak: [бокс]", "no such concept"),
        ("[футбол]}", "[бокс]}", "no such concept"),
        ("stop: [хотеть]", "", "not a list"),
        ("broader: {спорт: [футбол]}", "broader: []", "not a mapping"),
    ],
)
def test_a_fault_of_the_vocabulary_is_named(
    tmp_path: Path, was: str, written: str, reason: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        lexicon(tmp_path, FINE.replace(was, written)).concepts("спорт")

    assert reason in str(raised.value)


@pytest.mark.parametrize("content", ["[", "- 1", ""])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        lexicon(tmp_path, content).concepts("спорт")

    assert raised.value.facts["path"] == tmp_path / "synonyms.yaml"


def test_times_lacking_a_key_are_named(tmp_path: Path) -> None:
    words = lexicon(tmp_path, FINE)
    (tmp_path / "times.yaml").write_text("days: []\n", encoding="utf-8")

    with pytest.raises(ConfigurationError) as raised:
        words.slots("вторник")

    assert "always" in str(raised.value)


def test_other_words_have_another_version(tmp_path: Path) -> None:
    assert lexicon(tmp_path, FINE).version != the_lexicon().version
    assert load(METHODOLOGY.joinpath).version == the_lexicon().version
