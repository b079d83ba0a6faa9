"""`mentoring remind`: messages to whom something is still to be done."""

import click

from connector.bootstrap import open_school
from connector.cli import acting, output
from connector.services import reminding
from connector.services.reminding import rows
from connector.settings import Settings


@click.command(help="Напомнить об обучении и росте; каждому не чаще, чем сказано в настройке.")
@click.option("--dry-run", is_flag=True, help="Только показать, кому и о чём; не отправлять.")
@output.json_option
@click.pass_obj
def remind(settings: Settings, *, dry_run: bool, json_wanted: bool) -> None:
    """Send the reminders that are due."""
    with open_school(settings) as deps:
        found, record = reminding.remind(deps, dry_run=dry_run)
        told = rows.rows(deps, found)
        if not json_wanted:
            head = [deps.wording.say(title) for title in rows.HEAD]
            output.lines(acting.table(rows.cells(deps, told), head))
        output.record(deps, record, json_wanted=json_wanted, reminders=told)
