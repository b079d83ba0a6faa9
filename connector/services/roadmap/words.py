"""The roadmap in words."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.services.by_hand.view import View
from connector.services.roadmap import ProgressTold, RowTold

HEAD: Final = (
    "column.number", "column.stage", "column.activity", "column.term", "column.responsible",
    "column.document", "column.state", "column.evidence",
)  # fmt: skip
PROGRESS_HEAD: Final = (
    "column.stage", "column.title", "column.planned", "column.in_progress", "column.done",
    "column.overdue", "column.share",
)  # fmt: skip


def cells(view: View, told: Iterable[RowTold]) -> list[list[str]]:
    """The cells of each row under HEAD."""
    return [
        [
            str(row.id),
            str(row.stage),
            row.activity,
            _term(view, row),
            row.responsible,
            row.document_title or row.result,
            _state(view, row),
            _evidence(view, row),
        ]
        for row in told
    ]


def progress_cells(view: View, told: Iterable[ProgressTold]) -> list[list[str]]:
    """The cells of each stage under PROGRESS_HEAD."""
    say, percent = view.deps.wording.say, view.deps.templates.percent
    return [
        [
            str(one.stage) if one.stage else "",
            one.title if one.stage else say("roadmap.whole"),
            str(one.planned),
            str(one.in_progress),
            str(one.done),
            str(one.overdue),
            _share(view, one, percent(one.share)),
        ]
        for one in told
    ]


def _share(view: View, one: ProgressTold, percent: str) -> str:
    if one.share is None:
        return percent
    return view.deps.wording.say("roadmap.share", share=percent, done=one.done, due=one.due)


def _term(view: View, row: RowTold) -> str:
    if row.due_to is None:
        return row.recurrence
    say = view.deps.wording.say
    if row.due_from is None:
        term = say("roadmap.until", last=row.due_to)
    else:
        term = say("roadmap.term", first=row.due_from, last=row.due_to)
    return f"{term}, {row.recurrence}" if row.recurrence else term


def _state(view: View, row: RowTold) -> str:
    title = view.title("roadmap_row", row.state)
    if row.is_overdue:
        return view.deps.wording.say("roadmap.overdue", state=title)
    return f"{title} {_day(row.done_on)}".rstrip()


def _evidence(view: View, row: RowTold) -> str:
    paper = view.deps.wording.say("roadmap.paper", document=row.document) if row.document else ""
    return ", ".join(part for part in (paper, row.evidence) if part)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
