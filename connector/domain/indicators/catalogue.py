"""All indicators; what they are called and mean is in config/methodology/indicators.yaml."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from connector.domain.indicators import answers, evaluation, marks, meetings, pairs, paths, people
from connector.domain.indicators.counting import Indicator, count_together
from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import Definition, How

LETTERS: Final = "INM"
"""The methodology's own order: indicators of the model, numbers, what questionnaires say."""


def _place(one: Definition) -> tuple[int, int]:
    number = one.code.partition(".")[0]
    return LETTERS.index(number[0]), int(number[1:])


CATALOGUE: Final[tuple[Definition, ...]] = tuple(
    sorted(
        (
            *people.DEFINITIONS,
            *answers.DEFINITIONS,
            *evaluation.DEFINITIONS,
            *marks.DEFINITIONS,
            *pairs.DEFINITIONS,
            *meetings.DEFINITIONS,
            *paths.DEFINITIONS,
        ),
        key=_place,
    )
)


def indicators(facts: Facts, catalogue: Iterable[Definition] = CATALOGUE) -> list[Indicator]:
    """Every figure of every place; definitions that have the same rows are counted together."""
    together: dict[object, list[Definition]] = {}
    for definition in catalogue:
        together.setdefault(replace(definition, code="", how=How.COUNT), []).append(definition)
    return [one for same in together.values() for one in count_together(same, facts)]
