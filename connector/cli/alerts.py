"""`mentoring alerts …`: what needs looking at, what is being done about it, how rules work."""

from datetime import date
from typing import Final

import click

from connector.bootstrap import open_school
from connector.cli import acting, output
from connector.services import alerts as service
from connector.services.alerts import words
from connector.settings import Settings

ALERT: Final = "alert"


@click.group(help="Предупреждения: что открыто, кто занялся, как работают правила.")
def alerts() -> None:
    """Group the commands about alerts."""


@alerts.command("list", help="Показать открытые предупреждения, важные сначала.")
@click.option("--all", "everything", is_flag=True, help="И отложенные.")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, everything: bool, json_wanted: bool) -> None:
    """Show what is open."""
    with acting.looking_at(settings) as seen:
        found = service.rows(seen.deps, everything=everything)
        acting.rows(
            seen, found, words.cells(seen.deps, found), words.HEAD,
            json_wanted=json_wanted, nothing="alerts.none",
        )  # fmt: skip


@alerts.command(help="Отметить: предупреждением занимаются.")
@click.argument(ALERT, metavar="КОД")
@click.option("--note", required=True, metavar="ТЕКСТ", help="Что делается.")
@acting.changing
def seen(settings: Settings, *, alert: str, note: str, by: str, json_wanted: bool) -> None:
    """Take an alert on oneself."""
    with open_school(settings) as deps:
        case = service.see(deps, by, alert, note)
        output.as_json(case) if json_wanted else output.lines([deps.wording.say("alerts.taken")])


@alerts.command(help="Отложить предупреждение или всё правило до дня.")
@click.argument(ALERT, metavar="КОД")
@click.option("--until", type=acting.DAY, required=True, metavar="ДЕНЬ", help="До какого дня.")
@output.json_option
@click.pass_obj
def mute(settings: Settings, *, alert: str, until: date, json_wanted: bool) -> None:
    """Tell no more of an alert or of a rule for some time."""
    with open_school(settings) as deps:
        case = service.mute(deps, alert, until)
        told = [deps.wording.say("alerts.muted", day=until)]
        output.as_json(case) if json_wanted else output.lines(told)


@alerts.command(help="Вернуть отложенное предупреждение или правило.")
@click.argument(ALERT, metavar="КОД")
@output.json_option
@click.pass_obj
def unmute(settings: Settings, *, alert: str, json_wanted: bool) -> None:
    """Tell of an alert or of a rule again."""
    with open_school(settings) as deps:
        case = service.mute(deps, alert, None)
        output.as_json(case) if json_wanted else output.lines([deps.wording.say("alerts.back")])


@alerts.command(help="Показать правила (config/methodology/alerts.yaml).")
@output.json_option
@click.pass_obj
def rules(settings: Settings, *, json_wanted: bool) -> None:
    """Show the rules."""
    with acting.looking_at(settings) as seen:
        found = service.rule_rows(seen.deps)
        acting.rows(
            seen, found, words.rule_cells(seen.deps, found), words.RULE_HEAD,
            json_wanted=json_wanted,
        )  # fmt: skip


@alerts.command("try", help="Проверить правила на прошедшем: сколько раз они сработали бы.")
@click.argument("codes", nargs=-1, metavar="[ПРАВИЛО]...")
@click.option(
    "--from", "first", type=acting.DAY, required=True, metavar="ДЕНЬ", help="С какого дня."
)
@click.option("--to", "last", type=acting.DAY, metavar="ДЕНЬ", help="По день; обычно сегодня.")
@output.json_option
@click.pass_obj
def try_(
    settings: Settings, *, codes: tuple[str, ...], first: date, last: date | None, json_wanted: bool
) -> None:
    """Try rules on the past."""
    with acting.looking_at(settings) as seen:
        found = service.attempt(seen, codes, first, last or seen.today)
        acting.rows(
            seen, found, words.tried_cells(found), words.TRIED_HEAD, json_wanted=json_wanted
        )
