"""Plans of pairs: how far they have come, and what is entered by hand."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from connector.domain.access import Looking
from connector.domain.matches import Match
from connector.domain.plan_progress import progress
from connector.domain.plans import Plan, PlanItem, PlanState
from connector.domain.programmes import Programme
from connector.domain.register import Register
from connector.domain.register import edits_plans as edits
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_plans import ItemChange
from connector.domain.register.plans import items_of
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.seeing_pairs import (
    NUMBERS,
    ONLY_OWN,
    ONLY_STATE,
    ONLY_TEXTS,
    Seen,
    sight,
)
from connector.services.by_hand.view import View

Told = dict[str, Any]

OF_PLAN: Final[Mapping[str, Seen]] = {
    **dict.fromkeys(("plan", "match", "state", "agreed_on", "closed_on"), NUMBERS),
    **dict.fromkeys(("done", "counted", "share", "overdue"), NUMBERS),
    "name": ONLY_STATE,
    **dict.fromkeys(("goal", "items"), ONLY_OWN),
    "mark": ONLY_TEXTS,
}
OF_ITEM: Final[Mapping[str, Seen]] = {
    **dict.fromkeys(("id", "task", "section", "due_on", "planned_result"), ONLY_OWN),
    **dict.fromkeys(("state", "done_on", "is_overdue", "cmid", "source"), ONLY_OWN),
    **dict.fromkeys(("actual_result", "mark"), ONLY_TEXTS),
}
"""What each field tells; what came of an item is for the mentor and the curator."""


def show(view: View, match: Match, by: Looking | None = None) -> list[Told]:
    """The plans of a pair, the latest first; raises EditRefused when nothing may be seen."""
    if by and not sight(view, match, by).things:
        raise EditRefused("meetings.not_allowed", match=match.id)
    mine = [plan for plan in view.register.plans.values() if plan.match_id == match.id]
    return [_told(view, plan, match, by) for plan in sorted(mine, key=lambda one: -one.id)]


def overview(
    view: View, programme: Programme | None = None, by: Looking | None = None
) -> list[Told]:
    """The plans of a programme or of all, by pair, without their items."""
    rows = []
    for _, plan in sorted(view.register.plans.items(), key=lambda row: (row[1].match_id, row[0])):
        match = view.register.matches[plan.match_id]
        if programme is None or match.programme_id == programme.id:
            told = _told(view, plan, match, by)
            rows.append({name: value for name, value in told.items() if name != "items"})
    return [row for row in rows if row]


def add(view: View, by: str, match: Match, item: PlanItem) -> Changed:
    """Plan something; raises EditRefused."""
    return change(view, by, lambda known: edits.add_item(known, match.id, item))


def change_item(view: View, by: str, item_id: int, wanted: ItemChange) -> Changed:
    """Write something else of an item; raises EditRefused."""
    return change(view, by, lambda known: edits.change_item(known, item_id, wanted))


def done(view: View, by: str, item_id: int, on: date | None, wanted: ItemChange) -> Changed:
    """Note that an item is done, today unless a day is said; raises EditRefused."""
    day = on or view.today
    return change(view, by, lambda known: edits.finish(known, item_id, day, wanted, view.today))


def not_done(view: View, by: str, item_id: int, wanted: ItemChange) -> Changed:
    """Note that an item was not done; raises EditRefused."""
    return change(view, by, lambda known: edits.give_up(known, item_id, wanted))


def drop(view: View, by: str, item_id: int) -> Changed:
    """Take an item off a plan; raises EditRefused."""
    return change(view, by, lambda known: edits.drop(known, item_id))


def agree(view: View, by: str, match: Match, on: date | None, goal: str | None) -> Changed:
    """Note that a plan is agreed on, today unless a day is said; raises EditRefused."""

    def edit(known: Register) -> Register:
        return edits.agree(known, match.id, on or view.today, goal, view.today)

    return change(view, by, edit)


def close(view: View, by: str, match: Match) -> Changed:
    """Close the plan of a pair; raises EditRefused."""
    return change(view, by, lambda known: edits.close(known, match.id, view.today))


def _told(view: View, plan: Plan, match: Match, by: Looking | None) -> Told:
    items = items_of(view.register, plan.id)
    how_far = progress(items, view.today, is_closed=plan.state is PlanState.CLOSED)
    seen = sight(view, match, by)
    late = {item.id for item in how_far.overdue}
    everything = {
        "plan": plan.id,
        "match": match.id,
        "name": view.pair(match),
        "state": plan.state,
        "goal": plan.goal,
        "agreed_on": plan.agreed_on,
        "closed_on": plan.closed_on,
        "done": how_far.done,
        "counted": how_far.counted,
        "share": how_far.share,
        "mark": how_far.mark,
        "overdue": sorted(late),
        "items": [
            seen.of({**asdict(item), "is_overdue": item.id in late}, OF_ITEM) for item in items
        ],
    }
    return seen.of(everything, OF_PLAN)
