"""`mentoring jobs start | list | run`: the timetable."""

import logging
import signal
import threading
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import click

from connector.bootstrap import open_school
from connector.cli import output
from connector.services import running
from connector.services.deps import Deps
from connector.settings import Settings
from jobs import runner, schedule
from jobs.scheduler import Timetable


@click.group(help="Расписание: что и когда делается само.")
def jobs() -> None:
    """Group the commands about the timetable."""


@jobs.command(help="Работать по расписанию, пока не остановят.")
@click.pass_obj
def start(settings: Settings) -> None:
    """Keep the timetable; a second process stands by."""
    times = schedule.load(settings.data("config", "schedule.yaml"))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def opening() -> AbstractContextManager[Deps]:
        return open_school(settings, log_level=logging.INFO)

    with opening() as deps:
        Timetable(deps, times, opening).keep(stop)


@jobs.command("list", help="Показать расписание и последние запуски.")
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, json_wanted: bool) -> None:
    """Show every job with its cron line and next moment, and the last runs."""
    times = schedule.load(settings.data("config", "schedule.yaml"))
    with open_school(settings) as deps:
        zone, now = deps.rules.school.time_zone, deps.clock()
        rows: list[dict[str, Any]] = [
            {"job": name, "cron": line, "next": schedule.next_run(name, line, zone, now)}
            for name, line in times.items()
        ]
        if json_wanted:
            output.as_json({"jobs": rows, "runs": running.history(deps)})
            return
        output.lines(f"{row['job']:<14} {row['cron']:<24} {_moment(row['next'])}" for row in rows)
        output.lines(
            deps.wording.say(
                "status.run",
                job=run.job,
                state=deps.wording.say(f"run_state.{run.outcome.state}"),
                at=f"{run.started_at.astimezone(zone):%d.%m.%Y %H:%M}",
                seconds=run.outcome.seconds,
                calls=run.outcome.calls,
            )
            for run in running.history(deps)
        )


@jobs.command(help="Выполнить задание сейчас.")
@click.argument("name")
@click.pass_obj
def run(settings: Settings, *, name: str) -> None:
    """Run a job now; exit code 1 when its run was not complete."""
    with open_school(settings) as deps:
        runner.run(deps, name)
        last = running.history(deps, 1)[0]
        said = output.problems(deps.wording, last.outcome.problems)
        output.lines([*output.table(last.outcome.counts), *said])
        if said:
            raise SystemExit(1)


def _moment(value: datetime | None) -> str:
    return f"{value:%d.%m %H:%M}" if value else "–"
