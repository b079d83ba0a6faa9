"""Ways of comparing a request with an offer, from the plainest to the one that is used."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from connector import plain_yaml
from connector.matching.criteria import coverage
from connector.matching.vocabulary import STOP
from connector.matching.words import split
from tests.matching_builders import the_lexicon

LABELLED: Final = Path(__file__).parent / "labelled.yaml"
STEM: Final = 5
SHORTEST: Final = 3
THRESHOLD: Final = 0.34
"""From which share of a request on an offer counts as fitting."""

Share = Callable[[str, str], float]


@dataclass(frozen=True)
class Pair:
    request: str
    offer: str
    fits: bool


def labelled(part: str) -> list[Pair]:
    content: Mapping[str, Iterable[Any]] = plain_yaml.load(LABELLED.read_text(encoding="utf-8"))
    return [Pair(**pair) for pair in content[part]]


def f1(share: Share, pairs: Iterable[Pair], threshold: float) -> float:
    """The harmonic mean of precision and recall."""
    said = [(pair.fits, share(pair.request, pair.offer) >= threshold) for pair in pairs]
    right = sum(fits and found for fits, found in said)
    return 2 * right / max(1, sum(fits + found for fits, found in said))


def best_f1(share: Share, pairs: list[Pair]) -> float:
    """With the threshold that suits a way best: no plainer way shall lose by its threshold."""
    return max(f1(share, pairs, step / 20) for step in range(1, 21))


def by_substrings(request: str, offer: str) -> float:
    """Words of the request that stand somewhere in the offer, letter for letter."""
    words = _telling(request)
    return sum(word in offer.lower().replace("ё", "е") for word in words) / max(1, len(words))


def by_stems(request: str, offer: str) -> float:
    """Words that begin alike."""
    words = {word[:STEM] for word in _telling(request)}
    return len(words & {word[:STEM] for word in _telling(offer)}) / max(1, len(words))


def by_lemmas(request: str, offer: str) -> float:
    """Words in their normal forms, without the vocabulary."""
    forms = the_lexicon().morphology.forms
    words = {forms(word)[0] for word in _telling(request)}
    return len(words & {forms(word)[0] for word in _telling(offer)}) / max(1, len(words))


def by_concepts(request: str, offer: str) -> float:
    """As the matcher does."""
    lexicon = the_lexicon()
    share, whole, _ = coverage(lexicon, lexicon.concepts(request), lexicon.concepts(offer))
    return share / max(1, whole)


def by_letters(request: str, offer: str) -> float:
    """Groups of three letters that two texts have in common."""
    one, other = _trigrams(request), _trigrams(offer)
    return len(one & other) / max(1, min(len(one), len(other)))


def _trigrams(text: str) -> set[str]:
    return {f" {word} "[place : place + 3] for word in _telling(text) for place in range(len(word))}


def _telling(text: str) -> list[str]:
    """Words that say something: the plain ways get the list of those that do not, too."""
    lexicon = the_lexicon()
    return [
        word
        for word in split(text)
        if len(word) >= SHORTEST
        and not any(
            lexicon.vocabulary.words.get(form) == STOP for form in lexicon.morphology.forms(word)
        )
    ]


WAYS: Final[Mapping[str, Share]] = {
    "substrings": by_substrings,
    "stems": by_stems,
    "letters": by_letters,
    "lemmas": by_lemmas,
    "concepts": by_concepts,
}


def table() -> str:
    """F1 of every way on both parts, each but the last with its best threshold."""
    lines = [f"{'way':<12} {'tuned':>6} {'fresh':>6}"]
    for name, share in WAYS.items():
        found = [
            f1(share, labelled(part), THRESHOLD)
            if name == "concepts"
            else best_f1(share, labelled(part))
            for part in ("tuned", "fresh")
        ]
        lines.append(f"{name:<12} {found[0]:>6.2f} {found[1]:>6.2f}")
    return "\n".join(lines)
