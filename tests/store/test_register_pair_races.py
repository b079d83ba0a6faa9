"""Two curators who make pairs at once: no mentee gets two, no mentor more than the form allows."""

from dataclasses import replace
from typing import Final

import pytest

from connector.domain.matches import MatchState
from connector.domain.people import PersonId, Role
from connector.domain.register.edits_matches import move, replace_mentor
from connector.domain.register.rules import faults
from connector.store.database import Database, StoreConflict
from tests.builders import TODAY
from tests.pairs_builders import (
    MOST,
    SOME_FORMS,
    a_new,
    at_work,
    lived,
    open_mentees,
    proposed,
    taking_part,
)
from tests.store.racing import Edit, at_once, keep, kept

TIMES: Final = range(3)
BASE: Final = taking_part([1, 2], [3, 4, 5, 6])


@pytest.fixture(params=TIMES)
def again() -> None:
    """Do it once more: two who race do not always meet."""


def proposing(mentor: int, mentee: int) -> Edit:
    return lambda register: proposed(register, a_new(mentor, mentee))


@pytest.mark.usefixtures("again")
def test_of_two_who_give_a_mentee_a_mentor_one_is_refused(database: Database, school: int) -> None:
    keep(database, school, BASE)

    refused = at_once(database, school, [proposing(1, 3), proposing(2, 3)], lived)

    register = kept(database, school)
    assert refused == ["pairs.has_pair"]
    assert [member.person_id for _, member in open_mentees(register)] == [3]
    assert faults(register, TODAY, SOME_FORMS) == []


@pytest.mark.usefixtures("again")
def test_of_two_who_take_the_last_place_of_a_mentor_one_is_refused(
    database: Database, school: int
) -> None:
    keep(database, school, proposed(BASE, a_new(1, 3)))

    refused = at_once(database, school, [proposing(1, 4), proposing(1, 5)], lived)

    register = kept(database, school)
    assert refused == ["pairs.no_place"]
    assert sorted(member.seat or 0 for _, member in open_mentees(register)) == [1, MOST]
    assert faults(register, TODAY, SOME_FORMS) == []


@pytest.mark.usefixtures("again")
def test_two_who_take_different_places_both_get_them(database: Database, school: int) -> None:
    keep(database, school, BASE)

    assert (
        at_once(database, school, [proposing(1, 3), proposing(1, 4), proposing(2, 5)], lived) == []
    )

    assert len(open_mentees(kept(database, school))) == len([3, 4, 5])


@pytest.mark.usefixtures("again")
def test_of_two_who_reject_a_pair_and_begin_its_trial_at_once_one_may_be_refused(
    database: Database, school: int
) -> None:
    keep(database, school, proposed(BASE, a_new(1, 3)))

    refused = at_once(
        database,
        school,
        [
            lambda register: move(register, 1, MatchState.TRIAL, TODAY),
            lambda register: move(register, 1, MatchState.REJECTED, TODAY),
        ],
        lived,
    )

    register = kept(database, school)
    assert refused in ([], ["pairs.over"])
    assert register.matches[1].state is MatchState.REJECTED
    assert open_mentees(register) == []


def test_a_mentee_who_changes_pairs_and_a_place_that_changes_hands_are_kept_in_one_change(
    database: Database, school: int
) -> None:
    register = at_work(BASE, a_new(1, 3), a_new(1, 4))
    keep(database, school, register)
    named = lambda _: str  # noqa: E731 - the name of a pair by its people, then by its number

    register = replace_mentor(register, 1, PersonId(2), named, SOME_FORMS, TODAY)
    register = lived(proposed(register, a_new(1, 5)))
    keep(database, school, register)

    assert kept(database, school) == register
    assert {(m.person_id, m.mentor_id, m.seat) for _, m in open_mentees(register)} == {
        (3, 2, 1),
        (4, 1, 2),
        (5, 1, 1),
    }


@pytest.mark.parametrize("clash", ["one pair", "one place"])
def test_the_database_itself_refuses_what_nobody_checked(
    database: Database, school: int, clash: str
) -> None:
    register = at_work(BASE, a_new(1, 3))
    keep(database, school, register)
    (mentee,) = register.side_of(1, Role.MENTEE)
    if clash == "one pair":
        second = replace(mentee, id=99, mentor_id=0, seat=None)
    else:
        second = replace(mentee, id=99, person_id=PersonId(4))
    broken = register.with_rows("members", [second])

    with (
        pytest.raises(StoreConflict),
        database.changing_register(school) as tx,
    ):
        tx.register.save(register, broken, "завуч")

    assert kept(database, school).members == register.members
