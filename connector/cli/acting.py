"""What commands that change the register share: who acts, days as people type them, tables."""

import getpass
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import click

from connector.bootstrap import open_school
from connector.cli import output
from connector.domain.bases import Filter
from connector.domain.participation import State
from connector.services.by_hand import finding, telling
from connector.services.by_hand.changing import Changed
from connector.services.by_hand.finding import SeveralFit
from connector.services.by_hand.view import View, view
from connector.settings import Settings

Command = Callable[..., Any]
STATES: Final = tuple(state.value for state in State)
FORMATS: Final = ("%d.%m.%Y", "%Y-%m-%d")


class Day(click.ParamType[date]):
    """A day as 24.11.2026 or 2026-11-24."""

    name = "день"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day; whatever else is a mistake of typing."""
        if isinstance(value, date):
            return value
        for written in FORMATS:
            try:
                return datetime.strptime(str(value).strip(), written).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
        fault = f"«{value}» – не день; напишите как 24.11.2026 или 2026-11-24"
        raise click.BadParameter(fault, ctx, param)


DAY: Final = Day()
NUMBERS: Final = {"ignore_unknown_options": True}
"""A person from outside has a negative number, which is no option."""


def changing(command: Command) -> Command:
    """Add what every command has that changes the register: `--by`, `--json`, the settings."""
    return by_option(output.json_option(click.pass_obj(command)))


def by_option(command: Command) -> Command:
    """Add `--by` to a command that changes something; by default whoever uses this computer."""
    return click.option(
        "--by",
        default=os_user,
        metavar="ИМЯ",
        help="Кто меняет, для журнала; обычно имя пользователя этого компьютера.",
    )(command)


def filter_options(command: Command) -> Command:
    """Add the options that narrow the register; `narrowed` makes a filter of them."""
    for option in (
        click.option("--year", metavar="ГОД", help="Только этот учебный год, например 2026/27."),
        click.option("--state", type=click.Choice(STATES), help="Только это состояние."),
        click.option("--form", metavar="КОД", help="Только эта форма наставничества (forms.yaml)."),
        click.option(
            "--class", "school_class", metavar="КЛАСС", help="Только этот класс, например 9А."
        ),
    ):
        command = option(command)
    return command


def narrowed(
    seen: View,
    *,
    school_class: str | None,
    form: str | None,
    state: str | None,
    year: str | None,
    **_: str | None,
) -> Filter:
    """The rows that somebody asks for; raises EditRefused for what there is not."""
    return Filter(
        class_name=finding.school_class(school_class) if school_class else "",
        form=finding.form(seen, form) if form else "",
        state=State(state) if state else None,
        year=finding.school_year(year) if year else None,
    )


def os_user() -> str:
    """The name of the user of this computer, or the number when there is no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


@contextmanager
def looking_at(settings: Settings) -> Iterator[View]:
    """Open the school; when several people fit, show on the screen who they are."""
    with open_school(settings) as deps:
        try:
            yield view(deps)
        except SeveralFit as several:
            for person in several.people:
                click.echo(f"{person.id}  {person.name}  {person.class_name}".rstrip(), err=True)
            raise


def changed(seen: View, done: Changed, *, json_wanted: bool, **more: object) -> None:
    """Print what a command changed, with everything that followed from it."""
    if json_wanted:
        output.as_json({"changes": done.rows, **more})
        return
    said = telling.in_words(replace(seen, register=done.after), done.rows)
    output.lines(said or [seen.deps.wording.say("change.nothing")])


def rows(
    seen: View,
    told: Sequence[object],
    cells: Sequence[Sequence[str]],
    head: Sequence[str] = (),
    *,
    json_wanted: bool,
    nothing: str = "people.nothing_fits",
) -> None:
    """Print rows, for a program or in columns.

    `head`: codes of the titles of the columns; `nothing`: what is said when there are no rows.
    """
    say = seen.deps.wording.say
    if json_wanted:
        output.as_json(told)
    else:
        output.lines(table(cells, [say(title) for title in head]) or [say(nothing)])


def table(cells: Sequence[Sequence[str]], head: Sequence[str] = ()) -> list[str]:
    """Cells in aligned columns under `head`; a column in which nothing stands is left out."""
    if not cells:
        return []
    filled = [any(column) for column in zip(*cells, strict=True)]
    kept = [
        [cell for cell, is_filled in zip(row, filled, strict=True) if is_filled]
        for row in ([head, *cells] if head else cells)
    ]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    return [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in kept
    ]
