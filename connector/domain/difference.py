"""What changed between two pictures of the same things, and when not to believe it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")

FEW: Final = 5
SHARE: Final = 0.2


@dataclass(frozen=True)
class Difference(Generic[Key, Thing]):
    """Things that are new, things that are not as they were, and keys that are no longer there."""

    added: Mapping[Key, Thing]
    changed: Mapping[Key, Thing]
    gone: frozenset[Key]


@dataclass(frozen=True)
class Tally:
    """How many rows a picture changed; `held_back` vanished but were not believed to be gone."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    held_back: int = 0

    @property
    def total(self) -> int:
        """Rows that were written."""
        return self.added + self.changed + self.gone

    def __add__(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            self.added + other.added,
            self.changed + other.changed,
            self.gone + other.gone,
            self.held_back + other.held_back,
        )


def difference(
    before: Mapping[Key, Thing], after: Iterable[Thing], key: Callable[[Thing], Key]
) -> Difference[Key, Thing]:
    """Compare; of two things with one key the later counts."""
    now = {key(thing): thing for thing in after}
    return Difference(
        added={name: thing for name, thing in now.items() if name not in before},
        changed={
            name: thing for name, thing in now.items() if name in before and before[name] != thing
        },
        gone=frozenset(before.keys() - now.keys()),
    )


def looks_short(known: int, gone: int) -> bool:
    """Whether so many vanished at once that a missing right is the likelier reason.

    More than five, and more than a fifth of those known.
    """
    return gone > FEW and gone > known * SHARE
