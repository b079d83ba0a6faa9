"""Keeps the people of the register as Moodle has them; outsiders are kept by hand."""

from collections.abc import Iterable
from dataclasses import replace

from connector.domain.people import Person, PersonId
from connector.domain.register.book import Register
from connector.domain.school import School


def follow_people(register: Register, school: School) -> Register:
    """Take in everybody who takes part or has papers; who vanished from Moodle stays, inactive."""
    wanted = {*register.people, *_taking_part(register, school)}
    return register.with_rows("people", _as_seen(register, school, sorted(wanted)))


def _taking_part(register: Register, school: School) -> Iterable[PersonId]:
    yield from (who for people in school.places.values() for who in people)
    yield from (application.person_id for application in school.applications)
    yield from (planned.person_id for planned in school.route)
    for part in (register.participations, register.consents, register.certificates, register.route):
        yield from (row.person_id for row in part.values())


def _as_seen(register: Register, school: School, wanted: list[PersonId]) -> Iterable[Person]:
    for who in wanted:
        seen, known = school.people.get(who), register.people.get(who)
        if seen:
            yield replace(seen, organisation_id=known.organisation_id if known else 0)
        elif known and known.in_moodle:
            yield replace(known, is_active=False)
