"""Certificates of training somewhere else: listed, entered, removed by hand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connector.domain.people import Person
from connector.domain.register.edits_certificates import add_certificate, remove_certificate
from connector.domain.training import Certificate, TrainingKind
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class CertificateRow:
    """A certificate; `is_valid` today."""

    id: int
    person_id: int
    name: str
    title: str
    kind: TrainingKind
    hours: Decimal
    issued_on: date
    valid_to: date | None
    provider: str
    number: str
    paper: str
    is_valid: bool


def listed(view: View, person: Person | None = None) -> list[CertificateRow]:
    """Everybody's certificates, or one person's: by name, the latest first."""
    found = [
        row(view, paper)
        for paper in view.register.certificates.values()
        if person is None or paper.person_id == person.id
    ]
    return sorted(found, key=lambda one: (one.name, one.person_id, -one.issued_on.toordinal()))


def add(view: View, by: str, person: Person, paper: Certificate) -> Changed:
    """Enter a certificate; whose it is says `person`. Raises EditRefused."""
    return change(view, by, lambda known: add_certificate(known, person, paper, view.today))


def remove(view: View, by: str, certificate_id: int) -> Changed:
    """Take out a certificate that was entered by mistake; raises EditRefused for none."""
    return change(view, by, lambda known: remove_certificate(known, certificate_id))


def row(view: View, paper: Certificate) -> CertificateRow:
    """A certificate as a list shows it."""
    return CertificateRow(
        id=paper.id,
        person_id=paper.person_id,
        name=view.name(paper.person_id),
        title=paper.title,
        kind=paper.kind,
        hours=paper.hours,
        issued_on=paper.issued_on,
        valid_to=paper.valid_to,
        provider=paper.provider,
        number=paper.number,
        paper=paper.paper,
        is_valid=paper.is_valid(view.today),
    )
