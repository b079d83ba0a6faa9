"""`mentoring recruiting candidates | show | interview | decide | funnel`."""

from collections.abc import Iterable, Mapping
from typing import Final

import click

from connector.cli import acting, output
from connector.domain.people import Role
from connector.domain.recruiting import Decision
from connector.domain.register.edits_selection import Interview
from connector.domain.years import SchoolYear
from connector.services import recruiting as service
from connector.services.by_hand import finding
from connector.services.recruiting import words
from connector.settings import Settings

ROLES: Final = (Role.MENTOR.value, Role.MENTEE.value)
DECISIONS: Final = tuple(decision.value for decision in Decision)


@click.group(help="Набор: кандидаты, собеседования, отбор, воронка.")
def recruiting() -> None:
    """Group the commands about recruiting."""


@recruiting.command(help="Показать, кто хочет участвовать: откуда, когда, что написал.")
@click.option("--role", type=click.Choice(ROLES), help="Только в наставники или наставляемые.")
@output.json_option
@click.pass_obj
def candidates(settings: Settings, *, role: str | None, json_wanted: bool) -> None:
    """Show everybody who applied and has not begun."""
    with acting.looking_at(settings) as seen:
        rows = service.candidates(seen, Role(role) if role else None)
        acting.rows(seen, rows, words.cells(seen, rows), words.HEAD, json_wanted=json_wanted)


@recruiting.command(help="Показать анкету кандидата, собеседование и решение (УЧАСТИЕ из списка).")
@click.argument("participation", type=int, metavar="УЧАСТИЕ")
@output.json_option
@click.pass_obj
def show(settings: Settings, *, participation: int, json_wanted: bool) -> None:
    """Show everything about a candidate."""
    with acting.looking_at(settings) as seen:
        told = service.show(seen, participation)
        output.as_json(told) if json_wanted else output.lines(words.lines(seen, told))


@recruiting.command(help="Записать собеседование: день, кто беседовал, оценки, итог.")
@click.argument("participation", type=int, metavar="УЧАСТИЕ")
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="День беседы.")
@click.option("--interviewer", required=True, metavar="КТО", help="Кто беседовал.")
@click.option(
    "--mark",
    "marks",
    multiple=True,
    metavar="КРИТЕРИЙ=ОЦЕНКА",
    help="Оценка по критерию из config/methodology/criteria.yaml; можно повторять.",
)
@click.option("--outcome", default="", metavar="ИТОГ", help="Чем кончилась беседа.")
@acting.changing
def interview(
    settings: Settings, /, *, participation: int, marks: tuple[str, ...], by: str,
    json_wanted: bool, **talk: str,
) -> None:  # fmt: skip
    """Note an interview."""
    told = Interview(marks=_marks(marks), **talk)  # type: ignore[arg-type] # `on` is a day
    with acting.looking_at(settings) as seen:
        done = service.interview(seen, by, participation, told)
        acting.changed(seen, done, json_wanted=json_wanted)


@recruiting.command(help="Решить о кандидате: принят, в резерве или отказ.")
@click.argument("participation", type=int, metavar="УЧАСТИЕ")
@click.argument("decision", type=click.Choice(DECISIONS))
@click.option("--comment", default="", metavar="ТЕКСТ", help="Почему.")
@acting.changing
def decide(
    settings: Settings, *, participation: int, decision: str, comment: str, by: str,
    json_wanted: bool,
) -> None:  # fmt: skip
    """Decide about a candidate; the participation follows."""
    with acting.looking_at(settings) as seen:
        done = service.decided(seen, by, participation, Decision(decision), comment)
        acting.changed(seen, done, json_wanted=json_wanted)


@recruiting.command(
    help="Показать воронку: приглашены, откликнулись, отобраны, обучены, участвуют."
)
@click.option("--role", type=click.Choice(ROLES), default=ROLES[0], show_default=True)
@click.option("--year", metavar="ГОД", help="Учебный год, например 2026/27; обычно текущий.")
@output.json_option
@click.pass_obj
def funnel(settings: Settings, *, role: str, year: str | None, json_wanted: bool) -> None:
    """Show how many came how far in a school year."""
    with acting.looking_at(settings) as seen:
        when = finding.school_year(year) if year else SchoolYear.at(seen.today)
        told = service.funnel_of(seen, Role(role), when)
        if json_wanted:
            output.as_json({"year": str(when), "role": role, "stages": told})
            return
        acting.rows(seen, [], words.funnel_cells(seen, told), words.FUNNEL_HEAD, json_wanted=False)


def _marks(typed: Iterable[str]) -> Mapping[str, int]:
    found = {}
    for mark in typed:
        code, sign, value = mark.partition("=")
        if not sign or not value.strip().lstrip("-").isdecimal():
            fault = f"«{mark}»: напишите оценку как communication=2"
            raise click.BadParameter(fault, param_hint="--mark")
        found[code.strip()] = int(value)
    return found
