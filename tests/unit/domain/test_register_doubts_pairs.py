"""A lost right or a renamed role must not look as if all groups of a programme had ended."""

from dataclasses import replace
from typing import Any, Final

import pytest

from connector.domain.matches import EndReason, MatchState
from connector.domain.norms import Norms
from connector.domain.pairs import Pair, PairId
from connector.domain.register import Register, follow
from connector.domain.register.doubts import Held, doubts
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import COURSE, TODAY, a_pair_of, a_person, a_school

EVERY: Final = range(1, 21)


def a_group(number: int) -> Pair:
    return a_pair_of([number], [100 + number], id=PairId(f"group:{number}"))


def a_school_of(groups: range, without: str = "") -> School:
    """Twenty groups of a course; `without`: the side that the others have lost."""
    people = [a_person(who) for number in EVERY for who in (number, 100 + number)]
    kept = [a_group(number) for number in groups]
    emptied: dict[str, Any] = {without: ()}
    rest = [replace(a_group(n), **emptied) for n in EVERY if without and n not in groups]
    return a_school(people, pairs=(*kept, *rest))


def followed(register: Register, school: School, *believed: Held) -> Register:
    return follow(register, school, Admission(), Norms(), TODAY, believes=frozenset(believed))


FULL: Final = followed(Register(), a_school_of(EVERY))


def open_(register: Register) -> int:
    return sum(match.is_open for match in register.matches.values())


def test_every_group_of_staff_is_a_pair_at_work() -> None:
    assert open_(FULL) == len(EVERY)
    assert {match.state for match in FULL.matches.values()} == {MatchState.ACTIVE}
    assert not any(match.is_ours for match in FULL.matches.values())


@pytest.mark.parametrize(("left", "open_after"), [(range(1, 16), 15), (range(1, 15), 20)])
def test_groups_that_vanish_in_numbers_do_not_end(left: range, open_after: int) -> None:
    assert open_(followed(FULL, a_school_of(left))) == open_after


@pytest.mark.parametrize("side", ["mentors", "mentees"])
def test_a_side_that_vanishes_in_numbers_does_not_leave(side: str) -> None:
    school = a_school_of(range(1, 15), without=side)

    assert doubts(FULL, school, TODAY).pairs == {COURSE: 6}
    assert followed(FULL, school) == FULL


def test_a_few_who_leave_their_groups_do() -> None:
    register = followed(FULL, a_school_of(range(1, 16), without="mentees"))

    left = [one for one in register.members.values() if one.left_on]
    assert {one.left_because for one in left} == {EndReason.LEFT_IN_MOODLE}
    assert len(left) == len(EVERY) - 15
    assert open_(register) == len(EVERY)


def test_a_person_may_confirm_that_the_groups_are_gone() -> None:
    register = followed(FULL, a_school_of(range(0)), Held.PAIRS)

    assert open_(register) == 0
    assert {m.ended_because for m in register.matches.values()} == {EndReason.LEFT_IN_MOODLE}


def test_confirming_roles_does_not_confirm_pairs() -> None:
    assert open_(followed(FULL, a_school_of(range(0)), Held.ROLES)) == len(EVERY)


def test_what_is_new_is_followed_while_others_are_doubted() -> None:
    newcomer = a_pair_of([1], [119], id=PairId("group:50"))
    school = a_school_of(range(1, 10))
    register = followed(FULL, replace(school, pairs=(*school.pairs, newcomer)))

    assert open_(register) == len(EVERY) + 1


def test_a_course_that_is_not_shown_ends_nothing() -> None:
    hidden = replace(a_school_of(range(0)), programmes=())

    assert doubts(FULL, hidden, TODAY).pairs == {}
    assert open_(followed(FULL, hidden)) == len(EVERY)


def test_groups_that_come_back_go_on_as_they_were() -> None:
    lost = followed(FULL, a_school_of(range(0)))

    assert followed(lost, a_school_of(EVERY)) == FULL
