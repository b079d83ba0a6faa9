"""`mentoring pairs meetings held | enter | confirm | miss | change`: what has been."""

from datetime import date
from typing import Any, Final

import click

from connector.cli import acting
from connector.cli.meeting_options import (
    as_told,
    clock_option,
    meeting_argument,
    pair_argument,
    told_options,
)
from connector.services import meetings as service
from connector.services.by_hand import finding_pairs
from connector.services.meetings import When
from connector.settings import Settings


@click.command(help="Отметить запланированную встречу проведённой.")
@meeting_argument
@click.option("--on", type=acting.DAY, metavar="ДЕНЬ", help="День; иначе тот, что в плане.")
@told_options
@acting.changing
def held(
    settings: Settings, /, *, meeting: int, on: date | None, by: str, json_wanted: bool,
    **told: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Note that a planned meeting took place."""
    with acting.looking_at(settings) as seen:
        done = service.hold(seen, by, meeting, on, as_told(**told))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Внести проведённую встречу, которую не планировали.")
@pair_argument
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="День встречи.")
@clock_option
@told_options
@acting.changing
def enter(
    settings: Settings, /, *, pair: str, on: date, clock: str | None, by: str, json_wanted: bool,
    **told: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Enter a meeting that nobody had planned."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair)
        done = service.hold_unplanned(seen, by, match, When(on, clock or ""), as_told(**told))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Отметить, что наставляемый подтвердил встречу.")
@meeting_argument
@click.option("--on", type=acting.DAY, metavar="ДЕНЬ", help="Когда; иначе сегодня.")
@acting.changing
def confirm(
    settings: Settings, *, meeting: int, on: date | None, by: str, json_wanted: bool
) -> None:
    """Note that the mentee confirms a meeting."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.confirm(seen, by, meeting, on), json_wanted=json_wanted)


@click.command(help="Отметить, что встреча не состоялась.")
@meeting_argument
@acting.changing
def miss(settings: Settings, *, meeting: int, by: str, json_wanted: bool) -> None:
    """Note that a meeting did not take place."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.miss(seen, by, meeting), json_wanted=json_wanted)


@click.command(help="Исправить запись о встрече; спустя 14 дней – только куратор, с причиной.")
@meeting_argument
@click.option("--reason", default="", metavar="ПОЧЕМУ", help="Почему так поздно.")
@told_options
@acting.changing
def change(
    settings: Settings, /, *, meeting: int, reason: str, by: str, json_wanted: bool,
    **told: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Write down something else of a meeting."""
    has_reason = bool(reason.strip())
    with acting.looking_at(settings) as seen:
        done = service.correct(seen, by, meeting, as_told(**told), has_reason=has_reason)
        acting.changed(seen, done, json_wanted=json_wanted)


COMMANDS: Final = (held, enter, confirm, miss, change)
