"""`mentoring pairs start | suspend | resume | complete | terminate | reject | replace | …`."""

from collections.abc import Callable
from typing import Any, Final

import click

from connector.cli import acting
from connector.domain.matches import EndReason, Match
from connector.services import pairs as service
from connector.services.by_hand import finding, finding_pairs
from connector.services.by_hand.changing import Changed
from connector.services.by_hand.view import View
from connector.settings import Settings

Command = Callable[..., Any]
Step = Callable[[View, str, Match], Changed]
Option = Callable[[Command], Command]
Ending = Callable[[View, str, Match, EndReason], Changed]
BROKEN_OFF: Final = click.Choice([reason.value for reason in service.BROKEN_OFF])
CARRIED_OUT: Final = click.Choice([reason.value for reason in service.CARRIED_OUT])


def pair_argument(command: Command) -> Command:
    """Add the pair that a command is about: a number or a part of its name."""
    return click.argument("pair", metavar="ПАРА")(command)


def pairs_argument(command: Command) -> Command:
    """Add one pair or several."""
    return click.argument("which", nargs=-1, required=True, metavar="ПАРА…")(command)


def because(reasons: click.Choice[str], usual: EndReason | None = None) -> Option:
    """Add the reason for an end; without a usual one it must be named."""
    otherwise: dict[str, Any] = {"default": usual.value} if usual else {"required": True}
    return click.option("--because", type=reasons, help="Почему.", **otherwise)


def told_new(seen: View, done: Changed, *, json_wanted: bool) -> None:
    """Say the number of a new pair and what changed."""
    number = service.added(done)
    if not json_wanted:
        click.echo(seen.deps.wording.say("pairs.added", match=number))
    acting.changed(seen, done, json_wanted=json_wanted, pair=number)


@click.command(help="Начать пробные встречи предложенных пар.")
@pairs_argument
@acting.changing
def start(settings: Settings, *, which: tuple[str, ...], by: str, json_wanted: bool) -> None:
    """Let pairs meet on trial."""
    with acting.looking_at(settings) as seen:
        matches = [finding_pairs.match(seen, one) for one in which]
        acting.changed(seen, service.start(seen, by, matches), json_wanted=json_wanted)


@click.command(
    help="Заменить наставника: эта пара закончится, те же наставляемые – в новой паре.",
    context_settings=acting.NUMBERS,
)
@pair_argument
@click.option("--mentor", required=True, metavar="КТО", help="Новый наставник.")
@acting.changing
def replace(settings: Settings, *, pair: str, mentor: str, by: str, json_wanted: bool) -> None:
    """End a pair and propose another."""
    with acting.looking_at(settings) as seen:
        match, who = finding_pairs.match(seen, pair), finding.person(seen, mentor)
        told_new(seen, service.replace(seen, by, match, who), json_wanted=json_wanted)


@click.command(help="Принять наставляемого в группу.", context_settings=acting.NUMBERS)
@pair_argument
@click.option("--mentee", required=True, metavar="КТО", help="Наставляемый.")
@acting.changing
def join(settings: Settings, *, pair: str, mentee: str, by: str, json_wanted: bool) -> None:
    """Take a mentee into a group."""
    with acting.looking_at(settings) as seen:
        match, who = finding_pairs.match(seen, pair), finding.person(seen, mentee)
        acting.changed(seen, service.join(seen, by, match, who), json_wanted=json_wanted)


@click.command(help="Вывести наставляемого из группы.", context_settings=acting.NUMBERS)
@pair_argument
@click.option("--who", required=True, metavar="КТО", help="Наставляемый.")
@because(BROKEN_OFF)
@acting.changing
def leave(
    settings: Settings, *, pair: str, who: str, because: str, by: str, json_wanted: bool
) -> None:
    """Let a mentee leave a group."""
    with acting.looking_at(settings) as seen:
        match, person = finding_pairs.match(seen, pair), finding.person(seen, who)
        done = service.leave(seen, by, match, person, EndReason(because))
        acting.changed(seen, done, json_wanted=json_wanted)


def _resting(name: str, help_: str, take: Step) -> click.Command:
    """A command that needs nothing but the pair."""

    @click.command(name, help=help_)
    @pair_argument
    @acting.changing
    def move(settings: Settings, *, pair: str, by: str, json_wanted: bool) -> None:
        """Take the step."""
        with acting.looking_at(settings) as seen:
            done = take(seen, by, finding_pairs.match(seen, pair))
            acting.changed(seen, done, json_wanted=json_wanted)

    return move


def _ending(name: str, help_: str, take: Ending, reason_option: Option) -> click.Command:
    """A command that ends a pair for a reason."""

    @click.command(name, help=help_)
    @pair_argument
    @reason_option
    @acting.changing
    def end(settings: Settings, *, pair: str, because: str, by: str, json_wanted: bool) -> None:
        """End the pair."""
        with acting.looking_at(settings) as seen:
            done = take(seen, by, finding_pairs.match(seen, pair), EndReason(because))
            acting.changed(seen, done, json_wanted=json_wanted)

    return end


COMMANDS: Final = (
    start,
    _resting("suspend", "Приостановить работающую пару: встреч от неё не ждут.", service.suspend),
    _resting("resume", "Возобновить работу приостановленной пары.", service.resume),
    _ending(
        "complete",
        "Завершить работу пары: цели достигнуты или срок окончен.",
        service.complete,
        because(CARRIED_OUT, EndReason.GOALS_REACHED),
    ),
    _ending(
        "terminate",
        "Прекратить закреплённую пару до срока.",
        service.terminate,
        because(BROKEN_OFF),
    ),
    _ending(
        "reject",
        "Отметить, что предложенная или пробная пара не сложилась.",
        service.reject,
        because(BROKEN_OFF, EndReason.NOT_SUITED),
    ),
    replace,
    join,
    leave,
)
