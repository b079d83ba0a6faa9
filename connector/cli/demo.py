"""`mentoring demo`: the whole job on a fictitious school, twice, and a look at the result."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from waitress import serve as serve_wsgi

from connector.bootstrap import now, open_school
from connector.cli import output
from connector.domain.difference import Tally
from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.app import create_app as create_sandbox
from connector.sandbox.school import build_school
from connector.sandbox.server import running
from connector.services import monitoring, register, reminding, status, syncing, writing_back
from connector.services.deps import Deps
from connector.settings import SHIPPED, Secret, Settings
from connector.store.outbox import WriteKind
from connector.web.app import create_app

PASSWORD: Final = Secret("demo")
SANDBOX_PORT: Final = 8088
WRITTEN: Final = ("grades_written", "reports_published", "reminders_sent")


@click.command(help="Показать весь цикл на вымышленной школе.")
@click.option("--once", is_flag=True, help="Выполнить и закончить.")
@click.option("--users", default=60, show_default=True, help="Сколько людей в школе.")
@output.json_option
@click.pass_obj
def demo(settings: Settings, *, once: bool, users: int, json_wanted: bool) -> None:
    """Run the cycle twice against the sandbox; stay up unless `--once`."""
    with _home(settings, once=once) as home, _sandbox(users, once=once) as url:
        ours = Settings(
            home=home,
            moodle_url=url,
            moodle_token=Secret(SERVICE_TOKEN),
            mapping=SHIPPED / "mappings" / "demo.yaml",
            database_url=Secret(f"sqlite:///{home / 'mentoring.db'}"),
            password=PASSWORD,
            host=settings.host,
            port=settings.port,
            limits=settings.limits,
        )
        with open_school(ours) as deps:
            done = _twice(deps)
            output.as_json(done) if json_wanted else output.lines(_in_words(deps, done))
            if not once:
                _stay(deps, ours, url)


def _twice(deps: Deps) -> dict[str, Any]:
    first, found = _cycle(deps)
    second, _ = _cycle(deps)
    return {
        "users": first["users"],
        **status.counts(found),
        **register.counts(deps),
        **{name: first[name] for name in WRITTEN},
        "indicators": status.figures(deps, found.indicators),
        "second_cycle": {name: second[name] for name in ("rows_changed", *WRITTEN)},
    }


def _cycle(deps: Deps) -> tuple[dict[str, Any], monitoring.Findings]:
    synced = syncing.sync(deps, syncing.Tier.NIGHT)
    registered = register.update(deps)
    found, monitored = monitoring.monitor(deps)
    changes, _ = writing_back.write_back(deps)
    _, reminded = reminding.remind(deps)
    runs = (synced, registered, monitored)
    tallies = [Tally(**count) for one in runs for count in one.counts.values()]
    return {
        "users": status.people(deps),
        "rows_changed": sum(tally.total for tally in tallies),
        "grades_written": writing_back.written(changes, WriteKind.GRADE),
        "reports_published": writing_back.written(changes, WriteKind.REPORT),
        "reminders_sent": reminded.counts["sent"],
    }, found


def _in_words(deps: Deps, done: dict[str, Any]) -> list[str]:
    say = deps.wording.say
    counts = [f"{say(f'count.{name}')}: {v}" for name, v in done.items() if isinstance(v, int)]
    figures = status.figure_lines(done["indicators"])
    second = done["second_cycle"]
    return [*counts, *figures, say("demo.second", **second)]


def _stay(deps: Deps, settings: Settings, url: str) -> None:
    """Serve the connector's page beside the sandbox until stopped."""
    address = f"http://{settings.host}:{settings.port}"
    click.echo(deps.wording.say("demo.look", address=address, password=PASSWORD, sandbox=url))
    app = create_app(deps, password=PASSWORD, state=settings.state)
    serve_wsgi(app, host=settings.host, port=settings.port, threads=8, _quiet=True)


@contextmanager
def _home(settings: Settings, *, once: bool) -> Iterator[Path]:
    """A folder for the demo's database: forgotten at the end, or begun anew."""
    if once:
        with tempfile.TemporaryDirectory(prefix="mentoring-") as folder:
            yield Path(folder)
        return
    home = settings.state / "demo"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    yield home


@contextmanager
def _sandbox(users: int, *, once: bool) -> Iterator[str]:
    school = build_school(users=users, now=now())
    app = create_sandbox(school, wwwroot="http://127.0.0.1")
    with running(app, port=0 if once else SANDBOX_PORT) as url:
        yield url
