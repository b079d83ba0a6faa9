"""`mentoring pairs meetings plan | series | move | cancel`: what is to come."""

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
from connector.domain.register.edits_meetings import Series
from connector.services import meetings as service
from connector.services.by_hand import finding_pairs
from connector.services.meetings import When
from connector.settings import Settings


@click.command(help="Запланировать встречу.")
@pair_argument
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="День встречи.")
@clock_option
@told_options
@acting.changing
def plan(
    settings: Settings, /, *, pair: str, on: date, clock: str | None, by: str, json_wanted: bool,
    **told: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Plan a meeting."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair)
        done = service.plan(seen, by, match, When(on, clock or ""), as_told(**told))
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Запланировать ряд встреч через равное число дней.")
@pair_argument
@click.option("--from", "first", type=acting.DAY, metavar="ДЕНЬ", help="Первая; иначе сегодня.")
@click.option("--every", required=True, type=int, metavar="ДНЕЙ", help="Через сколько дней.")
@click.option("--until", type=acting.DAY, metavar="ДЕНЬ", help="До какого дня.")
@click.option("--count", type=click.IntRange(min=1), metavar="ВСТРЕЧ", help="Сколько встреч.")
@clock_option
@told_options
@acting.changing
def series(
    settings: Settings, /, *, pair: str, first: date | None, clock: str | None, by: str,
    json_wanted: bool,
    **told: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Plan a meeting and its repetitions."""
    wanted = Series(told.pop("every"), told.pop("until"), told.pop("count"))
    with acting.looking_at(settings) as seen:
        match, when = finding_pairs.match(seen, pair), When(first or seen.today, clock or "")
        done = service.plan_series(seen, by, match, when, as_told(**told), wanted)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Перенести запланированную встречу.")
@meeting_argument
@click.option("--on", required=True, type=acting.DAY, metavar="ДЕНЬ", help="На какой день.")
@clock_option
@acting.changing
def move(
    settings: Settings, *, meeting: int, on: date, clock: str | None, by: str, json_wanted: bool
) -> None:
    """Put a meeting on another day."""
    with acting.looking_at(settings) as seen:
        done = service.move(seen, by, meeting, on, clock)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Отменить запланированную встречу.")
@meeting_argument
@acting.changing
def cancel(settings: Settings, *, meeting: int, by: str, json_wanted: bool) -> None:
    """Call a meeting off."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.cancel(seen, by, meeting), json_wanted=json_wanted)


COMMANDS: Final = (plan, series, move, cancel)
