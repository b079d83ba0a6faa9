"""A lost right or a new name must not look as if everybody had left (what a live Moodle showed)."""

from dataclasses import replace
from typing import Final

import pytest

from connector.domain.consents import ConsentState, Purpose, SeenConsent, Signer
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.register import Register, follow
from connector.domain.register.doubts import Held, doubts
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import COURSE, TODAY, a_person, a_school

SOURCE: Final = "choice name: Согласие @ shortname: M "
EVERYBODY: Final = range(1, 21)
WARN: Final = Admission()
PLACE: Final = (COURSE, Role.MENTEE)


def a_school_of(consenting: range, taking_part: range = EVERYBODY) -> School:
    """Twenty pupils whose answers can all be read."""
    return a_school(
        [a_person(key) for key in EVERYBODY],
        places={PLACE: frozenset(map(PersonId, taking_part))},
        consents=tuple(
            SeenConsent(PersonId(key), Purpose.PROCESSING, SOURCE, Signer.REPRESENTATIVE)
            for key in consenting
        ),
        consent_answers={SOURCE: frozenset(map(PersonId, EVERYBODY))},
    )


def followed(register: Register, school: School, *believed: Held) -> Register:
    return follow(register, school, WARN, Norms(), TODAY, believes=frozenset(believed))


def given(register: Register) -> int:
    return sum(c.state(TODAY) is ConsentState.GIVEN for c in register.consents.values())


def open_(register: Register) -> int:
    return sum(one.is_open for one in register.participations.values())


FULL: Final = followed(Register(), a_school_of(EVERYBODY))


@pytest.mark.parametrize(("left", "given_after"), [(range(1, 16), 15), (range(1, 15), 20)])
def test_consents_that_vanish_in_numbers_are_not_withdrawn(left: range, given_after: int) -> None:
    register = followed(FULL, a_school_of(left))

    assert given(register) == given_after


def test_what_is_held_back_is_told_with_its_number() -> None:
    found = doubts(FULL, a_school_of(range(0)), TODAY)

    assert (found.consents, found.places) == ({SOURCE: 20}, {})


def test_a_person_may_confirm_that_consents_were_withdrawn() -> None:
    register = followed(FULL, a_school_of(range(0)), Held.CONSENTS)

    assert given(register) == 0
    assert {o.state for o in register.participations.values()} == {State.WITHDRAWN}


def test_others_are_followed_while_some_are_doubted() -> None:
    renamed = a_school_of(range(0))
    more = replace(renamed, places={PLACE: frozenset(map(PersonId, range(2, 21)))})

    register = followed(FULL, more)

    assert (given(register), open_(register)) == (20, 19)


@pytest.mark.parametrize(("left", "open_after"), [(range(1, 16), 15), (range(1, 15), 20)])
def test_roles_that_vanish_in_numbers_do_not_end(left: range, open_after: int) -> None:
    register = followed(FULL, a_school_of(EVERYBODY, left))

    assert open_(register) == open_after


def test_roles_that_vanish_are_told_by_place_and_may_be_confirmed() -> None:
    emptied = a_school_of(EVERYBODY, range(0))

    assert doubts(FULL, emptied, TODAY).places == {PLACE: 20}
    assert open_(followed(FULL, emptied, Held.ROLES)) == 0


def test_confirming_one_does_not_confirm_the_other() -> None:
    emptied = a_school_of(range(0), range(0))

    register = followed(FULL, emptied, Held.ROLES)

    assert (given(register), open_(register)) == (20, 0)


def test_holding_back_again_changes_nothing() -> None:
    emptied = a_school_of(range(0), range(0))

    once = followed(FULL, emptied)

    assert once == FULL
    assert followed(once, emptied) == once


def test_whom_moodle_hides_is_neither_counted_nor_ended() -> None:
    hidden = replace(a_school_of(range(0), range(0)), people={}, consent_answers={})

    register = followed(FULL, hidden)

    assert doubts(FULL, hidden, TODAY) == doubts(FULL, a_school_of(EVERYBODY), TODAY)
    assert (given(register), open_(register)) == (20, 20)
