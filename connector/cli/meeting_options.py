"""What commands about meetings by hand share: what is said of a meeting, and when it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import click

from connector.domain.meetings import MeetingType
from connector.domain.register.edits_meetings import Told

TYPES: Final = tuple(type_.value for type_ in MeetingType)
MOST_MINUTES: Final = 24 * 60
Command = Callable[..., Any]


class Clock(click.ParamType[str]):
    """A time as 9:30 or 15:05."""

    name = "время"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Read a time; whatever else is a mistake of typing."""
        try:
            typed = datetime.strptime(str(value).strip(), "%H:%M")  # noqa: DTZ007 - no moment
        except ValueError:
            self.fail(f"«{value}» – не время; напишите как 15:05", param, ctx)
        return f"{typed:%H:%M}"


CLOCK: Final = Clock()


def told_options(command: Command) -> Command:
    """Add the options that say what a meeting was like; `as_told` makes a value of them."""
    for option in (
        click.option("--next-task", metavar="ТЕКСТ", help="Задание к следующей встрече."),
        click.option("--outcome", metavar="ТЕКСТ", help="Результат."),
        click.option("--topic", metavar="ТЕКСТ", help="Тема."),
        click.option("--place", metavar="ГДЕ", help="Место или способ связи."),
        click.option(
            "--minutes", type=click.IntRange(1, MOST_MINUTES), metavar="МИНУТ", help="Сколько."
        ),
        click.option("--type", "type_", type=click.Choice(TYPES), help="Вид встречи."),
    ):
        command = option(command)
    return command


meeting_argument: Final = click.argument("meeting", type=int, metavar="ВСТРЕЧА")
pair_argument: Final = click.argument("pair", metavar="ПАРА")
clock_option: Final = click.option("--at", "clock", type=CLOCK, metavar="ЧЧ:ММ", help="Время.")


def as_told(type_: str | None = None, **told: Any) -> Told:  # noqa: ANN401 - options of several types
    """What the options of `told_options` say."""
    return Told(type=MeetingType(type_) if type_ else None, **told)
