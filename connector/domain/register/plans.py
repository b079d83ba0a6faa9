"""Plans of pairs: made as the mapping plans them, ticked off by Moodle, closed with the pair."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Final

from connector.domain.matches import Match, MatchState
from connector.domain.people import Role
from connector.domain.plans import ItemState, Plan, PlanItem, PlannedTask, PlanState
from connector.domain.register.book import Register, next_id
from connector.domain.school import School

AT_WORK: Final = frozenset(
    {MatchState.TRIAL, MatchState.CONFIRMED, MatchState.ACTIVE, MatchState.SUSPENDED}
)
"""States of a pair that has a plan: from its trial on, until it ends."""

ByPlan = Mapping[int, Sequence[PlanItem]]


def follow_plans(register: Register, school: School, on: date) -> Register:
    """Bring every plan up to the school and to the day.

    A pair at work gets its first plan with what the mapping plans for its programme; a new rule
    adds an item, a rule that is gone leaves its own. An item becomes done when every mentee of the
    pair has completed its activity; what people said of an item stays. The plan of a pair that
    has ended is closed: what was to be done in it stays so, for nobody has said that it was not.
    """
    register = _with_plans(register, school)
    register = register.with_rows("plan_items", list(_planned(register, school)))
    register = register.with_rows("plan_items", list(_ticked(register, school)))
    return register.with_rows("plans", list(_moved(register, on)))


def open_plan(register: Register, match_id: int) -> Plan | None:
    """The plan of a pair that is not closed."""
    mine = (plan for plan in register.plans.values() if plan.match_id == match_id)
    return next((plan for plan in mine if plan.state is not PlanState.CLOSED), None)


def items_of(register: Register, plan_id: int) -> list[PlanItem]:
    """The items of a plan, by number."""
    rows = (register.plan_items[key] for key in sorted(register.plan_items))
    return [item for item in rows if item.plan_id == plan_id]


def _with_plans(register: Register, school: School) -> Register:
    """One that was closed by hand is not made again."""
    planning = {task.programme_id for task in school.tasks}
    have = {plan.match_id for plan in register.plans.values()}
    numbers = count(next_id(register.plans))
    new = [
        Plan(next(numbers), match.id)
        for _, match in sorted(register.matches.items())
        if match.state in AT_WORK and match.programme_id in planning and match.id not in have
    ]
    return register.with_rows("plans", new)


def _planned(register: Register, school: School) -> Iterator[PlanItem]:
    """What is new in the rules, and what they say otherwise of items still to be done."""
    tasks: defaultdict[int, dict[str, PlannedTask]] = defaultdict(dict)
    for task in school.tasks:
        tasks[task.programme_id].setdefault(task.source, task)
    known = {
        (register.plans[item.plan_id].match_id, item.source): item
        for item in register.plan_items.values()
    }
    numbers = count(next_id(register.plan_items))
    for plan, match in _open(register):
        for task in tasks[match.programme_id].values() if match.state in AT_WORK else ():
            item = known.get((match.id, task.source))
            row = _as_planned(item or PlanItem(next(numbers), plan.id, ""), task)
            if item is None or (_is_to_do(item, plan) and item != row):
                yield row


def _is_to_do(item: PlanItem, plan: Plan) -> bool:
    return item.plan_id == plan.id and item.state is ItemState.TO_DO


def _as_planned(item: PlanItem, task: PlannedTask) -> PlanItem:
    return replace(
        item,
        task=task.task,
        section=task.section,
        due_on=task.due_on,
        planned_result=task.planned_result,
        cmid=task.cmid,
        source=task.source,
    )


def _ticked(register: Register, school: School) -> Iterator[PlanItem]:
    of_plan = _by_plan(register)
    for plan, match in _open(register):
        mentees = [one.person_id for one in register.side_of(match.id, Role.MENTEE)]
        for item in of_plan.get(plan.id, ()):
            days = [school.completed.get((item.cmid, who)) for who in mentees]
            known = [day for day in days if day is not None]
            if item.state is ItemState.TO_DO and item.cmid and days and len(known) == len(days):
                yield replace(item, state=ItemState.DONE, done_on=max(known))


def _moved(register: Register, on: date) -> Iterator[Plan]:
    of_plan = _by_plan(register)
    for plan, match in _open(register):
        if not match.is_open:
            yield replace(plan, state=PlanState.CLOSED, closed_on=match.ended_on or on)
        elif plan.state is PlanState.AGREED and _has_begun(of_plan.get(plan.id, ()), on):
            yield replace(plan, state=PlanState.IN_PROGRESS)


def _has_begun(items: Iterable[PlanItem], on: date) -> bool:
    """Something is done, or the first last day has come."""
    return any(
        item.state is ItemState.DONE
        or (item.state is ItemState.TO_DO and item.due_on is not None and item.due_on <= on)
        for item in items
    )


def _open(register: Register) -> Iterator[tuple[Plan, Match]]:
    for _, plan in sorted(register.plans.items()):
        match = register.matches.get(plan.match_id)
        if match is not None and plan.state is not PlanState.CLOSED:
            yield plan, match


def _by_plan(register: Register) -> ByPlan:
    found: defaultdict[int, list[PlanItem]] = defaultdict(list)
    for key in sorted(register.plan_items):
        found[register.plan_items[key].plan_id].append(register.plan_items[key])
    return found
