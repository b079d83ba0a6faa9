"""`mentoring pairs start | suspend | resume | complete | terminate | reject | replace | …`."""

from collections.abc import Callable
from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.matches import EndReason
from connector.services import pairs as service
from connector.services.by_hand import finding, finding_pairs
from connector.services.by_hand.changing import Changed
from connector.services.by_hand.view import View
from connector.settings import Settings

Command = Callable[..., Any]
BROKEN_OFF: Final = click.Choice([reason.value for reason in service.BROKEN_OFF])
CARRIED_OUT: Final = click.Choice([reason.value for reason in service.CARRIED_OUT])


def pair_argument(command: Command) -> Command:
    """Add the pair that a command is about: a number or a part of its name."""
    return click.argument("pair", metavar="ПАРА")(command)


def pairs_argument(command: Command) -> Command:
    """Add one pair or several."""
    return click.argument("which", nargs=-1, required=True, metavar="ПАРА…")(command)


def changing(command: Command) -> Command:
    """Add what every command has that changes a pair."""
    return acting.by_option(output.json_option(click.pass_obj(command)))


def told_new(seen: View, done: Changed, *, json_wanted: bool) -> None:
    """Say the number of a new pair and what changed."""
    number = service.added(done)
    if not json_wanted:
        click.echo(seen.deps.wording.say("pairs.added", match=number))
    acting.changed(seen, done, json_wanted=json_wanted, pair=number)


@click.command(help="Начать пробные встречи предложенных пар.")
@pairs_argument
@changing
def start(settings: Settings, *, which: tuple[str, ...], by: str, json_wanted: bool) -> None:
    """Let pairs meet on trial."""
    with acting.looking_at(settings) as seen:
        matches = [finding_pairs.match(seen, one) for one in which]
        acting.changed(seen, service.start(seen, by, matches), json_wanted=json_wanted)


@click.command(help="Приостановить работающую пару: встреч от неё не ждут.")
@pair_argument
@changing
def suspend(settings: Settings, *, pair: str, by: str, json_wanted: bool) -> None:
    """Let a pair rest."""
    with acting.looking_at(settings) as seen:
        done = service.suspend(seen, by, finding_pairs.match(seen, pair))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Возобновить работу приостановленной пары.")
@pair_argument
@changing
def resume(settings: Settings, *, pair: str, by: str, json_wanted: bool) -> None:
    """Let a pair work again."""
    with acting.looking_at(settings) as seen:
        done = service.resume(seen, by, finding_pairs.match(seen, pair))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Завершить работу пары: цели достигнуты или срок окончен.")
@pair_argument
@click.option("--because", type=CARRIED_OUT, default=EndReason.GOALS_REACHED.value, help="Почему.")
@changing
def complete(settings: Settings, *, pair: str, because: str, by: str, json_wanted: bool) -> None:
    """Complete the work of a pair."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair)
        done = service.complete(seen, by, match, EndReason(because))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Прекратить закреплённую пару до срока.")
@pair_argument
@click.option("--because", required=True, type=BROKEN_OFF, help="Почему.")
@changing
def terminate(settings: Settings, *, pair: str, because: str, by: str, json_wanted: bool) -> None:
    """Break off a pair."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair)
        done = service.terminate(seen, by, match, EndReason(because))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Отметить, что предложенная или пробная пара не сложилась.")
@pair_argument
@click.option("--because", type=BROKEN_OFF, default=EndReason.NOT_SUITED.value, help="Почему.")
@changing
def reject(settings: Settings, *, pair: str, because: str, by: str, json_wanted: bool) -> None:
    """Give up a pair."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair)
        done = service.reject(seen, by, match, EndReason(because))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(
    help="Заменить наставника: эта пара закончится, те же наставляемые – в новой паре.",
    context_settings=acting.NUMBERS,
)
@pair_argument
@click.option("--mentor", required=True, metavar="КТО", help="Новый наставник.")
@changing
def replace(settings: Settings, *, pair: str, mentor: str, by: str, json_wanted: bool) -> None:
    """End a pair and propose another."""
    with acting.looking_at(settings) as seen:
        match, who = finding_pairs.match(seen, pair), finding.person(seen, mentor)
        told_new(seen, service.replace(seen, by, match, who), json_wanted=json_wanted)


@click.command(help="Принять наставляемого в группу.", context_settings=acting.NUMBERS)
@pair_argument
@click.option("--mentee", required=True, metavar="КТО", help="Наставляемый.")
@changing
def join(settings: Settings, *, pair: str, mentee: str, by: str, json_wanted: bool) -> None:
    """Take a mentee into a group."""
    with acting.looking_at(settings) as seen:
        match, who = finding_pairs.match(seen, pair), finding.person(seen, mentee)
        acting.changed(seen, service.join(seen, by, match, who), json_wanted=json_wanted)


@click.command(help="Вывести наставляемого из группы.", context_settings=acting.NUMBERS)
@pair_argument
@click.option("--who", required=True, metavar="КТО", help="Наставляемый.")
@click.option("--because", required=True, type=BROKEN_OFF, help="Почему.")
@changing
def leave(
    settings: Settings, *, pair: str, who: str, because: str, by: str, json_wanted: bool
) -> None:
    """Let a mentee leave a group."""
    with acting.looking_at(settings) as seen:
        match, person = finding_pairs.match(seen, pair), finding.person(seen, who)
        done = service.leave(seen, by, match, person, EndReason(because))
        acting.changed(seen, done, json_wanted=json_wanted)


COMMANDS: Final = (
    start, suspend, resume, complete, terminate, reject, replace, join, leave,
)  # fmt: skip
