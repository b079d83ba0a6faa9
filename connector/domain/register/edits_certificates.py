"""Certificates by hand: entered, removed; the same paper is never entered twice."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from connector.domain.people import Person
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused, taking_in
from connector.domain.training import Certificate

Key = tuple[int, str, date]


@dataclass(frozen=True)
class Difference:
    """What some papers change: new ones, and known ones as they were and as they will be."""

    added: tuple[Certificate, ...]
    changed: tuple[tuple[Certificate, Certificate], ...]
    unchanged: int

    @property
    def rows(self) -> list[Certificate]:
        """Every row that is written."""
        return [*self.added, *(after for _, after in self.changed)]


def add_certificate(register: Register, person: Person, paper: Certificate, on: date) -> Register:
    """Enter a paper of a person; its number is given here.

    Raises EditRefused when no such paper can have been issued, or it is there already.
    """
    if fault := fault_of(paper, on):
        raise fault
    found = difference(register, [paper])
    if not found.added:
        raise EditRefused("training.certificate_known", certificate=_known(register)[key(paper)].id)
    return taking_in(register, person).with_rows("certificates", found.rows)


def enter_certificates(
    register: Register, people: Iterable[Person], papers: Iterable[Certificate]
) -> Register:
    """Enter papers of people as `difference` says; the same ones a second time change nothing."""
    for person in people:
        register = taking_in(register, person)
    return register.with_rows("certificates", difference(register, papers).rows)


def remove_certificate(register: Register, certificate_id: int) -> Register:
    """Take out a paper that was entered by mistake; raises EditRefused when there is none."""
    if certificate_id not in register.certificates:
        raise EditRefused("training.no_certificate", certificate=certificate_id)
    kept = {number: c for number, c in register.certificates.items() if number != certificate_id}
    return replace(register, certificates=kept)


def fault_of(paper: Certificate, on: date) -> EditRefused | None:
    """Why a paper cannot have been issued as it is told."""
    if paper.issued_on > on:
        return EditRefused("training.issued_in_future", day=paper.issued_on)
    if paper.valid_to is not None and paper.valid_to < paper.issued_on:
        return EditRefused("training.ends_first", day=paper.valid_to, issued=paper.issued_on)
    return None


def difference(register: Register, papers: Iterable[Certificate]) -> Difference:
    """What is new and what differs; of two rows about one paper the last counts.

    What a row leaves empty stays as it was entered.
    """
    known, numbers = _known(register), count(next_id(register.certificates))
    given = {key(paper): paper for paper in papers}
    added = tuple(replace(p, id=next(numbers)) for k, p in given.items() if k not in known)
    pairs = [(known[k], _filled(known[k], paper)) for k, paper in given.items() if k in known]
    changed = tuple((old, new) for old, new in pairs if old != new)
    return Difference(added, changed, len(pairs) - len(changed))


def key(paper: Certificate) -> Key:
    """Which paper it is: whose, about what and of which day."""
    return paper.person_id, " ".join(paper.title.casefold().split()), paper.issued_on


def _known(register: Register) -> dict[Key, Certificate]:
    papers = sorted(register.certificates.values(), key=lambda paper: -paper.id)
    return {key(paper): paper for paper in papers}


def _filled(known: Certificate, given: Certificate) -> Certificate:
    return replace(
        known,
        kind=given.kind,
        hours=given.hours,
        valid_to=given.valid_to or known.valid_to,
        provider=given.provider or known.provider,
        number=given.number or known.number,
        paper=given.paper or known.paper,
    )
