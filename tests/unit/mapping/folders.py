"""Writes mappings into a folder and loads them."""

from pathlib import Path
from typing import Final

import pytest

from connector.mapping.loader import MappingError, load
from connector.mapping.rules import Rules
from tests.builders import FORMS

SMALLEST: Final = """\
school: { name: Школа, school_year: 2026/27 }
programmes:
  - course: PAIRS
    form: any
"""


def written(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts, start=1):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, *texts: str) -> Rules:
    return load(written(folder, *texts), FORMS)


def faults(folder: Path, *texts: str) -> list[tuple[str, str, str]]:
    with pytest.raises(MappingError) as caught:
        loaded(folder, *texts)
    return caught.value.faults
