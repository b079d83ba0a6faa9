"""What leaves a school about its indicators, and the figures of several schools together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeVar

from connector.domain.indicators.catalogue import CATALOGUE
from connector.domain.indicators.counting import Indicator, Place, exact, told_as
from connector.domain.indicators.rows import How

HOWS: Final[Mapping[str, How]] = {one.code: one.how for one in CATALOGUE}
LEAVE: Final = frozenset({Place.SCHOOL, Place.FORM})
"""Of classes and programmes nothing is told outside: their people are few and known."""

Key = tuple[str, str, str, Place, str]
Figure = TypeVar("Figure", bound=Indicator)


def key(one: Indicator) -> Key:
    """What is the same figure in two schools."""
    return one.code, one.reading, one.item, one.place, one.place_id


def outward(figures: Iterable[Figure], least: int) -> Iterator[Figure]:
    """The figures that may leave the school; of fewer than `least` people no value is told.

    A plain count of the whole school is told however small it is: that there are two pairs is no
    secret. How many have no data is left at home.
    """
    for one in figures:
        if one.place in LEAVE:
            is_hidden = one.is_hidden or _is_small(one, least)
            shown = replace(one, unknown=0, is_hidden=is_hidden)
            yield replace(shown, value=None, numerator=None) if is_hidden else shown


def _is_small(one: Indicator, least: int) -> bool:
    if one.denominator is not None:
        return 0 < one.denominator < least
    is_whole = one.place is Place.SCHOOL and not one.item
    return not is_whole and one.value is not None and 0 < one.value < least


@dataclass(frozen=True)
class Together:
    """A figure of several schools: of how many, and how many of them do not show theirs."""

    figure: Indicator
    schools: int
    hidden: int


def roll_up(reports: Iterable[Iterable[Indicator]]) -> list[Together]:
    """The figures of all schools: counts and denominators are added, the most is the most.

    A share or a mean is of everybody together, so that a small school weighs as much as its people.
    Medians cannot be put together and have no value.
    """
    cells: defaultdict[Key, list[Indicator]] = defaultdict(list)
    for report in reports:
        for one in report:
            cells[key(one)].append(one)
    return [_together(listed) for listed in cells.values()]


def _together(listed: Sequence[Indicator]) -> Together:
    shown = [one for one in listed if not one.is_hidden]
    how, first = HOWS.get(listed[0].code, How.MEDIAN), listed[0]
    parts = [Fraction(one.numerator) for one in shown if one.numerator is not None]
    whole = sum(one.denominator or 0 for one in shown)
    added = max(parts, default=Fraction(0)) if how is How.MOST else sum(parts, Fraction(0))
    value = _value(how, added, whole, has_any=any(one.value is not None for one in shown))
    figure = Indicator(
        *key(first),
        value=None if value is None else told_as(how, value),
        numerator=exact(added) if shown else None,
        denominator=None if how in {How.COUNT, How.MOST} else whole,
        is_hidden=not shown,
    )
    return Together(figure, len(shown), len(listed) - len(shown))


def _value(how: How, added: Fraction, whole: int, *, has_any: bool) -> Fraction | None:
    if how is How.MEDIAN or not has_any:
        return None
    if how in {How.COUNT, How.MOST}:
        return added
    return (100 if how.is_share else 1) * added / whole if whole else None
