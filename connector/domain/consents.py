"""Consents: for which purpose, by whose hand, how long they hold (methodology 5.4, 10, 12.3: 1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from connector.domain.people import FULL_AGE, Person, PersonId
from connector.domain.years import years_later


class Purpose(StrEnum):
    """What a consent is given for; each is a document of its own."""

    PROCESSING = "processing"
    DISTRIBUTION = "distribution"
    LABOUR = "labour_351_8"


class Signer(StrEnum):
    """Whose hand signed."""

    SELF = "self"
    REPRESENTATIVE = "representative"


class ConsentState(StrEnum):
    """Where a consent stands (methodology 12.2)."""

    REQUESTED = "requested"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


BY_HAND: Final = "hand"
"""The source of what a person entered; others name the rule that reads it from Moodle."""

CONSENT_TRANSITIONS: Final = frozenset(
    {
        (ConsentState.REQUESTED, ConsentState.GIVEN),
        (ConsentState.GIVEN, ConsentState.WITHDRAWN),
        (ConsentState.GIVEN, ConsentState.EXPIRED),
    }
)


@dataclass(frozen=True)
class Consent:
    """One consent of one person, never changed back: a renewal is a new one.

    `signed_on` None: asked for, not given yet. `valid_to` None: until it is withdrawn.
    `source`: BY_HAND, or the rule that reads it from Moodle; `is_seen`: Moodle says it now.
    `paper`: where the sheet lies.
    """

    id: int
    person_id: PersonId
    purpose: Purpose
    signed_by: Signer
    requested_on: date | None = None
    signed_on: date | None = None
    valid_to: date | None = None
    withdrawn_on: date | None = None
    signer_name: str = ""
    text_version: str = ""
    paper: str = ""
    source: str = BY_HAND
    is_seen: bool = False

    @property
    def ends_on(self) -> date:
        """The day on which it ends, the last of all days while nobody knows one."""
        return min(self.withdrawn_on or date.max, self.valid_to or date.max)

    def state(self, on: date) -> ConsentState:
        """Where it stands on a day."""
        if self.signed_on is None or self.signed_on > on:
            return ConsentState.REQUESTED
        if self.withdrawn_on is not None and self.withdrawn_on <= on:
            return ConsentState.WITHDRAWN
        if self.valid_to is not None and self.valid_to < on:
            return ConsentState.EXPIRED
        return ConsentState.GIVEN


@dataclass(frozen=True)
class SeenConsent:
    """A consent as Moodle tells it; `signed_on` None when Moodle does not tell the day."""

    person_id: PersonId
    purpose: Purpose
    source: str
    signed_by: Signer
    signed_on: date | None = None
    valid_to: date | None = None
    text_version: str = ""


def may_sign(person: Person, signer: Signer, on: date) -> bool:
    """A minor's consent is given by the representative, a grown-up's by nobody else."""
    if person.is_minor(on):
        return signer is Signer.REPRESENTATIVE
    return signer is Signer.SELF or person.born_on is None


def is_valid(consent: Consent, person: Person, on: date) -> bool:
    """Whether a consent holds on a day: given, and by the right hand on the day of signing."""
    return (
        consent.state(on) is ConsentState.GIVEN
        and consent.signed_on is not None
        and may_sign(person, consent.signed_by, consent.signed_on)
    )


def needs_renewal(consent: Consent, person: Person, on: date) -> bool:
    """Whether somebody who has turned 18 still stands under the representative's consent."""
    return (
        is_valid(consent, person, on)
        and consent.signed_by is Signer.REPRESENTATIVE
        and person.born_on is not None
        and on >= years_later(person.born_on, FULL_AGE)
    )


def expires_within(consent: Consent, on: date, days: int) -> bool:
    """Whether a consent that holds now ends in so many days."""
    return (
        consent.state(on) is ConsentState.GIVEN
        and consent.valid_to is not None
        and consent.valid_to <= on + timedelta(days=days)
    )


def holds(consents: Iterable[Consent], person: Person, purpose: Purpose, on: date) -> bool:
    """Whether a person has a valid consent for a purpose."""
    return any(
        consent.purpose is purpose
        and consent.person_id == person.id
        and is_valid(consent, person, on)
        for consent in consents
    )
