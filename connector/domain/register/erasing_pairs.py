"""What was written of somebody's pairs is forgotten with them (methodology 10, 12.3: 14)."""

from dataclasses import replace

from connector.domain.consents import BY_HAND
from connector.domain.people import PersonId
from connector.domain.plans import PlanItem
from connector.domain.register.book import Register


def forget_pairs(register: Register, who: PersonId) -> Register:
    """Without the texts of the pairs in which somebody stood alone on a side.

    Days, types, minutes and states stay: they are figures of the programme. In a group with
    others on the same side the texts are theirs too and stay. A pair that has ended loses its
    name, which may hold somebody's.
    """
    mine = {number for number in register.members_of if _stood_alone(register, number, who)}
    matches = (register.matches[number] for number in sorted(mine & register.matches.keys()))
    plans = {number for number, plan in register.plans.items() if plan.match_id in mine}
    register = register.with_rows(
        "matches", [replace(one, name=str(one.id)) for one in matches if not one.is_open]
    )
    register = register.with_rows(
        "meetings",
        [
            replace(row, place="", topic="", outcome="", next_task="")
            for row in register.meetings.values()
            if row.match_id in mine
        ],
    )
    register = register.with_rows(
        "plans", [replace(register.plans[number], goal="") for number in sorted(plans)]
    )
    rows = [_silent(item) for item in register.plan_items.values() if item.plan_id in plans]
    return register.with_rows("plan_items", rows)


def _stood_alone(register: Register, match_id: int, who: PersonId) -> bool:
    rows = register.members_of[match_id]
    sides = {row.side for row in rows if row.person_id == who}
    return any({row.person_id for row in rows if row.side is side} == {who} for side in sides)


def _silent(item: PlanItem) -> PlanItem:
    """What the mapping plans is nobody's; what was written by hand goes."""
    item = replace(item, actual_result="")
    return replace(item, task="", planned_result="") if item.source == BY_HAND else item
