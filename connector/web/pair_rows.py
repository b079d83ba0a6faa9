"""Pairs as rows of a table: chosen by programme and state, with names instead of ids."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from connector.domain.monitoring import PairStatus
from connector.web.words import NOTHING, Words

INCOMPLETE: Final = "incomplete"
SILENT: Final = "silent"
WORKING: Final = "working"
STATES: Final = (INCOMPLETE, SILENT, WORKING)
TRAINED: Final = {True: "trained_yes", False: "trained_no"}
NUMBER: Final = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Choice:
    """Which pairs are asked for: of one programme, in one state; None and empty for all."""

    programme: int | None = None
    state: str = ""

    @property
    def is_made(self) -> bool:
        """Whether anything was chosen."""
        return self.programme is not None or bool(self.state)


@dataclass(frozen=True)
class PairRow:
    """A pair as the table shows it; `state` is a code, `share` a number for the bar or empty."""

    name: str
    mentors: Sequence[str]
    mentees: Sequence[str]
    trained: str
    progress: str
    share: str
    grade: str
    has_grade: bool
    seen: str
    state: str


@dataclass(frozen=True)
class PairGroup:
    """The chosen pairs of one programme."""

    programme: str
    rows: Sequence[PairRow]


def groups(
    pairs: Iterable[PairStatus], choice: Choice, titles: Mapping[int, str], words: Words
) -> list[PairGroup]:
    """The chosen pairs under their programmes; what we do not know chooses nothing."""
    fitting = [
        pair
        for pair in sorted(pairs, key=lambda pair: (natural(pair.name), pair.id))
        if choice.programme in {None, pair.programme_id} and choice.state in {"", state(pair)}
    ]
    found = [
        PairGroup(title, [_row(pair, words) for pair in fitting if pair.programme_id == programme])
        for programme, title in titles.items()
    ]
    return [group for group in found if group.rows]


def state(pair: PairStatus) -> str:
    """Whether a pair is incomplete, silent or working."""
    if not pair.is_complete:
        return INCOMPLETE
    return SILENT if pair.is_silent else WORKING


def by_state(pairs: Iterable[PairStatus]) -> Mapping[str, int]:
    """How many pairs are in each state."""
    counted = Counter(state(pair) for pair in pairs)
    return {name: counted[name] for name in STATES}


def natural(name: str) -> list[tuple[int, str]]:
    """Order "Пара 2" before "Пара 10"."""
    parts = NUMBER.split(name.casefold())
    return [(int(part) if part.isdecimal() else 0, part) for part in parts]


def _row(pair: PairStatus, words: Words) -> PairRow:
    trained = NOTHING if pair.is_trained is None else words.say(TRAINED[pair.is_trained])
    return PairRow(
        name=pair.name,
        mentors=[words.person(who) for who in pair.mentors],
        mentees=[words.person(who) for who in pair.mentees],
        trained=trained,
        progress=words.percent(pair.progress),
        share="" if pair.progress is None else str(pair.progress),
        grade=words.percent(pair.grade),
        has_grade=pair.grade is not None,
        seen=words.seen(pair.seen_at),
        state=state(pair),
    )
