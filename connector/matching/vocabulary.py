"""Reads the vocabulary of matching: which words speak of the same, which say nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from connector import plain_yaml
from connector.errors import ConfigurationError, Faults
from connector.matching.words import Morphology, split

Phrase = tuple[frozenset[str], ...]
STOP: Final = ""
"""Stands for a concept where words say nothing."""

TELLING_ROOT: Final = 5
LISTS: Final = ("stop", "weak", "endings")
MAPPINGS: Final = ("concepts", "broader")


@dataclass(frozen=True)
class Vocabulary:
    """Concepts by word and by phrase; a phrase is found by any form of its first word.

    `roots`: concepts by the root of a word that only they have. `spelt`: every word of them all.
    `broader`: of a concept, those that it is a part of. `weak` concepts say little alone.
    """

    words: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    roots: Mapping[str, str]
    spelt: frozenset[str]
    broader: Mapping[str, frozenset[str]]
    weak: frozenset[str]


def read(file: Path) -> Mapping[str, Any]:
    """Read a file of words; raises ConfigurationError when it is no mapping."""
    try:
        content = plain_yaml.load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError("settings.unreadable", path=file) from error
    if not isinstance(content, dict):
        raise ConfigurationError("settings.unreadable", path=file)
    return content


def vocabulary(content: Mapping[str, Any], file: Path, morphology: Morphology) -> Vocabulary:
    """Index the words; raises ConfigurationError naming what is written twice or wrongly."""
    _check(content, file)
    entries = [
        (text, title)
        for title, words in content["concepts"].items()
        for text in dict.fromkeys((title, *map(str, words)))
    ]
    entries += [(str(text), STOP) for text in content["stop"]]
    words: dict[str, str] = {}
    spelt: set[str] = set()
    phrases: dict[str, list[tuple[Phrase, str]]] = {}
    for text, title in entries:
        tokens = split(text)
        spelt.update(normal(token, morphology) for token in tokens)
        if len(tokens) == 1:
            words.setdefault(normal(tokens[0], morphology), title)
        else:
            phrase = tuple(frozenset(morphology.forms(token)) for token in tokens)
            for form in phrase[0]:
                phrases.setdefault(form, []).append((phrase, title))
    return Vocabulary(
        words,
        {form: tuple(sorted(found, key=_longest)) for form, found in phrases.items()},
        _roots(words, morphology),
        frozenset(spelt),
        _upwards(content["broader"]),
        frozenset(content["weak"]),
    )


def normal(token: str, morphology: Morphology) -> str:
    """The normal form of a word of the vocabulary, which is mostly written in it."""
    forms = morphology.forms(token)
    return token if token in forms else forms[0]


def _roots(words: Mapping[str, str], morphology: Morphology) -> Mapping[str, str]:
    """Roots that are long enough to tell, and that one concept alone has."""
    found: dict[str, set[str]] = {}
    for word, title in words.items():
        if morphology.is_verb(word):
            continue
        found.setdefault(morphology.root(word), set()).add(title)
    return {
        root: title
        for root, titles in found.items()
        for title in titles
        if len(root) >= TELLING_ROOT and len(titles) == 1 and title != STOP
    }


def _longest(entry: tuple[Phrase, str]) -> tuple[int, str, list[list[str]]]:
    phrase, title = entry
    return -len(phrase), title, [sorted(word) for word in phrase]


def _upwards(broader: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for wide, narrow in broader.items():
        for concept in narrow:
            found.setdefault(concept, set()).add(wide)
    return {concept: frozenset(wide) for concept, wide in found.items()}


def _check(content: Mapping[str, Any], file: Path) -> None:
    faults = [
        (file.name, key, reason)
        for keys, kind, reason in (
            (LISTS, list, "not a list"),
            (MAPPINGS, dict, "not a mapping"),
        )
        for key in keys
        if not isinstance(content.get(key), kind)
    ] or [*_twice(content, file), *_unknown(content, file)]
    if faults:
        raise ConfigurationError("settings.wrong_content", path=file, faults=Faults(faults))


def _twice(content: Mapping[str, Any], file: Path) -> list[tuple[str, str, str]]:
    seen: dict[str, str] = {}
    faults = []
    for title, words in content["concepts"].items():
        if not isinstance(words, list):
            faults.append((file.name, title, "not a list"))
            continue
        faults += [
            (file.name, title, f"another concept has this word: {word}")
            for word in {str(word) for word in (title, *words)}
            if seen.setdefault(word, title) != title
        ]
    return sorted(faults)


def _unknown(content: Mapping[str, Any], file: Path) -> list[tuple[str, str, str]]:
    named = [*content["weak"], *content["broader"]]
    named += [concept for narrow in content["broader"].values() for concept in narrow]
    return [
        (file.name, str(name), "no such concept")
        for name in dict.fromkeys(named)
        if name not in content["concepts"]
    ]
