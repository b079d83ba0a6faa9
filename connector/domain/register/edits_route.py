"""A teacher's individual route by hand: a step is planned, a step is done (task T6)."""

from dataclasses import replace
from datetime import date

from connector.domain.growth import RouteItem
from connector.domain.people import Person
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused, taking_in


def plan_step(register: Register, person: Person, item: RouteItem) -> Register:
    """Plan a step of a person; its number is given here.

    Raises EditRefused when it is planned in that year already.
    """
    for known in register.route.values():
        if _names(known) == _names(item):
            raise EditRefused("growth.planned_already", step=known.id)
    row = replace(item, id=next_id(register.route))
    return taking_in(register, person).with_rows("route", [row])


def tick_off(register: Register, item_id: int, done_on: date, on: date) -> Register:
    """Note that a step is done; raises EditRefused for none, and for a day that is to come."""
    item = register.route.get(item_id)
    if item is None:
        raise EditRefused("growth.no_step", step=item_id)
    if done_on > on:
        raise EditRefused("growth.done_in_future", day=done_on)
    return register.with_rows("route", [replace(item, done_on=done_on)])


def _names(item: RouteItem) -> tuple[int, str, str, int]:
    return item.person_id, item.year, " ".join(item.title.casefold().split()), item.course_id
