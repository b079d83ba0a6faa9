"""The commands that the documents show are there, and both READMEs list every one."""

import re
import shlex
from collections.abc import Iterator
from typing import Final

import click
import pytest

from connector.cli.main import cli
from tests.architecture.source import ROOT

SHOWN_IN: Final = (
    "README.md", "README.ru.md", "CHANGELOG.md", "config/README.md", "mappings/README.md",
    "docs/administrator.ru.md", "docs/curator.ru.md",
)  # fmt: skip
READMES: Final = ("README.md", "README.ru.md")
BLOCK: Final = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHOWN: Final = re.compile(r"^(?:\$ )?mentoring ([^#\n]+)", re.MULTILINE)
INLINE: Final = re.compile(r"`mentoring ([^`|…]+)`")
ROW: Final = re.compile(r"^\| (`mentoring .+?`) \|", re.MULTILINE)
WORD: Final = re.compile(r"[a-z][a-z-]*")


def shown(document: str) -> Iterator[str]:
    """Every command of a document, without the word mentoring."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        yield from SHOWN.findall(block)
    yield from INLINE.findall(BLOCK.sub("", text))


def part(group: click.Group, name: str) -> click.Command | None:
    """A command of a group, None when there is not such a one."""
    return group.get_command(click.Context(group), name)


def fault(typed: str) -> str:
    """What there is not of a command, nothing when all is there."""
    command: click.Command = cli
    for word in shlex.split(typed):
        if isinstance(command, click.Group):
            found = part(command, word)
            if not found:
                return word
            command = found
        elif word.startswith("--"):
            option = word.partition("=")[0].strip("[]")
            if not any(option in parameter.opts for parameter in command.params):
                return option
    return ""


def names(group: click.Group, before: str = "") -> Iterator[str]:
    for name in group.list_commands(click.Context(group)):
        command = part(group, name)
        yield f"{before}{name}"
        if isinstance(command, click.Group):
            yield from names(command, f"{before}{name} ")


@pytest.mark.parametrize("document", SHOWN_IN)
def test_every_command_of_a_document_is_there(document: str) -> None:
    wrong = {typed: missing for typed in shown(document) if (missing := fault(typed))}

    assert wrong == {}


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_lists_every_command_but_those_of_small_groups(readme: str) -> None:
    rows = ROW.findall((ROOT / readme).read_text(encoding="utf-8"))
    missing = [
        name
        for name in names(cli)
        if _is_to_be_listed(name, rows)
        and not any({*name.split()} <= {*WORD.findall(row)} for row in rows)
    ]

    assert missing == []


def _is_to_be_listed(name: str, rows: list[str]) -> bool:
    """A group inside a group has a row of its own, or stands in that of the other by its name."""
    *group, _ = name.split()
    own = f"`mentoring {' '.join(group)} "
    return len(group) < 2 or any(row.startswith(own) for row in rows)
