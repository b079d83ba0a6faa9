"""Russian words as the matcher compares them: split, brought to their normal forms, related."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

WORD: Final = re.compile(r"[a-zа-я0-9]+(?:\+\+|#)?|[+#]")
CYRILLIC: Final = re.compile(r"[а-я]")
LOOKALIKES: Final = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
VERBS: Final = frozenset({"VERB", "INFN"})
EMPTY: Final = VERBS | frozenset(
    {"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "NUMR", "PRED", "ADVB", "COMP"}
)
"""Parts of speech that say nothing of what a text is about, unless the vocabulary has the word."""

SHORTEST_ROOT: Final = 4
SOFT: Final = "ьй"
LIKE_ENOUGH: Final = 0.65
LONG_ENOUGH: Final = 5


def split(text: str) -> list[str]:
    """Words in lower case, ё as е, Latin letters typed within a Russian word as Russian ones."""
    return [_one_script(word) for word in WORD.findall(text.lower().replace("ё", "е"))]


class Morphology:
    """Normal forms of words; the dictionary is read when the first word is asked for."""

    def __init__(self, endings: Sequence[str] = ()) -> None:
        self.forms: Callable[[str], tuple[str, ...]] = lru_cache(None)(self._forms)
        self._parsed: Callable[[str], Any] = lru_cache(None)(self._parse)
        self._endings = sorted(endings, key=lambda ending: (-len(ending), ending))

    @cached_property
    def _analyser(self) -> Any:  # noqa: ANN401 - pymorphy3 has no types
        import pymorphy3  # noqa: PLC0415 - read only when words are compared

        return pymorphy3.MorphAnalyzer()

    def _parse(self, word: str) -> Any:  # noqa: ANN401 - pymorphy3 has no types
        return self._analyser.parse(word)

    def _forms(self, word: str) -> tuple[str, ...]:
        """Normal forms, the likeliest first."""
        if not CYRILLIC.search(word):
            return (word,)
        found = [parse.normal_form.replace("ё", "е") for parse in self._parsed(word)]
        return tuple(dict.fromkeys(found))

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has a word, so that it is not misspelt."""
        return not CYRILLIC.search(word) or bool(self._analyser.word_is_known(word))

    def says_something(self, word: str) -> bool:
        """Whether a word can tell what a text is about."""
        if not CYRILLIC.search(word):
            return not word.isdigit() and len(word) > 1
        return len(word) > 1 and self._parsed(word)[0].tag.POS not in EMPTY

    def is_verb(self, word: str) -> bool:
        """Whether a word is a verb: its root tells less than that of a noun."""
        return bool(CYRILLIC.search(word)) and self._parsed(word)[0].tag.POS in VERBS

    def root(self, lemma: str) -> str:
        """A word without its ending, the same for words of one family: пчеловод-ство, -ческий."""
        for ending in self._endings:
            if lemma.endswith(ending) and len(lemma) - len(ending) >= SHORTEST_ROOT:
                return lemma[: -len(ending)].rstrip(SOFT)
        return lemma


class Spelling:
    """Finds the known word that a misspelt one is most like, by the pairs of letters they share."""

    def __init__(self, known: Iterable[str]) -> None:
        self._pairs = {word: _pairs(word) for word in sorted(known) if len(word) >= LONG_ENOUGH}
        self._with: dict[str, list[str]] = {}
        for word, pairs in self._pairs.items():
            for pair in pairs:
                self._with.setdefault(pair, []).append(word)

    def nearest(self, word: str) -> str | None:
        """The known word, None when none is alike enough."""
        if len(word) < LONG_ENOUGH:
            return None
        mine = _pairs(word)
        near = {known for pair in mine for known in self._with.get(pair, ()) if known[0] == word[0]}
        alike = [(-_likeness(mine, self._pairs[known]), known) for known in near]
        best = min(alike, default=(0.0, ""))
        return best[1] if -best[0] >= LIKE_ENOUGH else None


def _pairs(word: str) -> frozenset[str]:
    whole = f"^{word}$"
    return frozenset(whole[place : place + 2] for place in range(len(whole) - 1))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _one_script(word: str) -> str:
    return word.translate(LOOKALIKES) if CYRILLIC.search(word) else word
