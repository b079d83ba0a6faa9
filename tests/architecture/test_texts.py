"""What stands in the repository is about the product, and its links lead somewhere."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest

from tests.architecture.source import place, texts

LINK: Final = re.compile(r"\[[^\]]*\]\(\s*<?([^)>\s]+)>?[^)]*\)")
CODE: Final = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
FOREIGN: Final = {
    "a path of one machine": r"(?<![\w.])/(?:work|root)/(?=\w)",
    "a package registry": (
        r"(?:pypi|pythonhosted|npmjs|anaconda|yarnpkg)\.(?:org|com)|registry\.\w+\.\w+"
    ),
    "how it was made": (
        r"(?i:\bclaud[e]\b|anthropi[c]|\bchat ?gp[t]\b|\bopena[i]\b|copilo[t]\b|\bl[l]ms?\b"
        r"|language mode[l]|нейросе[т]|искусственн\w+ интеллек[т])|\bA[I]\b|\bИ[И]\b"
    ),
}


def documents() -> list[tuple[Path, str]]:
    return [(file, text) for file, text in texts() if file.suffix == ".md"]


def test_there_are_texts_to_look_at() -> None:
    names = {place(file) for file, _ in texts()}

    assert {"README.md", "Makefile", "config/wording/ru.yaml", "connector/errors.py"} <= names
    assert not any(name.startswith(".venv") for name in names)


@pytest.mark.parametrize("what", FOREIGN)
def test_nothing_foreign_stands_in_a_text(what: str) -> None:
    pattern = re.compile(FOREIGN[what])
    found = [
        f"{place(file)}:{text[: match.start()].count(chr(10)) + 1}: {match[0]}"
        for file, text in texts()
        for match in pattern.finditer(text)
    ]

    assert found == []


def test_links_to_files_of_the_repository_lead_to_them() -> None:
    dead = [
        f"{place(file)}: {target}"
        for file, text in documents()
        for target in LINK.findall(CODE.sub("", text))
        if not re.match(r"[a-z]+:|#", target)
        and not (file.parent / unquote(target.partition("#")[0])).exists()
    ]

    assert dead == []
