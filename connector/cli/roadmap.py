"""`mentoring roadmap …`: the roadmap of a school year."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.register.edits_roadmap import Fact
from connector.domain.roadmap import RoadmapRow
from connector.domain.years import SchoolYear
from connector.services import roadmap as service
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.roadmap import words
from connector.settings import Settings

STAGE: Final = click.IntRange(1, 7)
Command = Callable[..., Any]


@click.group(help="Дорожная карта: что школа делает за год, к какому сроку, кто отвечает.")
def roadmap() -> None:
    """Group the commands about the roadmap."""


def row_argument(command: Command) -> Command:
    """Add the row that a command is about."""
    return click.argument("row", type=int, metavar="СТРОКА")(command)


def year_argument(command: Command) -> Command:
    """Add the school year that a command is about, by default the current one."""
    return click.argument("year", metavar="ГОД", required=False)(command)


def field_options(command: Command) -> Command:
    """Add the fields of a row that need not be said."""
    for option in (
        click.option("--result", metavar="ТЕКСТ", help="Ожидаемый результат."),
        click.option(
            "--document-kind", metavar="КОД", help="Вид документа, который появится (stages.yaml)."
        ),
        click.option("--responsible", metavar="КТО", help="Ответственный."),
        click.option("--recurrence", metavar="КОГДА", help="Когда, словами, если срока нет."),
        click.option("--to", "due_to", type=acting.DAY, metavar="ДЕНЬ", help="Последний день."),
        click.option("--from", "due_from", type=acting.DAY, metavar="ДЕНЬ", help="Первый день."),
        click.option("--content", metavar="ТЕКСТ", help="Содержание деятельности."),
        click.option("--heading", metavar="РАЗДЕЛ", help="Раздел карты."),
    ):
        command = option(command)
    return command


@roadmap.command(help="Начать карту года по шаблону (roadmap.yaml) или по карте другого года.")
@click.argument("year", metavar="ГОД")
@click.option("--from", "from_year", metavar="ГОД", help="Перенести строки этого года.")
@acting.changing
def begin(
    settings: Settings, *, year: str, from_year: str | None, by: str, json_wanted: bool
) -> None:
    """Begin a year."""
    with acting.looking_at(settings) as seen:
        source = finding.school_year(from_year) if from_year else None
        done = service.begin(seen, by, finding.school_year(year), source)
        acting.changed(seen, done, json_wanted=json_wanted)


@roadmap.command(help="Показать карту года.")
@year_argument
@click.option("--stage", type=STAGE, metavar="ЭТАП", help="Только этот этап, 1–7.")
@click.option("--overdue", is_flag=True, help="Только просроченное.")
@output.json_option
@click.pass_obj
def show(
    settings: Settings, *, year: str | None, stage: int | None, overdue: bool, json_wanted: bool
) -> None:
    """Show the rows of a year."""
    with acting.looking_at(settings) as seen:
        told = service.rows(seen, _year(seen, year), stage, only_overdue=overdue)
        acting.rows(
            seen, told, words.cells(seen, told), words.HEAD, json_wanted=json_wanted,
            nothing="roadmap.none",
        )  # fmt: skip


@roadmap.command(help="Показать исполнение карты по этапам.")
@year_argument
@output.json_option
@click.pass_obj
def progress(settings: Settings, *, year: str | None, json_wanted: bool) -> None:
    """Show how far every stage is."""
    with acting.looking_at(settings) as seen:
        told = service.progress_of(seen, _year(seen, year))
        acting.rows(
            seen, told, words.progress_cells(seen, told), words.PROGRESS_HEAD,
            json_wanted=json_wanted, nothing="roadmap.none",
        )  # fmt: skip


@roadmap.command(help="Добавить строку.")
@click.option("--stage", required=True, type=STAGE, metavar="ЭТАП", help="Этап, 1–7.")
@click.option("--activity", required=True, metavar="ТЕКСТ", help="Мероприятие.")
@click.option("--year", metavar="ГОД", help="Учебный год, например 2026/27; обычно текущий.")
@field_options
@acting.changing
def add(
    settings: Settings,
    /,
    *,
    stage: int,
    activity: str,
    year: str | None,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Add a row and say its number."""
    said = {name: value for name, value in typed.items() if value is not None}
    with acting.looking_at(settings) as seen:
        row = RoadmapRow(0, str(_year(seen, year)), stage, activity, **said)
        done = service.add(seen, by, row)
        number = service.added(done)
        if not json_wanted:
            click.echo(seen.deps.wording.say("roadmap.added", row=number))
        acting.changed(seen, done, json_wanted=json_wanted, row=number)


@roadmap.command(help="Изменить строку (СТРОКА из roadmap show).")
@row_argument
@click.option("--stage", type=STAGE, metavar="ЭТАП", help="Этап, 1–7.")
@click.option("--activity", metavar="ТЕКСТ", help="Мероприятие.")
@field_options
@acting.changing
def change(
    settings: Settings,
    /,
    *,
    row: int,
    by: str,
    json_wanted: bool,
    **typed: str | int | date | None,
) -> None:
    """Write fields of a row anew."""
    said = {name: value for name, value in typed.items() if value is not None}
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.write(seen, by, row, said), json_wanted=json_wanted)


@roadmap.command(help="Отметить, что работа начата.")
@row_argument
@acting.changing
def start(settings: Settings, *, row: int, by: str, json_wanted: bool) -> None:
    """Note that a row is worked on."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.start(seen, by, row), json_wanted=json_wanted)


@roadmap.command(help="Отметить выполненным.")
@row_argument
@click.option("--on", type=acting.DAY, metavar="ДЕНЬ", help="День выполнения; обычно сегодня.")
@click.option("--evidence", default="", metavar="ТЕКСТ", help="Подтверждение: текст или адрес.")
@click.option(
    "--document", default=0, metavar="ДОКУМЕНТ", help="Документ, который появился (documents list)."
)
@acting.changing
def done(
    settings: Settings,
    /,
    *,
    row: int,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Note that a row was done."""
    with acting.looking_at(settings) as seen:
        fact = Fact(typed["on"] or seen.today, typed["evidence"], typed["document"])
        made = service.done(seen, by, row, fact)
        acting.changed(seen, made, json_wanted=json_wanted)


@roadmap.command(help="Вернуть в работу то, что отмечено или снято по ошибке.")
@row_argument
@acting.changing
def reopen(settings: Settings, *, row: int, by: str, json_wanted: bool) -> None:
    """Plan again what was done or dropped by mistake."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.reopen(seen, by, row), json_wanted=json_wanted)


@roadmap.command(help="Снять строку: её не будет.")
@row_argument
@acting.changing
def drop(settings: Settings, *, row: int, by: str, json_wanted: bool) -> None:
    """Drop a row that will not be done."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.drop(seen, by, row), json_wanted=json_wanted)


def _year(seen: View, typed: str | None) -> SchoolYear:
    return finding.school_year(typed) if typed else SchoolYear.at(seen.today)
