"""`mentoring match pin | ban | relatives | hold | places | lift | prefer | decisions`."""

from collections.abc import Callable
from typing import Any, Final

import click

from connector.cli import acting, output
from connector.domain.matching import ConstraintKind
from connector.domain.programmes import Programme
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.matching import deciding, words
from connector.settings import Settings

Command = Callable[..., Any]


def of_programme(command: Command) -> Command:
    """Add the programme to which a decision belongs; all of them when it is not named."""
    return click.option(
        "--programme", "which", metavar="ПРОГРАММА", help="Только в этой программе."
    )(command)


def _about_two(kind: ConstraintKind, title: str) -> click.Command:
    @click.command(kind.value, help=title, context_settings=acting.NUMBERS)
    @click.argument("mentor", metavar="НАСТАВНИК")
    @click.argument("mentee", metavar="НАСТАВЛЯЕМЫЙ")
    @of_programme
    @acting.by_option
    @output.json_option
    @click.pass_obj
    def command(
        settings: Settings,
        *,
        mentor: str,
        mentee: str,
        which: str | None,
        by: str,
        json_wanted: bool,
    ) -> None:
        """Decide about two."""
        with acting.looking_at(settings) as seen:
            people = finding.person(seen, mentor), finding.person(seen, mentee)
            done = deciding.decide(seen, by, kind, people, _programme(seen, which))
            acting.changed(seen, done, json_wanted=json_wanted)

    return command


@click.command(help="Не давать наставнику новых наставляемых.", context_settings=acting.NUMBERS)
@click.argument("mentor", metavar="НАСТАВНИК")
@of_programme
@acting.changing
def hold(settings: Settings, *, mentor: str, which: str | None, by: str, json_wanted: bool) -> None:
    """Leave a mentor out."""
    with acting.looking_at(settings) as seen:
        people = (finding.person(seen, mentor),)
        programme = _programme(seen, which)
        done = deciding.decide(seen, by, ConstraintKind.HOLD, people, programme)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(
    help="Сколько наставляемых всего берёт наставник; не больше, чем позволяет форма.",
    context_settings=acting.NUMBERS,
)
@click.argument("mentor", metavar="НАСТАВНИК")
@click.argument("number", type=int, metavar="СКОЛЬКО")
@of_programme
@acting.changing
def places(
    settings: Settings, *, mentor: str, number: int, which: str | None, by: str, json_wanted: bool
) -> None:
    """Say how many a mentor takes."""
    with acting.looking_at(settings) as seen:
        people = (finding.person(seen, mentor),)
        programme = _programme(seen, which)
        done = deciding.decide(seen, by, ConstraintKind.PLACES, people, programme, number)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Снять решение (РЕШЕНИЕ из match decisions).")
@click.argument("number", type=int, metavar="РЕШЕНИЕ")
@acting.changing
def lift(settings: Settings, *, number: int, by: str, json_wanted: bool) -> None:
    """Take a decision back."""
    with acting.looking_at(settings) as seen:
        acting.changed(seen, deciding.lift(seen, by, number), json_wanted=json_wanted)


@click.command(
    help="Записать, кого кто выбрал после групповой встречи.", context_settings=acting.NUMBERS
)
@click.argument("who", metavar="КТО")
@click.argument("whom", metavar="КОГО")
@click.option("--rank", default=1, metavar="N", help="Которым выбран: 1 – первым.")
@click.option("--comfort", default=0, metavar="1-10", help="Насколько комфортно было вместе.")
@of_programme
@acting.changing
def prefer(
    settings: Settings,
    /,
    *,
    who: str,
    whom: str,
    which: str | None,
    by: str,
    json_wanted: bool,
    **numbers: int,
) -> None:
    """Enter a choice."""
    with acting.looking_at(settings) as seen:
        people = finding.person(seen, who), finding.person(seen, whom)
        done = deciding.prefer(seen, by, people, _programme(seen, which), **numbers)
        acting.changed(seen, done, json_wanted=json_wanted)


@click.command(help="Показать решения, которые действуют.")
@of_programme
@output.json_option
@click.pass_obj
def decisions(settings: Settings, *, which: str | None, json_wanted: bool) -> None:
    """Show the decisions that stand."""
    with acting.looking_at(settings) as seen:
        found = deciding.decisions(seen, _programme(seen, which))
        acting.rows(
            seen, found, words.decision_cells(seen, found), words.DECISION_HEAD,
            json_wanted=json_wanted, nothing="matching.no_decisions",
        )  # fmt: skip


def _programme(seen: View, which: str | None) -> Programme | None:
    return finding.programme(seen, which) if which else None


COMMANDS: Final = (
    _about_two(ConstraintKind.PIN, "Закрепить пару: подбор её не тронет."),
    _about_two(ConstraintKind.BAN, "Не соединять двоих."),
    _about_two(ConstraintKind.RELATIVES, "Записать, что двое – родственники."),
    hold,
    places,
    lift,
    prefer,
    decisions,
)
