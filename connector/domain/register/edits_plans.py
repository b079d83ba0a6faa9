"""Plans of pairs by hand: items are added, changed, done or dropped; the plan agreed and closed."""

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.consents import BY_HAND
from connector.domain.matches import Match
from connector.domain.plans import (
    ITEM_STEPS,
    PLAN_STEPS,
    ItemState,
    Plan,
    PlanItem,
    PlanState,
    Section,
)
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused
from connector.domain.register.plans import AT_WORK, items_of, open_plan

HIGHEST_MARK: Final = 100


@dataclass(frozen=True)
class ItemChange:
    """What is written of an item otherwise; None: stays as it is."""

    task: str | None = None
    section: Section | None = None
    due_on: date | None = None
    planned_result: str | None = None
    actual_result: str | None = None
    mark: Decimal | None = None

    @property
    def is_of_plan(self) -> bool:
        """Whether it changes what is planned, and not what came of it."""
        planned = (self.task, self.section, self.due_on, self.planned_result)
        return any(value is not None for value in planned)

    def of(self, item: PlanItem) -> PlanItem:
        """The item with what is written; raises EditRefused for a mark that there is not."""
        if self.mark is not None and not 0 <= self.mark <= HIGHEST_MARK:
            raise EditRefused("plans.no_mark", mark=self.mark, most=HIGHEST_MARK)
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(item, **{k: value for k, value in said.items() if value is not None})


def add_item(register: Register, match_id: int, item: PlanItem) -> Register:
    """Plan something; its number is given here, and a plan is made where none is open.

    Raises EditRefused for a pair that is not at work, and for what is planned already.
    """
    match = _at_work(register, match_id)
    plan = open_plan(register, match.id)
    if plan is None:
        plan = Plan(next_id(register.plans), match.id)
        register = register.with_rows("plans", [plan])
    for known in items_of(register, plan.id):
        if _plain(known.task) == _plain(item.task) and known.state is not ItemState.DROPPED:
            raise EditRefused("plans.planned_already", item=known.id)
    row = replace(item, id=next_id(register.plan_items), plan_id=plan.id, source=BY_HAND)
    return register.with_rows("plan_items", [row])


def change_item(register: Register, item_id: int, change: ItemChange) -> Register:
    """Write something else of an item; raises EditRefused.

    What the mapping plans is changed in the mapping; what came of it is written here.
    """
    item = _item(register, item_id)
    if change.is_of_plan and item.source != BY_HAND:
        raise EditRefused("plans.of_mapping", item=item.id)
    return register.with_rows("plan_items", [change.of(item)])


def finish(
    register: Register, item_id: int, done_on: date, change: ItemChange, on: date
) -> Register:
    """Note that an item is done; one that is done already gets its result and mark.

    Raises EditRefused.
    """
    item = _item(register, item_id)
    if done_on > on:
        raise EditRefused("plans.in_future", day=done_on)
    if item.state is not ItemState.DONE:
        item = replace(_stepped(item, ItemState.DONE), done_on=done_on)
    return register.with_rows("plan_items", [change.of(item)])


def give_up(register: Register, item_id: int, change: ItemChange) -> Register:
    """Note that an item was not done; raises EditRefused."""
    row = change.of(_stepped(_item(register, item_id), ItemState.NOT_DONE))
    return register.with_rows("plan_items", [row])


def drop(register: Register, item_id: int) -> Register:
    """Take an item off the plan, where it counts no more; raises EditRefused."""
    row = _stepped(_item(register, item_id), ItemState.DROPPED)
    return register.with_rows("plan_items", [row])


def agree(
    register: Register, match_id: int, agreed_on: date, goal: str | None, on: date
) -> Register:
    """Note that a pair and its curator agreed on the plan; raises EditRefused for an empty one."""
    plan = _plan(register, match_id)
    if agreed_on > on:
        raise EditRefused("plans.in_future", day=agreed_on)
    if all(item.state is ItemState.DROPPED for item in items_of(register, plan.id)):
        raise EditRefused("plans.empty", match=match_id)
    if PlanState.AGREED not in PLAN_STEPS[plan.state]:
        raise EditRefused("plans.agreed_already", match=match_id, day=plan.agreed_on)
    row = replace(plan, state=PlanState.AGREED, agreed_on=agreed_on)
    return register.with_rows("plans", [row if goal is None else replace(row, goal=goal)])


def close(register: Register, match_id: int, on: date) -> Register:
    """Close a plan; what is still to be done in it stays so. Raises EditRefused."""
    row = replace(_plan(register, match_id), state=PlanState.CLOSED, closed_on=on)
    return register.with_rows("plans", [row])


def _at_work(register: Register, match_id: int) -> Match:
    match = register.matches.get(match_id)
    if match is None:
        raise EditRefused("meetings.no_pair", match=match_id)
    if match.state not in AT_WORK:
        raise EditRefused("plans.not_at_work", match=match.id)
    return match


def _plan(register: Register, match_id: int) -> Plan:
    plan = open_plan(register, match_id)
    if plan is None:
        raise EditRefused("plans.none_open", match=match_id)
    return plan


def _item(register: Register, item_id: int) -> PlanItem:
    """An item of an open plan."""
    item = register.plan_items.get(item_id)
    if item is None:
        raise EditRefused("plans.no_item", item=item_id)
    plan = register.plans[item.plan_id]
    if plan.state is PlanState.CLOSED:
        raise EditRefused("plans.closed", item=item.id, day=plan.closed_on)
    return item


def _stepped(item: PlanItem, target: ItemState) -> PlanItem:
    if target not in ITEM_STEPS.get(item.state, frozenset()):
        raise EditRefused("plans.no_step", item=item.id)
    return replace(item, state=target)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
