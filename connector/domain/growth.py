"""Teachers' continuous growth: courses and hours, what is planned and what is lacking (T6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.consents import BY_HAND
from connector.domain.people import Person, PersonId
from connector.domain.training import Certificate, Study
from connector.domain.years import SchoolYear, years_later

NOTHING: Final = Decimal(0)


@dataclass(frozen=True)
class RouteItem:
    """A step of a teacher's individual route; `course_id` 0: not in this Moodle.

    `source`: BY_HAND, or the rule that plans it. `done_on` is filled by hand; a course of Moodle
    and a certificate of the same title tick it off by themselves.
    """

    id: int
    person_id: PersonId
    year: str
    title: str
    hours: Decimal = NOTHING
    due_on: date | None = None
    course_id: int = 0
    done_on: date | None = None
    source: str = BY_HAND


@dataclass(frozen=True)
class PlannedStep:
    """A step that the mapping plans for a person."""

    person_id: PersonId
    year: str
    title: str
    hours: Decimal
    due_on: date | None
    course_id: int
    source: str


@dataclass(frozen=True)
class GrowthNorm:
    """So many hours in so many years, the last of them the one that is looked at."""

    hours: int = 72
    years: int = 3


@dataclass(frozen=True)
class Done:
    """Something that was learnt: a course of Moodle or a certificate."""

    title: str
    hours: Decimal
    on: date
    course_id: int = 0
    provider: str = ""
    number: str = ""


@dataclass(frozen=True)
class Growth:
    """A teacher in a school year: `done` in the year, `hours` of it and `counted` for the norm.

    `undated` courses are complete, but Moodle does not tell since when: they count nowhere.
    """

    person: Person
    year: str
    done: tuple[Done, ...]
    hours: Decimal
    counted: Decimal
    lacking: Decimal
    planned: tuple[RouteItem, ...]
    achieved: tuple[RouteItem, ...]
    overdue: tuple[RouteItem, ...]
    undated: tuple[str, ...] = ()


def growth(
    person: Person,
    learnt: Iterable[Study | Certificate],
    route: Iterable[RouteItem],
    year: SchoolYear,
    norm: GrowthNorm,
    on: date,
) -> Growth:
    """How a teacher grows in a school year; every kind of training counts as growth."""
    mine = [one for one in learnt if one.person_id == person.id]
    everything = sorted(filter(None, map(_done, mine)), key=lambda one: (one.on, one.title))
    since = years_later(year.begins_on, 1 - norm.years)
    counted = sum((d.hours for d in everything if since <= d.on <= year.ends_on), NOTHING)
    planned = tuple(i for i in route if i.person_id == person.id and i.year == str(year))
    achieved = tuple(item for item in planned if is_achieved(item, everything, year))
    open_ = [item for item in planned if item not in achieved]
    in_year = tuple(one for one in everything if one.on in year)
    return Growth(
        person=person,
        year=str(year),
        done=in_year,
        hours=sum((one.hours for one in in_year), NOTHING),
        counted=counted,
        lacking=max(NOTHING, norm.hours - counted),
        planned=planned,
        achieved=achieved,
        overdue=tuple(item for item in open_ if item.due_on is not None and item.due_on < on),
        undated=tuple(
            sorted(o.title for o in mine if isinstance(o, Study) and o.is_done and not o.done_on)
        ),
    )


def is_achieved(item: RouteItem, done: Iterable[Done], year: SchoolYear) -> bool:
    """Whether a step is done: ticked off, or learnt in its year by course or by title."""
    if item.done_on is not None:
        return True
    title = item.title.casefold()
    return any(
        one.on in year
        and (one.course_id == item.course_id if item.course_id else one.title.casefold() == title)
        for one in done
    )


def _done(one: Study | Certificate) -> Done | None:
    if isinstance(one, Certificate):
        return Done(one.title, one.hours, one.issued_on, 0, one.provider, one.number)
    if not one.is_done or one.done_on is None:
        return None
    return Done(one.title, one.hours, one.done_on, one.course_id)
