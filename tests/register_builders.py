"""Rows of the register for tests: a test states only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from connector.domain.consents import Consent, Purpose, Signer
from connector.domain.growth import RouteItem
from connector.domain.participation import Participation, State
from connector.domain.people import Person, PersonId, Role
from connector.domain.register import Register
from connector.domain.training import Certificate, TrainingKind
from tests.builders import Change, a_person

PARTS: Final = (
    (Person, "people"),
    (Participation, "participations"),
    (Consent, "consents"),
    (Certificate, "certificates"),
    (RouteItem, "route"),
)
SIGNED: Final = date(2026, 9, 1)


def a_participation(key: int = 1, person_id: int = 1, **changes: Change) -> Participation:
    """Build a candidate for a mentor."""
    return replace(Participation(key, PersonId(person_id), Role.MENTOR), **changes)


def an_active_one(key: int = 1, person_id: int = 1, **changes: Change) -> Participation:
    """Build a mentor who works since 1 September."""
    reached = {state.value: SIGNED.isoformat() for state in list(State)[1:6]}
    active = a_participation(key, person_id, state=State.ACTIVE, entered_on=SIGNED, reached=reached)
    return replace(active, **changes)


def a_consent(key: int = 1, person_id: int = 1, **changes: Change) -> Consent:
    """Build a consent to processing, signed by a representative on 1 September."""
    consent = Consent(
        key, PersonId(person_id), Purpose.PROCESSING, Signer.REPRESENTATIVE, signed_on=SIGNED
    )
    return replace(consent, **changes)


def a_certificate(key: int = 1, person_id: int = 1, **changes: Change) -> Certificate:
    """Build a certificate of initial training."""
    certificate = Certificate(
        id=key,
        person_id=PersonId(person_id),
        title="Школа наставника",
        kind=TrainingKind.INITIAL,
        hours=Decimal(16),
        issued_on=SIGNED,
    )
    return replace(certificate, **changes)


def a_register(*rows: Any, people: Iterable[int] = ()) -> Register:  # noqa: ANN401 - rows of any part
    """Build a register of rows, with plain pupils by their ids."""
    register = Register().with_rows("people", [a_person(who) for who in people])
    for kind, part in PARTS:
        register = register.with_rows(part, [row for row in rows if isinstance(row, kind)])
    return register
