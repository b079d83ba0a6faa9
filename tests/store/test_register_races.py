"""Two who change the register at once, each on a connection of their own: no rule is broken."""

from typing import Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.norms import Norms
from connector.domain.participation import NEEDS_CONSENT
from connector.domain.people import PersonId, Role
from connector.domain.register import Register, follow
from connector.domain.register.edits_consents import Sheet, give_consent, withdraw_consent
from connector.domain.register.edits_participation import Entry, enter
from connector.domain.register.rules import faults
from connector.domain.school import School
from connector.domain.training import Admission
from connector.store.database import Database
from tests.builders import COURSE, TODAY, a_pair_of, a_person, a_programme, a_school
from tests.register_builders import SIGNED, a_consent, a_register
from tests.store.racing import Edit, at_once, keep, kept

TIMES: Final = range(3)
WHO, OTHER = PersonId(1), PersonId(2)
PLACES: Final = {
    (COURSE, Role.MENTOR): frozenset({WHO}),
    (COURSE, Role.MENTEE): frozenset({OTHER}),
}
SCHOOL: Final = a_school(
    [a_person(1), a_person(2)],
    programmes=(a_programme(),),
    places=PLACES,
    pairs=(a_pair_of([1], [2]),),
)
ALONE: Final = a_school([a_person(1), a_person(2)])


@pytest.fixture(params=TIMES)
def again() -> None:
    """Do it once more: two who race do not always meet."""


def give(register: Register) -> Register:
    sheet = Sheet(Purpose.PROCESSING, Signer.REPRESENTATIVE, SIGNED)
    return give_consent(register, WHO, sheet, TODAY)


def withdraw(register: Register) -> Register:
    return withdraw_consent(register, WHO, Purpose.PROCESSING, TODAY, TODAY)


def begin(register: Register) -> Register:
    return enter(register, WHO, Entry(Role.MENTOR, COURSE, "pupil-pupil"), TODAY)


def nothing(register: Register) -> Register:
    return register


def seeing(school: School) -> Edit:
    """What follows of a change from a school."""
    return lambda register: follow(register, school, Admission("warn"), Norms(), TODAY)


@pytest.mark.parametrize("time", TIMES)
def test_a_withdrawal_and_the_nightly_update_leave_nobody_in_the_base_without_a_consent(
    database: Database, school: int, time: int
) -> None:
    keep(database, school, a_register(a_consent(1), a_consent(2, 2), people=[1, 2]))

    edits = [withdraw, nothing] if time % 2 else [nothing, withdraw]
    at_once(database, school, edits, seeing(SCHOOL))

    register = kept(database, school)
    assert faults(register, TODAY) == []
    mine = register.participations_of.get(WHO, ())
    assert not any(one.is_open and one.state in NEEDS_CONSENT for one in mine)
    assert [task.person_id for task in register.erasures.values()] == [WHO]


@pytest.mark.usefixtures("again")
def test_of_two_who_enter_the_same_person_one_is_refused(database: Database, school: int) -> None:
    keep(database, school, a_register(a_consent(1), people=[1, 2]))

    refused = at_once(database, school, [begin, begin], seeing(ALONE))

    assert len(refused) == 1
    assert len(kept(database, school).participations_of[WHO]) == 1


@pytest.mark.usefixtures("again")
def test_of_two_who_withdraw_one_finds_nothing_to_withdraw_and_one_task_is_opened(
    database: Database, school: int
) -> None:
    keep(database, school, a_register(a_consent(1), people=[1, 2]))

    refused = at_once(database, school, [withdraw, withdraw], seeing(SCHOOL))

    assert len(refused) == 1
    assert len(kept(database, school).erasures) == 1


@pytest.mark.usefixtures("again")
def test_two_updates_at_once_make_one_row_for_each_place(database: Database, school: int) -> None:
    keep(database, school, a_register(a_consent(1), a_consent(2, 2), people=[1, 2]))

    at_once(database, school, [nothing] * 3, seeing(SCHOOL))

    assert sorted(one.person_id for one in kept(database, school).participations.values()) == [1, 2]


@pytest.mark.parametrize("time", TIMES)
def test_a_consent_and_an_entry_at_once_end_the_same_in_any_order(
    database: Database, school: int, time: int
) -> None:
    keep(database, school, a_register(people=[1, 2]))

    refused = at_once(database, school, [give, begin] if time % 2 else [begin, give], seeing(ALONE))

    register = kept(database, school)
    (mine,) = register.participations_of[WHO]
    assert refused == []
    assert mine.state in NEEDS_CONSENT
    assert faults(register, TODAY) == []
