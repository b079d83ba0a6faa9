"""What a curator decides before a matching: entered, refused, lifted."""

from datetime import date

import pytest

from connector.domain.choices import Preference
from connector.domain.matching import Constraint, ConstraintKind
from connector.domain.people import PersonId
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matching import constrain, lift, prefer, standing
from tests.builders import TODAY, Change, a_person

KINDS = ConstraintKind
LATER = date(2027, 1, 11)


def decision(kind: KINDS, mentor: int = 1, mentee: int = 0, **changes: Change) -> Constraint:
    return Constraint(0, changes.pop("programme_id", 50), kind, PersonId(mentor), mentee, **changes)


def decided(*new: Constraint, register: Register | None = None) -> Register:
    known = register or Register()
    for one in new:
        people = [a_person(key) for key in (one.mentor_id, one.mentee_id) if key]
        known = constrain(known, one, tuple(people), TODAY)
    return known


def test_a_decision_gets_the_next_number_and_takes_its_people_in() -> None:
    register = decided(decision(KINDS.PIN, 1, 2), decision(KINDS.HOLD, 3))

    assert list(register.constraints) == [1, 2]
    assert set(register.people) == {1, 2, 3}


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ((KINDS.PIN, 1, 2), (KINDS.PIN, 1, 2), "matching.decided_already"),
        ((KINDS.HOLD, 1), (KINDS.HOLD, 1), "matching.decided_already"),
        ((KINDS.PIN, 1, 2), (KINDS.PIN, 3, 2), "matching.pinned_already"),
        ((KINDS.PIN, 1, 2), (KINDS.BAN, 1, 2), "matching.against_another"),
        ((KINDS.RELATIVES, 1, 2), (KINDS.PIN, 1, 2), "matching.against_another"),
        ((KINDS.PIN, 1, 2), (KINDS.BAN, 4, 4), "matching.same_person"),
    ],
)
def test_a_decision_against_another_is_refused(
    first: tuple[KINDS, int, int], second: tuple[KINDS, int, int], code: str
) -> None:
    register = decided(decision(*first))

    with pytest.raises(EditRefused) as refused:
        decided(decision(*second), register=register)
    assert refused.value.code == code


def test_what_is_decided_in_one_programme_does_not_count_in_another() -> None:
    elsewhere = decision(KINDS.PIN, 3, 2, programme_id=51)
    register = decided(decision(KINDS.PIN, 1, 2), elsewhere)

    assert [one.id for one in standing(register, 50)] == [1]
    assert [one.id for one in standing(register, 51)] == [2]
    assert len(list(standing(register, 0))) == 2


def test_what_is_decided_for_all_programmes_counts_in_each() -> None:
    register = decided(decision(KINDS.BAN, 1, 2, programme_id=0))

    assert [one.id for one in standing(register, 50)] == [1]
    with pytest.raises(EditRefused, match=r"matching\.against_another"):
        decided(decision(KINDS.PIN, 1, 2), register=register)


def test_a_lifted_decision_stands_no_more_and_is_kept() -> None:
    register = lift(decided(decision(KINDS.PIN, 1, 2)), 1, LATER)

    assert list(standing(register, 50)) == []
    assert register.constraints[1].lifted_on == LATER
    assert len(decided(decision(KINDS.PIN, 3, 2), register=register).constraints) == 2
    with pytest.raises(EditRefused, match=r"matching\.lifted_already"):
        lift(register, 1, LATER)
    with pytest.raises(EditRefused, match=r"matching\.no_constraint"):
        lift(register, 9, LATER)


def test_a_mentor_has_one_number_of_places() -> None:
    register = decided(decision(KINDS.PLACES, 1, number=3), decision(KINDS.PLACES, 1, number=1))

    assert [one.number for one in standing(register, 50)] == [1]
    with pytest.raises(EditRefused, match=r"matching\.no_number"):
        decided(decision(KINDS.PLACES, 1, number=-1))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to_id": 1}, "matching.same_person"),
        ({"rank": 0}, "matching.no_rank"),
        ({"comfort": 11}, "matching.no_comfort"),
        ({"comfort": -1}, "matching.no_comfort"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(changes: Change, code: str) -> None:
    said = {"to_id": 2, "rank": 1, "comfort": 0, **changes}

    with pytest.raises(EditRefused) as refused:
        prefer(Register(), Preference(0, 50, PersonId(1), **said), (a_person(1), a_person(2)))
    assert refused.value.code == code


def test_choices_are_entered_and_a_second_of_the_same_person_replaces_the_first() -> None:
    people = a_person(1), a_person(2)
    register = prefer(Register(), Preference(0, 50, PersonId(1), 2), people)
    register = prefer(register, Preference(0, 50, PersonId(2), 1), people)
    register = prefer(register, Preference(0, 50, PersonId(1), 2, rank=2, comfort=7), people)

    assert {key: one.rank for key, one in register.preferences.items()} == {1: 2, 2: 1}
