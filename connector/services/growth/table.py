"""The yearly table of teachers' growth as a spreadsheet for the school."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from connector.domain.growth import Done
from connector.domain.years import SchoolYear
from connector.reports.templates import day
from connector.reports.xlsx import Column, Format, Sheet, Value, write
from connector.services.by_hand.view import View
from connector.services.growth import GrowthRow, StepRow, show

WIDTHS: Final = {
    "number": 5,
    "name": 34,
    "position": 24,
    "service": 10,
    "courses": 60,
    "hours": 10,
    "counted": 12,
    "norm": 10,
    "lacking": 12,
    "planned": 40,
    "overdue": 40,
}
"""The columns in order, each as wide as this many characters."""

NUMBERS: Final = frozenset({"number", "service", "hours", "counted", "norm", "lacking"})


def table(view: View, year: SchoolYear) -> bytes:
    """The file: a row for each teacher, and what all of them come to."""
    rows = show(view, year)
    return write(
        Sheet(
            title=view.deps.wording.say("growth.sheet", year=str(year).replace("/", "-")),
            columns=[_column(view, name, year) for name in WIDTHS],
            rows=[
                *(_cells(view, *numbered) for numbered in enumerate(rows, 1)),
                _total(view, rows),
            ],
        )
    )


def _column(view: View, name: str, year: SchoolYear) -> Column:
    years = view.deps.methodology.norms.growth_years
    head = view.deps.wording.say(f"growth.head_{name}", day=day(year.ends_on), years=years)
    return Column(head, WIDTHS[name], Format.NUMBER if name in NUMBERS else Format.TEXT)


def _cells(view: View, number: int, row: GrowthRow) -> Sequence[Value]:
    planned = [step for step in row.steps if not step.is_achieved and not step.is_overdue]
    return [
        number,
        row.name,
        row.position,
        row.service,
        _lines(_course(view, one) for one in row.done),
        _number(row.hours),
        _number(row.counted),
        row.norm,
        _number(row.lacking),
        _lines(_step(view, step) for step in planned),
        _lines(_step(view, step) for step in row.steps if step.is_overdue),
    ]


def _total(view: View, rows: Sequence[GrowthRow]) -> Sequence[Value]:
    """How many teachers, hours of the year, and of how many teachers something is lacking."""
    say = view.deps.wording.say
    lacking = sum(bool(row.lacking) for row in rows)
    planned = sum(not step.is_achieved for row in rows for step in row.steps)
    overdue = sum(step.is_overdue for row in rows for step in row.steps)
    return [
        None,
        say("growth.total", teachers=len(rows)),
        None,
        None,
        sum(len(row.done) for row in rows),
        _number(sum((row.hours for row in rows), Decimal(0))),
        None,
        None,
        say("growth.total_lacking", count=lacking),
        planned - overdue,
        overdue,
    ]


def _course(view: View, one: Done) -> str:
    """What was learnt, with its hours, day and paper."""
    say = view.deps.wording.say
    hours = view.deps.templates.number(one.hours)
    told = say("growth.course", title=one.title, hours=hours, day=day(one.on))
    paper = " ".join(part for part in (one.provider, one.number and f"№ {one.number}") if part)
    return f"{told}, {paper}" if paper else told


def _step(view: View, step: StepRow) -> str:
    say = view.deps.wording.say
    told = step.title
    if step.hours:
        told += f", {say('growth.hours', hours=view.deps.templates.number(step.hours))}"
    return f"{told}, {say('growth.until', day=day(step.due_on))}" if step.due_on else told


def _lines(texts: Iterable[str]) -> str | None:
    return "\n".join(texts) or None


def _number(value: Decimal) -> Value:
    """A whole number as a number; a part of an hour as Russian texts write it."""
    is_whole = value == value.to_integral_value()
    return int(value) if is_whole else format(value.normalize(), "f").replace(".", ",")
