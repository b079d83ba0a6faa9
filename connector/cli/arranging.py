"""`mentoring pairs sync`: brings Moodle's groups, roles and events up to the register."""

import click

from connector.bootstrap import open_school
from connector.cli import output
from connector.domain.write_back import State
from connector.services import arranging, writes
from connector.settings import Settings


@click.command(name="sync", help="Завести в Moodle группы, роли и события пар и дорожной карты.")
@click.option("--dry-run", is_flag=True, help="Только показать, ничего не записывать.")
@output.json_option
@click.pass_obj
def sync_pairs(settings: Settings, *, dry_run: bool, json_wanted: bool) -> None:
    """Write what is missing in Moodle, and show it."""
    with open_school(settings) as deps:
        changes, done = arranging.arrange(deps, dry_run=dry_run)
        shown = [c.ended for c in changes if c.is_pending or c.ended.state is not State.WRITTEN]
        if not json_wanted:
            output.lines(writes.in_words(deps, shown))
        output.record(deps, done, json_wanted=json_wanted, changes=writes.rows(deps, shown))
