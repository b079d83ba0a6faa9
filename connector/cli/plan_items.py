"""`mentoring pairs plan add | change | done | not-done | drop`: the items of a plan, by hand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import click

from connector.cli import acting
from connector.domain.plans import PlanItem, Section
from connector.domain.register.edits_plans import ItemChange
from connector.services import plans as service
from connector.services.by_hand import finding_pairs
from connector.settings import Settings

SECTIONS: Final = tuple(section.value for section in Section)
Command = Callable[..., Any]


class Mark(click.ParamType[Decimal]):
    """A mark as 5 or 4,5."""

    name = "отметка"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """Read a mark; whatever else is a mistake of typing."""
        try:
            mark = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            mark = Decimal("NaN")
        if not mark.is_finite():
            self.fail(f"«{value}» – не отметка; напишите число, например 5 или 4,5", param, ctx)
        return mark


MARK: Final = Mark()


def planned_options(command: Command) -> Command:
    """Add the options that say how an item is planned."""
    for option in (
        click.option("--expected", "planned_result", metavar="ТЕКСТ", help="Ожидаемый результат."),
        click.option("--due", "due_on", type=acting.DAY, metavar="ДЕНЬ", help="Последний день."),
        click.option("--section", type=click.Choice(SECTIONS), help="Раздел плана."),
    ):
        command = option(command)
    return command


def result_options(command: Command) -> Command:
    """Add the options that say what came of an item."""
    for option in (
        click.option("--mark", type=MARK, metavar="ОТМЕТКА", help="Отметка наставника."),
        click.option("--result", "actual_result", metavar="ТЕКСТ", help="Что получилось."),
    ):
        command = option(command)
    return command


pair_argument: Final = click.argument("pair", metavar="ПАРА")
item_argument: Final = click.argument("item", type=int, metavar="ПУНКТ")


@click.command(help="Внести пункт в план пары; если плана нет, он появится.")
@pair_argument
@click.option("--task", required=True, metavar="ТЕКСТ", help="Что сделать.")
@planned_options
@acting.changing
def add(
    settings: Settings, /, *, pair: str, by: str, json_wanted: bool,
    **wanted: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Plan something."""
    row = _change(**wanted).of(PlanItem(0, 0, ""))
    with acting.looking_at(settings) as seen:
        done_ = service.add(seen, by, finding_pairs.match(seen, pair), row)
        acting.changed(seen, done_, json_wanted=json_wanted)


@click.command(help="Изменить пункт (номер – из plan show).")
@item_argument
@click.option("--task", metavar="ТЕКСТ", help="Что сделать.")
@planned_options
@result_options
@acting.changing
def change(
    settings: Settings, /, *, item: int, by: str, json_wanted: bool,
    **wanted: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Write something else of an item."""
    written = _change(**wanted)
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.change_item(seen, by, item, written), json_wanted=json_wanted)


@click.command(help="Отметить пункт выполненным.")
@item_argument
@click.option("--on", type=acting.DAY, metavar="ДЕНЬ", help="Когда; иначе сегодня.")
@result_options
@acting.changing
def done(
    settings: Settings, /, *, item: int, on: date | None, by: str, json_wanted: bool,
    **wanted: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Note that an item is done."""
    with acting.looking_at(settings) as seen:
        made = service.done(seen, by, item, on, ItemChange(**wanted))
        acting.changed(seen, made, json_wanted=json_wanted)


@click.command("not-done", help="Отметить пункт невыполненным.")
@item_argument
@result_options
@acting.changing
def not_done(
    settings: Settings, /, *, item: int, by: str, json_wanted: bool,
    **wanted: Any,  # noqa: ANN401 - options of several types
) -> None:  # fmt: skip
    """Note that an item was not done."""
    with acting.looking_at(settings) as seen:
        made = service.not_done(seen, by, item, ItemChange(**wanted))
        acting.changed(seen, made, json_wanted=json_wanted)


@click.command(help="Снять пункт с плана.")
@item_argument
@acting.changing
def drop(settings: Settings, *, item: int, by: str, json_wanted: bool) -> None:
    """Take an item off a plan."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.drop(seen, by, item), json_wanted=json_wanted)


def _change(section: str | None = None, **wanted: Any) -> ItemChange:  # noqa: ANN401 - options of several types
    return ItemChange(section=Section(section) if section else None, **wanted)


COMMANDS: Final = (add, change, done, not_done, drop)
