"""`mentoring evaluation …`: the marks of a programme, its SWOT, what people wrote."""

from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.evaluation import ITEMS, Quadrant, Score, SwotEntry
from connector.services import evaluation as service
from connector.services.by_hand import finding
from connector.services.evaluation import words
from connector.settings import Settings

PROGRAMME: Final = "programme"


@click.group(help="Оценка программы: девять показателей, SWOT-анализ, ответы своими словами.")
def evaluation() -> None:
    """Group the commands about judging a programme."""


@evaluation.command(help="Показать оценки, подсказки по данным, уровень и SWOT.")
@click.argument(PROGRAMME, metavar="ПРОГРАММА")
@click.option("--answers", is_flag=True, help="И что написали в анкетах своими словами.")
@output.json_option
@click.pass_obj
def show(settings: Settings, *, programme: str, answers: bool, json_wanted: bool) -> None:
    """Show how a programme is judged."""
    with acting.looking_at(settings) as seen:
        told = service.told(seen, finding.programme(seen, programme))
        if json_wanted:
            output.as_json(told)
            return
        head = [seen.deps.wording.say(title) for title in words.HEAD]
        output.lines([told.programme, *acting.table(words.cells(seen, told), head)])
        output.lines([words.total(seen, told), *words.swot(seen, told)])
        if answers:
            output.lines(words.answers(seen, told))


@evaluation.command(help="Поставить оценку показателю: 0, 1 или 2.")
@click.argument(PROGRAMME, metavar="ПРОГРАММА")
@click.argument("item", type=click.Choice(ITEMS), metavar="ПОКАЗАТЕЛЬ")
@click.argument("value", type=click.IntRange(0, 2), metavar="ОЦЕНКА")
@click.option("--comment", default="", metavar="ТЕКСТ", help="На чём основана.")
@acting.changing
def score(settings: Settings, *, programme: str, by: str, json_wanted: bool, **mark: Any) -> None:  # noqa: ANN401 - fields of a mark
    """Mark an item."""
    with acting.looking_at(settings) as seen:
        number = int(finding.programme(seen, programme).id)
        made = Score(0, number, scored_on=seen.today, **mark)
        acting.changed(seen, service.score(seen, by, made), json_wanted=json_wanted)


@evaluation.command(help="Записать строку SWOT-анализа.")
@click.argument(PROGRAMME, metavar="ПРОГРАММА")
@click.argument("quadrant", type=click.Choice([one.value for one in Quadrant]), metavar="ЧАСТЬ")
@click.argument("text", metavar="ТЕКСТ")
@click.option("--evidence", default="", metavar="ТЕКСТ", help="Чем подтверждается.")
@acting.changing
def swot(settings: Settings, *, programme: str, by: str, json_wanted: bool, **line: Any) -> None:  # noqa: ANN401 - fields of a line
    """Add a line to a SWOT analysis."""
    with acting.looking_at(settings) as seen:
        number = int(finding.programme(seen, programme).id)
        quadrant = Quadrant(line.pop("quadrant"))
        made = SwotEntry(0, number, quadrant, noted_on=seen.today, **line)
        acting.changed(seen, service.note(seen, by, made), json_wanted=json_wanted)


@evaluation.command(help="Убрать строку SWOT-анализа; в прежних отчётах она остаётся.")
@click.argument("entry", type=int, metavar="НОМЕР")
@acting.changing
def drop(settings: Settings, *, entry: int, by: str, json_wanted: bool) -> None:
    """Take a line out."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, service.drop(seen, by, entry), json_wanted=json_wanted)
