"""Pairs by hand: every step of the table, orders for several, mentors replaced, groups changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.documents import ORDER_PAIRS, DocumentState
from connector.domain.matches import EndReason, MatchState
from connector.domain.pairs import PairId
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matches import Couple, move, replace_mentor
from connector.domain.register.edits_members import join, leave
from connector.domain.register.edits_orders import confirm
from tests.builders import COURSE, TODAY, a_pair_of, a_programme
from tests.pairs_builders import (
    ORDER,
    SIGNED_ON,
    SOME_FORMS,
    a_new,
    a_place,
    at_work,
    lived,
    proposed,
    taking_part,
    tried,
)

TERM: Final = a_programme(begins_on=date(2026, 9, 1), ends_on=date(2027, 5, 31))
BASE: Final = taking_part([1, 2], [3, 4, 5, 6], TERM)
BY_HAND: Final = EndReason.BY_HAND


def refused(edit: Callable[[], Register]) -> str:
    with pytest.raises(EditRefused) as caught:
        edit()
    return caught.value.code


def named(couple: Couple) -> Callable[[int], str]:
    return lambda number: f"Пара {number} наставника {couple[0]}"


def confirmed(register: Register, *keys: int, begins_on: date = SIGNED_ON) -> Register:
    return confirm(register, keys, ORDER, begins_on, SOME_FORMS, TODAY)


def people(register: Register, match_id: int, side: Role = Role.MENTEE) -> list[int]:
    return [one.person_id for one in register.side_of(match_id, side)]


def test_a_proposed_pair_has_its_people_and_the_run_it_comes_from() -> None:
    new = replace(a_new(1, 3), run_id=9, role_model="leader")

    register = proposed(BASE, new)

    match = register.matches[1]
    assert (match.state, match.name, match.run_id) == (MatchState.PROPOSED, "Пара 1", 9)
    assert (match.role_model, match.reached) == ("leader", {"proposed": TODAY.isoformat()})
    assert (people(register, 1, Role.MENTOR), people(register, 1)) == ([1], [3])


def test_of_several_that_are_proposed_one_that_cannot_be_stops_all() -> None:
    assert refused(lambda: proposed(BASE, a_new(1, 3), a_new(2, 9))) == "pairs.takes_no_part"


@pytest.mark.parametrize(
    ("prepare", "target", "code"),
    [
        (tried, MatchState.TRIAL, "pairs.not_proposed"),
        (proposed, MatchState.CONFIRMED, "pairs.not_on_trial"),
        (tried, MatchState.SUSPENDED, "pairs.not_active"),
        (tried, MatchState.COMPLETED, "pairs.not_active"),
        (at_work, MatchState.ACTIVE, "pairs.not_suspended"),
        (proposed, MatchState.TERMINATED, "pairs.not_confirmed"),
        (tried, MatchState.TERMINATED, "pairs.not_confirmed"),
        (at_work, MatchState.REJECTED, "pairs.confirmed_already"),
    ],
)
def test_a_step_that_the_table_does_not_know_is_refused(
    prepare: Callable[..., Register], target: MatchState, code: str
) -> None:
    register = prepare(BASE, a_new(1, 3))

    assert refused(lambda: move(register, 1, target, TODAY, BY_HAND)) == code


def test_what_has_ended_stays_so() -> None:
    register = move(proposed(BASE, a_new(1, 3)), 1, MatchState.REJECTED, TODAY, BY_HAND)

    assert refused(lambda: move(register, 1, MatchState.TRIAL, TODAY)) == "pairs.over"
    assert refused(lambda: move(register, 9, MatchState.TRIAL, TODAY)) == "finding.no_pair"


def test_a_pair_rests_and_works_again() -> None:
    register = at_work(BASE, a_new(1, 3))

    rests = lived(move(register, 1, MatchState.SUSPENDED, TODAY))
    assert rests.matches[1].state is MatchState.SUSPENDED
    works = lived(move(rests, 1, MatchState.ACTIVE, TODAY))
    assert works.matches[1].state is MatchState.ACTIVE


def test_one_order_confirms_many_pairs() -> None:
    register = confirmed(tried(BASE, a_new(1, 3), a_new(1, 4), a_new(2, 5)), 1, 2, 3)

    (order,) = register.documents.values()
    assert (order.kind, order.state, order.programme_id) == (
        ORDER_PAIRS,
        DocumentState.SIGNED,
        COURSE,
    )
    assert {m.order_id for m in register.matches.values()} == {order.id}
    assert {m.begins_on for m in register.matches.values()} == {SIGNED_ON}
    assert {m.state for m in register.matches.values()} == {MatchState.CONFIRMED}


def test_the_same_order_is_written_down_once() -> None:
    register = tried(BASE, a_new(1, 3), a_new(2, 4))

    register = confirmed(confirmed(register, 1), 2)

    assert len(register.documents) == 1


def test_a_pair_in_the_order_that_cannot_be_confirmed_stops_all() -> None:
    register = proposed(tried(BASE, a_new(1, 3)), a_new(2, 4))

    assert refused(lambda: confirmed(register, 1, 2)) == "pairs.not_on_trial"


@pytest.mark.parametrize(
    ("begins_on", "code"),
    [(date(2026, 8, 31), "pairs.begins_early"), (date(2027, 6, 1), "pairs.begins_late")],
)
def test_a_pair_begins_while_its_programme_lasts(begins_on: date, code: str) -> None:
    register = tried(BASE, a_new(1, 3))

    assert refused(lambda: confirmed(register, 1, begins_on=begins_on)) == code


def test_an_order_adopts_a_group_of_staff_as_it_stands() -> None:
    school = a_place(BASE, pairs=(a_pair_of([1], [3]),))
    before = lived(BASE, school)

    register = lived(confirmed(before, 1), school)

    assert register.matches[1] == replace(before.matches[1], order_id=1)


def test_another_mentor_takes_the_mentees_over_in_a_new_pair() -> None:
    register = at_work(BASE, a_new(1, 3))

    register = lived(replace_mentor(register, 1, PersonId(2), named, SOME_FORMS, TODAY))

    old, new = register.matches[1], register.matches[2]
    assert (old.state, old.ended_because) == (MatchState.TERMINATED, EndReason.REPLACED)
    assert {one.left_because for one in register.members_of[1]} == {EndReason.REPLACED}
    assert (new.state, new.replaces_id, new.order_id) == (MatchState.PROPOSED, 1, 0)
    assert new.name == "Пара 2 наставника 2"
    assert (people(register, 2, Role.MENTOR), people(register, 2)) == ([2], [3])


def test_a_pair_that_was_only_proposed_is_rejected_for_another() -> None:
    register = replace_mentor(proposed(BASE, a_new(1, 3)), 1, PersonId(2), named, SOME_FORMS, TODAY)

    assert register.matches[1].state is MatchState.REJECTED


def test_the_same_mentor_replaces_nobody_and_in_a_group_of_staff_nobody_is_replaced() -> None:
    ours = at_work(BASE, a_new(1, 3))
    of_staff = lived(BASE, a_place(BASE, pairs=(a_pair_of([1], [3], id=PairId("group:5")),)))

    def replaced(register: Register, mentor: int) -> Callable[[], Register]:
        return lambda: replace_mentor(register, 1, PersonId(mentor), named, SOME_FORMS, TODAY)

    assert refused(replaced(ours, 1)) == "pairs.same_mentor"
    assert refused(replaced(of_staff, 2)) == "pairs.of_staff"
    assert refused(replaced(ours, 9)) == "pairs.takes_no_part"


def test_a_mentor_who_has_no_place_left_replaces_nobody() -> None:
    register = at_work(BASE, a_new(1, 3), a_new(2, 4), a_new(2, 5))

    assert refused(lambda: replace_mentor(register, 1, PersonId(2), named, SOME_FORMS, TODAY)) == (
        "pairs.no_place"
    )


def test_mentees_join_a_group_and_leave_it() -> None:
    register = at_work(BASE, a_new(1, 3, 4, kind=GROUP))

    register = join(register, 1, PersonId(5), SOME_FORMS, TODAY)
    assert people(register, 1) == [3, 4, 5]
    register = lived(leave(register, 1, PersonId(3), EndReason.REQUEST, TODAY))

    assert people(register, 1) == [4, 5]
    assert register.matches[1].state is MatchState.ACTIVE


@pytest.mark.parametrize(
    ("who", "code"),
    [(1, "pairs.mentor_leaves"), (4, "pairs.not_in_it"), (3, "pairs.last_leaves")],
)
def test_who_cannot_leave_is_refused(who: int, code: str) -> None:
    register = at_work(BASE, a_new(1, 3))

    assert refused(lambda: leave(register, 1, PersonId(who), BY_HAND, TODAY)) == code


def test_people_of_a_group_of_staff_and_of_an_ended_pair_are_left_alone() -> None:
    of_staff = lived(BASE, a_place(BASE, pairs=(a_pair_of([1], [3]),)))
    over = move(proposed(BASE, a_new(1, 3)), 1, MatchState.REJECTED, TODAY, BY_HAND)

    for register, code in ((of_staff, "pairs.of_staff"), (over, "pairs.over")):
        assert refused(lambda: join(register, 1, PersonId(5), SOME_FORMS, TODAY)) == code  # noqa: B023 - used at once
        assert refused(lambda: leave(register, 1, PersonId(3), BY_HAND, TODAY)) == code  # noqa: B023 - used at once


def test_in_a_programme_that_is_over_no_pair_is_proposed() -> None:
    later = date(2027, 5, 31) + timedelta(days=1)

    assert refused(lambda: proposed(BASE, a_new(1, 3), on=later)) == "pairs.programme_over"
