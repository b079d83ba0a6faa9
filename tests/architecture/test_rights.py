"""Both READMEs name every function and every right that config/moodle/functions.yaml lists."""

import re
from typing import Final

import pytest

from tests.architecture.source import ROOT, content

FUNCTIONS: Final = content("moodle", "functions.yaml")
READMES: Final = ("README.md", "README.ru.md")
LISTED: Final = re.compile(r"^(?:core|enrol|gradereport|mod)_\w+", re.MULTILINE)
RIGHT: Final = re.compile(r"`((?:moodle|mod|report|gradereport|enrol|webservice)/\w+:\w+)`")


def text(readme: str) -> str:
    return (ROOT / readme).read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_lists_every_function_once_and_no_other(readme: str) -> None:
    assert sorted(LISTED.findall(text(readme))) == sorted(FUNCTIONS)


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_every_right(readme: str) -> None:
    wanted = {right for about in FUNCTIONS.values() for right in about["capabilities"]}

    assert wanted - {*RIGHT.findall(text(readme))} == set()
