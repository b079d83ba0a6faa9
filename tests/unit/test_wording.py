from pathlib import Path

import pytest

from connector import wording
from connector.errors import ConfigurationError, ConnectorError
from connector.settings import SHIPPED
from connector.wording import Wording

WORDS = Wording({"run.busy": "Работа {name} уже идёт.", "run.done": "Готово."})


def test_the_blanks_of_a_sentence_are_filled() -> None:
    assert WORDS.say("run.busy", name="sync") == "Работа sync уже идёт."


def test_a_fact_too_many_does_no_harm() -> None:
    assert WORDS.say("run.done", name="sync") == "Готово."


def test_a_blank_that_nobody_fills_stays_to_be_seen() -> None:
    assert WORDS.say("run.busy") == "Работа {name} уже идёт."


def test_braces_in_a_fact_are_no_blanks() -> None:
    assert WORDS.say("run.busy", name="{name}") == "Работа {name} уже идёт."


def test_a_code_without_a_sentence_is_told_with_its_facts() -> None:
    assert WORDS.say("run.lost", name="sync", count=2) == "run.lost name=sync count=2"


def test_an_error_is_told_as_its_sentence() -> None:
    assert WORDS.of(ConnectorError("run.busy", name="sync")) == "Работа sync уже идёт."


def test_a_catalogue_is_read_by_group_and_name(tmp_path: Path) -> None:
    text = "run:\n  busy: >\n    Работа {name}\n    уже идёт.\n  count: 5\n"
    (tmp_path / "ru.yaml").write_text(text, encoding="utf-8")

    sentences = wording.load(tmp_path).sentences

    assert sentences == {"run.busy": "Работа {name} уже идёт.", "run.count": "5"}


def test_a_language_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("run: {done: Done.}", encoding="utf-8")

    assert wording.load(tmp_path, "en").say("run.done") == "Done."


@pytest.mark.parametrize(
    "content", [None, b"\xff", b"run: {", b"", b"- run", b"run: busy", b"run:"]
)
def test_a_catalogue_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "ru.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigurationError) as caught:
        wording.load(tmp_path)

    assert (caught.value.code, caught.value.facts) == ("settings.unreadable", {"path": file})


def test_the_shipped_catalogue_is_in_russian_and_every_sentence_says_something() -> None:
    sentences = wording.load(SHIPPED / "config" / "wording").sentences

    assert sentences
    assert all(sentence.strip() for sentence in sentences.values())
    assert any("а" <= letter <= "я" for letter in sentences["settings.unreadable"])
