"""`mentoring pairs meetings …`: what pairs have planned, what became of it, who is silent."""

import click

from connector.cli import acting, meetings_held, meetings_planned, output
from connector.services.by_hand import finding, finding_pairs
from connector.services.meetings import showing, words
from connector.services.meetings.showing import Wanted
from connector.services.people.looking import looking
from connector.settings import Settings


@click.group(help="Встречи пар: журнал, план и факт, кто давно не встречался.")
def meetings() -> None:
    """Group the commands about meetings."""


for command in (*meetings_planned.COMMANDS, *meetings_held.COMMANDS):
    meetings.add_command(command)


@meetings.command(
    "list", help="Показать журнал пары (номер или часть названия), а без неё – пары программы."
)
@click.argument("pair", metavar="ПАРА", required=False)
@click.option("--programme", metavar="КАКАЯ", help="id курса или часть названия.")
@click.option("--silent", is_flag=True, help="Только пары, которые давно не встречались.")
@click.option("--as", "as_", metavar="КТО", help="Показать только то, что вправе видеть он.")
@output.json_option
@click.pass_obj
def list_(
    settings: Settings, *, pair: str | None, programme: str | None, silent: bool, as_: str | None,
    json_wanted: bool,
) -> None:  # fmt: skip
    """Show the journal of a pair, or pairs beside each other."""
    with acting.looking_at(settings) as seen:
        match = finding_pairs.match(seen, pair) if pair else None
        of = finding.programme(seen, programme) if programme else None
        by = looking(seen, finding.person(seen, as_)) if as_ else None
        told = showing.show(seen, Wanted(match, of, silent), by)
        if json_wanted:
            output.as_json(told)
        elif match:
            cells = words.line_cells(seen, told.meetings)
            acting.rows(
                seen, told.meetings, cells, words.LINE_HEAD, json_wanted=False,
                nothing="meetings.none",
            )  # fmt: skip
        else:
            cells = words.pair_cells(seen, told.pairs)
            acting.rows(seen, told.pairs, cells, words.PAIR_HEAD, json_wanted=False)
            output.lines(words.total_lines(seen, told.programmes))
