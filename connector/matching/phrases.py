"""Finds words and phrases of a list in a text, in whatever case and number they stand."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from connector.matching.vocabulary import normal
from connector.matching.words import Morphology, Spelling, split

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Phrases and what each means; the longest is found first."""

    def __init__(
        self, entries: Iterable[tuple[Iterable[object], Meaning]], morphology: Morphology
    ) -> None:
        self._morphology = morphology
        self._by_length: dict[int, dict[tuple[str, ...], Meaning]] = {}
        for words, meaning in entries:
            for text in words:
                key = tuple(normal(token, morphology) for token in split(str(text)))
                self._by_length.setdefault(len(key), {}).setdefault(key, meaning)
        self._spelling = Spelling(word for (word,) in self._by_length.get(1, {}))

    def at(self, words: Sequence[str], place: int) -> tuple[int, Meaning] | None:
        """How many words from here are a phrase, and what it means."""
        for length in sorted(self._by_length, reverse=True):
            rest = words[place : place + length]
            found = len(rest) == length and self._whole(rest, self._by_length[length])
            if found:
                return length, found[0]
        return self._misspelt(words[place]) if place < len(words) else None

    def _misspelt(self, word: str) -> tuple[int, Meaning] | None:
        if self._morphology.is_known(word):
            return None
        meant = self._spelling.nearest(self._morphology.forms(word)[0])
        return (1, self._by_length[1][(meant,)]) if meant else None

    def _whole(
        self, words: Sequence[str], known: dict[tuple[str, ...], Meaning]
    ) -> tuple[Meaning] | None:
        """The meaning in brackets, since a meaning may be empty."""
        keys: list[tuple[str, ...]] = [()]
        for word in words:
            forms = dict.fromkeys((word, *self._morphology.forms(word)))
            keys = [(*key, form) for key in keys for form in forms]
        return next(((known[key],) for key in keys if key in known), None)
