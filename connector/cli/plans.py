"""`mentoring pairs plan …`: individual plans of pairs."""

from datetime import date
from typing import Final

import click

from connector.cli import acting, output, plan_items
from connector.cli.plan_items import pair_argument
from connector.services import plans as service
from connector.services.by_hand import finding, finding_pairs
from connector.services.people.looking import looking
from connector.services.plans import words
from connector.settings import Settings

as_option: Final = click.option(
    "--as", "as_", metavar="КТО", help="Показать только то, что вправе видеть он."
)


@click.group(help="Индивидуальные планы пар.")
def plan() -> None:
    """Group the commands about plans."""


for command in plan_items.COMMANDS:
    plan.add_command(command)


@plan.command("list", help="Показать, как пары выполняют планы.")
@click.option("--programme", metavar="КАКАЯ", help="id курса или часть названия.")
@as_option
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, programme: str | None, as_: str | None, json_wanted: bool) -> None:
    """Show plans beside each other."""
    with acting.looking_at(settings) as seen:
        of = finding.programme(seen, programme) if programme else None
        by = looking(seen, finding.person(seen, as_)) if as_ else None
        rows = service.overview(seen, of, by)
        acting.rows(seen, rows, words.cells(seen, rows), words.HEAD, json_wanted=json_wanted)


@plan.command(help="Показать план пары (номер или часть названия).")
@pair_argument
@as_option
@output.json_option
@click.pass_obj
def show(settings: Settings, *, pair: str, as_: str | None, json_wanted: bool) -> None:
    """Show the plans of a pair, the latest first."""
    with acting.looking_at(settings) as seen:
        by = looking(seen, finding.person(seen, as_)) if as_ else None
        told = service.show(seen, finding_pairs.match(seen, pair), by)
        if json_wanted:
            output.as_json(told)
            return
        for row in told:
            items = row.get("items", ())
            head = [seen.deps.wording.say(title) for title in words.ITEM_HEAD]
            output.lines(words.heading(seen, row))
            output.lines(acting.table(words.item_cells(seen, items), head))
        if not told:
            output.lines([seen.deps.wording.say("plans.no_plan")])


@plan.command(help="Отметить план пары согласованным.")
@pair_argument
@click.option("--on", type=acting.DAY, metavar="ДЕНЬ", help="Когда; иначе сегодня.")
@click.option("--goal", metavar="ТЕКСТ", help="Цель плана.")
@acting.changing
def agree(
    settings: Settings, *, pair: str, on: date | None, goal: str | None, by: str,
    json_wanted: bool,
) -> None:  # fmt: skip
    """Note that a plan is agreed on."""
    with acting.looking_at(settings) as seen:
        made = service.agree(seen, by, finding_pairs.match(seen, pair), on, goal)
        acting.changed(seen, made, json_wanted=json_wanted)


@plan.command(help="Закрыть план пары.")
@pair_argument
@acting.changing
def close(settings: Settings, *, pair: str, by: str, json_wanted: bool) -> None:
    """Close a plan."""
    with acting.looking_at(settings) as seen:
        made = service.close(seen, by, finding_pairs.match(seen, pair))
        acting.changed(seen, made, json_wanted=json_wanted)
