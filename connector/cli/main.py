"""The command `mentoring`."""

import gc
import sys
from importlib import import_module
from typing import Any, Final

import click

from connector import __version__, bootstrap, settings
from connector.errors import ConfigurationError, ConnectorError
from connector.settings import Settings

SELDOM: Final = (50_000, 20, 100)
COMMANDS: Final = {
    "doctor": "doctor",
    "sync": "work",
    "monitor": "work",
    "writeback": "work",
    "status": "work",
    "people": "people",
    "consents": "consents",
    "recruiting": "recruiting",
    "training": "training",
    "growth": "growth",
    "programmes": "programmes",
    "documents": "documents",
    "roadmap": "roadmap",
    "match": "match",
    "pairs": "pairs",
    "surveys": "surveys",
    "indicators": "indicators",
    "alerts": "alerts",
    "municipality": "municipality",
    "plan": "write_plans",
    "evaluation": "evaluation",
    "remind": "reminders",
    "mappings": "mappings",
    "jobs": "jobs",
    "serve": "serve",
    "sandbox": "sandbox",
    "demo": "demo",
}
"""Each command and its module, which is loaded only when the command is asked for."""


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every name, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Load a command; None for a name that there is not."""
        if cmd_name not in COMMANDS:
            return None
        module: Any = import_module(f"connector.cli.{COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group(cls=Commands, help="Наставничество в школе поверх Moodle.")
@click.version_option(__version__, prog_name="mentoring")
@click.pass_context
def cli(context: click.Context) -> None:
    """Load the settings for every command."""
    context.obj = settings.load()


def main() -> None:
    """Run a command; an error we know becomes a sentence and an exit code."""
    collect_seldom()
    try:
        cli()
    except ConnectorError as error:
        click.echo(said(error), err=True)
        sys.exit(error.exit_code)


def collect_seldom() -> None:
    """Look for garbage less often: a command builds large values that live until it ends."""
    gc.set_threshold(*SELDOM)


def said(error: ConnectorError) -> str:
    """The sentence of an error, or its code when the sentences themselves cannot be read."""
    try:
        return bootstrap.load_wording(Settings(home=settings.home())).of(error)
    except ConfigurationError:
        return str(error)
