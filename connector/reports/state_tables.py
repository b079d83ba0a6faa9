"""The tables of steps, as people read them: from where, to where, who may, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from connector.domain.consents import CONSENT_TRANSITIONS, ConsentState
from connector.domain.participation import NEEDS_CONSENT, TRANSITIONS, State, may
from connector.domain.people import Role
from connector.wording import Wording

CONSENT: Final = "consent"
PARTICIPATION: Final = "participation"
ROLES: Final = "roles"

Titles = Mapping[str, Mapping[str, str]]
"""How roles, and the states of each table, are called."""


@dataclass(frozen=True)
class Step:
    """A step of a table; `roles`: who may take it, nobody named for a consent."""

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
    ]


HEAD: Final = ("states.source", "states.target", "states.who", "states.when")


def cells(words: Wording, titles: Titles) -> list[list[str]]:
    """The cells of each step under HEAD."""
    return [_cells(words, titles, step) for step in steps()]


def markdown(words: Wording, titles: Titles) -> str:
    """A page with both tables."""
    parts = [
        f"# {words.say('states.title')}",
        words.say("states.lead"),
        f"## {words.say('states.participation')}",
        _table(words, (_cells(words, titles, s) for s in steps() if s.table == PARTICIPATION)),
        f"## {words.say('states.consent')}",
        _table(words, (_cells(words, titles, s) for s in steps() if s.table == CONSENT)),
    ]
    return "\n\n".join(parts) + "\n"


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
    who = ", ".join(titles[ROLES][role] for role in step.roles) or words.say("states.anybody")
    return [
        states[step.source],
        states[step.target],
        who,
        words.say(step.when),
    ]


def _table(words: Wording, rows: Iterable[list[str]]) -> str:
    head = [words.say(title) for title in HEAD]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
