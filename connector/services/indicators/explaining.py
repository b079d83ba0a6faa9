"""Who and what is behind an indicator: every row that was looked at, and why it counts or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from connector.domain.indicators import (
    Definition,
    Facts,
    Indicator,
    Meaning,
    Period,
    Place,
    Row,
    Sort,
    Verdict,
    count,
    sources,
)
from connector.domain.indicators.counting import exact
from connector.domain.people import PersonId
from connector.domain.rounding import to_tenth
from connector.services import indicator_words
from connector.services.by_hand.view import View
from connector.services.indicators import gathered


@dataclass(frozen=True)
class Seen:
    """A row in words; `sources`: what of Moodle is behind it, as `user 12`."""

    verdict: Verdict
    why: str
    subject: str
    id: int
    name: str
    class_name: str
    programmes: tuple[str, ...]
    item: str
    amount: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """An indicator of the school, of a programme or of a class: its words, values and rows."""

    code: str
    reading: str
    period: Period
    meaning: Meaning
    values: tuple[str, ...]
    rows: tuple[Seen, ...]


def explain(
    view: View, one: Definition, period: Period, place: Place = Place.SCHOOL, place_id: str = ""
) -> Explained:
    """Look at an indicator: counted first, then not counted, unknown and outside, by name.

    Of what is hidden, since too few answered, nobody is shown.
    """
    facts = gathered(view, period)
    values = [v for v in count(one, facts) if (v.place, v.place_id) == (place, place_id)]
    hidden = {value.item for value in values if value.is_hidden}
    seen = [
        _seen(view, facts, one, row)
        for row in one.explained(facts)
        if _belongs(one, row, place, place_id) and row.item not in hidden
    ]
    order = list(Verdict)
    return Explained(
        code=one.code,
        reading=one.reading,
        period=period,
        meaning=view.deps.methodology.indicators.of(one.code),
        values=tuple(_values(view, values)),
        rows=tuple(sorted(seen, key=lambda r: (r.item, order.index(r.verdict), r.name, r.id))),
    )


def _belongs(one: Definition, row: Row, place: Place, place_id: str) -> bool:
    """Whether a row is of a place; of the whole school everything is."""
    if place is Place.CLASS:
        return place_id in row.classes
    if place is Place.PROGRAMME:
        return int(place_id) in row.programmes or (one.of_school and not row.programmes)
    return True


def _values(view: View, values: Iterable[Indicator]) -> Iterable[str]:
    for one in values:
        told = indicator_words.value_in_words(view.deps, one)
        yield f"{indicator_words.title(view.deps, one)}: {told}"


def _seen(view: View, facts: Facts, one: Definition, row: Row) -> Seen:
    sort, number = row.subject[0], int(row.subject[-1])
    return Seen(
        verdict=row.verdict,
        why=row.why,
        subject=sort,
        id=int(row.subject[1]) if sort == Sort.MATCH else number,
        name=_name(view, sort, row.subject),
        class_name=", ".join(row.classes),
        programmes=tuple(view.programme(key) for key in row.programmes),
        item=indicator_words.item(view.deps, row.item),
        amount=_amount(view, one, row),
        sources=tuple(f"{source.kind} {source.id}" for source in sources(row, facts)),
    )


def _name(view: View, sort: str, subject: tuple[object, ...]) -> str:
    number = int(str(subject[1]))
    if sort == Sort.UNNAMED:
        return view.deps.wording.say("indicators.unnamed")
    if sort == Sort.MATCH:
        return view.pair(view.register.matches[number])
    if sort == Sort.PROGRAMME:
        return view.programme(number)
    if sort == Sort.ORGANISATION:
        return view.register.organisations[number].name
    return view.name(PersonId(int(str(subject[-1]))))


def _amount(view: View, one: Definition, row: Row) -> str:
    """What a row adds, where that is not simply one; not of what people answered in confidence."""
    if one.is_private or (row.amount, row.whole) == (1, 1) or row.verdict is not Verdict.COUNTED:
        return ""
    told = view.number(to_tenth(exact(row.amount)))
    return told if row.whole == 1 else f"{told} / {row.whole}"
