"""Plans of pairs in words: one item by item, and many beside each other."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from connector.services.by_hand.view import View

Told = Mapping[str, Any]

HEAD: Final = (
    "plans.head_pair", "plans.head_name", "plans.head_state", "plans.head_agreed",
    "plans.head_done", "plans.head_counted", "plans.head_share", "plans.head_overdue",
)  # fmt: skip
ITEM_HEAD: Final = (
    "plans.head_item", "plans.head_section", "plans.head_task", "plans.head_due",
    "plans.head_item_state", "plans.head_planned", "plans.head_actual", "plans.head_mark",
)  # fmt: skip
PER_CENT: Final = " %"


def cells(view: View, told: Iterable[Told]) -> list[list[str]]:
    """The cells of each plan under HEAD."""
    return [_plan(view, row) for row in told]


def item_cells(view: View, told: Iterable[Told]) -> list[list[str]]:
    """The cells of each item under ITEM_HEAD; what may not be seen is empty."""
    return [_item(view, row) for row in told]


def heading(view: View, row: Told) -> list[str]:
    """Of which pair a plan is, how far it has come and what it is for."""
    say = view.deps.wording.say
    said = say(
        "plans.heading",
        match=row["match"],
        name=row.get("name", ""),
        state=view.title("plan", row["state"]),
        done=row["done"],
        counted=row["counted"],
        share=view.number(row["share"], PER_CENT),
    )
    return [said, say("plans.goal", goal=row["goal"])] if row.get("goal") else [said]


def _plan(view: View, row: Told) -> list[str]:
    return [
        str(row["match"]),
        row.get("name", ""),
        view.title("plan", row["state"]),
        _day(row["agreed_on"]),
        str(row["done"]),
        str(row["counted"]),
        view.number(row["share"], PER_CENT),
        str(len(row["overdue"]) or ""),
    ]


def _item(view: View, row: Told) -> list[str]:
    say, number = view.deps.wording.say, view.deps.templates.number
    state = view.title("plan_item", row["state"])
    when = _day(row["done_on"]) or (say("plans.overdue") if row["is_overdue"] else "")
    mark = row.get("mark")
    return [
        str(row["id"]),
        view.title("plan_section", row["section"]),
        row["task"],
        _day(row["due_on"]),
        " ".join(part for part in (state, when) if part),
        row["planned_result"],
        row.get("actual_result", ""),
        "" if mark is None else number(mark),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
