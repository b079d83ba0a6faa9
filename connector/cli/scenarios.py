"""Scenarios of matching as people type them: weights, what comes first, places, who is left out."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from connector.domain.matching import Criterion, Objective
from connector.domain.people import PersonId
from connector.services.by_hand import finding
from connector.services.by_hand.view import View
from connector.services.matching.problem import Scenario

Command = Callable[..., Any]
CRITERIA: Final = tuple(criterion.value for criterion in Criterion)
OBJECTIVES: Final = tuple(objective.value for objective in Objective)
NAME_ENDS: Final = ":"


class Named(click.ParamType[tuple[str, int]]):
    """Something and a number: interests=40."""

    name = "что=число"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Read both; whatever else is a mistake of typing."""
        what, _, number = str(value).rpartition("=")
        if not what.strip() or not number.strip().isdecimal():
            self.fail(f"«{value}»: напишите как ЧТО=ЧИСЛО", param, ctx)
        return what.strip(), int(number)


NAMED: Final = Named()


def scenario_options(command: Command) -> Command:
    """Add what a scenario may change; `scenario` makes one of it."""
    for option in (
        click.option(
            "--hold",
            "held",
            multiple=True,
            metavar="КТО",
            help="Без этого наставника.",
        ),
        click.option(
            "--places",
            multiple=True,
            type=NAMED,
            metavar="КТО=N",
            help="На столько мест больше у наставника; можно не раз.",
        ),
        click.option("--least", type=int, metavar="БАЛЛЫ", help="Слабее – не пара (quality)."),
        click.option("--objective", type=click.Choice(OBJECTIVES), help="Охват или качество."),
        click.option(
            "--weight",
            "weights",
            multiple=True,
            type=NAMED,
            metavar="ЧТО=N",
            help=f"Вес критерия: {', '.join(CRITERIA)}; можно не раз.",
        ),
    ):
        command = option(command)
    return command


def scenario(seen: View, name: str, typed: Mapping[str, Any]) -> Scenario:
    """A scenario of what was typed; raises EditRefused for people who are not known."""
    return Scenario(
        name=name,
        weights={_criterion(what): number for what, number in typed["weights"]},
        objective=Objective(typed["objective"]) if typed["objective"] else None,
        least=typed["least"],
        places={_who(seen, who): number for who, number in typed["places"]},
        held=frozenset(_who(seen, who) for who in typed["held"]),
    )


def in_one_line(seen: View, typed: str) -> Scenario:
    """A scenario as «имя: interests=40 quality least=30 places/12=2 hold/7»."""
    name, colon, rest = typed.partition(NAME_ENDS)
    if not colon or not name.strip():
        raise click.BadParameter(f"«{typed}»: начните с имени и двоеточия")
    found: dict[str, Any] = {
        "weights": [],
        "objective": None,
        "least": None,
        "places": [],
        "held": [],
    }
    for word in rest.split():
        _take(word, found)
    return scenario(seen, name.strip(), found)


def _take(word: str, found: dict[str, Any]) -> None:
    what, _, number = word.partition("=")
    kind, _, who = what.partition("/")
    if word in OBJECTIVES:
        found["objective"] = word
    elif kind == "hold" and who:
        found["held"].append(who)
    elif not number.isdecimal():
        raise click.BadParameter(f"«{word}»: напишите как ЧТО=ЧИСЛО")
    elif what == "least":
        found["least"] = int(number)
    elif kind == "places" and who:
        found["places"].append((who, int(number)))
    else:
        found["weights"].append((what, int(number)))


def _criterion(typed: str) -> Criterion:
    if typed not in CRITERIA:
        raise click.BadParameter(f"«{typed}»: есть {', '.join(CRITERIA)}")
    return Criterion(typed)


def _who(seen: View, who: str) -> PersonId:
    return finding.person(seen, who).id
