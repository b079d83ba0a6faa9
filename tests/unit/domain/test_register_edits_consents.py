"""Consents by hand: what can be entered, what cannot, and what a withdrawal ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from connector.domain.consents import ConsentState, Purpose, Signer
from connector.domain.erasure import ErasureState
from connector.domain.norms import Norms
from connector.domain.participation import Reason, State
from connector.domain.people import Kind, PersonId
from connector.domain.register import Register, follow
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_consents import (
    Sheet,
    give_consent,
    request_consent,
    withdraw_consent,
)
from connector.domain.training import Admission
from tests.builders import TODAY, Change, a_person, a_school
from tests.register_builders import SIGNED, a_consent, a_participation, a_register, an_active_one

ANNA: Final = PersonId(1)
TOMORROW: Final = TODAY + timedelta(days=1)
SHEET: Final = Sheet(Purpose.PROCESSING, Signer.REPRESENTATIVE, SIGNED)


def a_sheet(**changes: Change) -> Sheet:
    return replace(SHEET, **changes)


def refusal(register: Register, sheet: Sheet, who: PersonId = ANNA) -> str:
    with pytest.raises(EditRefused) as caught:
        give_consent(register, who, sheet, TODAY)
    return caught.value.code


def of_age(**changes: Change) -> Register:
    return Register().with_rows("people", [a_person(born_on=date(2000, 1, 1), **changes)])


def after(register: Register) -> Register:
    people = list(register.people.values())
    return follow(register, a_school(people), Admission(), Norms(), TODAY)


def test_a_sheet_becomes_a_consent_with_everything_that_stands_on_it() -> None:
    sheet = a_sheet(
        valid_to=date(2027, 8, 31), signer_name="мать", text_version="2026-1", paper="папка 3"
    )

    (consent,) = give_consent(a_register(people=[1]), ANNA, sheet, TODAY).consents.values()

    assert (consent.person_id, consent.purpose, consent.signed_by) == (ANNA, *named(sheet))
    assert (consent.signed_on, consent.valid_to) == (SIGNED, date(2027, 8, 31))
    assert (consent.signer_name, consent.text_version, consent.paper) == (
        "мать",
        "2026-1",
        "папка 3",
    )


def named(sheet: Sheet) -> tuple[Purpose, Signer]:
    return sheet.purpose, sheet.signed_by


def test_a_consent_takes_into_the_base_who_waited_for_it() -> None:
    register = a_register(a_participation(state=State.CONSENT_PENDING, is_by_hand=True), people=[1])

    given = after(give_consent(register, ANNA, SHEET, TODAY))

    assert given.participations[1].state is State.REGISTERED
    assert given.participations[1].entered_on == SIGNED, "in the base since the consent"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_on": TOMORROW}, "consents.signed_in_future"),
        ({"signed_on": date(2011, 2, 28)}, "consents.signed_before_birth"),
        ({"valid_to": SIGNED - timedelta(days=1)}, "consents.ends_before_signing"),
        ({"signed_by": Signer.SELF}, "consents.minor_signs_not"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(changes: dict[str, Change], code: str) -> None:
    assert refusal(a_register(people=[1]), a_sheet(**changes)) == code


@pytest.mark.parametrize("kind", [Kind.PUPIL, Kind.TEACHER])
def test_a_grown_up_signs_without_a_representative(kind: Kind) -> None:
    assert refusal(of_age(kind=kind), SHEET) == "consents.grown_up_signs"
    own = a_sheet(signed_by=Signer.SELF)
    assert give_consent(of_age(kind=kind), ANNA, own, TODAY).has_consent(
        ANNA, Purpose.PROCESSING, TODAY
    )


def test_the_day_of_signing_decides_whose_hand_it_is() -> None:
    birthday = date(2026, 10, 10)
    person = a_person(born_on=birthday.replace(year=2008))
    register = Register().with_rows("people", [person])
    before, on_the_day = birthday - timedelta(days=1), birthday

    assert refusal(register, a_sheet(signed_by=Signer.SELF, signed_on=before))
    assert refusal(register, a_sheet(signed_on=on_the_day))
    assert give_consent(register, ANNA, a_sheet(signed_on=before), TODAY).consents
    own = a_sheet(signed_by=Signer.SELF, signed_on=on_the_day)
    assert give_consent(register, ANNA, own, TODAY).consents


def test_a_pupil_of_unknown_age_counts_as_a_minor() -> None:
    register = Register().with_rows("people", [a_person(born_on=None)])

    assert refusal(register, a_sheet(signed_by=Signer.SELF)) == "consents.minor_signs_not"


def test_nobody_signs_for_whom_nobody_knows() -> None:
    assert refusal(a_register(people=[1]), SHEET, PersonId(99)) == "people.unknown"


def test_the_same_sheet_is_not_entered_twice() -> None:
    register = give_consent(a_register(people=[1]), ANNA, SHEET, TODAY)

    assert refusal(register, SHEET) == "consents.given_already"


def test_a_renewal_is_a_consent_of_its_own_and_leaves_the_earlier_as_it_was() -> None:
    first = give_consent(a_register(people=[1]), ANNA, SHEET, TODAY)

    renewed = give_consent(first, ANNA, a_sheet(signed_on=TODAY), TODAY)

    assert renewed.consents[1] == first.consents[1]
    assert renewed.consents[2].signed_on == TODAY


def test_each_purpose_stands_alone() -> None:
    register = give_consent(a_register(people=[1]), ANNA, SHEET, TODAY)

    assert not register.has_consent(ANNA, Purpose.DISTRIBUTION, TODAY)
    both = give_consent(register, ANNA, a_sheet(purpose=Purpose.DISTRIBUTION), TODAY)
    assert len(both.consents) == 2


def test_what_was_asked_for_is_answered_and_not_doubled() -> None:
    asked = request_consent(a_register(people=[1]), ANNA, Purpose.PROCESSING, SIGNED)
    assert asked.consents[1].state(TODAY) is ConsentState.REQUESTED
    assert asked.consents[1].signed_by is Signer.REPRESENTATIVE

    given = give_consent(asked, ANNA, a_sheet(signed_on=TODAY), TODAY)

    assert list(given.consents) == [1]
    assert (given.consents[1].requested_on, given.consents[1].signed_on) == (SIGNED, TODAY)


def test_nobody_is_asked_twice_for_the_same() -> None:
    asked = request_consent(a_register(people=[1]), ANNA, Purpose.PROCESSING, TODAY)

    with pytest.raises(EditRefused) as caught:
        request_consent(asked, ANNA, Purpose.PROCESSING, TODAY)

    assert caught.value.code == "consents.asked_already"
    assert len(request_consent(asked, ANNA, Purpose.DISTRIBUTION, TODAY).consents) == 2


def test_what_was_only_asked_for_lets_nobody_into_the_base() -> None:
    register = a_register(a_participation(is_by_hand=True), people=[1])

    asked = after(request_consent(register, ANNA, Purpose.PROCESSING, TODAY))

    assert asked.participations[1].state is State.CONSENT_PENDING


def test_a_withdrawal_ends_everything_and_sets_a_day_for_the_erasure() -> None:
    waiting = a_participation(2, programme_id=50, state=State.CONSENT_PENDING, is_by_hand=True)
    rows = [an_active_one(1, is_by_hand=True), waiting]
    register = a_register(*rows, a_consent(), people=[1])

    ended = after(withdraw_consent(register, ANNA, Purpose.PROCESSING, TODAY, TODAY))

    assert {one.state for one in ended.participations.values()} == {State.WITHDRAWN}
    assert {one.left_because for one in ended.participations.values()} == {Reason.CONSENT_WITHDRAWN}
    (task,) = ended.erasures.values()
    assert (task.state, task.due_on) == (ErasureState.OPEN, TODAY + timedelta(days=30))


def test_a_withdrawal_reported_late_counts_from_its_own_day() -> None:
    register = a_register(an_active_one(entered_on=TODAY, is_by_hand=True), a_consent(), people=[1])
    earlier = TODAY - timedelta(days=10)

    ended = after(withdraw_consent(register, ANNA, Purpose.PROCESSING, earlier, TODAY))

    assert ended.participations[1].state is State.WITHDRAWN
    assert ended.erasures[1].due_on == earlier + timedelta(days=30)


def test_every_consent_to_the_purpose_is_withdrawn_whoever_told_of_it() -> None:
    told = a_consent(2, source="profile: consent", is_seen=True)
    register = a_register(a_consent(1), told, people=[1])

    ended = withdraw_consent(register, ANNA, Purpose.PROCESSING, TODAY, TODAY)

    assert not ended.has_consent(ANNA, Purpose.PROCESSING, TODAY)
    assert all(one.withdrawn_on == TODAY for one in ended.consents.values())


def test_withdrawing_one_purpose_leaves_the_others_and_who_takes_part() -> None:
    site = a_consent(2, purpose=Purpose.DISTRIBUTION)
    register = a_register(an_active_one(is_by_hand=True), a_consent(1), site, people=[1])

    ended = after(withdraw_consent(register, ANNA, Purpose.DISTRIBUTION, TODAY, TODAY))

    assert ended.has_consent(ANNA, Purpose.PROCESSING, TODAY)
    assert ended.participations[1].is_open
    assert not ended.erasures


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (TOMORROW, "consents.withdrawn_in_future"),
        (SIGNED - timedelta(days=1), "consents.withdrawn_before_signing"),
    ],
)
def test_a_withdrawal_on_an_impossible_day_is_refused(on: date, code: str) -> None:
    register = a_register(a_consent(), people=[1])

    with pytest.raises(EditRefused) as caught:
        withdraw_consent(register, ANNA, Purpose.PROCESSING, on, TODAY)

    assert caught.value.code == code


@pytest.mark.parametrize(
    "consent",
    [
        a_consent(withdrawn_on=TODAY),
        a_consent(valid_to=TODAY - timedelta(days=1)),
        a_consent(signed_on=None),
        a_consent(purpose=Purpose.LABOUR),
        a_consent(person_id=2),
    ],
    ids=["withdrawn", "expired", "asked for", "of another purpose", "of somebody else"],
)
def test_only_what_is_given_can_be_withdrawn(consent: Change) -> None:
    with pytest.raises(EditRefused) as caught:
        withdraw_consent(a_register(consent, people=[1, 2]), ANNA, Purpose.PROCESSING, TODAY, TODAY)

    assert caught.value.code == "consents.nothing_to_withdraw"


def test_an_old_sheet_does_not_undo_a_withdrawal() -> None:
    register = a_register(a_consent(), people=[1])
    ended = withdraw_consent(register, ANNA, Purpose.PROCESSING, TODAY, TODAY)

    assert refusal(ended, a_sheet(signed_on=TODAY - timedelta(days=1))) == (
        "consents.withdrawn_since"
    )
    assert give_consent(ended, ANNA, a_sheet(signed_on=TODAY), TODAY).has_consent(
        ANNA, Purpose.PROCESSING, TODAY
    )


def test_a_new_consent_calls_the_erasure_off() -> None:
    register = a_register(an_active_one(is_by_hand=True), a_consent(), people=[1])
    ended = after(withdraw_consent(register, ANNA, Purpose.PROCESSING, TODAY, TODAY))

    again = after(give_consent(ended, ANNA, a_sheet(signed_on=TODAY), TODAY))

    assert again.erasures[1].state is ErasureState.CANCELLED
    assert again.participations[1].state is State.WITHDRAWN, "what has ended is not begun again"
