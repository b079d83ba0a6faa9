"""The command `mentoring`."""

import sys
from typing import Final

import click

from connector import __version__, bootstrap, settings
from connector.cli import (
    consents,
    demo,
    doctor,
    documents,
    growth,
    jobs,
    mappings,
    match,
    pairs,
    people,
    programmes,
    recruiting,
    reminders,
    roadmap,
    sandbox,
    serve,
    training,
    work,
)
from connector.errors import ConfigurationError, ConnectorError
from connector.settings import Settings

COMMANDS: Final = (
    doctor.doctor,
    work.sync,
    work.monitor,
    work.writeback,
    work.status,
    people.people,
    consents.consents,
    recruiting.recruiting,
    training.training,
    growth.growth,
    programmes.programmes,
    documents.documents,
    roadmap.roadmap,
    match.match,
    pairs.pairs,
    reminders.remind,
    mappings.mappings,
    jobs.jobs,
    serve.serve,
    sandbox.sandbox,
    demo.demo,
)


@click.group(help="Наставничество в школе поверх Moodle.")
@click.version_option(__version__, prog_name="mentoring")
@click.pass_context
def cli(context: click.Context) -> None:
    """Load the settings for every command."""
    context.obj = settings.load()


for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Run a command; an error we know becomes a sentence and an exit code."""
    try:
        cli()
    except ConnectorError as error:
        click.echo(said(error), err=True)
        sys.exit(error.exit_code)


def said(error: ConnectorError) -> str:
    """The sentence of an error, or its code when the sentences themselves cannot be read."""
    try:
        return bootstrap.load_wording(Settings(home=settings.home())).of(error)
    except ConfigurationError:
        return str(error)
