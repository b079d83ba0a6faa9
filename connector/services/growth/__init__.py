"""Teachers' growth: what each has learnt, what is planned, what is lacking (task T6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connector.domain.growth import NOTHING, Done, Growth, RouteItem
from connector.domain.people import Kind, Person
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_route import plan_step, tick_off
from connector.domain.teachers import growth_of_all
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View
from connector.store import kinds


@dataclass(frozen=True)
class StepRow:
    """A step of a route; `done_on` is the day that somebody entered."""

    id: int
    title: str
    hours: Decimal
    due_on: date | None
    course_id: int
    done_on: date | None
    is_achieved: bool
    is_overdue: bool


@dataclass(frozen=True)
class GrowthRow:
    """A teacher in a school year; `service` in full years at its end.

    `hours` of the year, `counted` for the norm, `norm` as the school sets it, `undated` courses are
    complete and nobody knows since when: they count nowhere.
    """

    person_id: int
    name: str
    position: str
    service: int | None
    year: str
    done: Sequence[Done]
    hours: Decimal
    counted: Decimal
    norm: int
    lacking: Decimal
    steps: Sequence[StepRow]
    undated: Sequence[str]


@dataclass(frozen=True)
class Planned:
    """A step to be planned; without a last day it is planned for this school year."""

    title: str
    hours: Decimal = NOTHING
    due_on: date | None = None
    course_id: int = 0


def show(view: View, year: SchoolYear, person: Person | None = None) -> list[GrowthRow]:
    """Every teacher in a school year, by name, or one; raises EditRefused for who is none."""
    norm = view.deps.methodology.norms.growth
    found = growth_of_all(view.school, view.register, year, norm, view.today)
    if person is not None:
        found = [one for one in found if one.person.id == person.id]
        if not found:
            raise EditRefused("growth.no_teacher", person=person.id)
    return [_row(one, year, norm.hours) for one in found]


def plan(view: View, by: str, person: Person, planned: Planned) -> Changed:
    """Plan a step of a teacher's route; raises EditRefused for who is none, and for no course."""
    if person.kind is not Kind.TEACHER or not person.is_active:
        raise EditRefused("growth.no_teacher", person=person.id)
    if planned.course_id and not _is_course(view, planned.course_id):
        raise EditRefused("growth.no_course", course=planned.course_id)
    item = RouteItem(
        id=0,
        person_id=person.id,
        year=str(SchoolYear.at(planned.due_on or view.today)),
        title=planned.title,
        hours=planned.hours,
        due_on=planned.due_on,
        course_id=planned.course_id,
    )
    return change(view, by, lambda known: plan_step(known, person, item))


def done(view: View, by: str, item_id: int, on: date) -> Changed:
    """Tick off a step; raises EditRefused."""
    return change(view, by, lambda known: tick_off(known, item_id, on, view.today))


def _row(one: Growth, year: SchoolYear, norm: int) -> GrowthRow:
    return GrowthRow(
        person_id=one.person.id,
        name=one.person.name,
        position=one.person.position,
        service=one.person.service(year.ends_on),
        year=one.year,
        done=one.done,
        hours=one.hours,
        counted=one.counted,
        norm=norm,
        lacking=one.lacking,
        steps=[_step(item, one) for item in one.planned],
        undated=one.undated,
    )


def _step(item: RouteItem, one: Growth) -> StepRow:
    return StepRow(
        id=item.id,
        title=item.title,
        hours=item.hours,
        due_on=item.due_on,
        course_id=item.course_id,
        done_on=item.done_on,
        is_achieved=item in one.achieved,
        is_overdue=item in one.overdue,
    )


def _is_course(view: View, course_id: int) -> bool:
    deps = view.deps
    with deps.database.reading(deps.school_id) as tx:
        return any(course.id == course_id for course in tx.pictures.load(kinds.COURSE))
