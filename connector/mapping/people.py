"""Mirror + rules -> people: what each one is at school and on which side of mentoring."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from connector.domain.people import Person, PersonId, Role
from connector.mapping.conditions import Answer, CourseId, CoursesOf, Facts, ask
from connector.mapping.courses import Found
from connector.mapping.names import full_name
from connector.mapping.rules import Rules
from connector.mapping.selectors import Condition
from connector.mapping.values import born_on, class_of, serving_since, text
from connector.moodle.mirror import Mirror
from connector.moodle.records.user import User

SEPARATOR: Final = re.compile(r"[,;]")


def facts_of(user: User, mirror: Mirror, today: date) -> Facts:
    """What the mirror knows of one person; who is suspended keeps the role, not the standing."""
    roles: defaultdict[CourseId, set[str]] = defaultdict(set)
    for enrolment in mirror.enrolments_of.get(user.id, ()):
        roles[enrolment.course_id].update(enrolment.roles)
    groups: defaultdict[CourseId, set[str]] = defaultdict(set)
    for group in mirror.groups_of.get(user.id, ()):
        groups[group.course_id].update({group.name, group.idnumber} - {""})
    return Facts(
        user=user,
        today=today,
        cohorts=mirror.cohort_names.get(user.id, frozenset()),
        course_roles={course: frozenset(names) for course, names in roles.items()},
        groups={course: frozenset(names) for course, names in groups.items()},
    )


def courses_of(found: Found, around: CourseId | None = None) -> CoursesOf:
    """Resolve a condition's course: its own, else the programme around it, else any programme."""

    def resolve(condition: Condition) -> frozenset[CourseId]:
        if condition.course:
            return found.named_by(condition.course)
        return found.programme_ids if around is None else frozenset([around])

    return resolve


def person(facts: Facts, rules: Rules, found: Found) -> Person:
    """Apply the rules to one person; programmes' own roles count as roles too."""
    user, people = facts.user, rules.people
    resolve = courses_of(found)
    kind = next((k for k, condition in people.kinds if ask(condition, facts, resolve).holds), None)
    young = people.young_specialist
    return Person(
        id=PersonId(user.id),
        name=full_name(user, people.patronymic),
        kind=kind,
        class_name=class_of(people, facts, found)[0],
        born_on=born_on(people, facts, found, kind)[0],
        is_young_specialist=young is not None and ask(young, facts, resolve).holds,
        is_active=not user.suspended,
        roles=frozenset(
            role
            for role, asked in answers(facts, rules, found).items()
            if any(answer.holds for answer in asked)
        ),
        serving_since=serving_since(people, facts, found)[0],
        position=text(people.position, facts, found),
        workplace=text(people.workplace, facts, found),
        contacts=text(people.contacts, facts, found),
        representative=text(people.representative, facts, found),
        interests=_listed(text(people.interests, facts, found)),
        subject=text(people.subject, facts, found),
    )


def answers(facts: Facts, rules: Rules, found: Found) -> Mapping[Role, list[Answer]]:
    """For each role the answers to the school's rule and to the programmes' own."""
    return {
        role: [
            *([ask(rules.roles[role], facts, courses_of(found))] if role in rules.roles else []),
            *(
                ask(rule.roles[role], facts, courses_of(found, course.id))
                for rule, course in found.programmes
                if role in rule.roles
            ),
        ]
        for role in Role
    }


def role_in(
    facts: Facts, rules: Rules, found: Found, programme: CourseId
) -> Callable[[Role], bool]:
    """Whether a person has a role in one programme: its own rule, else the school's."""
    rule = next(rule for rule, course in found.programmes if course.id == programme)

    def has(role: Role) -> bool:
        condition = rule.roles.get(role) or rules.roles.get(role)
        resolve = courses_of(found, programme)
        return condition is not None and ask(condition, facts, resolve).holds

    return has


def _listed(text: str) -> tuple[str, ...]:
    """What was written with commas or semicolons between, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, SEPARATOR.split(text)))))
