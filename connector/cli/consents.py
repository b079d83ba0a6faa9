"""`mentoring consents list | renewals | missing | erasures …`: who consents, and who does not."""

from typing import Any, Final

import click

from connector.cli import acting, output, signing
from connector.domain.consents import ConsentState, Purpose
from connector.services.by_hand import finding
from connector.services.consents import erasing, listing
from connector.services.consents import missing as without
from connector.services.consents.listing import Wanted
from connector.settings import Settings

PURPOSES: Final = tuple(purpose.value for purpose in Purpose)
STATES: Final = tuple(state.value for state in ConsentState)


@click.group(help="Согласия: у кого есть, у кого кончается, у кого нет и почему.")
def consents() -> None:
    """Group the commands about consents."""


for command in signing.COMMANDS:
    consents.add_command(command)


@consents.command("list", help="Показать согласия.")
@click.option("--class", "school_class", metavar="КЛАСС", help="Только этот класс.")
@click.option("--purpose", type=click.Choice(PURPOSES), help="Только с этой целью.")
@click.option("--state", type=click.Choice(STATES), help="Только в этом состоянии.")
@click.option(
    "--expiring", type=click.IntRange(min=0), metavar="ДНЕЙ", help="Кончаются за столько дней."
)
@click.option(
    "--renewal", is_flag=True, help="Только подписанные представителем за тех, кому уже 18."
)
@output.json_option
@click.pass_obj
def list_(settings: Settings, /, *, json_wanted: bool, **typed: Any) -> None:  # noqa: ANN401 - options of several types
    """Show consents."""
    with acting.looking_at(settings) as seen:
        school_class = typed["school_class"]
        wanted = Wanted(
            class_name=finding.school_class(school_class) if school_class else "",
            purpose=Purpose(typed["purpose"]) if typed["purpose"] else None,
            state=ConsentState(typed["state"]) if typed["state"] else None,
            expiring=typed["expiring"],
            is_for_renewal=typed["renewal"],
        )
        rows = listing.rows(seen, wanted)
        acting.rows(seen, rows, listing.in_words(seen, rows), listing.HEAD, json_wanted=json_wanted)


@consents.command(help="Показать, кому пора подписать заново: исполнилось 18 или срок на исходе.")
@output.json_option
@click.pass_obj
def renewals(settings: Settings, *, json_wanted: bool) -> None:
    """Show who has to sign anew."""
    with acting.looking_at(settings) as seen:
        rows = listing.renewals(seen)
        acting.rows(seen, rows, listing.in_words(seen, rows), listing.HEAD, json_wanted=json_wanted)


@consents.command(help="Показать, кто участвует без действующего согласия и почему его нет.")
@click.option("--class", "school_class", metavar="КЛАСС", help="Только этот класс.")
@output.json_option
@click.pass_obj
def missing(settings: Settings, *, school_class: str | None, json_wanted: bool) -> None:
    """Show who takes part without a valid consent."""
    with acting.looking_at(settings) as seen:
        rows = without.missing(seen, finding.school_class(school_class) if school_class else "")
        acting.rows(seen, rows, without.in_words(seen, rows), without.HEAD, json_wanted=json_wanted)


@consents.group(
    help="Задания уничтожить данные тех, кто отозвал согласие.", invoke_without_command=True
)
@output.json_option
@click.pass_context
def erasures(context: click.Context, *, json_wanted: bool) -> None:
    """Show the tasks, or go on to a command about them."""
    if context.invoked_subcommand is None:
        with acting.looking_at(context.obj) as seen:
            rows = erasing.erasures(seen)
            acting.rows(
                seen, rows, erasing.in_words(seen, rows), erasing.HEAD, json_wanted=json_wanted
            )


@erasures.command(
    help="Отметить, что данные уничтожены везде; записанное в реестре будет стёрто без возврата."
)
@click.argument("task", type=int, metavar="ЗАДАНИЕ")
@click.option("--done", is_flag=True, required=True, help="Да, данные уничтожены.")
@acting.changing
def close(settings: Settings, *, task: int, done: bool, by: str, json_wanted: bool) -> None:
    """Close a task of erasure."""
    if not done:
        raise click.UsageError("Закрывают только исполненное: --done")
    with acting.looking_at(settings) as seen:
        acting.changed(seen, erasing.close(seen, by, task), json_wanted=json_wanted)
