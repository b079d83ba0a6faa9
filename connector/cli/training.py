"""`mentoring training status | mentors | mentor …`: training and control of mentors."""

import click

from connector.cli import acting, certificates, output
from connector.services import control
from connector.services import training as service
from connector.services.by_hand import finding
from connector.services.control import rows as control_rows
from connector.services.control import words as control_words
from connector.services.training import words
from connector.settings import Settings


@click.group(help="Обучение наставников и контроль их работы.")
def training() -> None:
    """Group the commands about training."""


for command in certificates.COMMANDS:
    training.add_command(command)


@training.command(help="Показать, кто как обучен и кто на чём остановился.")
@output.json_option
@click.pass_obj
def status(settings: Settings, *, json_wanted: bool) -> None:
    """Show where everybody's training stands."""
    with acting.looking_at(settings) as seen:
        told = service.status(seen)
        if json_wanted:
            output.as_json(told)
            return
        cells = words.status_cells(seen, told)
        acting.rows(seen, told.people, cells, words.STATUS_HEAD, json_wanted=False)
        output.lines(words.halt_lines(seen, told))


@training.command(help="Показать наставников: сначала тех, кто требует внимания.")
@output.json_option
@click.pass_obj
def mentors(settings: Settings, *, json_wanted: bool) -> None:
    """Show every mentor, who needs attention first."""
    with acting.looking_at(settings) as seen:
        rows = [control_rows.row(seen, one) for one in control.watched(seen)]
        cells = control_words.cells(seen, rows)
        acting.rows(seen, rows, cells, control_words.HEAD, json_wanted=json_wanted)


@training.command(
    help="Показать карточку наставника (id, логин или часть имени).",
    context_settings=acting.NUMBERS,
)
@click.argument("person", metavar="КТО")
@output.json_option
@click.pass_obj
def mentor(settings: Settings, *, person: str, json_wanted: bool) -> None:
    """Show the card of a mentor."""
    with acting.looking_at(settings) as seen:
        watched = control.card_of(seen, finding.person(seen, person).id)
        card = control_rows.card(seen, watched)
        output.as_json(card) if json_wanted else output.lines(control_words.lines(seen, card))
