"""The tables of steps, as people read them: from where, to where, who may, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from connector.domain.consents import CONSENT_TRANSITIONS, ConsentState
from connector.domain.participation import NEEDS_CONSENT, TRANSITIONS, State, may
from connector.domain.people import Role
from connector.reports.pair_states import TABLES, steps_of
from connector.wording import Wording

CONSENT: Final = "consent"
PARTICIPATION: Final = "participation"
ROLES: Final = "roles"
DASH: Final = "–"

Titles = Mapping[str, Mapping[str, str]]
"""How roles, and the states of each table, are called."""


@dataclass(frozen=True)
class Step:
    """A step of a table; `roles`: who may take it, nobody named where roles do not matter."""

    table: str
    source: str
    target: str
    roles: tuple[Role, ...]
    when: str


def steps() -> list[Step]:
    """Every allowed step, in the order of the states; `when` is the code of a sentence."""
    ours = sorted(TRANSITIONS, key=lambda step: _place(list(State), step))
    theirs = sorted(CONSENT_TRANSITIONS, key=lambda step: _place(list(ConsentState), step))
    return [
        *(Step(PARTICIPATION, a, b, _who(a, b), _when(a, b)) for a, b in ours),
        *(Step(CONSENT, a, b, (), f"consent_step.{b}") for a, b in theirs),
        *(Step(table, a, b, (), when) for table in TABLES for a, b, when in steps_of(table)),
    ]


HEAD: Final = ("states.source", "states.target", "states.who", "states.when")


def cells(words: Wording, titles: Titles) -> list[list[str]]:
    """The cells of each step under HEAD."""
    return [_cells(words, titles, step) for step in steps()]


def markdown(words: Wording, titles: Titles) -> str:
    """A page with every table."""
    parts = [
        f"# {words.say('states.title')}",
        words.say("states.lead"),
        *_section(words, titles, PARTICIPATION),
        *_section(words, titles, CONSENT),
        words.say("states.pairs_lead"),
        *(part for table in TABLES for part in _section(words, titles, table)),
    ]
    return "\n\n".join(parts) + "\n"


def _section(words: Wording, titles: Titles, table: str) -> tuple[str, str]:
    rows = [_cells(words, titles, step) for step in steps() if step.table == table]
    head = [words.say(title) for title in HEAD]
    told = [_without_who(row) if table in TABLES else row for row in (head, *rows)]
    return f"## {words.say(f'states.{table}')}", _table(told)


def _without_who(row: Sequence[str]) -> list[str]:
    return [*row[:2], *row[3:]]


def _who(source: State, target: State) -> tuple[Role, ...]:
    """Who may take a step and ever comes to where it begins."""
    return tuple(r for r in Role if may(r, source, target) and source in _reached(r))


def _reached(role: Role) -> frozenset[State]:
    reached, news = frozenset({State.CANDIDATE}), frozenset({State.CANDIDATE})
    while news:
        news = frozenset(s for s in State for known in news if may(role, known, s)) - reached
        reached |= news
    return reached


def _when(source: State, target: State) -> str:
    if target is State.CONSENT_PENDING and source in NEEDS_CONSENT:
        return "step.back_to_consent"
    if (source, target) == (State.SELECTED, State.ACTIVE):
        return "step.untrained"
    return f"step.{target}"


def _place(order: Sequence[StrEnum], step: tuple[StrEnum, StrEnum]) -> tuple[int, int]:
    return order.index(step[0]), order.index(step[1])


def _cells(words: Wording, titles: Titles, step: Step) -> list[str]:
    states = titles[step.table]
    nobody = DASH if step.table in TABLES else words.say("states.anybody")
    who = ", ".join(titles[ROLES][role] for role in step.roles) or nobody
    return [
        states[step.source],
        states[step.target],
        who,
        words.say(step.when),
    ]


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
