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
from connector.domain.indicators import Period
from connector.domain.years import SchoolYear
from connector.sandbox.access import SERVICE_TOKEN
from connector.sandbox.app import create_app as create_sandbox
from connector.sandbox.school import build_school
from connector.sandbox.server import running
from connector.services import (
    arranging,
    indicator_words,
    matching,
    monitoring,
    register,
    reminding,
    roadmap,
    status,
    syncing,
    writing_back,
)
from connector.services.by_hand.view import view
from connector.services.deps import Deps
from connector.services.indicators import snapshots
from connector.services.matching import approving
from connector.services.matching import runs as matching_runs
from connector.services.surveys import results
from connector.settings import SHIPPED, Secret, Settings
from connector.store.outbox import WriteKind
from connector.web.app import create_app

ARRANGED: Final = ("groups_written", "members_written", "roles_written", "events_written")
CURATOR: Final = "demo"
ASKED: Final = ("surveys", "survey_answers", "effects")
MATCHED: Final = ("proposals", "unmatched_with_reason")
PASSWORD: Final = Secret("demo")
SANDBOX_PORT: Final = 8088
WRITTEN: Final = ("grades_written", "reports_published", "reminders_sent", *ARRANGED)


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
        **_matched(deps),
        **_asked(deps),
        "alert_rules": sum(rule.is_on for rule in deps.methodology.alert_rules),
        "snapshots": len(snapshots.kept(deps)),
        **{name: first[name] for name in WRITTEN},
        "indicators": status.figures(deps, found),
        "second_cycle": {name: second[name] for name in ("rows_changed", *WRITTEN)},
    }


def _cycle(deps: Deps) -> tuple[dict[str, Any], monitoring.Findings]:
    runs = [syncing.sync(deps, syncing.Tier.NIGHT), register.update(deps)]
    begun = _begin(deps)
    _, arranged = arranging.arrange(deps)
    if any(arranged.counts[name] for name in ARRANGED):
        runs += [syncing.sync(deps), register.update(deps)]
    found, monitored = monitoring.monitor(deps)
    frozen = _freeze(deps)
    changes, _ = writing_back.write_back(deps)
    _, reminded = reminding.remind(deps)
    tallies = [Tally(**count) for one in (*runs, monitored) for count in one.counts.values()]
    return {
        "users": status.people(deps),
        "rows_changed": begun + frozen + sum(tally.total for tally in tallies),
        "grades_written": writing_back.written(changes, WriteKind.GRADE),
        "reports_published": writing_back.written(changes, WriteKind.REPORT),
        "reminders_sent": reminded.counts["sent"],
        **{name: arranged.counts[name] for name in ARRANGED},
    }, found


def _begin(deps: Deps) -> int:
    """What a curator does once a year: roadmap and matching; how many rows came of it."""
    year, rows = SchoolYear.at(deps.today), 0
    if not view(deps).register.roadmap:
        rows += len(roadmap.begin(view(deps), CURATOR, year).rows)
    if not matching_runs.kept(deps):
        for programme in view(deps).programmes.values():
            run = matching.propose(view(deps), CURATOR, programme)
            if run.told.couples:
                rows += len(approving.approve(view(deps), CURATOR, run).changed.rows)
    return rows


def _freeze(deps: Deps) -> int:
    """Report once, as of today; how many snapshots came of it."""
    if not snapshots.kept(deps):
        snapshots.freeze(view(deps), CURATOR, Period.to(deps.today))
        return 1
    return 0


def _asked(deps: Deps) -> dict[str, int]:
    """What the questionnaires say: how many there are, answers to them, dimensions compared."""
    told = results.results(view(deps))
    surveys = [survey for programme in told for survey in programme.surveys]
    changed = [one for programme in told for found in programme.effects.values() for one in found]
    answers = sum(survey.answered for survey in surveys)
    effects = sum(one.change is not None for one in changed)
    return dict(zip(ASKED, (len(surveys), answers, effects), strict=True))


def _matched(deps: Deps) -> dict[str, int]:
    told = [run.told for run in matching_runs.kept(deps)]
    pairs = sum(len(one.pairs) for one in told)
    alone = sum(bool(alone.reasons) for one in told for alone in one.alone)
    return dict(zip(MATCHED, (pairs, alone), strict=True))


def _in_words(deps: Deps, done: dict[str, Any]) -> list[str]:
    say = deps.wording.say
    counts = [f"{say(f'count.{name}')}: {v}" for name, v in done.items() if isinstance(v, int)]
    figures = indicator_words.lines(done["indicators"])
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
