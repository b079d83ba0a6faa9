"""What was built of files is built again as soon as they say something else."""

import os
from pathlib import Path

import pytest

from connector.kept import MOST, kept


class Builder:
    """Counts how often it was asked, and reads a file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.file.read_text(encoding="utf-8")


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    file = tmp_path / "a.yaml"
    file.write_text("one", encoding="utf-8")
    return Builder(file)


def test_it_is_built_once(builder: Builder) -> None:
    assert [kept(builder, [builder.file]) for _ in range(3)] == ["one"] * 3
    assert builder.times == 1


def test_an_edit_counts_even_when_size_and_time_are_the_same(builder: Builder) -> None:
    before = builder.file.stat()
    kept(builder, [builder.file])

    builder.file.write_text("two", encoding="utf-8")
    os.utime(builder.file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert kept(builder, [builder.file]) == "two"


def test_what_else_it_is_built_of_tells_apart(builder: Builder) -> None:
    one, other = object(), object()

    for with_ in (one, other, one):
        kept(builder, [builder.file], with_)

    assert builder.times == len({one, other})


def test_what_cannot_be_read_is_left_to_the_builder(builder: Builder) -> None:
    builder.file.unlink()

    with pytest.raises(FileNotFoundError):
        kept(builder, [builder.file])
    assert builder.times == 1


def test_the_oldest_is_forgotten(builder: Builder) -> None:
    others = [object() for _ in range(MOST + 1)]

    for other in (*others, others[-1], others[0]):
        kept(builder, [builder.file], other)

    assert builder.times == len(others) + 1
