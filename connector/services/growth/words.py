"""Teachers' growth in words: a row for each, and the whole of one."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.services.by_hand.view import View
from connector.services.growth import GrowthRow, StepRow

HEAD: Final = (
    "column.person", "column.name", "column.position", "column.in_year", "column.counted",
    "column.norm", "column.lacking", "column.steps",
)  # fmt: skip


def cells(view: View, told: Iterable[GrowthRow]) -> list[list[str]]:
    """The cells of each teacher under HEAD."""
    return [_cells(view, row) for row in told]


def lines(view: View, row: GrowthRow) -> list[str]:
    """One teacher: what was learnt, what is planned, what Moodle does not date."""
    say, number = view.deps.wording.say, view.deps.templates.number
    named = zip(HEAD, _cells(view, row), strict=True)
    return [
        *(f"{say(title)}: {cell}" for title, cell in named if cell),
        *(
            say("growth.course", title=one.title, hours=number(one.hours), day=_day(one.on))
            for one in row.done
        ),
        *(_step(view, step) for step in row.steps),
        *(say("growth.undated", title=title) for title in row.undated),
    ]


def _cells(view: View, row: GrowthRow) -> list[str]:
    number = view.deps.templates.number
    return [
        str(row.person_id),
        row.name,
        row.position,
        number(row.hours),
        number(row.counted),
        str(row.norm),
        number(row.lacking) if row.lacking else "",
        _steps(view, row),
    ]


def _steps(view: View, row: GrowthRow) -> str:
    if not row.steps:
        return ""
    done = sum(step.is_achieved for step in row.steps)
    overdue = sum(step.is_overdue for step in row.steps)
    facts = {"done": done, "planned": len(row.steps), "overdue": overdue}
    return view.deps.wording.say("growth.steps", **facts)


def _step(view: View, step: StepRow) -> str:
    say = view.deps.wording.say
    code = "done" if step.is_achieved else "overdue" if step.is_overdue else "open"
    until = say("growth.until", day=_day(step.due_on)) if step.due_on else ""
    told = " · ".join(part for part in (step.title, until) if part)
    return say(f"growth.step_{code}", id=step.id, step=told)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
