"""What mappings/README.md shows works, and it names everything that can be said."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml
from marshmallow import Schema, fields

from connector.mapping import methodology
from connector.mapping.checks import Codes
from connector.mapping.expectations import broken
from connector.mapping.loader import LISTS, build
from connector.mapping.rules import Rules
from connector.mapping.schema import MAPPING, MappingSchema
from connector.mapping.source import join, read
from tests.builders import TODAY

HOME: Final = Path(__file__).parents[3]
README: Final = (HOME / "mappings" / "README.md").read_text(encoding="utf-8")
EXAMPLE: Final = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SECTIONS: Final = frozenset(MAPPING.fields)


@pytest.fixture
def shown(tmp_path: Path) -> Rules:
    """Every example of a section, taken together: the README describes one school."""
    files = []
    for number, text in enumerate(EXAMPLE.findall(README)):
        if text.partition(":")[0] in SECTIONS:
            files.append(tmp_path / f"{number:02}.yaml")
            files[-1].write_text(text, encoding="utf-8")
    known = methodology.load((HOME / "config" / "methodology").joinpath)
    surveys = {survey.code: survey for survey in known.surveys}
    codes = Codes(known.forms, known.kinds, known.reasons, surveys)
    return build(join([read(file) for file in files], LISTS), codes)


def keys(schema: Schema) -> Iterator[str]:
    """Every key of a schema and of those inside it."""
    for field in schema.fields.values():
        yield str(field.data_key or field.name)
        inside = field.inner if isinstance(field, fields.List) else field
        if isinstance(inside, fields.Nested):
            yield from keys(inside.schema)


def test_the_examples_are_one_mapping_that_does_what_it_expects(shown: Rules) -> None:
    assert broken(shown, TODAY) == []
    assert len(shown.expect) > 2


def test_every_section_has_its_example() -> None:
    shown = [yaml.safe_load(text) for text in EXAMPLE.findall(README)]

    assert {section for one in shown for section in one} >= SECTIONS


def test_every_key_is_described() -> None:
    prose = EXAMPLE.sub("", README)
    said = re.findall(r"`[^`\n]+`|^#+ .*$", prose, re.MULTILINE)
    described = {word for one in said for word in re.findall(r"\w+", one)}

    assert sorted(set(keys(MappingSchema())) - described) == []
