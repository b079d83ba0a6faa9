"""`mentoring people list | show | gaps | states …`: the register, and what is done with it."""

from typing import Final

import click

from connector.bootstrap import load_methodology, load_wording, open_school
from connector.cli import acting, bases, output, outsiders, taking_part
from connector.domain.people import Role
from connector.domain.register.doubts import Held
from connector.reports import state_tables
from connector.services import register
from connector.services.by_hand import finding
from connector.services.people import card as cards
from connector.services.people import card_words, listing
from connector.services.people import gaps as what_is_missing
from connector.services.people.looking import looking
from connector.settings import Settings

ROLES: Final = (Role.MENTOR.value, Role.MENTEE.value)


@click.group(help="Реестр: кто участвует в наставничестве, с какого дня и в каком состоянии.")
def people() -> None:
    """Group the commands about people."""


for command in (*outsiders.COMMANDS, *taking_part.COMMANDS, *bases.COMMANDS):
    people.add_command(command)


@people.command("list", help="Показать участников: строка на каждое участие.")
@click.option("--role", type=click.Choice(ROLES), help="Только наставники или наставляемые.")
@acting.filter_options
@click.option("--as", "as_", metavar="КТО", help="Показать только то, что вправе видеть он.")
@output.json_option
@click.pass_obj
def list_(
    settings: Settings, /, *, json_wanted: bool, as_: str | None, **wanted: str | None
) -> None:
    """Show the register, or what somebody may see of it."""
    with acting.looking_at(settings) as seen:
        role = Role(wanted["role"]) if wanted["role"] else None
        by = looking(seen, finding.person(seen, as_)) if as_ else None
        rows = listing.rows(seen, acting.narrowed(seen, **wanted), role, by)
        acting.rows(seen, rows, listing.in_words(seen, rows), listing.HEAD, json_wanted=json_wanted)


@people.command(
    help="Показать личную карточку (id, логин или часть имени).", context_settings=acting.NUMBERS
)
@click.argument("person", metavar="КТО")
@click.option("--as", "as_", metavar="КТО", help="Показать только то, что вправе видеть он.")
@output.json_option
@click.pass_obj
def show(settings: Settings, *, person: str, as_: str | None, json_wanted: bool) -> None:
    """Show everything of a person, or what somebody may see of it."""
    with acting.looking_at(settings) as seen:
        by = looking(seen, finding.person(seen, as_)) if as_ else None
        told = cards.card(seen, finding.person(seen, person), by)
        if json_wanted:
            output.as_json(told)
        else:
            output.lines(card_words.in_words(seen, told))


@people.command(help="Показать, чего не удалось узнать о людях из Moodle и почему.")
@output.json_option
@click.pass_obj
def gaps(settings: Settings, *, json_wanted: bool) -> None:
    """Show what is not known, grouped by what and why."""
    with acting.looking_at(settings) as seen:
        if json_wanted:
            output.as_json(what_is_missing.gaps(seen))
        else:
            said = what_is_missing.in_words(seen)
            output.lines(said or [seen.deps.wording.say("people.no_gaps")])


@people.command(help="Обновить реестр по последнему чтению Moodle, не дожидаясь расписания.")
@click.option(
    "--accept-gone",
    "believes",
    multiple=True,
    type=click.Choice([held.value for held in Held]),
    help="Роли, согласия или пары, которые разом пропали, и правда пропали; можно повторять.",
)
@output.json_option
@click.pass_obj
def update(settings: Settings, *, believes: tuple[str, ...], json_wanted: bool) -> None:
    """Bring the register up to the mirror."""
    with open_school(settings) as deps:
        done = register.update(deps, believes=frozenset(map(Held, believes)))
        output.record(deps, done, json_wanted=json_wanted)


@people.command(help="Показать состояния людей, программ, пар, встреч, планов и переходы.")
@click.option("--markdown", is_flag=True, help="Вывести в Markdown (docs/states.md).")
@output.json_option
@click.pass_obj
def states(settings: Settings, *, markdown: bool, json_wanted: bool) -> None:
    """Print the tables of steps; Moodle is not asked."""
    words, method = load_wording(settings), load_methodology(settings)
    titles = {**method.states, state_tables.ROLES: method.roles}
    if json_wanted:
        output.as_json(state_tables.steps())
    elif markdown:
        click.echo(state_tables.markdown(words, titles), nl=False)
    else:
        head = [words.say(title) for title in state_tables.HEAD]
        output.lines(acting.table(state_tables.cells(words, titles), head))
