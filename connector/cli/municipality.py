"""`mentoring municipality key | export | import | table`: figures of several schools."""

from datetime import date
from pathlib import Path

import click

from connector.bootstrap import load_wording, open_office, open_school
from connector.cli import acting, files, output
from connector.domain.register.edits import EditRefused
from connector.services.deps import Deps
from connector.services.indicators import snapshots
from connector.services.municipality import office, reports, sealing, words
from connector.settings import Settings


@click.group(help="Отчёты школ муниципалитету и показатели всех школ вместе.")
def municipality() -> None:
    """Group the commands about several schools."""


@municipality.command(help="Показать ключ, которым школа подписывает отчёты.")
@output.json_option
@click.pass_obj
def key(settings: Settings, *, json_wanted: bool) -> None:
    """Show the school's public key; it is made when first asked for."""
    told, say = sealing.public(sealing.own_key(settings.state)), load_wording(settings).say
    if json_wanted:
        output.as_json({"key": told})
    else:
        path = settings.state / sealing.FILE
        output.lines([
            say("municipality.your_key", key=told), say("municipality.hand_over", path=path),
        ])  # fmt: skip


@municipality.command(help="Записать подписанный отчёт: показатели без имён и без малых чисел.")
@click.argument("file", type=files.FILE, metavar="ФАЙЛ")
@click.option("--report", type=int, metavar="НОМЕР", help="Какой отчёт; обычно последний.")
@files.force_option
@output.json_option
@click.pass_obj
def export(
    settings: Settings, *, file: Path, report: int | None, force: bool, json_wanted: bool
) -> None:
    """Write what was frozen as a file that can be sent."""
    with open_school(settings) as deps:
        number = _last(deps) if report is None else report
        told = reports.content(deps, snapshots.by_number(deps, number))
        sealed = sealing.seal(told, sealing.own_key(settings.state))
        files.write(file, sealed, is_forced=force)
        count = {
            "number": number,
            "day": date.fromisoformat(told["as_of"]),
            "count": len(told["figures"]),
            "hidden": sum(one["is_hidden"] for one in told["figures"]),
        }
        if json_wanted:
            output.as_json(count)
        else:
            output.lines([deps.wording.say("municipality.exported", **count)])


@municipality.command("import", help="Принять отчёты школ.")
@click.argument("paths", nargs=-1, required=True, type=files.FILE, metavar="ФАЙЛ...")
@output.json_option
@click.pass_obj
def import_(settings: Settings, *, paths: tuple[Path, ...], json_wanted: bool) -> None:
    """Check and keep reports; every file on its own, in order."""
    with open_office(settings) as here:
        taken = [office.take(here, files.read(path)) for path in paths]
        if json_wanted:
            output.as_json(taken)
            return
        for one in taken:
            code = "municipality.taken" if one.is_new else "municipality.known"
            output.lines([
                here.wording.say(code, school=one.school, number=one.number, day=one.as_of)
            ])  # fmt: skip


@municipality.command(help="Показать показатели всех школ и вместе.")
@click.option("--at", type=acting.DAY, metavar="ДЕНЬ", help="Дата отчёта; обычно последняя.")
@click.option("--xlsx", "file", type=files.FILE, metavar="ФАЙЛ", help="Записать таблицей Excel.")
@files.force_option
@output.json_option
@click.pass_obj
def table(
    settings: Settings, *, at: date | None, file: Path | None, force: bool, json_wanted: bool
) -> None:
    """Show a row for each figure and a column for each school."""
    with open_office(settings) as here:
        told = office.table(here, at)
        if file is not None:
            files.write(file, words.sheet(here, told), is_forced=force)
        if json_wanted:
            output.as_json(words.rows(here, told))
            return
        output.lines(words.notes(here, told))
        if told.together and file is None:
            output.lines(acting.table(words.cells(here, told), words.head(here, told)))


def _last(deps: Deps) -> int:
    standing = snapshots.standing(deps)
    if not standing:
        raise EditRefused("municipality.nothing_frozen")
    return standing[-1].id
