"""The tables of steps of programmes, pairs, meetings and plans, which nobody's role bounds."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from connector.domain.matches import MATCH_STEPS, MatchState
from connector.domain.meetings import MEETING_STEPS
from connector.domain.plans import ITEM_STEPS, PLAN_STEPS, ItemState
from connector.domain.programmes import PROGRAMME_STEPS

MATCH: Final = "match"

TABLES: Final[Mapping[str, Mapping[Any, frozenset[Any]]]] = {
    "programme": PROGRAMME_STEPS,
    MATCH: MATCH_STEPS,
    "meeting": MEETING_STEPS,
    "plan": PLAN_STEPS,
    "plan_item": ITEM_STEPS,
}
"""Every table by the name that it has among the titles of states (states.yaml)."""


def steps_of(table: str) -> list[tuple[StrEnum, StrEnum, str]]:
    """From where, to where, and the code of the sentence that says when; in the order of states."""
    allowed = TABLES[table]
    return [
        (source, target, _when(table, source, target))
        for source in allowed
        for target in type(source)
        if target in allowed[source]
    ]


def _when(table: str, source: StrEnum, target: StrEnum) -> str:
    if (source, target) == (MatchState.SUSPENDED, MatchState.ACTIVE):
        return "match_step.resumed"
    if source in {MatchState.PROPOSED, MatchState.TRIAL} and target is MatchState.TERMINATED:
        return "match_step.left"
    if (source, target) == (ItemState.NOT_DONE, ItemState.DONE):
        return "plan_item_step.late"
    return f"{table}_step.{target}"
