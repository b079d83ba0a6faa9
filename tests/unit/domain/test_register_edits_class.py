"""A class hands in its consents: who is given one, and who is not and why."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.people import PersonId
from connector.domain.register import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_class import Handed, OfClass, give_to_class
from tests.builders import TODAY, Change, a_person
from tests.register_builders import SIGNED, a_consent, a_participation, a_register

OURS: Final = OfClass("9А", Purpose.PROCESSING, SIGNED)


def a_class(*rows: Change, **changes: Change) -> Register:
    """Build two pupils of 9А who take part, one of 9Б who does, and one of 9А who does not."""
    register = a_register(
        *(a_participation(key, key) for key in (1, 2, 3)), *rows, people=[1, 2, 3, 4]
    )
    other = a_person(3, class_name="9Б")
    return register.with_rows("people", [other, a_person(1, **changes)])


def handed(register: Register, **changes: Change) -> dict[int, Handed]:
    _, told = give_to_class(register, replace(OURS, **changes), TODAY)
    return {one.person.id: one for one in told}


def why(one: Handed) -> str:
    return one.refused.code if one.refused else ""


def test_everybody_of_the_class_who_takes_part_is_given_one_and_nobody_else() -> None:
    register, told = give_to_class(a_class(), OURS, TODAY)

    assert [(one.person.id, why(one)) for one in told] == [(1, ""), (2, "")]
    assert {one.person_id for one in register.consents.values()} == {1, 2}
    assert all(one.signed_on == SIGNED for one in register.consents.values())


def test_the_hand_follows_from_the_age_on_the_day_of_signing() -> None:
    told = handed(a_class(born_on=date(2008, 9, 1)))

    assert told[1].signed_by is Signer.SELF
    assert told[2].signed_by is Signer.REPRESENTATIVE


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (a_consent(), "consents.has_one"),
        (a_consent(withdrawn_on=TODAY), "consents.has_withdrawn"),
        (a_consent(valid_to=TODAY - timedelta(days=1)), "consents.given_already"),
        (a_consent(purpose=Purpose.DISTRIBUTION), ""),
    ],
)
def test_who_has_one_or_withdrew_it_is_left_alone(row: Change, code: str) -> None:
    told = handed(a_class(row))

    assert (why(told[1]), why(told[2])) == (code, "")


def test_a_birth_date_after_the_signing_leaves_that_one_out_only() -> None:
    told = handed(a_class(born_on=TODAY))

    assert (why(told[1]), why(told[2])) == ("consents.signed_before_birth", "")


def test_who_did_not_hand_in_is_left_out() -> None:
    told = handed(a_class(), without=frozenset({PersonId(2)}))

    assert (why(told[1]), why(told[2])) == ("", "consents.left_out")


@pytest.mark.parametrize("who", [3, 4, 99], ids=["another class", "no part", "unknown"])
def test_an_exception_that_is_no_pupil_of_the_class_is_refused(who: int) -> None:
    with pytest.raises(EditRefused) as caught:
        handed(a_class(), without=frozenset({PersonId(who)}))

    assert (caught.value.code, caught.value.facts["person"]) == ("consents.not_in_class", who)


def test_a_class_in_which_nobody_takes_part_is_refused() -> None:
    with pytest.raises(EditRefused) as caught:
        handed(a_class(), class_name="5В")

    assert caught.value.code == "consents.nobody_in_class"


def test_a_second_time_nothing_is_given() -> None:
    once, _ = give_to_class(a_class(), OURS, TODAY)

    twice, told = give_to_class(once, OURS, TODAY)

    assert twice == once
    assert {why(one) for one in told} == {"consents.has_one"}
