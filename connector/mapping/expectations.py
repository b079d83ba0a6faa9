"""Tries the rules on the made-up people of `expect:`."""

from datetime import date

from connector.domain.people import Role
from connector.mapping.conditions import Facts
from connector.mapping.courses import Found
from connector.mapping.people import person
from connector.mapping.rules import Expectation, Rules
from connector.moodle.records.user import User

NO_COURSES = Found((), (), (), ())


def broken(rules: Rules, today: date) -> list[tuple[str, str]]:
    """What does not come out as expected: (file:line, what came out instead)."""
    return [(case.where, fault) for case in rules.expect for fault in _faults(case, rules, today)]


def _faults(case: Expectation, rules: Rules, today: date) -> list[str]:
    facts = Facts(
        user=User(
            0, case.username, "", "", "-", suspended=False, lastaccess=0, profile=case.profile
        ),
        today=today,
        cohorts=frozenset(case.cohorts),
    )
    came_out = person(facts, rules, NO_COURSES)
    faults = [f"is not: {role}" for role in Role if role in case.roles - came_out.roles]
    faults += [f"is: {role}" for role in Role if role in case.not_roles & came_out.roles]
    if case.kind is not None and case.kind != came_out.kind:
        faults.append(f"kind is: {came_out.kind or '-'}")
    if case.class_name is not None and case.class_name != came_out.class_name:
        faults.append(f"class is: {came_out.class_name or '-'}")
    return faults
