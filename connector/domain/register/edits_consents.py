"""Consents by hand: asked for, given on paper, withdrawn (methodology 5.4, 10, 12.3: 1, 14)."""

from dataclasses import dataclass, replace
from datetime import date

from connector.domain.consents import BY_HAND, Consent, ConsentState, Purpose, Signer, may_sign
from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused, known


@dataclass(frozen=True)
class Sheet:
    """A signed sheet of paper; `paper`: where it lies."""

    purpose: Purpose
    signed_by: Signer
    signed_on: date
    valid_to: date | None = None
    signer_name: str = ""
    text_version: str = ""
    paper: str = ""


def signer_of(person: Person, on: date) -> Signer:
    """Whose hand must sign for a person on a day."""
    return Signer.REPRESENTATIVE if person.is_minor(on) else Signer.SELF


def request_consent(register: Register, who: PersonId, purpose: Purpose, on: date) -> Register:
    """Note that a consent was asked for; raises EditRefused when it was, and is not given yet."""
    person = known(register, who)
    open_ = _asked_for(register, who, purpose)
    if open_:
        raise EditRefused("consents.asked_already", person=who, day=open_.requested_on)
    number = next_id(register.consents)
    row = Consent(number, who, purpose, signer_of(person, on), requested_on=on)
    return register.with_rows("consents", [row])


def give_consent(register: Register, who: PersonId, sheet: Sheet, on: date) -> Register:
    """Enter a sheet; it answers what was asked for, or is a new consent beside the earlier ones.

    Raises EditRefused when no such sheet can have been signed.
    """
    person = known(register, who)
    _check_days(person, sheet, on)
    _check_hand(person, sheet)
    _check_earlier(register, who, sheet)
    asked = _asked_for(register, who, sheet.purpose)
    row = Consent(
        id=asked.id if asked else next_id(register.consents),
        person_id=who,
        purpose=sheet.purpose,
        signed_by=sheet.signed_by,
        requested_on=asked.requested_on if asked else None,
        signed_on=sheet.signed_on,
        valid_to=sheet.valid_to,
        signer_name=sheet.signer_name,
        text_version=sheet.text_version,
        paper=sheet.paper,
    )
    return register.with_rows("consents", [row])


def withdraw_consent(
    register: Register, who: PersonId, purpose: Purpose, on: date, today: date
) -> Register:
    """Withdraw every consent to a purpose that is given today, whoever told of it.

    What that ends follows from it. Raises EditRefused.
    """
    known(register, who)
    given = [
        consent
        for consent in register.consents_of.get(who, ())
        if consent.purpose is purpose and consent.state(today) is ConsentState.GIVEN
    ]
    if not given:
        raise EditRefused("consents.nothing_to_withdraw", person=who)
    if on > today:
        raise EditRefused("consents.withdrawn_in_future", day=on)
    signed_on = max(consent.signed_on for consent in given if consent.signed_on)
    if on < signed_on:
        raise EditRefused("consents.withdrawn_before_signing", day=on, signed=signed_on)
    rows = [replace(consent, withdrawn_on=on) for consent in given]
    return register.with_rows("consents", rows)


def _asked_for(register: Register, who: PersonId, purpose: Purpose) -> Consent | None:
    """What was asked for by hand and is not given yet."""
    for consent in register.consents_of.get(who, ()):
        is_by_hand = consent.purpose is purpose and consent.source == BY_HAND
        if is_by_hand and consent.signed_on is None:
            return consent
    return None


def _check_days(person: Person, sheet: Sheet, today: date) -> None:
    if sheet.signed_on > today:
        raise EditRefused("consents.signed_in_future", person=person.id, day=sheet.signed_on)
    if person.born_on and sheet.signed_on < person.born_on:
        raise EditRefused("consents.signed_before_birth", person=person.id, day=sheet.signed_on)
    if sheet.valid_to and sheet.valid_to < sheet.signed_on:
        raise EditRefused(
            "consents.ends_before_signing", day=sheet.valid_to, signed=sheet.signed_on
        )


def _check_hand(person: Person, sheet: Sheet) -> None:
    if not may_sign(person, sheet.signed_by, sheet.signed_on):
        is_minor = sheet.signed_by is Signer.SELF
        code = "consents.minor_signs_not" if is_minor else "consents.grown_up_signs"
        raise EditRefused(code, person=person.id, day=sheet.signed_on)


def _check_earlier(register: Register, who: PersonId, sheet: Sheet) -> None:
    """The same sheet is not entered twice, nor one from before the last withdrawal."""
    for consent in register.consents_of.get(who, ()):
        if consent.purpose is not sheet.purpose:
            continue
        withdrawn_on = consent.withdrawn_on
        if withdrawn_on and sheet.signed_on < withdrawn_on:
            raise EditRefused("consents.withdrawn_since", person=who, day=withdrawn_on)
        same = consent.source == BY_HAND and consent.signed_on == sheet.signed_on
        if same and consent.signed_by is sheet.signed_by and not withdrawn_on:
            raise EditRefused("consents.given_already", person=who, consent=consent.id)
