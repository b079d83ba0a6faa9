"""Writes mappings into a folder and loads them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from connector import wording
from connector.domain.people import Kind, Role
from connector.domain.programmes import REVERSE, Form
from connector.mapping.loader import MappingError, load
from connector.mapping.methodology import Pool
from connector.mapping.rules import Rules
from connector.settings import SHIPPED
from tests import builders

WORDING: Final = wording.load(SHIPPED / "config" / "wording")

SMALLEST: Final = """\
school: { name: Школа, school_year: 2026/27 }
programmes:
  - course: PAIRS
    form: any
"""
FORMS: Final[Mapping[str, Form]] = {
    **builders.FORMS,
    "pupil-pupil": replace(
        builders.FORMS["pupil-pupil"], role_models={"equal": "Равный – равному"}
    ),
}
KINDS: Final = {"traditional": "Традиционное", REVERSE: "Реверсивное"}
REASONS: Final = {
    "low_results": Pool("Низкие результаты", Role.MENTEE, Kind.PUPIL, sensitive=False),
    "veteran": Pool("Ветеран труда", Role.MENTOR, None, sensitive=False),
}


def written(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts, start=1):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, *texts: str) -> Rules:
    return load(written(folder, *texts), FORMS, KINDS, REASONS)


def faults(folder: Path, *texts: str) -> list[tuple[str, str, str]]:
    with pytest.raises(MappingError) as caught:
        loaded(folder, *texts)
    assert unsaid([reason for _, _, reason in caught.value.faults]) == []
    return caught.value.faults


def unsaid(reasons: list[str]) -> list[str]:
    """The reasons that have no sentence for people."""
    return [reason for reason in reasons if WORDING.reason(reason) == reason]
