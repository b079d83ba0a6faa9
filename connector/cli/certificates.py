"""`mentoring training certificates | import | template`: papers of training somewhere else."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import click

from connector.cli import acting, files, output
from connector.domain.training import Certificate, TrainingKind
from connector.services.by_hand import finding
from connector.services.training import certificates as service
from connector.services.training import importing, sheet, words
from connector.settings import Settings

KINDS: Final = tuple(kind.value for kind in TrainingKind)
MOST_HOURS: Final = 9999


class Hours(click.ParamType[Decimal]):
    """Hours as 16 or 1,5."""

    name = "часы"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read hours; whatever else is a mistake of typing."""
        if isinstance(value, Decimal):
            return value
        try:
            hours = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            hours = Decimal(0)
        if not (hours.is_finite() and 0 < hours <= MOST_HOURS):
            self.fail(f"«{value}» – не часы; напишите число, например 16 или 1,5", param, ctx)
        return hours


HOURS: Final = Hours()


@click.group(help="Удостоверения: обучение вне этого Moodle.")
def certificates() -> None:
    """Group the commands about certificates."""


@certificates.command("list", help="Показать удостоверения, все или одного человека.")
@click.argument("person", metavar="КТО", required=False)
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, person: str | None, json_wanted: bool) -> None:
    """Show certificates, the latest of each person first."""
    with acting.looking_at(settings) as seen:
        rows = service.listed(seen, finding.person(seen, person) if person else None)
        cells = words.certificate_cells(seen, rows)
        acting.rows(seen, rows, cells, words.CERTIFICATE_HEAD, json_wanted=json_wanted)


@certificates.command(help="Внести удостоверение.", context_settings=acting.NUMBERS)
@click.argument("person", metavar="КТО")
@click.option("--title", required=True, metavar="НАЗВАНИЕ", help="Чему учили.")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="Какое это обучение.")
@click.option("--hours", required=True, type=HOURS, metavar="ЧАСОВ", help="Сколько часов.")
@click.option("--issued-on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="Дата выдачи.")
@click.option("--valid-to", type=acting.DAY, metavar="ДЕНЬ", help="Последний день действия.")
@click.option("--provider", default="", metavar="КТО", help="Кто учил.")
@click.option("--number", default="", metavar="НОМЕР", help="Номер документа.")
@click.option("--paper", default="", metavar="ГДЕ", help="Где лежит сам документ.")
@acting.changing
def add(
    settings: Settings,
    /,
    *,
    person: str,
    by: str,
    json_wanted: bool,
    **told: Any,  # noqa: ANN401 - what click has read for each option
) -> None:
    """Enter a certificate."""
    with acting.looking_at(settings) as seen:
        who = finding.person(seen, person)
        kind = TrainingKind(told.pop("kind"))
        done = service.add(seen, by, who, Certificate(0, who.id, kind=kind, **told))
        acting.changed(seen, done, json_wanted=json_wanted)


@certificates.command(help="Убрать удостоверение, внесённое по ошибке (НОМЕР из списка).")
@click.argument("certificate", type=int, metavar="НОМЕР")
@acting.changing
def remove(settings: Settings, *, certificate: int, by: str, json_wanted: bool) -> None:
    """Take out a certificate."""
    with acting.looking_at(settings) as seen:
        done = service.remove(seen, by, certificate)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command("import", help="Внести удостоверения из таблицы .xlsx; без --apply только разница.")
@click.argument("file", type=files.FILE, metavar="ФАЙЛ")
@click.option("--apply", "is_wanted", is_flag=True, help="Внести, если в файле нет ошибок.")
@acting.changing
def import_(settings: Settings, *, file: Path, is_wanted: bool, by: str, json_wanted: bool) -> None:
    """Show what a file changes; enter it when that is wanted and nothing is wrong."""
    with acting.looking_at(settings) as seen:
        told = importing.read(seen, files.read(file))
        is_applied = is_wanted and not told.faults
        if is_applied:
            importing.apply(seen, by, told)
        if json_wanted:
            output.as_json({"applied": is_applied, **importing.as_told(seen, told)})
        else:
            output.lines(words.import_lines(seen, told))
            if not is_wanted:
                output.lines([seen.deps.wording.say("training.not_applied")])
        if told.faults:
            raise SystemExit(1)


@click.command(help="Записать пустую таблицу .xlsx для удостоверений.")
@click.argument("file", type=files.FILE, metavar="ФАЙЛ")
@files.force_option
@click.pass_obj
def template(settings: Settings, *, file: Path, force: bool) -> None:
    """Write an empty form."""
    with acting.looking_at(settings) as seen:
        files.write(file, sheet.template(seen), is_forced=force)


COMMANDS: Final = (certificates, import_, template)
