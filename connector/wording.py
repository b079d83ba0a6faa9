"""Sentences for people, kept as data in config/wording/."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from connector import plain_yaml
from connector.errors import ConfigurationError, ConnectorError, Faults


@dataclass(frozen=True)
class Wording:
    """The catalogue of one language: code -> sentence with {blanks}."""

    sentences: Mapping[str, str]

    def say(self, code: str, **facts: object) -> str:
        """Give the sentence of `code` with its blanks filled; the bare code when there is none."""
        sentence = self.sentences.get(code)
        if sentence is None:
            return " ".join([code, *(f"{name}={value}" for name, value in facts.items())])
        return sentence.format_map(
            _Facts({name: self._text(value) for name, value in facts.items()})
        )

    def reason(self, text: str) -> str:
        """Say a reason that the code gives in English; what follows a colon stays as it is."""
        head, colon, detail = text.partition(": ")
        whole = self.sentences.get(f"fault.{text}")
        return whole or self.sentences.get(f"fault.{head}", head) + colon + detail

    def _text(self, value: object) -> str:
        if isinstance(value, Faults):
            return str(Faults((where, path, self.reason(why)) for where, path, why in value))
        if isinstance(value, date) and not isinstance(value, datetime):
            return f"{value:%d.%m.%Y}"
        return str(value)

    def of(self, error: ConnectorError) -> str:
        """Say what went wrong and what to do next."""
        return self.say(error.code, **error.facts)


class _Facts(dict[str, str]):
    """A blank that nobody fills stays as it is: an error must not fail to be told."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def load(folder: Path, language: str = "ru") -> Wording:
    """Read `language`.yaml and `language`-*.yaml, groups of `name: sentence`, as `group.name`.

    A group may stand in several files, each sentence in one.
    """
    groups: dict[str, dict[str, str]] = {}
    for file in [folder / f"{language}.yaml", *sorted(folder.glob(f"{language}-*.yaml"))]:
        for group, names in _groups(file).items():
            groups.setdefault(group, {}).update(names)
    return Wording(
        {
            f"{group}.{name}": " ".join(str(sentence).split())
            for group, names in groups.items()
            for name, sentence in names.items()
        }
    )


def _groups(file: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        groups = plain_yaml.load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
    if not isinstance(groups, dict) or not all(isinstance(g, dict) for g in groups.values()):
        raise ConfigurationError("settings.unreadable", path=file)
    return groups
