"""Plans of pairs over the sandbox: shown to whom they concern, carried on by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from connector.domain.access import Looking, Viewer
from connector.domain.people import PersonId
from connector.domain.plans import ItemState, Plan, PlanItem, PlanState
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_plans import ItemChange
from connector.services import plans
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.people.looking import looking
from connector.services.plans import words
from tests.builders import TODAY
from tests.meetings_builders import an_item
from tests.services.pairs_stand import days_ago, only_pairs_of, with_a_pair
from tests.services.people_stand import BY, a_curator, couples

RESULT = "Проект не сдан"


@pytest.fixture
def seen(registered: Deps) -> View:
    """Two pairs, the first with a plan of three items: done, overdue and dropped."""
    found = view(registered)
    alone = only_pairs_of(found, *couples(found)[:2])
    items = {
        1: an_item(1, state=ItemState.DONE, done_on=days_ago(9), actual_result=RESULT),
        2: an_item(2, due_on=days_ago(1)),
        3: an_item(3, state=ItemState.DROPPED),
    }
    agreed = Plan(1, 1, PlanState.IN_PROGRESS, "Олимпиада", agreed_on=days_ago(20))
    return replace(alone, register=replace(alone.register, plans={1: agreed}, plan_items=items))


def look(seen: View, match: int, place: int) -> Looking:
    who = seen.register.members_of[match][place].person_id
    return looking(seen, seen.people[who])


def test_a_plan_tells_how_far_the_pair_has_come(seen: View) -> None:
    (told,) = plans.show(seen, seen.register.matches[1])

    assert (told["done"], told["counted"], told["share"]) == (1, 2, Decimal("50.0"))
    assert (told["mark"], told["overdue"]) == (Decimal(0), [2])
    assert [item["is_overdue"] for item in told["items"]] == [False, True, False]
    said = "\n".join(words.heading(seen, told))
    assert "выполнено 1 из 2 (50 %)" in said
    assert "Олимпиада" in said
    cells = words.item_cells(seen, told["items"])
    assert cells[1][4] == "предстоит (просрочен)"
    assert {len(row) for row in cells} == {len(words.ITEM_HEAD)}


def test_plans_stand_beside_each_other_without_their_items(seen: View) -> None:
    (row,) = plans.overview(seen)

    assert "items" not in row
    (cells,) = words.cells(seen, [row])
    assert len(cells) == len(words.HEAD)
    assert "выполняется" in cells


def test_the_mentor_and_the_curator_see_the_whole_plan(seen: View) -> None:
    match = seen.register.matches[1]
    curator = looking(seen, a_curator(seen))

    for by in (look(seen, 1, 0), curator):
        (told,) = plans.show(seen, match, by)
        assert told["items"][0]["actual_result"] == RESULT


def test_the_mentee_sees_what_there_is_to_do_and_not_what_was_written_of_it(seen: View) -> None:
    (told,) = plans.show(seen, seen.register.matches[1], look(seen, 1, 1))

    assert [item["task"] for item in told["items"]] == ["Задача 1", "Задача 2", "Задача 3"]
    assert not any({"actual_result", "mark"} & item.keys() for item in told["items"])
    assert words.item_cells(seen, told["items"])


def test_a_class_teacher_and_the_director_see_only_how_much_is_done(seen: View) -> None:
    mentee = seen.register.members_of[1][1].person_id
    school_class = seen.people[mentee].class_name
    for office in (Viewer.CLASS_TEACHER, Viewer.DIRECTOR):
        by = Looking(PersonId(999999), frozenset({office}), leads_class=school_class)

        (told,) = plans.show(seen, seen.register.matches[1], by)

        assert told["done"] == 1
        assert not {"items", "goal"} & told.keys()
        assert words.heading(seen, told)


def test_nobody_of_another_pair_sees_a_plan(seen: View) -> None:
    by = look(seen, 2, 0)

    assert plans.overview(seen, by=by) == []
    with pytest.raises(EditRefused):
        plans.show(seen, seen.register.matches[1], by)


def test_a_plan_is_written_agreed_carried_out_and_closed(registered: Deps) -> None:
    seen, match = with_a_pair(registered)
    before = len(seen.register.plan_items)

    added = plans.add(seen, BY, match, PlanItem(0, 0, "Проект", due_on=TODAY))
    plans.add(view(registered), BY, match, PlanItem(0, 0, "Доклад"))
    first, second = max(added.after.plan_items), before + 2
    plans.agree(view(registered), BY, match, None, "Олимпиада")
    plans.done(view(registered), BY, first, None, ItemChange(mark=Decimal(5)))
    plans.change_item(view(registered), BY, second, ItemChange(task="Большой доклад"))
    plans.not_done(view(registered), BY, second, ItemChange(actual_result=RESULT))

    (plan,) = (p for p in view(registered).register.plans.values() if p.match_id == match.id)
    assert (plan.agreed_on, plan.goal) == (TODAY, "Олимпиада")
    closed = plans.close(view(registered), BY, match)

    assert closed.after.plans[plan.id].state is PlanState.CLOSED
    items = closed.after.plan_items
    assert (items[first].state, items[first].mark) == (ItemState.DONE, Decimal(5))
    assert (items[second].state, items[second].task) == (ItemState.NOT_DONE, "Большой доклад")


def test_an_item_is_dropped(registered: Deps) -> None:
    seen, match = with_a_pair(registered)
    number = max(plans.add(seen, BY, match, PlanItem(0, 0, "Проект")).after.plan_items)

    dropped = plans.drop(view(registered), BY, number)

    assert dropped.after.plan_items[number].state is ItemState.DROPPED
