"""Pairs of the register, their meetings and plans, for tests that state only what matters."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.matches import Match, MatchMember, MatchState
from connector.domain.meetings import Meeting, SeenMeeting
from connector.domain.people import PersonId, Role
from connector.domain.plans import Plan, PlanItem, PlannedTask, Section
from connector.domain.register import Register
from tests.builders import COURSE, Change

BEGAN: Final = date(2026, 10, 1)
GROUP: Final = 7
PARTS: Final = (
    (Match, "matches"),
    (MatchMember, "members"),
    (Meeting, "meetings"),
    (Plan, "plans"),
    (PlanItem, "plan_items"),
)


def a_match(key: int = 1, **changes: Change) -> Match:
    """Build a pair that works since 1 October and has a group in Moodle."""
    match = Match(
        key,
        COURSE,
        f"Пара {key}",
        MatchState.ACTIVE,
        group_id=GROUP,
        begins_on=BEGAN,
        reached={MatchState.ACTIVE: BEGAN.isoformat()},
    )
    return replace(match, **changes)


def a_match_member(key: int, side: Role = Role.MENTEE, **changes: Change) -> MatchMember:
    """Build somebody with the number of the row in the first pair since it began."""
    return replace(MatchMember(key, 1, COURSE, PersonId(key), side, BEGAN), **changes)


def a_meeting(key: int = 1, on: date = BEGAN, **changes: Change) -> Meeting:
    """Build a planned meeting of the first pair."""
    return replace(Meeting(key, 1, on), **changes)


def a_seen_meeting(on: date, **changes: Change) -> SeenMeeting:
    """Build a meeting of the first pair's group that Moodle tells of."""
    source = f"data:44:{on.toordinal()}"
    return replace(SeenMeeting(COURSE, GROUP, on, source, PersonId(1)), **changes)


def a_task(task: str = "Составить план", **changes: Change) -> PlannedTask:
    """Build what the mapping plans for every pair of the programme."""
    return replace(PlannedTask(COURSE, task, Section.DEVELOPMENT, f"plan: {task}"), **changes)


def an_item(key: int = 1, **changes: Change) -> PlanItem:
    """Build an item of the first plan, entered by hand."""
    return replace(PlanItem(key, 1, f"Задача {key}"), **changes)


def register_of(*rows: Any) -> Register:  # noqa: ANN401 - rows of several parts
    """Build a register of these rows."""
    register = Register()
    for kind, part in PARTS:
        register = register.with_rows(part, [row for row in rows if isinstance(row, kind)])
    return register
