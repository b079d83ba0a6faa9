"""`mentoring pairs …`: pairs and groups, their meetings, their plans and their groups in Moodle."""

from datetime import date
from typing import Any, Final

import click

from connector.cli import acting, arranging, meetings, output, pairs_steps, plans
from connector.cli.pairs_steps import pair_argument, pairs_argument, told_new
from connector.domain.matches import MatchState
from connector.services import pairs as service
from connector.services.by_hand import finding, finding_pairs
from connector.services.pairs import rows, words
from connector.settings import Settings

STATES: Final = tuple(state.value for state in MatchState)


@click.group(help="Пары и группы: от предложения до завершения; их встречи и планы.")
def pairs() -> None:
    """Group the commands about pairs."""


for command in (*pairs_steps.COMMANDS, meetings.meetings, plans.plan, arranging.sync_pairs):
    pairs.add_command(command)


@pairs.command("list", help="Показать пары и группы, которые не закончились.")
@click.option("--programme", metavar="КАКАЯ", help="Только этой программы: id или часть названия.")
@click.option("--state", type=click.Choice(STATES), help="Только это состояние.")
@click.option("--all", "with_ended", is_flag=True, help="И закончившиеся.")
@output.json_option
@click.pass_obj
def list_(
    settings: Settings, *, programme: str | None, state: str | None, with_ended: bool,
    json_wanted: bool,
) -> None:  # fmt: skip
    """Show the pairs that are wanted."""
    with acting.looking_at(settings) as seen:
        of = finding.programme(seen, programme) if programme else None
        wanted = MatchState(state) if state else None
        told = rows.listed(seen, of, wanted, with_ended=with_ended)
        acting.rows(
            seen, told, words.cells(seen, told), words.HEAD, json_wanted=json_wanted,
            nothing="pairs.none",
        )  # fmt: skip


@pairs.command(help="Показать пару: кто в ней, по какому приказу, дни состояний.")
@pair_argument
@output.json_option
@click.pass_obj
def show(settings: Settings, *, pair: str, json_wanted: bool) -> None:
    """Show everything about a pair."""
    with acting.looking_at(settings) as seen:
        told = rows.card(seen, finding_pairs.match(seen, pair))
        output.as_json(told) if json_wanted else output.lines(words.lines(seen, told))


@pairs.command(help="Показать, кто и когда менял пару и её людей.")
@pair_argument
@output.json_option
@click.pass_obj
def history(settings: Settings, *, pair: str, json_wanted: bool) -> None:
    """Show the journal of a pair."""
    with acting.looking_at(settings) as seen:
        told = rows.history(seen, finding_pairs.match(seen, pair))
        output.as_json(told) if json_wanted else output.lines(words.history(seen, told))


@pairs.command(
    help="Предложить пару, а с --kind group – группу; все уже участвуют в программе.",
    context_settings=acting.NUMBERS,
)
@click.argument("programme", metavar="КАКАЯ")
@click.option("--mentor", required=True, metavar="КТО", help="Наставник.")
@click.option(
    "--mentee", "mentees", required=True, multiple=True, metavar="КТО",
    help="Наставляемый; в группе можно повторять.",
)  # fmt: skip
@click.option("--kind", default="", metavar="КОД", help="Вид наставничества (kinds.yaml).")
@acting.changing
def add(
    settings: Settings, /, *, programme: str, mentor: str, mentees: tuple[str, ...], by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Propose a pair and say its number."""
    with acting.looking_at(settings) as seen:
        people = [finding.person(seen, who) for who in mentees]
        of = finding.programme(seen, programme)
        done = service.add(seen, by, of, finding.person(seen, mentor), people, **typed)
        told_new(seen, done, json_wanted=json_wanted)


@pairs.command(
    help="Закрепить пары приказом; пару из Moodle приказ закрепляет такой, какая она есть."
)
@pairs_argument
@click.option("--order", "number", required=True, metavar="НОМЕР", help="Номер приказа.")
@click.option(
    "--date", "dated_on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="Дата приказа."
)
@click.option(
    "--from", "begins_on", type=acting.DAY, metavar="ДЕНЬ",
    help="С какого дня пары работают; обычно с даты приказа.",
)  # fmt: skip
@click.option("--title", default="", metavar="НАЗВАНИЕ", help="Как называется приказ.")
@acting.changing
def confirm(
    settings: Settings, /, *, which: tuple[str, ...], begins_on: date | None, by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Confirm pairs by an order of the head."""
    with acting.looking_at(settings) as seen:
        matches = [finding_pairs.match(seen, one) for one in which]
        order = service.order_of(seen, **typed)
        done = service.confirm(seen, by, matches, order, begins_on)
        acting.changed(seen, done, json_wanted=json_wanted)
