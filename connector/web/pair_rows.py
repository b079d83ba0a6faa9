"""Pairs as rows of a table: with names instead of ids, chosen by programme and state."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from connector.domain.monitoring import PairStatus

WORKING: Final = "working"
SILENT: Final = "silent"
INCOMPLETE: Final = "incomplete"
STATES: Final = (INCOMPLETE, SILENT, WORKING)
NUMBER: Final = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Choice:
    """Which pairs are asked for: of one programme, in one state; None and empty for all."""

    programme: int | None = None
    state: str = ""


@dataclass(frozen=True)
class PairRow:
    """A pair as the table shows it; `state` is a code, everything else is text."""

    name: str
    programme: str
    mentors: Sequence[str]
    mentees: Sequence[str]
    trained: str
    progress: str
    progress_share: str
    grade: str
    seen: str
    state: str


@dataclass(frozen=True)
class InWords:
    """How values of a pair are said."""

    person: Callable[[int], str]
    trained: Mapping[bool | None, str]
    percent: Callable[[object], str]
    seen: Callable[[int | None], str]


def chosen(pairs: Iterable[PairStatus], choice: Choice) -> list[PairStatus]:
    """The pairs that were asked for, by programme and name; what we do not know chooses nothing."""
    found = [
        pair
        for pair in pairs
        if choice.programme in {None, pair.programme_id} and choice.state in {"", state(pair)}
    ]
    return sorted(found, key=lambda pair: (pair.programme_id, _natural(pair.name), pair.id))


def row(pair: PairStatus, programme: str, say: InWords) -> PairRow:
    """One pair in words."""
    return PairRow(
        name=pair.name,
        programme=programme,
        mentors=[say.person(who) for who in pair.mentors],
        mentees=[say.person(who) for who in pair.mentees],
        trained=say.trained[pair.is_trained],
        progress=say.percent(pair.progress),
        progress_share="" if pair.progress is None else str(pair.progress),
        grade=say.percent(pair.grade),
        seen=say.seen(pair.seen_at),
        state=state(pair),
    )


def state(pair: PairStatus) -> str:
    """Whether a pair is incomplete, silent or working."""
    if not pair.is_complete:
        return INCOMPLETE
    return SILENT if pair.is_silent else WORKING


def by_state(pairs: Iterable[PairStatus]) -> Mapping[str, int]:
    """How many pairs are in each state."""
    counted = Counter(state(pair) for pair in pairs)
    return {name: counted[name] for name in STATES}


def _natural(name: str) -> list[tuple[int, str]]:
    """Order "Пара 2" before "Пара 10"."""
    parts = NUMBER.split(name.casefold())
    return [(int(part) if part.isdecimal() else 0, part) for part in parts]
