"""What no change may break (methodology 12.3); a change that would is refused as a whole."""

from collections.abc import Iterator, Mapping
from datetime import date

from connector.domain.consents import BY_HAND, Purpose, may_sign
from connector.domain.participation import NEEDS_CONSENT
from connector.domain.people import PersonId
from connector.domain.programmes import Form
from connector.domain.register.book import Register
from connector.domain.register.fault import Fault
from connector.domain.register.match_rules import broken


def faults(register: Register, on: date, forms: Mapping[str, Form] | None = None) -> list[Fault]:
    """Every broken rule; none for a register that may be kept. `forms`: of the methodology."""
    return [
        *_without_consent(register, on),
        *_wrong_hands(register),
        *_twice(register),
        *broken(register, forms or {}, on),
    ]


def may_publish(register: Register, who: PersonId, on: date) -> bool:
    """Rule 13: a case or a review stands on the site only with a consent to distribution."""
    return register.has_consent(who, Purpose.DISTRIBUTION, on)


def _without_consent(register: Register, on: date) -> Iterator[Fault]:
    """Rule 1: nobody is in the base without a valid consent."""
    for one in register.participations.values():
        is_in_base = one.is_open and one.state in NEEDS_CONSENT
        if is_in_base and not register.has_consent(one.person_id, Purpose.PROCESSING, on):
            yield Fault("register.no_consent", one.person_id)


def _wrong_hands(register: Register) -> Iterator[Fault]:
    """Rule 1: for a minor the representative signs. What Moodle tells may be wrong, and is void."""
    for consent in register.consents.values():
        person = register.people.get(consent.person_id)
        if consent.source != BY_HAND or consent.signed_on is None or person is None:
            continue
        if not may_sign(person, consent.signed_by, consent.signed_on):
            yield Fault("register.wrong_signer", consent.person_id)


def _twice(register: Register) -> Iterator[Fault]:
    """A person takes part once at a time in one role of one programme."""
    seen = set()
    for one in register.participations.values():
        place = (one.person_id, one.role, one.programme_id)
        if one.is_open and place in seen:
            yield Fault("register.twice", one.person_id)
        if one.is_open:
            seen.add(place)
