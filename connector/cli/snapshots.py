"""`mentoring indicators freeze | correct | snapshots | show | trend`: what was reported."""

from datetime import date
from typing import Final

import click

from connector.cli import acting, output
from connector.domain.indicators import Place, Snapshot
from connector.services import indicator_words
from connector.services import indicators as service
from connector.services.by_hand.view import View
from connector.services.indicators import snapshots as service_of
from connector.services.indicators import words
from connector.settings import Settings

NONE: Final = "indicators.no_snapshots"


@click.command(help="Зафиксировать показатели на дату отчёта; потом они не меняются.")
@click.option("--at", type=acting.DAY, metavar="ДЕНЬ", help="Дата отчёта; обычно сегодня.")
@click.option("--since", type=acting.DAY, metavar="ДЕНЬ", help="Начало периода.")
@acting.changing
def freeze(
    settings: Settings, *, at: date | None, since: date | None, by: str, json_wanted: bool
) -> None:
    """Freeze the indicators of a day."""
    with acting.looking_at(settings) as seen:
        made = service_of.freeze(seen, by, service.asked_period(seen, at, since))
        _made(seen, made, json_wanted=json_wanted)


@click.command(help="Посчитать зафиксированное заново: новый отчёт взамен, прежний остаётся.")
@click.argument("number", type=int, metavar="НОМЕР")
@click.option("--reason", required=True, metavar="ТЕКСТ", help="Почему прежний отчёт неверен.")
@acting.changing
def correct(settings: Settings, *, number: int, reason: str, by: str, json_wanted: bool) -> None:
    """Count a reporting day anew."""
    with acting.looking_at(settings) as seen:
        made = service_of.correct(seen, by, service_of.by_number(seen.deps, number), reason)
        _made(seen, made, json_wanted=json_wanted)


@click.command(help="Показать зафиксированные отчёты.")
@output.json_option
@click.pass_obj
def snapshots(settings: Settings, *, json_wanted: bool) -> None:
    """Show every snapshot."""
    with acting.looking_at(settings) as seen:
        found = service_of.kept(seen.deps)
        acting.rows(
            seen, found, words.snapshot_cells(found), words.SNAPSHOT_HEAD,
            json_wanted=json_wanted, nothing=NONE,
        )  # fmt: skip


@click.command(help="Показать зафиксированный отчёт.")
@click.argument("number", type=int, metavar="НОМЕР")
@click.option(
    "--by", "place", type=click.Choice([one.value for one in Place]), default=Place.SCHOOL.value,
    help="По школе, программам, формам, ролевым моделям или классам.",
)  # fmt: skip
@output.json_option
@click.pass_obj
def show(settings: Settings, *, number: int, place: str, json_wanted: bool) -> None:
    """Show the figures of a snapshot as they were frozen."""
    with acting.looking_at(settings) as seen:
        snapshot = service_of.by_number(seen.deps, number)
        found = indicator_words.in_order(
            service_of.figures(seen.deps, snapshot_id=snapshot.id, place=Place(place))
        )
        acting.rows(
            seen, found, words.frozen_cells(seen, found), words.HEAD,
            json_wanted=json_wanted, nothing="indicators.none",
        )  # fmt: skip


@click.command(help="Показать, как показатель менялся от отчёта к отчёту.")
@click.argument("code", metavar="КОД")
@click.option("--in", "where", default="", metavar="ГДЕ", help="Только этот класс или программа.")
@output.json_option
@click.pass_obj
def trend(settings: Settings, *, code: str, where: str, json_wanted: bool) -> None:
    """Show an indicator in every snapshot that stands."""
    with acting.looking_at(settings) as seen:
        one = service.definition(code, "")
        found = service_of.trend(seen.deps, one.code, *service.asked_place(seen, where))
        acting.rows(
            seen, [{"snapshot": snapshot, "figure": figure} for snapshot, figure in found],
            words.trend_cells(seen, found), words.TREND_HEAD,
            json_wanted=json_wanted, nothing=NONE,
        )  # fmt: skip


def _made(seen: View, made: Snapshot, *, json_wanted: bool) -> None:
    if json_wanted:
        output.as_json(made)
    else:
        told = seen.deps.wording.say("indicators.made", number=made.id, day=made.as_of)
        output.lines([told])
