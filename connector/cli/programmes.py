"""`mentoring programmes …`: programmes, their states, and what their stages still lack."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.programmes import Programme, ProgrammeId
from connector.domain.years import SchoolYear
from connector.services import programmes as service
from connector.services.by_hand import finding
from connector.services.by_hand.changing import Changed
from connector.services.by_hand.view import View
from connector.services.programmes import words
from connector.settings import Settings

FIRST_STAGE: Final = 1
Command = Callable[..., Any]
Step = Callable[[View, str, Programme], Changed]


@click.group(help="Программы наставничества: состояния, этапы, чего не хватает.")
def programmes() -> None:
    """Group the commands about programmes."""


def which_argument(command: Command) -> Command:
    """Add the programme that a command is about."""
    return click.argument("which", metavar="КАКАЯ")(command)


def field_options(command: Command) -> Command:
    """Add the fields of a programme that people write."""
    for option in (
        click.option("--goal", metavar="ТЕКСТ", help="Цель программы."),
        click.option("--kind", metavar="КОД", help="Вид наставничества (kinds.yaml)."),
        click.option("--role-model", metavar="КОД", help="Ролевая модель формы (forms.yaml)."),
        click.option("--ends", "ends_on", type=acting.DAY, metavar="ДЕНЬ", help="Последний день."),
        click.option("--begins", "begins_on", type=acting.DAY, metavar="ДЕНЬ", help="Первый день."),
    ):
        command = option(command)
    return command


@programmes.command("list", help="Показать программы: состояние, этап, чего не хватает.")
@click.option("--year", metavar="ГОД", help="Только этот учебный год, например 2026/27.")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, year: str | None, json_wanted: bool) -> None:
    """Show the programmes."""
    with acting.looking_at(settings) as seen:
        told = service.rows(seen, finding.school_year(year) if year else None)
        acting.rows(
            seen, told, words.cells(seen, told), words.HEAD, json_wanted=json_wanted,
            nothing="programmes.none",
        )  # fmt: skip


@programmes.command(
    help="Показать программу: этапы, документы, чего не хватает (id или часть названия).",
    context_settings=acting.NUMBERS,
)
@which_argument
@output.json_option
@click.pass_obj
def show(settings: Settings, *, which: str, json_wanted: bool) -> None:
    """Show a programme with its stages."""
    with acting.looking_at(settings) as seen:
        told = service.card(seen, finding.programme(seen, which))
        output.as_json(told) if json_wanted else output.lines(words.lines(seen, told))


@programmes.command(help="Завести программу, для которой нет курса в Moodle (черновик).")
@click.option("--title", required=True, metavar="НАЗВАНИЕ", help="Как она называется.")
@click.option("--form", required=True, metavar="КОД", help="Форма наставничества (forms.yaml).")
@click.option("--year", metavar="ГОД", help="Учебный год, например 2026/27; обычно текущий.")
@field_options
@acting.changing
def add(
    settings: Settings,
    /,
    *,
    title: str,
    form: str,
    year: str | None,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Make a draft and say its number."""
    with acting.looking_at(settings) as seen:
        when = finding.school_year(year) if year else SchoolYear.at(seen.today)
        said = {name: value for name, value in typed.items() if value is not None}
        draft = Programme(ProgrammeId(0), title, form, str(when), 0, **said)
        _added(seen, service.add(seen, by, draft), json_wanted=json_wanted)


@programmes.command(help="Утвердить черновик.", context_settings=acting.NUMBERS)
@which_argument
@acting.changing
def approve(settings: Settings, *, which: str, by: str, json_wanted: bool) -> None:
    """Approve a draft, and say what its first stage still lacks."""
    with acting.looking_at(settings) as seen:
        programme = finding.programme(seen, which)
        done = service.approve(seen, by, programme)
        lacking = service.lacking(seen, programme, FIRST_STAGE)
        acting.changed(seen, done, json_wanted=json_wanted, lacking=lacking)
        if lacking and not json_wanted:
            click.echo(seen.deps.wording.say("programmes.approved_without"))
            output.lines(words.stage_lines(seen, lacking, only_missing=True))


@programmes.command(
    help="Изменить программу; у программы из Moodle – только цель.",
    context_settings=acting.NUMBERS,
)
@which_argument
@click.option("--title", metavar="НАЗВАНИЕ", help="Как она называется.")
@field_options
@acting.changing
def change(
    settings: Settings,
    /,
    *,
    which: str,
    by: str,
    json_wanted: bool,
    **typed: str | date | None,
) -> None:
    """Write fields of a programme anew."""
    said = {name: value for name, value in typed.items() if value is not None}
    with acting.looking_at(settings) as seen:
        done = service.write(seen, by, finding.programme(seen, which), said)
        acting.changed(seen, done, json_wanted=json_wanted)


@programmes.command(
    "next-year",
    help="Завести черновик на следующий год: те же форма, цель и модель, сроки на год позже.",
    context_settings=acting.NUMBERS,
)
@which_argument
@click.option("--year", metavar="ГОД", help="Учебный год; обычно следующий за годом программы.")
@acting.changing
def next_year(
    settings: Settings, *, which: str, year: str | None, by: str, json_wanted: bool
) -> None:
    """Make a draft for a later year and say its number."""
    with acting.looking_at(settings) as seen:
        when = finding.school_year(year) if year else None
        done = service.next_year(seen, by, finding.programme(seen, which), when)
        _added(seen, done, json_wanted=json_wanted)


def _added(seen: View, done: Changed, *, json_wanted: bool) -> None:
    number = service.added(done)
    if not json_wanted:
        click.echo(seen.deps.wording.say("programmes.added", programme=number))
    acting.changed(seen, done, json_wanted=json_wanted, programme=number)


def _step(name: str, help_: str, take: Step) -> None:
    """Add a command that moves a programme on and needs nothing but the programme."""

    @programmes.command(name, help=help_, context_settings=acting.NUMBERS)
    @which_argument
    @acting.changing
    def move(settings: Settings, *, which: str, by: str, json_wanted: bool) -> None:
        """Take the step."""
        with acting.looking_at(settings) as seen:
            done = take(seen, by, finding.programme(seen, which))
            acting.changed(seen, done, json_wanted=json_wanted)


_step("start", "Начать утверждённую программу.", service.start)
_step("complete", "Завершить программу; все её пары должны быть завершены.", service.complete)
_step("cancel", "Отменить программу, которая не началась.", service.cancel)
