"""Makes rows into figures: of the school, of each programme, form and class."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Any, Final

from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import Definition, How, Row, Verdict
from connector.domain.rounding import to_tenth

FINE: Final = Decimal("0.0001")


class Place(StrEnum):
    """Of what a figure is."""

    SCHOOL = "school"
    PROGRAMME = "programme"
    FORM = "form"
    CLASS = "class"


Cell = tuple[str, Place, str]
"""An item and a place: its sort, and the number of a programme, a form's code or a class."""


@dataclass(frozen=True)
class Indicator:
    """A figure of one place; `place_id` is empty for the school.

    `numerator`, to four places, and `denominator` (None: a count) are what `value` was made of,
    which is a number to a tenth, half up; None on a zero denominator. `unknown`: how many could
    not be judged. Where `is_hidden`, too few people answered to show more than how many.
    """

    code: str
    reading: str
    item: str
    place: Place
    place_id: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: int | None
    unknown: int = 0
    is_hidden: bool = False


@dataclass
class Tally:
    """The subjects of a cell: what each adds to the numerator and to the denominator."""

    known: dict[tuple[Any, ...], tuple[Fraction | int, int]] = field(default_factory=dict)
    unknown: set[tuple[Any, ...]] = field(default_factory=set)

    def add(self, row: Row, *, adds: bool) -> None:
        """Take in a row; one of a subject that is there already makes it no second one."""
        if row.verdict is Verdict.UNKNOWN:
            self.unknown.add(row.subject)
            return
        before = self.known.get(row.subject)
        amount = row.amount if row.verdict is Verdict.COUNTED else 0
        if before is None:
            self.known[row.subject] = amount, row.whole
        else:
            both = before[0] + amount if adds else max(before[0], amount)
            self.known[row.subject] = both, max(before[1], row.whole)

    @property
    def amounts(self) -> list[Fraction | int]:
        """What each subject adds."""
        return [amount for amount, _ in self.known.values()]

    @property
    def whole(self) -> int:
        """The denominator."""
        return sum(whole for _, whole in self.known.values())


def count(definition: Definition, facts: Facts) -> list[Indicator]:
    """A figure for every place of which the rows, or nothing but its being there, tell."""
    forms = {int(one.id): one.form for one in facts.school.programmes}
    cells: dict[Cell, Tally] = {cell: Tally() for cell in _always(definition, forms)}
    for row in definition.rows(facts):
        if row.verdict is not Verdict.OUTSIDE:
            for place, place_id in places(row, forms):
                tally = cells.setdefault((row.item, place, place_id), Tally())
                tally.add(row, adds=definition.adds)
    return [
        _indicator(
            definition, cell, tally, _whole(definition, cell, cells), facts.norms.least_group
        )
        for cell, tally in sorted(cells.items())
    ]


def places(row: Row, forms: Mapping[int, str]) -> Iterator[tuple[Place, str]]:
    """Where a row counts."""
    yield Place.SCHOOL, ""
    for programme in row.programmes:
        yield Place.PROGRAMME, str(programme)
    for form in {forms[programme] for programme in row.programmes if programme in forms}:
        yield Place.FORM, form
    for name in row.classes:
        yield Place.CLASS, name


def _always(definition: Definition, forms: Mapping[int, str]) -> Iterator[Cell]:
    """Places that have a figure though nobody is there; what is told by items has none."""
    if not definition.has_items:
        yield "", Place.SCHOOL, ""
        yield from (("", Place.PROGRAMME, str(programme)) for programme in forms)
        yield from (("", Place.FORM, form) for form in set(forms.values()))


def _whole(definition: Definition, cell: Cell, cells: Mapping[Cell, Tally]) -> Tally:
    """The cell whose denominator counts."""
    item, place, _ = cell
    is_part = definition.of_school and place in {Place.PROGRAMME, Place.FORM}
    return cells[(item, Place.SCHOOL, "") if is_part else cell]


def _indicator(
    definition: Definition, cell: Cell, tally: Tally, of: Tally, least: int
) -> Indicator:
    whole = None if definition.how is How.COUNT else of.whole
    is_private = definition.is_private
    is_hidden = is_private and 0 < len(of.known) < least
    amounts = tally.amounts
    is_silent = is_private and not of.known
    value = None if is_hidden or is_silent else VALUES[definition.how](amounts, of.whole)
    return Indicator(
        definition.code,
        definition.reading,
        *cell,
        value=None if value is None else _told(definition.how, value),
        numerator=None if is_hidden else exact(sum(amounts)).quantize(FINE),
        denominator=whole,
        unknown=len(of.unknown - of.known.keys()),
        is_hidden=is_hidden,
    )


def _share(amounts: Iterable[Fraction | int], whole: int) -> Fraction | None:
    return Fraction(100 * sum(amounts)) / whole if whole else None


def _mean(amounts: Iterable[Fraction | int], whole: int) -> Fraction | None:
    return Fraction(sum(amounts)) / whole if whole else None


def _median(amounts: Sequence[Fraction | int], _: int) -> Fraction | None:
    return median(map(Fraction, amounts)) if amounts else None


def _most(amounts: Iterable[Fraction | int], _: int) -> Fraction | None:
    found = max(amounts, default=None)
    return None if found is None else Fraction(found)


def _sum(amounts: Iterable[Fraction | int], _: int) -> Fraction | None:
    return Fraction(sum(amounts))


VALUES: Final[Mapping[How, Callable[[Sequence[Fraction | int], int], Fraction | None]]] = {
    How.COUNT: _sum,
    How.SHARE: _share,
    How.MEAN: _mean,
    How.MEDIAN: _median,
    How.MOST: _most,
}


def exact(value: Fraction | int) -> Decimal:
    """A fraction with as many digits as a decimal number has."""
    found = Fraction(value)
    return Decimal(found.numerator) / found.denominator


def _told(how: How, value: Fraction) -> Decimal:
    """To a tenth; what is counted in whole things stays whole."""
    is_whole = how in {How.COUNT, How.MOST} and value.denominator == 1
    return Decimal(value.numerator) if is_whole else to_tenth(exact(value))
