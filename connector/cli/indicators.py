"""`mentoring indicators list | explain`: the figures of the methodology and who is behind them."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import click

from connector.cli import acting, output, snapshots
from connector.domain.indicators import Place
from connector.services import indicator_words
from connector.services import indicators as service
from connector.services.indicators import explaining, words
from connector.settings import Settings

PLACES: Final = tuple(place.value for place in Place)
Command = Callable[..., Any]


@click.group(help="Показатели: значения, из кого они складываются, зафиксированные отчёты.")
def indicators() -> None:
    """Group the commands about indicators."""


for command in (
    snapshots.freeze,
    snapshots.correct,
    snapshots.snapshots,
    snapshots.show,
    snapshots.trend,
):
    indicators.add_command(command)


def day_options(command: Command) -> Command:
    """Add the days that are asked about."""
    for option in (
        click.option(
            "--since", type=acting.DAY, metavar="ДЕНЬ", help="Начало периода; обычно 1 сентября."
        ),
        click.option(
            "--at", type=acting.DAY, metavar="ДЕНЬ", help="На какую дату; обычно сегодня."
        ),
    ):
        command = option(command)
    return command


@indicators.command("list", help="Показать показатели.")
@click.argument("codes", nargs=-1, metavar="[КОД]...")
@click.option(
    "--by", "places", type=click.Choice(PLACES), multiple=True,
    help="По школе, программам, формам, ролевым моделям, классам; можно повторять.",
)  # fmt: skip
@day_options
@output.json_option
@click.pass_obj
def list_(
    settings: Settings,
    *,
    codes: tuple[str, ...],
    places: tuple[str, ...],
    at: date | None,
    since: date | None,
    json_wanted: bool,
) -> None:
    """Show indicators, of the school unless other places are named."""
    with acting.looking_at(settings) as seen:
        period = service.asked_period(seen, at, since)
        wanted = [Place(name) for name in places] or [Place.SCHOOL]
        found = service.counted(seen, period, wanted, codes)
        titles = service.programmes(seen)
        told = indicator_words.rows(seen.deps, found, titles, period.last.year)
        acting.rows(
            seen, told, words.cells(seen, told), words.HEAD,
            json_wanted=json_wanted, nothing="indicators.none",
        )  # fmt: skip


@indicators.command(help="Показать, кто засчитан в показателе, кто нет и почему.")
@click.argument("code", metavar="КОД")
@click.option("--reading", default="", metavar="КОД", help="Прочтение: period, day, answered …")
@click.option("--in", "where", default="", metavar="ГДЕ", help="Только этот класс или программа.")
@click.option("--at", type=acting.DAY, metavar="ДЕНЬ", help="На какую дату; обычно сегодня.")
@output.json_option
@click.pass_obj
def explain(
    settings: Settings, *, code: str, reading: str, where: str, at: date | None, json_wanted: bool
) -> None:
    """Show every row behind an indicator."""
    with acting.looking_at(settings) as seen:
        period = service.asked_period(seen, at, None)
        one = service.definition(code, reading)
        told = explaining.explain(seen, one, period, *service.asked_place(seen, where))
        if json_wanted:
            output.as_json(told)
            return
        output.lines(words.heading(seen, told))
        head = [seen.deps.wording.say(title) for title in words.SEEN_HEAD]
        output.lines(acting.table(words.seen_cells(seen, told), head))
        output.lines([words.totals(seen, told)])
