"""Reads what people wrote of themselves: a text becomes a set of concepts that can be compared."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from connector.matching import times
from connector.matching.ages import Ages, Wanted
from connector.matching.time_words import Slot, TimeWords
from connector.matching.vocabulary import STOP, Vocabulary, read, vocabulary
from connector.matching.words import Morphology, Spelling, split

STRONG: Final = 3
WEAK: Final = 1
FAMILY: Final = "~"
"""Begins the key of words that the vocabulary does not have; their root follows."""

Concepts = Mapping[str, str]
"""Key of a concept and the word to show for it."""


class Lexicon:
    """The words of a school; every text is read once.

    Raises ConfigurationError when a file is wrong, at the first text that needs it.
    """

    def __init__(self, synonyms: Path, clock: Path) -> None:
        self._files = synonyms, clock
        self.concepts: Callable[[str], Concepts] = lru_cache(None)(self._concepts)
        self.slots: Callable[[str], frozenset[Slot] | None] = lru_cache(None)(self._slots)
        self.wanted: Callable[[str], Wanted | None] = lru_cache(None)(self._wanted)
        self._word: Callable[[str], tuple[str, str] | None] = lru_cache(None)(self._one_word)
        self._meant: Callable[[str], str] = lru_cache(None)(self._correct)

    def offered(self, keys: Iterable[str]) -> frozenset[str]:
        """Concepts with those that they are a part of."""
        mine = frozenset(keys)
        return mine.union(*(self.vocabulary.broader.get(key, ()) for key in mine))

    def weight(self, key: str) -> int:
        """How much a concept says: one of the vocabulary more than a word that it does not have."""
        is_weak = key.startswith(FAMILY) or key in self.vocabulary.weak
        return WEAK if is_weak else STRONG

    def in_words(self, slots: Iterable[Slot]) -> str:
        """Name slots of the week, in their order."""
        return self._times.in_words(slots)

    @cached_property
    def version(self) -> str:
        """A hash of the files' content."""
        content = json.dumps([self._synonyms, self._said], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of config/methodology/synonyms.yaml."""
        return vocabulary(self._synonyms, self._files[0], self.morphology)

    @cached_property
    def morphology(self) -> Morphology:
        """Normal forms of words."""
        return Morphology(self._synonyms.get("endings") or ())

    @cached_property
    def _synonyms(self) -> Mapping[str, Any]:
        return read(self._files[0])

    @cached_property
    def _said(self) -> Mapping[str, Any]:
        return read(self._files[1])

    @cached_property
    def _times(self) -> TimeWords:
        return TimeWords(self._said, self._files[1], self.morphology)

    @cached_property
    def _ages(self) -> Ages:
        return Ages(self._said["ages"], self.morphology)

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.vocabulary.spelt)

    def _slots(self, text: str) -> frozenset[Slot] | None:
        return times.slots(text, self._times)

    def _wanted(self, text: str) -> Wanted | None:
        return self._ages.wanted(text)

    def _concepts(self, text: str) -> Concepts:
        found: dict[str, str] = {}
        for key, shown in self._read([self._meant(word) for word in split(text)]):
            if key != STOP:
                found.setdefault(key, shown)
        return found

    def _read(self, words: list[str]) -> Iterator[tuple[str, str]]:
        place = 0
        while place < len(words):
            length, title = self._phrase(words, place)
            if length:
                yield title, title
            elif found := self._word(words[place]):
                yield found
            place += length or 1

    def _phrase(self, words: list[str], place: int) -> tuple[int, str]:
        """How many words from here are a phrase of the vocabulary, the longest that there is."""
        for form in self.morphology.forms(words[place]):
            for phrase, title in self.vocabulary.phrases.get(form, ()):
                rest = words[place : place + len(phrase)]
                if len(rest) == len(phrase) and all(
                    not known.isdisjoint(self.morphology.forms(word))
                    for known, word in zip(phrase, rest, strict=True)
                ):
                    return len(phrase), title
        return 0, STOP

    def _correct(self, word: str) -> str:
        """The word that was meant, where the word is neither in a dictionary nor here."""
        forms = self.morphology.forms(word)
        if self.morphology.is_known(word) or any(form in self.vocabulary.spelt for form in forms):
            return word
        return self._spelling.nearest(forms[0]) or self._spelling.nearest(word) or word

    def _one_word(self, word: str) -> tuple[str, str] | None:
        forms = self.morphology.forms(word)
        known = next((form for form in forms if form in self.vocabulary.words), None)
        if known is not None:
            title = self.vocabulary.words[known]
            return title, title
        if not self.morphology.says_something(word):
            return None
        root = self.morphology.root(forms[0])
        related = self.vocabulary.roots.get(root)
        return (related, related) if related else (FAMILY + root, forms[0])


def load(find: Callable[[str], Path]) -> Lexicon:
    """Take the files of config/methodology/; `find` gives the path of a file by its name."""
    return Lexicon(find("synonyms.yaml"), find("times.yaml"))
