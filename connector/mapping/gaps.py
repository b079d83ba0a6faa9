"""What could not be derived of the people who matter, and why."""

from collections.abc import Iterable, Iterator, Sequence

from connector.domain.consents import SeenConsent, Signer
from connector.domain.gaps import About, Gap, Why
from connector.domain.people import Kind, Person, PersonId
from connector.domain.recruiting import Application
from connector.mapping.known import Known
from connector.mapping.names import patronymic
from connector.mapping.selectors import UNKNOWN_PATRONYMIC
from connector.mapping.values import Doubt, born_on, class_of, serving_since

Doubted = Iterator[tuple[About, Doubt | None]]


def gaps(
    known: Known, applications: Iterable[Application], consents: Sequence[SeenConsent]
) -> tuple[Gap, ...]:
    """Every gap of everybody active who has a kind, a role or an application, or is enrolled.

    Only of what the school has a rule for.
    """
    applied = {one.person_id for one in applications}
    found = [
        Gap(who, about, doubt.why, doubt.value)
        for who, person in known.people.items()
        if person.is_active
        for about, doubt in _doubts(known, person, has_applied=who in applied)
        if doubt
    ]
    found += [
        Gap(one.person_id, About.CONSENT, Why.SIGNED_BY_MINOR, one.source)
        for one in consents
        if known.people[one.person_id].is_active and _is_by_minor(known, one)
    ]
    return tuple(sorted(found, key=lambda gap: (gap.person_id, gap.about, gap.why, gap.value)))


def _doubts(known: Known, person: Person, *, has_applied: bool) -> Doubted:
    is_in_programme = _is_in_programme(known, person.id)
    if known.rules.people.kinds and person.kind is None and (person.roles or is_in_programme):
        yield About.KIND, Doubt(Why.NO_RULE_FITS)
    if person.kind or person.roles or has_applied:
        yield from _of_values(known, person)


def _of_values(known: Known, person: Person) -> Doubted:
    people, facts, found = known.rules.people, known.facts[person.id], known.found
    yield About.BIRTH_DATE, born_on(people, facts, found, person.kind)[1]
    if person.kind is Kind.PUPIL:
        yield About.CLASS, class_of(people, facts, found)[1]
    if person.kind is Kind.TEACHER:
        yield About.SERVICE, serving_since(people, facts, found)[1]
    rule = people.patronymic
    if rule != UNKNOWN_PATRONYMIC and not patronymic(facts.user, rule):
        yield About.PATRONYMIC, Doubt(Why.EMPTY)


def _is_in_programme(known: Known, who: PersonId) -> bool:
    enrolments = known.mirror.enrolments_of.get(who, ())
    return any(enrolment.course_id in known.found.programme_ids for enrolment in enrolments)


def _is_by_minor(known: Known, seen: SeenConsent) -> bool:
    """Whether somebody consented with their own hand before it counted."""
    signed_on = seen.signed_on or known.today
    person = known.people[seen.person_id]
    return seen.signed_by is Signer.SELF and person.is_minor(signed_on)
