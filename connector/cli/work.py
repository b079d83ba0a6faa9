"""`mentoring sync | monitor | writeback | status`: the main job, step by step."""

import click

from connector.bootstrap import open_school
from connector.cli import output
from connector.domain.write_back import State
from connector.services import monitoring, syncing, writes, writing_back
from connector.services import status as status_service
from connector.settings import Settings


@click.command(help="Прочитать Moodle в зеркало.")
@click.option("--night", is_flag=True, help="Прочитать всех людей сайта, а не только названных.")
@click.option(
    "--accept-gone",
    "believed",
    multiple=True,
    type=click.Choice(syncing.KINDS),
    help="Исчезнувшее этого вида действительно исчезло; можно повторять.",
)
@output.json_option
@click.pass_obj
def sync(settings: Settings, *, night: bool, believed: tuple[str, ...], json_wanted: bool) -> None:
    """Read Moodle into the mirror."""
    with open_school(settings) as deps:
        tier = syncing.Tier.NIGHT if night else syncing.Tier.DAY
        done = syncing.sync(deps, tier, believed=frozenset(believed))
        output.record(deps, done, json_wanted=json_wanted, usage=deps.moodle.meter.usage)


@click.command(help="Применить настройку и проверить каждую пару.")
@output.json_option
@click.pass_obj
def monitor(settings: Settings, *, json_wanted: bool) -> None:
    """Look at every pair."""
    with open_school(settings) as deps:
        found, done = monitoring.monitor(deps)
        if not json_wanted:
            output.lines(status_service.in_words(deps, found))
        output.record(
            deps,
            done,
            json_wanted=json_wanted,
            programmes=found.programmes,
            pairs=found.pairs,
            alerts=found.alerts,
            indicators=status_service.figures(deps, found),
        )


@click.command(help="Записать в Moodle оценки и отчёты.")
@click.option("--dry-run", is_flag=True, help="Только показать разницу, ничего не записывать.")
@output.json_option
@click.pass_obj
def writeback(settings: Settings, *, dry_run: bool, json_wanted: bool) -> None:
    """Write grades and reports into Moodle."""
    with open_school(settings) as deps:
        changes, done = writing_back.write_back(deps, dry_run=dry_run)
        shown = [c.ended for c in changes if c.is_pending or c.ended.state is not State.WRITTEN]
        if not json_wanted:
            output.lines(writes.in_words(deps, shown))
        output.record(deps, done, json_wanted=json_wanted, changes=writes.rows(deps, shown))


@click.command(help="Что сделано, что не сделано и что требует внимания.")
@output.json_option
@click.pass_obj
def status(settings: Settings, *, json_wanted: bool) -> None:
    """Show the last runs and what waits for somebody."""
    with open_school(settings) as deps:
        now = status_service.status(deps)
        if json_wanted:
            output.as_json(now)
        else:
            output.lines(status_service.status_in_words(deps, now))
        if not now.ok:
            raise SystemExit(1)
