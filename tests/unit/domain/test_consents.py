"""Consents (methodology 5.4, 10, 12.3: rule 1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.consents import (
    CONSENT_TRANSITIONS,
    ConsentState,
    Purpose,
    Signer,
    expires_within,
    holds,
    is_valid,
    may_sign,
    needs_renewal,
)
from connector.domain.people import Kind
from tests.builders import TODAY, a_person
from tests.register_builders import SIGNED, a_consent

MINOR = a_person(1, born_on=date(2011, 3, 1))
ADULT = a_person(1, kind=Kind.TEACHER, born_on=date(1980, 3, 1))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_a_paper_that_was_only_asked_for_is_no_consent() -> None:
    asked = a_consent(signed_on=None, requested_on=SIGNED)

    assert asked.state(TODAY) is ConsentState.REQUESTED
    assert not is_valid(asked, MINOR, TODAY)


def test_a_consent_holds_from_the_day_of_signing_to_its_last_day() -> None:
    consent = a_consent(valid_to=TODAY)

    states = {day: consent.state(day) for day in (SIGNED, TODAY, TODAY + timedelta(days=1))}

    assert list(states.values()) == [
        ConsentState.GIVEN,
        ConsentState.GIVEN,
        ConsentState.EXPIRED,
    ]
    assert consent.state(SIGNED - timedelta(days=1)) is ConsentState.REQUESTED


def test_from_the_day_of_withdrawal_it_holds_no_more() -> None:
    consent = a_consent(withdrawn_on=TODAY)

    assert consent.state(TODAY - timedelta(days=1)) is ConsentState.GIVEN
    assert consent.state(TODAY) is ConsentState.WITHDRAWN


@given(
    st.none() | DAYS,
    st.none() | DAYS,
    st.none() | DAYS,
    st.lists(DAYS, min_size=2, max_size=2).map(sorted),
)
def test_time_leads_only_where_the_table_allows(
    signed: date | None, to: date | None, withdrawn: date | None, days: list[date]
) -> None:
    consent = a_consent(signed_on=signed, valid_to=to, withdrawn_on=withdrawn)

    before, after = (consent.state(day) for day in days)

    allowed = {(before, before), *CONSENT_TRANSITIONS}
    allowed |= {(a, d) for a, b in allowed for c, d in CONSENT_TRANSITIONS if b is c}
    allowed |= {(ConsentState.EXPIRED, ConsentState.WITHDRAWN)}
    assert (before, after) in allowed


@pytest.mark.parametrize("signer", Signer)
def test_for_a_minor_only_the_representative_signs(signer: Signer) -> None:
    assert may_sign(MINOR, signer, SIGNED) is (signer is Signer.REPRESENTATIVE)


@pytest.mark.parametrize("signer", Signer)
def test_a_grown_up_signs_alone(signer: Signer) -> None:
    assert may_sign(ADULT, signer, SIGNED) is (signer is Signer.SELF)


def test_a_pupil_of_unknown_age_counts_as_a_minor() -> None:
    unknown = a_person(1, born_on=None)

    assert not may_sign(unknown, Signer.SELF, SIGNED)
    assert may_sign(unknown, Signer.REPRESENTATIVE, SIGNED)


def test_a_teacher_of_unknown_age_signs_alone() -> None:
    assert may_sign(a_person(1, kind=Kind.TEACHER, born_on=None), Signer.SELF, SIGNED)


def test_it_is_the_age_on_the_day_of_signing_that_counts() -> None:
    came_of_age = a_person(1, born_on=date(2008, 10, 1))

    assert is_valid(a_consent(), came_of_age, TODAY)
    assert not is_valid(a_consent(signed_on=date(2026, 10, 1)), came_of_age, TODAY)


def test_who_turns_18_is_asked_for_a_consent_of_their_own() -> None:
    person = a_person(1, born_on=date(2008, 11, 24))

    assert not needs_renewal(a_consent(), person, TODAY - timedelta(days=1))
    assert needs_renewal(a_consent(), person, TODAY)
    own = a_consent(signed_by=Signer.SELF, signed_on=TODAY)
    assert not needs_renewal(own, person, TODAY)


def test_who_is_born_on_29_february_turns_18_with_the_others_by_1_march() -> None:
    person = a_person(1, born_on=date(2008, 2, 29))
    consent = a_consent(signed_on=date(2025, 9, 1))

    assert not needs_renewal(consent, person, date(2026, 2, 27))
    assert needs_renewal(consent, person, date(2026, 3, 1))


def test_a_consent_about_to_end_is_pointed_out_in_time() -> None:
    consent = a_consent(valid_to=TODAY + timedelta(days=30))

    assert expires_within(consent, TODAY, 30)
    assert not expires_within(consent, TODAY, 29)
    assert not expires_within(a_consent(), TODAY, 30)
    assert not expires_within(replace(consent, withdrawn_on=TODAY), TODAY, 30)


def test_a_consent_is_for_one_purpose_and_one_person() -> None:
    assert holds([a_consent()], MINOR, Purpose.PROCESSING, TODAY)
    assert not holds([a_consent()], MINOR, Purpose.DISTRIBUTION, TODAY)
    assert not holds([a_consent(person_id=2)], MINOR, Purpose.PROCESSING, TODAY)
