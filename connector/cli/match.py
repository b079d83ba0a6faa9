"""`mentoring match …`: proposals of pairs, why they are so, what could be, and approving them."""

from typing import Any

import click

from connector.cli import acting, match_decisions, output
from connector.cli.scenarios import in_one_line, scenario, scenario_options
from connector.domain.people import PersonId
from connector.services import matching as service
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.matching import approving, comparing, runs, words
from connector.services.matching.runs import Run
from connector.settings import Settings


@click.group(help="Подбор пар: предложить, объяснить, сравнить, утвердить.")
def match() -> None:
    """Group the commands about matching."""


for decision in match_decisions.COMMANDS:
    match.add_command(decision)


@match.command(
    help="Предложить пары программы (id или часть названия).", context_settings=acting.NUMBERS
)
@click.argument("which", metavar="ПРОГРАММА")
@click.option("--name", default="", metavar="ИМЯ", help="Имя сценария.")
@scenario_options
@click.option("--dry-run", is_flag=True, help="Только показать, не сохранять.")
@acting.changing
def propose(
    settings: Settings,
    /,
    *,
    which: str,
    name: str,
    dry_run: bool,
    by: str,
    json_wanted: bool,
    **typed: Any,  # noqa: ANN401 - options of several types
) -> None:
    """Match, show and keep."""
    with acting.looking_at(settings) as seen:
        programme = finding.programme(seen, which)
        wanted = scenario(seen, name, typed)
        run = service.propose(seen, by, programme, wanted, keeps=not dry_run)
        _shown(seen, run, json_wanted=json_wanted)


@match.command(help="Объяснить подбор: всё или об одном человеке.", context_settings=acting.NUMBERS)
@click.argument("number", type=int, metavar="ПОДБОР")
@click.argument("person", metavar="КТО", required=False)
@output.json_option
@click.pass_obj
def explain(settings: Settings, *, number: int, person: str | None, json_wanted: bool) -> None:
    """Say why, point by point."""
    with acting.looking_at(settings) as seen:
        run = runs.by_number(seen.deps, number)
        if person:
            run = service.explain(seen, run, finding.person(seen, person))
        if json_wanted:
            output.as_json(run)
        else:
            output.lines([words.headline(seen, run)] if not person else [])
            output.lines(words.explained(seen, run))


@match.command(
    help="Сравнить, что вышло бы: как есть, сценарии и сохранённые подборы.",
    context_settings=acting.NUMBERS,
)
@click.argument("which", metavar="ПРОГРАММА")
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="ТЕКСТ",
    help="«имя: interests=40 quality least=30 places/12=2 hold/7»; можно несколько раз.",
)
@click.option("--run", "numbers", multiple=True, type=int, metavar="ПОДБОР", help="Сохранённый.")
@output.json_option
@click.pass_obj
def compare(
    settings: Settings,
    *,
    which: str,
    scenarios: tuple[str, ...],
    numbers: tuple[int, ...],
    json_wanted: bool,
) -> None:
    """Show variants side by side; nothing is kept."""
    with acting.looking_at(settings) as seen:
        programme = finding.programme(seen, which)
        wanted = [in_one_line(seen, text) for text in scenarios]
        kept = [runs.by_number(seen.deps, number) for number in numbers]
        found = comparing.compare(seen, programme, wanted, kept)
        if json_wanted:
            output.as_json(found)
        else:
            say = seen.deps.wording.say
            head = [say(title) for title in words.VARIANT_HEAD]
            output.lines(acting.table(words.variant_cells(seen, found), head))
            output.lines(words.differing(seen, found))


@match.command(
    help="Утвердить подбор: его пары становятся предложенными.", context_settings=acting.NUMBERS
)
@click.argument("number", type=int, metavar="ПОДБОР")
@click.option("--without", multiple=True, metavar="КТО", help="Кроме этого наставляемого.")
@click.option("--anyway", is_flag=True, help="Даже если с тех пор что-то изменилось.")
@click.option("--dry-run", "is_trial", is_flag=True, help="Только показать, что изменится.")
@acting.changing
def approve(
    settings: Settings,
    /,
    *,
    number: int,
    without: tuple[str, ...],
    by: str,
    json_wanted: bool,
    **how: bool,
) -> None:
    """Make pairs of a matching."""
    with acting.looking_at(settings) as seen:
        run = runs.by_number(seen.deps, number)
        left_out = [finding.person(seen, who).id for who in without]
        done = approving.approve(seen, by, run, without=left_out, **how)
        acting.changed(seen, done.changed, json_wanted=json_wanted, skipped=done.skipped)
        if done.skipped and not json_wanted:
            click.echo(_skipped(seen, done.skipped))


@match.command("list", help="Показать сохранённые подборы.", context_settings=acting.NUMBERS)
@click.argument("which", metavar="ПРОГРАММА", required=False)
@output.json_option
@click.pass_obj
def list_(settings: Settings, *, which: str | None, json_wanted: bool) -> None:
    """Show the matchings that were kept."""
    with acting.looking_at(settings) as seen:
        found = runs.kept(seen.deps, finding.programme(seen, which) if which else None)
        acting.rows(
            seen, found, words.run_cells(seen, found), words.RUN_HEAD, json_wanted=json_wanted,
            nothing="matching.none",
        )  # fmt: skip


def _shown(seen: View, run: Run, *, json_wanted: bool) -> None:
    if json_wanted:
        output.as_json(run)
        return
    say = seen.deps.wording.say
    output.lines([words.headline(seen, run)])
    head = [say(title) for title in words.PAIR_HEAD]
    output.lines(acting.table(words.pair_cells(seen, run), head))
    output.lines(words.rest(seen, run))


def _skipped(seen: View, people: tuple[PersonId, ...]) -> str:
    names = ", ".join(seen.name(who) for who in people)
    return seen.deps.wording.say("matching.skipped", names=names)
