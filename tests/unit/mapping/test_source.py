from pathlib import Path

import pytest

from connector.errors import ConfigurationError
from connector.mapping.source import Source, join, read

LISTS = frozenset({"training"})


def written(folder: Path, text: str | bytes, name: str = "one.yaml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def refused(folder: Path, text: str | bytes) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read(written(folder, text))
    return caught.value


def test_every_key_and_item_has_its_line(tmp_path: Path) -> None:
    text = """
school:
  name: Школа
training:
  - course: A
    hours: 3
  - { course: B }
"""

    source = read(written(tmp_path, text))

    assert source.content == {
        "school": {"name": "Школа"},
        "training": [{"course": "A", "hours": 3}, {"course": "B"}],
    }
    assert {place: where.removeprefix("one.yaml:") for place, where in source.places.items()} == {
        (): "1",
        ("school",): "2",
        ("school", "name"): "3",
        ("training",): "4",
        ("training", 0): "5",
        ("training", 0, "course"): "5",
        ("training", 0, "hours"): "6",
        ("training", 1): "7",
        ("training", 1, "course"): "7",
    }


def test_what_has_no_line_of_its_own_stands_where_the_thing_around_it_does(tmp_path: Path) -> None:
    source = read(written(tmp_path, "a: 1\nb:\n  c: 2\n"))

    assert source.where(("b", "c", "nothing", 7)) == "one.yaml:3"
    assert source.where(("nothing",)) == "one.yaml:1"


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    assert read(written(tmp_path, "# пусто\n")).content == {}


def test_the_mark_of_windows_editors_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read(written(tmp_path, "\ufeffname: Школа\n")).content == {"name": "Школа"}


def test_an_anchor_may_be_used_again(tmp_path: Path) -> None:
    source = read(written(tmp_path, "one: &a [x]\ntwo: *a\n"))

    assert source.content == {"one": ["x"], "two": ["x"]}


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("a: 1\nb: [\n", "mapping.not_yaml", "one.yaml:3"),
        ("a: 1\n\tb: 2\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: \x00", "mapping.not_yaml", "one.yaml:1"),
        ("a: 1\n---\nb: 2\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: *nobody\n", "mapping.not_yaml", "one.yaml:1"),
        ("a: 1\nb: 2026-13-45\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!int x\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!int ''\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!float ''\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!bool perhaps\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!timestamp tomorrow\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb: !!python/name:os.system x\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\nb:\n  <<: {c: 1}\n", "mapping.not_yaml", "one.yaml:3"),
        ("a: 1\n? [b]\n: 2\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: 1\n~: 2\n", "mapping.not_yaml", "one.yaml:2"),
        ("a: &a [*a]\n", "mapping.not_yaml", "one.yaml:1"),
        ("a: " + "[" * 2000 + "]" * 2000, "mapping.not_yaml", "one.yaml:1"),
        ("- a\n- b\n", "mapping.not_a_mapping", "one.yaml:1"),
        ("только слова\n", "mapping.not_a_mapping", "one.yaml:1"),
        ("a: 1\nb: 2\na: 3\n", "mapping.repeated_key", "one.yaml:3"),
        ("a:\n  b: 1\n  c: 2\n  b: 1\n", "mapping.repeated_key", "one.yaml:4"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(
    tmp_path: Path, text: str, code: str, where: str
) -> None:
    error = refused(tmp_path, text)

    assert (error.code, error.facts["where"]) == (code, where)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_another_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    error = refused(tmp_path, "name: Школа".encode(encoding))

    assert (error.code, error.facts["path"]) == ("mapping.not_utf8", tmp_path / "one.yaml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path / "nothing.yaml")

    assert caught.value.code == "mapping.unreadable"
    assert caught.value.facts["path"] == tmp_path / "nothing.yaml"


def joined(folder: Path, *texts: str) -> Source:
    files = [written(folder, text, f"{number}.yaml") for number, text in enumerate(texts, start=1)]
    return join([read(file) for file in files], LISTS)


def test_lists_of_several_files_become_one_and_keep_their_lines(tmp_path: Path) -> None:
    source = joined(
        tmp_path,
        "training:\n  - course: A\n  - course: B\n",
        "school: {name: Школа}\ntraining:\n  - course: C\n    hours: 4\n",
        "# ничего\n",
        "training: [{course: D}]\n",
    )

    assert [item["course"] for item in source.content["training"]] == ["A", "B", "C", "D"]
    assert [source.where(("training", number)) for number in range(4)] == [
        "1.yaml:2",
        "1.yaml:3",
        "2.yaml:3",
        "4.yaml:1",
    ]
    assert source.where(("training", 2, "hours")) == "2.yaml:4"
    assert source.where(("school", "name")) == "2.yaml:1"


def test_a_list_that_begins_empty_is_filled_by_the_next_file(tmp_path: Path) -> None:
    source = joined(tmp_path, "training:\n", "training: [{course: A}]\n", "training: []\n")

    assert source.content["training"] == [{"course": "A"}]
    assert source.where(("training", 0)) == "2.yaml:1"


def test_a_section_that_is_no_list_may_stand_in_one_file_only(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        joined(tmp_path, "school: {}\n", "\nschool: {}\n")

    assert caught.value.code == "mapping.repeated_key"
    assert caught.value.facts == {"where": "2.yaml:2", "key": "school"}


@pytest.mark.parametrize("wrong", ["5", "слово", "{a: 1}", "true"])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_should_be_a_list_and_is_not_stays_for_the_schema_to_name(
    tmp_path: Path, wrong: str, *, is_first: bool
) -> None:
    texts = [f"training: {wrong}\n", "\ntraining: [{course: A}]\n"]

    source = joined(tmp_path, *(texts if is_first else reversed(texts)))

    assert not isinstance(source.content["training"], list)
    assert source.where(("training",)) == ("1.yaml:1" if is_first else "2.yaml:1")
