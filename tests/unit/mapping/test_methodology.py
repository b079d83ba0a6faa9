from pathlib import Path
from typing import Final

import pytest

from connector.domain.norms import Norms
from connector.domain.people import Kind
from connector.domain.programmes import Form
from connector.errors import ConfigurationError
from connector.mapping.methodology import Methodology, load

FILES: Final = {
    "norms.yaml": "silent_days: 14\n",
    "forms.yaml": "pairs: { title: Пары, mentors: [pupil, alumnus], mentees: [] }\n",
    "alerts.yaml": "silent: Нет активности {silent_days} дн.\n",
    "indicators.yaml": "I1: Доля\n",
    "measures.yaml": "paired: Участие в паре\n",
    "roles.yaml": "mentor: наставник\n",
}


def loaded(folder: Path, **changed: str) -> Methodology:
    changes = {f"{name}.yaml": text for name, text in changed.items()}
    for name, text in {**FILES, **changes}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder.joinpath)


def test_what_the_school_calls_things_and_its_numbers_are_read(tmp_path: Path) -> None:
    assert loaded(tmp_path) == Methodology(
        forms={"pairs": Form("pairs", "Пары", frozenset({Kind.PUPIL, Kind.ALUMNUS}), frozenset())},
        norms=Norms(silent_days=14),
        alerts={"silent": "Нет активности 14 дн."},
        indicators={"I1": "Доля"},
        measures={"paired": "Участие в паре"},
        roles={"mentor": "наставник"},
    )


def test_numbers_that_are_not_given_are_the_methodologys(tmp_path: Path) -> None:
    assert loaded(tmp_path, norms="# пусто\n").norms == Norms((10, 19), (15, 19), 21)


def test_ages_are_read_as_boundaries(tmp_path: Path) -> None:
    norms = loaded(tmp_path, norms="mentee_ages: [11, 18]\nmentor_ages: [14, 18]\n").norms

    assert (norms.mentee_ages, norms.mentor_ages) == ((11, 18), (14, 18))


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("norms", "silent: 14", "settings.wrong_content"),
        ("norms", "silent_days: two weeks", "settings.wrong_content"),
        ("norms", "mentee_ages: [10]", "settings.wrong_content"),
        ("norms", "- 14", "settings.wrong_content"),
        ("norms", "silent_days: 2026-13-45", "settings.unreadable"),
        ("norms", "silent_days: [", "settings.unreadable"),
        ("norms", "silent_days: !!bool perhaps", "settings.unreadable"),
        (
            "forms",
            "pairs: { title: Пары, mentors: [robot], mentees: [] }",
            "settings.wrong_content",
        ),
        ("forms", "pairs: { title: Пары, mentors: [] }", "settings.wrong_content"),
        (
            "forms",
            "pairs: { title: Пары, mentors: [], mentees: [], size: 2 }",
            "settings.wrong_content",
        ),
        ("forms", "pairs:", "settings.wrong_content"),
        ("alerts", "silent: [a]", "settings.wrong_content"),
        ("alerts", "silent: Нет активности {days} дн.", "settings.wrong_content"),
        ("alerts", "silent: Нет активности {silent_days дн.", "settings.wrong_content"),
        ("roles", "just words", "settings.wrong_content"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, name: str, text: str, code: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        loaded(tmp_path, **{name: text})

    assert (caught.value.code, caught.value.facts["path"]) == (code, tmp_path / f"{name}.yaml")


def test_another_encoding_is_named(tmp_path: Path) -> None:
    loaded(tmp_path)
    (tmp_path / "roles.yaml").write_bytes("mentor: наставник".encode("cp1251"))

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path.joinpath)

    assert caught.value.facts["path"] == tmp_path / "roles.yaml"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    loaded(tmp_path)
    (tmp_path / "measures.yaml").unlink()

    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path.joinpath)

    assert caught.value.code == "settings.unreadable"
    assert caught.value.facts["path"] == tmp_path / "measures.yaml"
