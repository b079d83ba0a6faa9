"""Makes rows into figures: of the school, of each programme, form and class."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from connector.domain.indicators.facts import Facts
from connector.domain.indicators.rows import WAYS, Definition, How, Row, Verdict
from connector.domain.programmes import Programme
from connector.domain.rounding import to_tenth

FINE: Final = Decimal("0.0001")
OF: Final = ":"
"""Between a form and a role model of it."""


class Place(StrEnum):
    """Of what a figure is."""

    SCHOOL = "school"
    PROGRAMME = "programme"
    FORM = "form"
    ROLE_MODEL = "role_model"
    CLASS = "class"

    @property
    def is_of_programmes(self) -> bool:
        """Whether it is a programme or several of one sort."""
        return self in {Place.PROGRAMME, Place.FORM, Place.ROLE_MODEL}


Cell = tuple[str, Place, str]
"""An item and a place: its sort, and the number of a programme, a form's code or a class.

A role model has the code of its form before its own, as `pupil-pupil:achiever`.
"""

Sorts = Mapping[int, tuple[tuple[Place, str], ...]]
"""By programme: its form, and its role model where it has one."""


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
    """What is counted in one place: what each subject adds to the numerator and the denominator.

    `wholes` has only those that add something else than one to the denominator.
    """

    amounts: dict[tuple[Any, ...], Fraction | int] = field(default_factory=dict)
    wholes: dict[tuple[Any, ...], int] = field(default_factory=dict)
    unknown: set[tuple[Any, ...]] = field(default_factory=set)

    def add(self, row: Row, *, adds: bool) -> None:
        """Take in a row; one of a subject that is there already makes it no second one."""
        if row.verdict is Verdict.UNKNOWN:
            self.unknown.add(row.subject)
            return
        amount = row.amount if row.verdict is Verdict.COUNTED else 0
        if row.subject in self.amounts:
            amount = _both(self.amounts[row.subject], amount, adds=adds)
        self.amounts[row.subject] = amount
        if row.whole != 1:
            self.wholes[row.subject] = row.whole

    def take(self, other: "Tally", *, adds: bool) -> None:
        """Take in the subjects of another."""
        self.unknown |= other.unknown
        self.wholes |= other.wholes
        if self.amounts.keys().isdisjoint(other.amounts):
            self.amounts |= other.amounts
            return
        for subject, amount in other.amounts.items():
            before = self.amounts.get(subject)
            self.amounts[subject] = amount if before is None else _both(before, amount, adds=adds)

    @property
    def whole(self) -> int:
        """The denominator."""
        return len(self.amounts) - len(self.wholes) + sum(self.wholes.values())


def _both(one: Fraction | int, other: Fraction | int, *, adds: bool) -> Fraction | int:
    return one + other if adds else max(one, other)


def count(definition: Definition, facts: Facts) -> list[Indicator]:
    """A figure for every place of which the rows, or nothing but its being there, tell."""
    return count_together([definition], facts)


def count_together(definitions: Sequence[Definition], facts: Facts) -> list[Indicator]:
    """The figures of definitions that have the same rows, which are looked at once."""
    one = definitions[0]
    sorts = {int(one.id): _sorts(one) for one in facts.school.programmes}
    cells: dict[Cell, Tally] = {cell: Tally() for cell in _always(one, sorts)}
    for (item, programmes, classes), tally in _by_home(one, facts).items():
        for place, place_id in places(programmes, classes, sorts):
            cells.setdefault((item, place, place_id), Tally()).take(tally, adds=one.adds)
    least = facts.norms.least_group
    return [
        _indicator(definition, cell, tally, _whole(one, cell, cells), least)
        for definition in definitions
        for cell, tally in sorted(cells.items())
    ]


Home = tuple[str, tuple[int, ...], tuple[str, ...]]
"""An item, and the programmes and classes of a row: many rows have the same."""


def _by_home(definition: Definition, facts: Facts) -> Mapping[Home, Tally]:
    found: dict[Home, Tally] = {}
    for row in definition.rows(facts):
        if row.verdict is not Verdict.OUTSIDE:
            home = row.item, row.programmes, row.classes
            tally = found.get(home)
            if tally is None:
                tally = found[home] = Tally()
            tally.add(row, adds=definition.adds)
    return found


def places(
    programmes: Iterable[int], classes: Iterable[str], sorts: Sorts
) -> Iterator[tuple[Place, str]]:
    """Where something of these programmes and classes counts."""
    yield Place.SCHOOL, ""
    for programme in programmes:
        yield Place.PROGRAMME, str(programme)
    yield from {sort for programme in programmes for sort in sorts.get(programme, ())}
    for name in classes:
        yield Place.CLASS, name


def _sorts(programme: Programme) -> tuple[tuple[Place, str], ...]:
    form = Place.FORM, programme.form
    model = Place.ROLE_MODEL, f"{programme.form}{OF}{programme.role_model}"
    return (form, model) if programme.role_model else (form,)


def _always(definition: Definition, sorts: Sorts) -> Iterator[Cell]:
    """Places that have a figure though nobody is there; what is told by items has none."""
    if not definition.has_items:
        yield "", Place.SCHOOL, ""
        yield from (("", Place.PROGRAMME, str(programme)) for programme in sorts)
        yield from {("", *sort) for of_programme in sorts.values() for sort in of_programme}


def _whole(definition: Definition, cell: Cell, cells: Mapping[Cell, Tally]) -> Tally:
    """The cell whose denominator counts."""
    item, place, _ = cell
    is_part = definition.of_school and place.is_of_programmes
    return cells[(item, Place.SCHOOL, "") if is_part else cell]


def _indicator(
    definition: Definition, cell: Cell, tally: Tally, of: Tally, least: int
) -> Indicator:
    is_hidden = definition.is_private and 0 < len(of.amounts) < least
    is_silent = definition.is_private and not of.amounts
    way, amounts = WAYS.get(definition.how), list(tally.amounts.values())
    amounts = [int(way(amount)) for amount in amounts] if way else amounts
    whole, added = of.whole, total(amounts)
    value = _value(definition.how, amounts, added, whole)
    return Indicator(
        definition.code,
        definition.reading,
        *cell,
        value=None if is_hidden or is_silent or value is None else told_as(definition.how, value),
        numerator=None if is_hidden else _numerator(definition.how, value, added),
        denominator=None if definition.how in {How.COUNT, How.MOST} else whole,
        unknown=len(of.unknown - of.amounts.keys()),
        is_hidden=is_hidden,
    )


def _numerator(how: How, value: Fraction | None, added: Fraction) -> Decimal:
    """What is told beside the value: of the most of something only itself."""
    shown = value or Fraction(0) if how is How.MOST else added
    return exact(shown).quantize(FINE)


def total(amounts: Sequence[Fraction | int]) -> Fraction:
    """An exact sum: fractions by denominators, of which there are few, since they add slowly."""
    plain = [amount for amount in amounts if type(amount) is int]
    parts: defaultdict[int, int] = defaultdict(int, {1: sum(plain)})
    if len(plain) < len(amounts):
        for amount in amounts:
            if type(amount) is not int:
                parts[amount.denominator] += amount.numerator
    return sum((Fraction(part, by) for by, part in parts.items()), Fraction(0))


def _value(
    how: How, amounts: Collection[Fraction | int], added: Fraction, whole: int
) -> Fraction | None:
    if how is How.COUNT:
        return added
    if how is How.MEDIAN:
        return _median(sorted(amounts))
    if how is How.MOST:
        return Fraction(max(amounts)) if amounts else None
    return (100 if how.is_share else 1) * added / whole if whole else None


def _median(ordered: Sequence[Fraction | int]) -> Fraction | None:
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half]) / 2 if ordered else None


def exact(value: Fraction | int) -> Decimal:
    """A fraction with as many digits as a decimal number has."""
    found = Fraction(value)
    return Decimal(found.numerator) / found.denominator


def told_as(how: How, value: Fraction) -> Decimal:
    """To a tenth; what is counted in whole things stays whole."""
    is_whole = how in {How.COUNT, How.MOST} and value.denominator == 1
    return Decimal(value.numerator) if is_whole else to_tenth(exact(value))
