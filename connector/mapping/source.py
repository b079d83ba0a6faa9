"""Reads YAML and remembers on which line everything stands."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from connector import plain_yaml
from connector.errors import ConfigurationError

Place = tuple[Hashable, ...]


@dataclass(frozen=True)
class Source:
    """The content of a mapping; `places` gives `file:line` of keys and list items by their path."""

    content: Mapping[str, Any]
    places: Mapping[Place, str]

    def where(self, place: Place) -> str:
        """Say `file:line` of a path, or of the nearest thing around it."""
        while place and place not in self.places:
            place = place[:-1]
        return self.places[place]


def read(file: Path) -> Source:
    """Read one YAML file whose top is a mapping.

    Raises ConfigurationError with file and line for what is no YAML, and for a repeated key.
    """
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=plain_yaml.LOADER)
        return _source(root, file)
    except OSError as error:
        raise ConfigurationError("mapping.unreadable", path=file) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError("mapping.not_utf8", path=file) from error
    except RecursionError as error:
        where = f"{file.name}:1"
        raise ConfigurationError("mapping.not_yaml", where=where, reason="too deep") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file.name}:{mark.line + 1 if mark else 1}"
        reason = getattr(error, "problem", None) or "YAML"
        raise ConfigurationError("mapping.not_yaml", where=where, reason=reason) from error


def join(sources: list[Source], lists: frozenset[str]) -> Source:
    """Take several files as one: sections in `lists` one after another, others once only.

    What should be a list and is none stays as it is, for the schema to complain of.
    """
    content: dict[str, Any] = {}
    places: dict[Place, str] = {(): sources[0].where(())}
    for source in sources:
        for section, value in source.content.items():
            if section in content and section not in lists:
                where = source.where((section,))
                raise ConfigurationError("mapping.repeated_key", where=where, key=section)
            earlier = content.get(section)
            if isinstance(earlier, list) and isinstance(value, list):
                content[section] = earlier + value
                places |= _moved(source, section, len(earlier))
            elif earlier is None or (isinstance(earlier, list) and value is not None):
                content[section] = value
                places |= _moved(source, section, 0)
    return Source(content, places)


def _source(root: yaml.Node | None, file: Path) -> Source:
    places: dict[Place, str] = {(): f"{file.name}:1"}
    if root is None:
        return Source({}, places)
    if not isinstance(root, yaml.MappingNode):
        raise ConfigurationError("mapping.not_a_mapping", where=f"{file.name}:1")
    return Source(_value(root, (), places, file), places)


def _moved(source: Source, section: str, by: int) -> dict[Place, str]:
    inside = {place: where for place, where in source.places.items() if place[:1] == (section,)}
    if not by:
        return inside
    return {
        (section, place[1] + by, *place[2:]): where
        for place, where in inside.items()
        if len(place) > 1 and isinstance(place[1], int)
    }


def _value(node: yaml.Node, place: Place, places: dict[Place, str], file: Path) -> Any:  # noqa: ANN401 - YAML is untyped
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, places, file)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            places[(*place, index)] = f"{file.name}:{item.start_mark.line + 1}"
        return [_value(item, (*place, i), places, file) for i, item in enumerate(node.value)]
    return _scalar(node, file)


def _mapping(
    node: yaml.MappingNode, place: Place, places: dict[Place, str], file: Path
) -> dict[Any, Any]:
    content: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _scalar(key_node, file)
        where = f"{file.name}:{key_node.start_mark.line + 1}"
        if not isinstance(key, str | int | float | bool):
            raise ConfigurationError("mapping.not_yaml", where=where, reason="key")
        if key in content:
            raise ConfigurationError("mapping.repeated_key", where=where, key=key)
        places[(*place, key)] = where
        content[key] = _value(value_node, (*place, key), places, file)
    return content


def _scalar(node: yaml.Node, file: Path) -> Any:  # noqa: ANN401 - YAML is untyped
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, LookupError, AttributeError) as error:  # `!!int ""`
        where = f"{file.name}:{node.start_mark.line + 1}"
        raise ConfigurationError("mapping.not_yaml", where=where, reason=node.value) from error
    finally:
        loader.dispose()
