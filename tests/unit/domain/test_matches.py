"""Pairs beside the groups of staff: what is followed, what is ours, what stays (see ADR 12)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.matches import EndReason, ForbiddenMatchStep, Match, MatchState, step
from connector.domain.pairs import Pair, PairId
from connector.domain.participation import Reason
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.register import Register
from connector.domain.register.edits_matches import move
from connector.domain.register.edits_participation import leave
from tests.builders import COURSE, TODAY, a_pair_of, a_programme
from tests.pairs_builders import (
    a_new,
    a_place,
    at_work,
    lived,
    taking_part,
)

BEGAN: Final = date(2026, 9, 1)
LATER: Final = TODAY + timedelta(days=7)
BASE: Final = taking_part([1, 2], [3, 4, 5], a_programme(begins_on=BEGAN))
GROUP: Final = a_pair_of([1], [3])


def seen(register: Register, *groups: Pair, on: date = TODAY) -> Register:
    """The register after Moodle showed these groups."""
    return lived(register, a_place(register, pairs=groups), on=on)


def the_match(register: Register) -> Match:
    (match,) = register.matches.values()
    return match


def people(register: Register, match_id: int = 1) -> set[int]:
    return {one.person_id for one in register.members_of[match_id] if one.left_on is None}


def left(register: Register, match_id: int = 1) -> dict[int, tuple[date | None, EndReason | None]]:
    """Who left a pair, when and why."""
    rows = register.members_of[match_id]
    return {one.person_id: (one.left_on, one.left_because) for one in rows if one.left_on}


def numbered(number: int, mentors: Iterable[int], mentees: Iterable[int]) -> Pair:
    return a_pair_of(mentors, mentees, id=PairId(f"group:{number}"), name=f"Пара {number}")


FOLLOWED: Final = seen(BASE, GROUP)


def test_a_pair_of_staff_that_rests_goes_on_resting() -> None:
    resting = move(FOLLOWED, 1, MatchState.SUSPENDED, TODAY)
    register = seen(resting, replace(GROUP, name="Другая"), on=LATER)

    assert (the_match(register).state, the_match(register).name) == (
        MatchState.SUSPENDED, "Другая",
    )  # fmt: skip


def test_a_mentee_who_leaves_the_first_group_is_taken_into_the_second() -> None:
    both = seen(FOLLOWED, GROUP, numbered(2, [2], [3, 4]), on=LATER)
    register = seen(both, a_pair_of([1], [5]), numbered(2, [2], [3, 4]), on=LATER)

    assert people(register) == {1, 5}
    assert people(register, 2) == {2, 3, 4}


def test_our_mark_in_a_copy_of_the_course_is_a_group_of_staff() -> None:
    register = at_work(BASE, a_new(1, 3))
    other = ProgrammeId(COURSE + 1)
    copied = replace(numbered(8, [], []), programme_id=other, idnumber=register.matches[1].idnumber)
    school = a_place(register, pairs=(copied,))
    programmes = (*school.programmes, a_programme(id=other))

    after = lived(register, replace(school, programmes=programmes))

    assert after.matches[1] == register.matches[1]
    assert (after.matches[2].programme_id, after.matches[2].is_ours) == (other, False)


def test_our_pair_stands_whether_its_group_does_or_not() -> None:
    register = at_work(BASE, a_new(1, 3))
    group = replace(numbered(7, [1], [3]), idnumber=register.matches[1].idnumber)

    assert seen(seen(register, group), on=LATER).matches[1].state is MatchState.ACTIVE


def test_a_pair_of_staff_goes_on_without_a_mentee_who_left_as_long_as_there_is_another() -> None:
    register = seen(BASE, a_pair_of([1], [3, 4]))
    (mine,) = register.participations_of[PersonId(3)]
    register = leave(register, mine.id, Reason.LEFT_SCHOOL, TODAY, is_completed=False)
    register = seen(register, a_pair_of([1], [3, 4]))

    assert the_match(register).state is MatchState.ACTIVE
    assert left(register) == {3: (TODAY, EndReason.PARTICIPATION_ENDED)}


def test_a_step_that_the_table_does_not_know_is_forbidden() -> None:
    with pytest.raises(ForbiddenMatchStep):
        step(Match(1, COURSE, "Пара 1"), MatchState.ACTIVE, TODAY)


def test_the_day_on_which_a_state_was_first_reached_is_kept() -> None:
    register = at_work(BASE, a_new(1, 3))
    register = move(register, 1, MatchState.SUSPENDED, TODAY)
    register = move(register, 1, MatchState.ACTIVE, LATER)

    assert the_match(register).reached[MatchState.ACTIVE] == str(TODAY)


def test_a_mentor_may_stand_in_many_pairs_and_leaves_them_all_together() -> None:
    register = seen(BASE, numbered(1, [1], [3]), numbered(2, [1], [4]))
    (mine,) = register.participations_of[PersonId(1)]
    register = leave(register, mine.id, Reason.LEFT_SCHOOL, TODAY, is_completed=False)
    register = seen(register, numbered(1, [1], [3]), numbered(2, [1], [4]))

    assert {match.state for match in register.matches.values()} == {MatchState.TERMINATED}
    assert not any(register.side_of(key, Role.MENTOR) for key in (1, 2))
