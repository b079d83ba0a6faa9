"""Meetings in words: the journal of a pair, pairs beside each other, a programme in a line."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from connector.services.by_hand.view import View

Told = Mapping[str, Any]

LINE_HEAD: Final = (
    "meetings.head_meeting", "meetings.head_pair", "meetings.head_day", "meetings.head_clock",
    "meetings.head_type", "meetings.head_state", "meetings.head_minutes", "meetings.head_place",
    "meetings.head_topic", "meetings.head_outcome", "meetings.head_task",
    "meetings.head_attended", "meetings.head_remarks",
)  # fmt: skip
PAIR_HEAD: Final = (
    "meetings.head_pair", "meetings.head_name", "meetings.head_state", "meetings.head_planned",
    "meetings.head_held", "meetings.head_confirmed", "meetings.head_missed",
    "meetings.head_share", "meetings.head_mean", "meetings.head_last", "meetings.head_quiet",
)  # fmt: skip
PER_CENT: Final = " %"


def line_cells(view: View, told: Iterable[Told]) -> list[list[str]]:
    """The cells of each line under LINE_HEAD; what may not be seen is empty."""
    return [_line(view, row) for row in told]


def pair_cells(view: View, told: Iterable[Told]) -> list[list[str]]:
    """The cells of each pair under PAIR_HEAD."""
    return [_pair(view, row) for row in told]


def total_lines(view: View, told: Iterable[Told]) -> list[str]:
    """A sentence for each programme: plan against fact, alive pairs, silent pairs."""
    return [_total(view, row) for row in told]


def _line(view: View, row: Told) -> list[str]:
    attended = row.get("attended")
    return [
        str(row["meeting"] or ""),
        str(row["match"]),
        _day(row["on"]),
        row["clock"],
        view.title("meeting_type", row["type"]),
        view.title("meeting", row["state"]),
        str(row["minutes"] or ""),
        row.get("place", ""),
        row.get("topic", ""),
        row.get("outcome", ""),
        row.get("next_task", ""),
        ", ".join(attended or ()),
        "; ".join(view.deps.wording.say(f"meetings.remark_{one}") for one in row["remarks"]),
    ]


def _pair(view: View, row: Told) -> list[str]:
    figures, say = row["figures"], view.deps.wording.say
    quiet = "" if row["quiet_days"] is None else str(row["quiet_days"])
    return [
        str(row["match"]),
        row.get("name", ""),
        view.title("match", row["state"]),
        str(figures["planned"] or ""),
        str(figures["held"] or ""),
        str(figures["confirmed"] or ""),
        str(figures["missed"] or ""),
        view.number(figures["share"], PER_CENT),
        view.number(figures["mean_minutes"]),
        _day(row["last_on"]),
        say("meetings.silent", days=quiet) if row["is_without_meeting"] else quiet,
    ]


def _total(view: View, row: Told) -> str:
    figures = row["figures"]
    return view.deps.wording.say(
        "meetings.total",
        programme=row["programme"],
        planned=figures["planned"],
        held=figures["held"],
        missed=figures["missed"],
        share=view.number(figures["share"], PER_CENT),
        confirmed=view.number(figures["confirmed_share"], PER_CENT),
        minutes=view.number(figures["mean_minutes"]),
        alive=row["met_lately"],
        working=row["at_work"],
        silent=len(row["without_meeting"]),
    )


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
