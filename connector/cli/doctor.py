"""`mentoring doctor`: what keeps the connector from working with this Moodle."""

from typing import Final

import click

from connector.bootstrap import open_school
from connector.cli import output
from connector.services.doctor import Level, examine
from connector.settings import Settings

MARKS: Final = {Level.OK: "✓", Level.WARNING: "!", Level.FAILURE: "✗"}


@click.command(help="Проверить адрес, токен, функции, права и всё, что названо в настройке.")
@output.json_option
@click.pass_obj
def doctor(settings: Settings, *, json_wanted: bool) -> None:
    """Examine Moodle by harmless calls; exit code 1 when something must be mended."""
    with open_school(settings) as deps:
        checks = examine(deps, settings.data("config", "moodle", "functions.yaml"))
        ok = all(check.level is not Level.FAILURE for check in checks)
        if json_wanted:
            said = [
                {**check.__dict__, "text": deps.wording.say(check.code, **check.facts)}
                for check in checks
            ]
            output.as_json({"ok": ok, "checks": said})
        else:
            output.lines(
                f"{MARKS[check.level]} {deps.wording.say(check.code, **check.facts)}"
                for check in checks
            )
        if not ok:
            raise SystemExit(1)
