"""`mentoring plan list | show | approve | apply | undo`: what waits to be written into Moodle."""

import click

from connector.cli import acting, output
from connector.domain.write_plans import WritePlan
from connector.services.by_hand.view import View
from connector.services.writing_back import applying, plans, words
from connector.settings import Settings


@click.group(help="Планы записи в Moodle: что ждёт утверждения, утвердить, записать, вернуть.")
def plan() -> None:
    """Group the commands about plans of writes."""


@plan.command("list", help="Показать планы, которые ждут; с --all и прошлые.")
@click.option("--all", "everything", is_flag=True, help="И прошлые.")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, everything: bool, json_wanted: bool) -> None:
    """Show plans, the newest first."""
    with acting.looking_at(settings) as seen:
        found = plans.kept(seen.deps) if everything else plans.open_(seen.deps)
        told = words.rows(seen, found)
        acting.rows(
            seen, told, words.cells(seen, told), words.HEAD,
            json_wanted=json_wanted, nothing="plan.nothing",
        )  # fmt: skip


@plan.command(help="Показать план: что есть в Moodle, что будет и чем кончилось.")
@click.argument("number", type=int, metavar="НОМЕР")
@output.json_option
@click.pass_obj
def show(settings: Settings, *, number: int, json_wanted: bool) -> None:
    """Show a plan with its writes."""
    with acting.looking_at(settings) as seen:
        _shown(seen, plans.by_number(seen.deps, number), json_wanted=json_wanted)


@plan.command(help="Утвердить план; запишет его задание writeback или mentoring plan apply.")
@click.argument("number", type=int, metavar="НОМЕР")
@acting.changing
def approve(settings: Settings, *, number: int, by: str, json_wanted: bool) -> None:
    """Approve a plan."""
    with acting.looking_at(settings) as seen:
        _shown(seen, plans.approve(seen.deps, by, number), json_wanted=json_wanted)


@plan.command(help="Записать утверждённый план в Moodle сейчас.")
@click.argument("number", type=int, metavar="НОМЕР")
@output.json_option
@click.pass_obj
def apply(settings: Settings, *, number: int, json_wanted: bool) -> None:
    """Send what an approved plan says."""
    with acting.looking_at(settings) as seen:
        _, record = applying.apply(seen.deps, number)
        _shown(seen, plans.by_number(seen.deps, number), json_wanted=json_wanted)
        if record.problems:
            output.lines([] if json_wanted else output.problems(seen.deps.wording, record.problems))
            raise SystemExit(1)


@plan.command(help="Вернуть как было: новый план из прежних значений, его тоже утверждают.")
@click.argument("number", type=int, metavar="НОМЕР")
@output.json_option
@click.pass_obj
def undo(settings: Settings, *, number: int, json_wanted: bool) -> None:
    """Offer a plan that puts back what an applied one has replaced."""
    with acting.looking_at(settings) as seen:
        _shown(seen, plans.undo(seen.deps, number), json_wanted=json_wanted)


def _shown(seen: View, one: WritePlan, *, json_wanted: bool) -> None:
    (told,), rows = words.rows(seen, [one]), words.write_rows(seen, one)
    if json_wanted:
        output.as_json({**told, "rows": rows})
        return
    head = [seen.deps.wording.say(code) for code in words.HEAD]
    output.lines(acting.table(words.cells(seen, [told]), head))
    write_head = [seen.deps.wording.say(code) for code in words.WRITE_HEAD]
    output.lines(acting.table(words.write_cells(rows), write_head))
    output.lines(words.notes(seen, one, rows))
