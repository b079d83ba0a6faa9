"""Plans of pairs: made by the rules, ticked off by Moodle, carried on by hand."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.matches import ENDED, MatchState
from connector.domain.people import PersonId
from connector.domain.plan_progress import Progress, progress
from connector.domain.plans import ItemState, Plan, PlanItem, PlannedTask, PlanState, Section
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_plans import (
    ItemChange,
    add_item,
    agree,
    change_item,
    close,
    drop,
    finish,
    give_up,
)
from connector.domain.register.plans import AT_WORK, follow_plans, items_of, open_plan
from connector.domain.school import School
from tests.builders import TODAY, a_school
from tests.meetings_builders import (
    BEGAN,
    a_match,
    a_match_member,
    a_task,
    an_item,
    register_of,
)

YESTERDAY: Final = TODAY - timedelta(days=1)
TOMORROW: Final = TODAY + timedelta(days=1)
TO_DO, DONE, DROPPED = ItemState.TO_DO, ItemState.DONE, ItemState.DROPPED
FIRST, SECOND = PersonId(1), PersonId(2)
Completed = Mapping[tuple[int, PersonId], date]


def a_school_that_plans(*tasks: PlannedTask, completed: Completed | None = None) -> School:
    return a_school(tasks=tasks, completed=completed or {})


def refused(edit: Callable[[], Register]) -> str:
    with pytest.raises(EditRefused) as refusal:
        edit()
    return refusal.value.code


def states(register: Register) -> list[ItemState]:
    return [item.state for item in register.plan_items.values()]


@pytest.mark.parametrize("state", MatchState)
def test_a_pair_at_work_gets_a_plan_of_what_the_rules_name(state: MatchState) -> None:
    school = a_school_that_plans(a_task("Цели", due_on=TODAY, cmid=9, section=Section.INDUCTION))

    found = follow_plans(register_of(a_match(state=state)), school, TODAY)

    expected = [PlanItem(1, 1, "Цели", Section.INDUCTION, TODAY, cmid=9, source="plan: Цели")]
    assert [*found.plans.values()] == ([Plan(1, 1)] if state in AT_WORK else [])
    assert [*found.plan_items.values()] == (expected if state in AT_WORK else [])


def test_a_programme_without_rules_gets_no_plans() -> None:
    register = register_of(a_match(programme_id=51))

    assert follow_plans(register, a_school_that_plans(a_task()), TODAY) == register


def test_a_new_rule_adds_an_item_and_a_rule_that_is_gone_leaves_its_own() -> None:
    register = follow_plans(register_of(a_match()), a_school_that_plans(a_task("А")), TODAY)

    found = follow_plans(register, a_school_that_plans(a_task("Б")), TODAY)

    assert [item.task for item in items_of(found, 1)] == ["А", "Б"]


def test_what_a_rule_says_otherwise_changes_items_that_are_still_to_be_done() -> None:
    register = follow_plans(
        register_of(a_match()), a_school_that_plans(a_task("А"), a_task("Б")), TODAY
    )
    register = drop(register, 2)

    later = a_school_that_plans(a_task("А", due_on=TOMORROW), a_task("Б", due_on=TOMORROW))
    found = follow_plans(register, later, TODAY)

    assert [item.due_on for item in items_of(found, 1)] == [TOMORROW, None]


def test_an_item_is_done_when_every_mentee_of_the_pair_has_completed_its_activity() -> None:
    school = a_school_that_plans(a_task(cmid=9), completed={(9, FIRST): YESTERDAY})
    both = {(9, FIRST): YESTERDAY, (9, SECOND): TODAY}
    register = register_of(a_match(), a_match_member(1), a_match_member(2))

    half = follow_plans(register, school, TODAY)
    whole = follow_plans(half, a_school_that_plans(a_task(cmid=9), completed=both), TODAY)

    assert states(half) == [TO_DO]
    assert [(item.state, item.done_on) for item in whole.plan_items.values()] == [(DONE, TODAY)]


def test_a_mentee_who_has_left_the_pair_is_not_waited_for() -> None:
    register = register_of(a_match(), a_match_member(1), a_match_member(2, left_on=YESTERDAY))
    school = a_school_that_plans(a_task(cmid=9), completed={(9, FIRST): YESTERDAY})

    assert states(follow_plans(register, school, TODAY)) == [DONE]


def test_a_pair_without_mentees_has_completed_nothing() -> None:
    school = a_school_that_plans(a_task(cmid=9))

    assert states(follow_plans(register_of(a_match()), school, TODAY)) == [TO_DO]


@pytest.mark.parametrize("state", [DONE, ItemState.NOT_DONE, DROPPED])
def test_what_people_said_of_an_item_stays(state: ItemState) -> None:
    item = an_item(1, state=state, cmid=9, done_on=YESTERDAY if state is DONE else None)
    register = register_of(a_match(), a_match_member(1), Plan(1, 1), item)
    school = a_school_that_plans(a_task(), completed={(9, FIRST): TODAY})

    assert follow_plans(register, school, TODAY).plan_items[1] == item


def test_an_agreed_plan_is_under_way_once_something_is_done_or_due() -> None:
    agreed = Plan(1, 1, PlanState.AGREED, agreed_on=BEGAN)
    school = a_school_that_plans()

    def state(*items: PlanItem, plan: Plan = agreed) -> PlanState:
        found = follow_plans(register_of(a_match(), plan, *items), school, TODAY)
        return found.plans[1].state

    assert state(an_item(due_on=TOMORROW)) is PlanState.AGREED
    assert state(an_item(due_on=TODAY)) is PlanState.IN_PROGRESS
    assert state(an_item(state=DONE)) is PlanState.IN_PROGRESS
    assert state(an_item(state=DROPPED, due_on=TODAY)) is PlanState.AGREED
    assert state(an_item(state=DONE), plan=Plan(1, 1)) is PlanState.DRAFT


@pytest.mark.parametrize("state", sorted(ENDED))
def test_the_plan_of_a_pair_that_has_ended_is_closed_and_its_items_stay(state: MatchState) -> None:
    match = a_match(state=state, ended_on=YESTERDAY)
    register = register_of(match, Plan(1, 1), an_item())

    found = follow_plans(register, a_school_that_plans(a_task()), TODAY)

    assert found.plans[1] == Plan(1, 1, PlanState.CLOSED, closed_on=YESTERDAY)
    assert states(found) == [TO_DO]


def test_a_plan_that_was_closed_by_hand_is_not_made_again() -> None:
    school = a_school_that_plans(a_task("А"))
    register = follow_plans(register_of(a_match()), school, TODAY)

    closed = close(register, 1, TODAY)

    assert follow_plans(closed, school, TODAY) == closed
    second = follow_plans(add_item(closed, 1, an_item(0)), school, TODAY)
    assert [item.task for item in items_of(second, 2)] == ["Задача 0"]


sources = st.sampled_from(["А", "Б", "В"])
days = st.none() | st.integers(-5, 5).map(lambda shift: TODAY + timedelta(days=shift))
tasks = st.builds(
    lambda source, due_on, cmid: a_task(source, due_on=due_on, cmid=cmid),
    sources, days, st.sampled_from([0, 8, 9]),
)  # fmt: skip
completions = st.dictionaries(
    st.tuples(st.sampled_from([8, 9]), st.sampled_from([FIRST, SECOND])), st.just(TODAY)
)
histories = st.lists(
    st.tuples(st.lists(tasks, max_size=4), completions, st.sampled_from(MatchState)), max_size=5
)


@given(history=histories, is_agreed=st.booleans())
def test_following_again_changes_nothing_and_what_is_said_is_never_unsaid(
    *, history: list[tuple[list[PlannedTask], Completed, MatchState]], is_agreed: bool
) -> None:
    register = register_of(a_match_member(1), a_match_member(2), an_item(1, state=DROPPED))
    register = register.with_rows(
        "plans", [Plan(1, 1, PlanState.AGREED if is_agreed else PlanState.DRAFT)]
    )
    for planned, completed, state in history:
        register = register.with_rows("matches", [a_match(state=state)])
        school = a_school_that_plans(*planned, completed=completed)
        before, register = register, follow_plans(register, school, TODAY)

        assert follow_plans(register, school, TODAY) == register
        for key, item in before.plan_items.items():
            assert item.state is TO_DO or register.plan_items[key] == item
        for key, plan in before.plans.items():
            assert plan.state is not PlanState.CLOSED or register.plans[key] == plan
        open_ = [p for p in register.plans.values() if p.state is not PlanState.CLOSED]
        assert len(open_) <= 1
        rules = [item.source for item in register.plan_items.values() if item.id != 1]
        assert len(rules) == len(set(rules))


def test_the_first_item_by_hand_makes_the_plan() -> None:
    found = add_item(register_of(a_match()), 1, an_item(0, task="Проект"))

    assert open_plan(found, 1) == Plan(1, 1)
    assert items_of(found, 1) == [an_item(1, task="Проект")]
    assert refused(lambda: add_item(found, 1, an_item(0, task="проект "))) == (
        "plans.planned_already"
    )


@pytest.mark.parametrize("state", sorted(set(MatchState) - AT_WORK))
def test_a_pair_that_is_not_at_work_gets_no_item(state: MatchState) -> None:
    register = register_of(a_match(state=state))

    assert refused(lambda: add_item(register, 1, an_item(0))) == "plans.not_at_work"


def with_items(*items: PlanItem, **plan: object) -> Register:
    return register_of(a_match(), Plan(1, 1, **plan), *items)  # type: ignore[arg-type]


def test_an_item_of_the_mapping_gets_its_result_here_and_its_task_there() -> None:
    register = with_items(an_item(source="plan: А"))

    assert refused(lambda: change_item(register, 1, ItemChange(task="Б"))) == "plans.of_mapping"
    told = change_item(register, 1, ItemChange(actual_result="Готово", mark=Decimal(5)))
    assert (told.plan_items[1].actual_result, told.plan_items[1].mark) == ("Готово", Decimal(5))


def test_a_mark_is_within_reason() -> None:
    register = with_items(an_item())

    for mark in (Decimal(-1), Decimal(101)):
        wanted = ItemChange(mark=mark)
        assert refused(lambda wanted=wanted: change_item(register, 1, wanted)) == "plans.no_mark"  # type: ignore[misc]


def test_an_item_is_done_once_and_may_get_its_mark_later() -> None:
    done = finish(with_items(an_item()), 1, YESTERDAY, ItemChange(actual_result="Да"), TODAY)
    marked = finish(done, 1, TODAY, ItemChange(mark=Decimal("4.5")), TODAY)

    assert marked.plan_items[1] == an_item(
        1, state=DONE, done_on=YESTERDAY, actual_result="Да", mark=Decimal("4.5")
    )
    assert refused(lambda: drop(marked, 1)) == "plans.no_step"


def test_an_item_is_not_done_tomorrow_but_may_be_done_late() -> None:
    register = with_items(an_item())

    assert refused(lambda: finish(register, 1, TOMORROW, ItemChange(), TODAY)) == "plans.in_future"
    late = finish(give_up(register, 1, ItemChange()), 1, TODAY, ItemChange(), TODAY)
    assert late.plan_items[1].state is DONE
    assert refused(lambda: finish(drop(register, 1), 1, TODAY, ItemChange(), TODAY)) == (
        "plans.no_step"
    )


def test_a_plan_is_agreed_once_and_only_with_items() -> None:
    register = with_items(an_item())

    agreed = agree(register, 1, YESTERDAY, "Поступить", TODAY)

    assert agreed.plans[1] == Plan(1, 1, PlanState.AGREED, "Поступить", agreed_on=YESTERDAY)
    assert refused(lambda: agree(agreed, 1, TODAY, None, TODAY)) == "plans.agreed_already"
    assert refused(lambda: agree(register, 1, TOMORROW, None, TODAY)) == "plans.in_future"
    empty = with_items(an_item(state=DROPPED))
    assert refused(lambda: agree(empty, 1, TODAY, None, TODAY)) == "plans.empty"


def test_nothing_in_a_closed_plan_changes_any_more() -> None:
    closed = close(with_items(an_item()), 1, TODAY)

    assert refused(lambda: drop(closed, 1)) == "plans.closed"
    assert refused(lambda: close(closed, 1, TODAY)) == "plans.none_open"
    assert refused(lambda: agree(closed, 1, TODAY, None, TODAY)) == "plans.none_open"
    assert refused(lambda: drop(closed, 2)) == "plans.no_item"


def test_progress_leaves_out_what_was_dropped() -> None:
    items = [
        an_item(1, state=DONE, due_on=YESTERDAY),
        an_item(2, due_on=YESTERDAY),
        an_item(3, due_on=TODAY),
        an_item(4, state=DROPPED, due_on=YESTERDAY),
    ]

    found = progress(items, TODAY)

    assert found == Progress(done=1, counted=3, overdue=(items[1],))
    assert found.share == Decimal("33.3")
    assert progress(items, TODAY, is_closed=True).overdue == ()


def test_of_nothing_there_is_no_progress() -> None:
    found = progress([an_item(state=DROPPED)], TODAY)

    assert (found.share, found.mark) == (None, None)


@pytest.mark.parametrize(("done", "mark"), [(10, "1"), (9, "0.9"), (8, "0.8"), (7, "0"), (0, "0")])
def test_a_plan_is_marked_by_how_much_of_it_is_done(done: int, mark: str) -> None:
    assert Progress(done, 10).mark == Decimal(mark)
