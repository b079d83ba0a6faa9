"""The figures of all schools in columns."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from connector.domain.indicators import Indicator, Place
from connector.domain.indicators.roll_up import Together, key
from connector.reports.xlsx import Column, Sheet, write
from connector.services.indicator_words import in_order, title, value
from connector.services.municipality.office import Office, SchoolTold, Table

FIRST: Final = ("indicators.head_code", "indicators.head_title", "indicators.head_of")
WIDE, NARROW = 60, 18


def head(office: Office, told: Table) -> list[str]:
    """Code, figure, of what, each school, all of them."""
    say = office.wording.say
    names = [one.name for one in told.schools]
    return [*(say(code) for code in FIRST), *names, say("municipality.together")]


def cells(office: Office, told: Table) -> list[Sequence[str]]:
    """A row for each figure that any school has, in the order of the catalogue."""
    by_key = {key(one.figure): one for one in told.together}
    return [
        (
            figure.code,
            _title(office, told, figure),
            _form(office, figure),
            *(
                _value(office, one.figures.get(key(figure)), has_report=one.snapshot is not None)
                for one in told.schools
            ),
            _together(office, by_key[key(figure)]),
        )
        for figure in in_order(one.figure for one in told.together)
    ]


def notes(office: Office, told: Table) -> Iterator[str]:
    """The day, and who has not reported for it."""
    say = office.wording.say
    if told.as_of is None:
        yield say("municipality.none")
        return
    yield say("municipality.day", day=told.as_of)
    missing = [one.name for one in told.schools if one.snapshot is None]
    if missing:
        yield say("municipality.missing", schools=", ".join(missing))


def sheet(office: Office, told: Table) -> bytes:
    """The same as a spreadsheet."""
    widths = [NARROW, WIDE, NARROW]
    columns = [
        Column(text, widths[place] if place < len(widths) else NARROW)
        for place, text in enumerate(head(office, told))
    ]
    return write(Sheet(office.wording.say("municipality.sheet"), columns, cells(office, told)))


def _title(office: Office, told: Table, figure: Indicator) -> str:
    """In the words of the first school that has it where it is told by items, else in our own."""
    if not figure.item:
        return title(office, figure)
    found = (one.figures.get(key(figure)) for one in told.schools)
    return next((one.title for one in found if one is not None), figure.item)


def _form(office: Office, figure: Indicator) -> str:
    form = office.methodology.forms.get(figure.place_id)
    return form.title if form and figure.place is Place.FORM else figure.place_id


def _value(office: Office, figure: Indicator | None, *, has_report: bool) -> str:
    """What a school tells; nothing where it has no such figure, or no report."""
    if figure is None or not has_report:
        return ""
    return office.wording.say("municipality.hidden") if figure.is_hidden else value(office, figure)


def _together(office: Office, one: Together) -> str:
    """Of all; how many schools do not show theirs stands beside it."""
    if one.figure.is_hidden:
        return office.wording.say("municipality.hidden")
    told = value(office, one.figure)
    without = office.wording.say("municipality.without", count=one.hidden)
    return told + without if one.hidden else told


def rows(office: Office, told: Table) -> Mapping[str, Any]:
    """The same for a program."""
    by_key = {key(one.figure): one for one in told.together}
    return {
        "as_of": told.as_of,
        "schools": [{"name": one.name, "report": _number(one)} for one in told.schools],
        "figures": [
            {
                **_told(figure),
                "title": _title(office, told, figure),
                "by_school": {
                    one.name: _told(mine)
                    for one in told.schools
                    if (mine := one.figures.get(key(figure))) is not None
                },
                "schools": by_key[key(figure)].schools,
                "hidden": by_key[key(figure)].hidden,
            }
            for figure in in_order(one.figure for one in told.together)
        ],
    }


def _number(one: SchoolTold) -> int | None:
    return one.snapshot.id if one.snapshot else None


def _told(one: Indicator) -> dict[str, Any]:
    names = ("code", "reading", "item", "place", "place_id", "value", "numerator", "denominator")
    return {name: getattr(one, name) for name in (*names, "is_hidden")}
