"""All indicators; what they are called and mean is in config/methodology/indicators.yaml."""

from collections.abc import Iterable
from typing import Final

from connector.domain.indicators import answers, meetings, pairs, paths, people
from connector.domain.indicators.counting import Indicator, count
from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import Definition

CATALOGUE: Final[tuple[Definition, ...]] = (
    *people.DEFINITIONS,
    *answers.DEFINITIONS,
    *pairs.DEFINITIONS,
    *meetings.DEFINITIONS,
    *paths.DEFINITIONS,
)


def indicators(facts: Facts, catalogue: Iterable[Definition] = CATALOGUE) -> list[Indicator]:
    """Every figure of every place."""
    return [one for definition in catalogue for one in count(definition, facts)]
