"""`mentoring growth show | plan | done | table`: teachers' growth through the years."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from connector.cli import acting, files, output
from connector.cli.certificates import HOURS
from connector.domain.growth import NOTHING
from connector.domain.years import SchoolYear
from connector.services import growth as service
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.growth import Planned, words
from connector.services.growth.table import table as table_of
from connector.settings import Settings

YEAR_HELP = "Учебный год, например 2026/27; обычно текущий."


@click.group(help="Рост педагогов: курсы и часы, план, чего не хватает.")
def growth() -> None:
    """Group the commands about growth."""


@growth.command(help="Показать рост педагогов, всех или одного.")
@click.argument("person", metavar="КТО", required=False)
@click.option("--year", metavar="ГОД", help=YEAR_HELP)
@output.json_option
@click.pass_obj
def show(settings: Settings, *, person: str | None, year: str | None, json_wanted: bool) -> None:
    """Show what teachers have learnt and what is lacking."""
    with acting.looking_at(settings) as seen:
        who = finding.person(seen, person) if person else None
        rows = service.show(seen, _year(seen, year), who)
        if json_wanted or who is None:
            cells = words.cells(seen, rows)
            acting.rows(seen, rows, cells, words.HEAD, json_wanted=json_wanted)
        else:
            output.lines(words.lines(seen, rows[0]))


@growth.command(help="Запланировать педагогу шаг.", context_settings=acting.NUMBERS)
@click.argument("person", metavar="КТО")
@click.option("--title", required=True, metavar="НАЗВАНИЕ", help="Чему учиться.")
@click.option("--hours", default=NOTHING, type=HOURS, metavar="ЧАСОВ", help="Сколько часов.")
@click.option("--by", "due_on", type=acting.DAY, metavar="ДЕНЬ", help="Последний день.")
@click.option("--course", "course_id", default=0, metavar="ID", help="id курса этого Moodle.")
@output.json_option
@click.pass_obj
def plan(
    settings: Settings,
    /,
    *,
    person: str,
    json_wanted: bool,
    **step: Any,  # noqa: ANN401 - what click has read for each option
) -> None:
    """Plan a step of a teacher's route."""
    with acting.looking_at(settings) as seen:
        who = finding.person(seen, person)
        planned = service.plan(seen, acting.os_user(), who, Planned(**step))
        acting.changed(seen, planned, json_wanted=json_wanted)


@growth.command(help="Отметить шаг выполненным (ШАГ из growth show).")
@click.argument("item", type=int, metavar="ШАГ")
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="День выполнения.")
@acting.changing
def done(settings: Settings, *, item: int, on: date, by: str, json_wanted: bool) -> None:
    """Tick off a step."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.done(seen, by, item, on), json_wanted=json_wanted)


@growth.command(help="Записать годовую таблицу повышения квалификации в .xlsx.")
@click.option("--year", metavar="ГОД", help=YEAR_HELP)
@click.option("--out", required=True, type=files.FILE, metavar="ФАЙЛ", help="Файл .xlsx.")
@files.force_option
@click.pass_obj
def table(settings: Settings, *, year: str | None, out: Path, force: bool) -> None:
    """Write the yearly table."""
    with acting.looking_at(settings) as seen:
        files.write(out, table_of(seen, _year(seen, year)), is_forced=force)


def _year(seen: View, typed: str | None) -> SchoolYear:
    return finding.school_year(typed) if typed else SchoolYear.at(seen.today)
