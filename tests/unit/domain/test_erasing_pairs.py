"""What was written of somebody's pairs is forgotten with them."""

from datetime import date

from connector.domain.matches import MatchState
from connector.domain.meetings import MeetingState
from connector.domain.people import PersonId, Role
from connector.domain.plans import ItemState, Plan
from connector.domain.register import Register
from connector.domain.register.erasing_pairs import forget_pairs
from tests.builders import TODAY
from tests.meetings_builders import a_match, a_match_member, a_meeting, an_item, register_of

MENTEE = PersonId(2)


def a_pair_with_texts(*mentees: int, ended_on: date | None = TODAY) -> Register:
    state = MatchState.TERMINATED if ended_on else MatchState.ACTIVE
    return register_of(
        a_match(name="Иванова – Петров", state=state, ended_on=ended_on),
        a_match_member(1, Role.MENTOR),
        *(a_match_member(key) for key in mentees),
        a_meeting(1, TODAY, state=MeetingState.HELD, minutes=40, topic="Тайна", outcome="Тайна"),
        Plan(1, 1, goal="Тайна"),
        an_item(1, task="Тайна", actual_result="Тайна", state=ItemState.DONE, done_on=TODAY),
        an_item(2, task="Из настройки", actual_result="Тайна", source="plan"),
    )


def test_the_texts_of_a_pair_go_and_its_figures_stay() -> None:
    found = forget_pairs(a_pair_with_texts(2), MENTEE)

    assert "Тайна" not in str(found)
    assert "Петров" not in str(found)
    assert found.meetings[1] == a_meeting(1, TODAY, state=MeetingState.HELD, minutes=40)
    assert (found.plan_items[1].state, found.plan_items[1].done_on) == (ItemState.DONE, TODAY)
    assert found.plan_items[2].task == "Из настройки"


def test_a_group_keeps_its_texts_for_the_others() -> None:
    register = a_pair_with_texts(2, 3)

    assert forget_pairs(register, MENTEE) == register


def test_a_pair_that_goes_on_keeps_its_name() -> None:
    found = forget_pairs(a_pair_with_texts(2, ended_on=None), MENTEE)

    assert found.matches[1].name == "Иванова – Петров"


def test_nothing_of_other_pairs_is_forgotten() -> None:
    register = a_pair_with_texts(2)

    assert forget_pairs(register, PersonId(9)) == register
