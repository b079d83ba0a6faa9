"""Reads the values of an entry in a journal: minutes, options, names of pairs and of people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from connector.domain.pairs import Pair
from connector.domain.people import PersonId, Role

Value = TypeVar("Value")

MINUTES: Final = re.compile(
    r"(?:(?P<hours>\d{1,2})(?P<half>[.,]5)?\s*(?:ч|час|часа|часов)\.?)?\s*"
    r"(?:(?P<minutes>\d{1,4})(?:[.,]0+)?\s*(?:м|мин|минут[аы]?)?\.?)?",
    re.IGNORECASE,
)
AN_HOUR: Final = 60
A_DAY: Final = 24 * AN_HOUR
BREAK: Final = re.compile(r"[\n,;]")


@dataclass(frozen=True)
class Told(Generic[Value]):
    """What a field says; `is_clear` False: something stands there that cannot be read."""

    value: Value | None = None
    is_clear: bool = True


def minutes(text: str) -> Told[int]:
    """How long something took, written as 45, 45 мин or 1 ч 30 мин; longer than a day is a slip."""
    if not text.strip():
        return Told()
    written = MINUTES.fullmatch(text.strip())
    number = _minutes(written) if written else 0
    return Told(number) if 0 < number <= A_DAY else Told(is_clear=False)


def _minutes(written: re.Match[str]) -> int:
    half = AN_HOUR // 2 if written["half"] else 0
    return AN_HOUR * int(written["hours"] or 0) + half + int(written["minutes"] or 0)


def one_of(text: str, codes: Mapping[str, Value]) -> Told[Value]:
    """What the chosen option means."""
    chosen = text.strip()
    if not chosen:
        return Told()
    return Told(codes[chosen]) if chosen in codes else Told(is_clear=False)


def options(text: str) -> list[str]:
    """The chosen options."""
    return [option for line in text.split("\n") if (option := line.strip())]


def called(text: str, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that go by a name: that of their group, its ID number, or how its name begins."""
    name = _plain(text)
    if not name:
        return []
    listed = list(pairs)
    whole = [pair for pair in listed if name in {_plain(pair.name), _plain(pair.idnumber)}]
    return whole or [pair for pair in listed if _begins(_plain(pair.name), name)]


def attended(text: str, pair: Pair, sides: Mapping[str, Role]) -> Told[tuple[PersonId, ...]]:
    """Who of a pair was there; not clear when somebody is named whom it lacks.

    That the curator came too says nothing of the pair.
    """
    named = options(text) if sides else names(text)
    if not named:
        return Told()
    others = [option for option in named if sides.get(option) is not Role.CURATOR]
    of = [_meant(option, pair, sides) for option in others]
    if not all(of):
        return Told(is_clear=False)
    return Told(tuple(sorted({who for people in of for who in people})) or None)


def _meant(option: str, pair: Pair, sides: Mapping[str, Role]) -> Sequence[PersonId]:
    if sides:
        here = {Role.MENTOR: pair.mentors, Role.MENTEE: pair.mentees}
        return (
            [member.person_id for member in here.get(sides[option], ())] if option in sides else []
        )
    fitting = [member.person_id for member in pair.members if is_called(member.name, option)]
    return fitting if len(fitting) == 1 else []


def names(text: str) -> list[str]:
    """The people who are named, a line or a comma each."""
    return [name.strip() for name in BREAK.split(text) if name.strip()]


def is_called(name: str, said_name: str) -> bool:
    """Whether somebody is meant by a surname, with or without other names or first letters."""
    own, said = _plain(name).split(), _plain(said_name).replace(".", " ").split()
    return (
        bool(said)
        and len(said) <= len(own)
        and said[0] == own[0]
        and all(full.startswith(short) for full, short in zip(own, said, strict=False))
    )


def _begins(name: str, beginning: str) -> bool:
    """Whether a name begins so and goes on with another word: Пара 1 is not Пара 10."""
    return name.startswith(beginning) and not name[len(beginning) :][:1].isalnum()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
