"""Indicators as somebody asks for them: of a day, of some places, of some codes."""

from collections.abc import Collection
from datetime import date

from connector.domain.classes import class_name
from connector.domain.indicators import (
    CATALOGUE,
    Definition,
    Facts,
    Indicator,
    Period,
    Place,
    indicators,
)
from connector.domain.register.edits import EditRefused
from connector.domain.years import SchoolYear
from connector.services import facts, indicator_words
from connector.services.by_hand import finding
from connector.services.by_hand.view import View


def asked_period(view: View, at: date | None, since: date | None) -> Period:
    """The period that somebody asks for; raises EditRefused for one that cannot be."""
    last = at or view.today
    if last > view.today:
        raise EditRefused("indicators.in_future", day=last)
    first = since or SchoolYear.at(last).begins_on
    if first > last:
        raise EditRefused("indicators.no_period", first=first, last=last)
    return Period(first, last)


def gathered(view: View, period: Period) -> Facts:
    """What indicators are counted from, for a period."""
    return facts.gather(view.deps, view.school, view.register, period)


def asked_place(view: View, where: str) -> tuple[Place, str]:
    """A class, else a programme, that somebody names; the school for nothing."""
    if not where:
        return Place.SCHOOL, ""
    known = class_name(where)
    if known in {one.class_name for one in view.people.values()}:
        return Place.CLASS, known or ""
    return Place.PROGRAMME, str(finding.programme(view, where).id)


def counted(
    view: View, period: Period, places: Collection[Place], codes: Collection[str] = ()
) -> list[Indicator]:
    """The indicators of some places; of some codes, or of all."""
    found = indicators(gathered(view, period), _chosen(codes))
    return indicator_words.in_order(one for one in found if one.place in places)


def programmes(view: View) -> dict[int, str]:
    """The titles of programmes by their numbers."""
    return {int(key): one.title for key, one in view.programmes.items()}


def definition(code: str, reading: str) -> Definition:
    """One indicator in one reading, the first unless said; raises EditRefused for what is not."""
    found = _chosen([code])
    fitting = [one for one in found if not reading or one.reading == reading]
    if not fitting:
        known = ", ".join(one.reading for one in found if one.reading) or "–"
        raise EditRefused("indicators.no_reading", indicator=code, reading=reading, known=known)
    return fitting[0]


def _chosen(codes: Collection[str]) -> list[Definition]:
    """By code, in small letters or without what follows the point; all when none is named."""
    wanted = {code.casefold() for code in codes}
    found = [
        one
        for one in CATALOGUE
        if not wanted or wanted & {one.code.casefold(), one.code.casefold().partition(".")[0]}
    ]
    if not found:
        known = ", ".join(dict.fromkeys(one.code for one in CATALOGUE))
        raise EditRefused("indicators.unknown", indicator=", ".join(codes), known=known)
    return found
