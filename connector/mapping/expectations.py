"""Tries the rules on the made-up people of `expect:`."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.domain.consents import SeenConsent, may_sign
from connector.domain.people import Person, PersonId, Role
from connector.mapping.conditions import Facts
from connector.mapping.consents import consents
from connector.mapping.courses import Found
from connector.mapping.known import Known
from connector.mapping.names import patronymic
from connector.mapping.people import person
from connector.mapping.recruiting import applications
from connector.mapping.rules import Expectation, Rules
from connector.moodle.mirror import Mirror
from connector.moodle.records.user import User

NO_COURSES: Final = Found((), (), (), ())
NOBODY: Final = PersonId(0)


def broken(rules: Rules, today: date) -> list[tuple[str, str]]:
    """What does not come out as expected: (file:line, what came out instead)."""
    return [(case.where, fault) for case in rules.expect for fault in _faults(case, rules, today)]


def _faults(case: Expectation, rules: Rules, today: date) -> list[str]:
    known = _known(case, rules, today)
    roles = known.people[NOBODY].roles
    faults = [f"is not: {role}" for role in Role if role in case.roles - roles]
    faults += [f"is: {role}" for role in Role if role in case.not_roles & roles]
    return faults + [
        f"{what}: {_said(came_out)}"
        for what, expected, came_out in _compared(case, known)
        if expected is not None and expected != came_out
    ]


def _compared(case: Expectation, known: Known) -> Iterable[tuple[str, object, object]]:
    """What is compared: how it is called, what is expected, what came out."""
    who, user = known.people[NOBODY], known.facts[NOBODY].user
    valid = {one.purpose for one in consents(known) if _is_valid(one, who, known.today)}
    return (
        ("kind is", case.kind, who.kind),
        ("class is", case.class_name, who.class_name),
        ("name is", case.name, who.name),
        ("patronymic is", case.patronymic, patronymic(user, known.rules.people.patronymic)),
        ("birth date is", case.born_on, who.born_on),
        ("young specialist is", case.is_young_specialist, who.is_young_specialist),
        ("consent is", case.consents, valid),
        ("candidate for", case.candidate_for, {one.role for one in applications(known)}),
    )


def _is_valid(seen: SeenConsent, person: Person, today: date) -> bool:
    """Whether a consent counts: by the right hand, and not run out."""
    in_time = seen.valid_to is None or today <= seen.valid_to
    return in_time and may_sign(person, seen.signed_by, seen.signed_on or today)


def _known(case: Expectation, rules: Rules, today: date) -> Known:
    """A school of one person, without courses."""
    user = User(
        id=NOBODY,
        username=case.username,
        firstname=case.firstname,
        lastname=case.lastname,
        fullname=case.fullname,
        suspended=False,
        lastaccess=0,
        profile=case.profile,
    )
    facts = Facts(user=user, today=today, cohorts=frozenset(case.cohorts))
    return Known(
        mirror=Mirror(),
        rules=rules,
        found=NO_COURSES,
        today=today,
        facts={NOBODY: facts},
        people={NOBODY: person(facts, rules, NO_COURSES)},
    )


def _said(value: object) -> str:
    """What came out, as the mapping writes it."""
    if isinstance(value, set):
        return ", ".join(sorted(value)) or "-"
    return str(value).lower() if isinstance(value, bool) else str(value or "-")
