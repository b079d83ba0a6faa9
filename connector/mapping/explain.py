"""Explains to a person why the rules made of somebody what they made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from connector.domain.people import PersonId, Role
from connector.domain.programmes import Form
from connector.mapping.conditions import Answer, FieldTest, ask
from connector.mapping.consents import given
from connector.mapping.interpret import interpret
from connector.mapping.known import Known, know
from connector.mapping.people import answers, courses_of
from connector.mapping.recruiting import written
from connector.mapping.rules import Rules
from connector.mapping.selectors import Condition
from connector.moodle.mirror import Mirror
from connector.moodle.records.user import User


@dataclass(frozen=True)
class Line:
    """One step of an explanation: how deep it stands, whether it held, which sentence says it."""

    depth: int
    holds: bool | None
    code: str
    facts: Mapping[str, str]


def explain(
    user: User, mirror: Mirror, rules: Rules, forms: Mapping[str, Form], today: date
) -> list[Line]:
    """Which rules were tried on a person and how each answered, then what became of it."""
    known, who = know(mirror, rules, today), PersonId(user.id)
    return [
        *_kind(known, who),
        *_roles(known, who),
        *_consents(known, who),
        *_recruiting(known, who),
        *_outcome(who, mirror, rules, forms, today),
    ]


def words(condition: Condition) -> tuple[str, Mapping[str, str]]:
    """The sentence that says a condition, and its blanks."""
    course = str(condition.course) if condition.course else "-"
    value = condition.value
    if isinstance(value, FieldTest):
        facts = {"field": value.name, "operand": _text(value.operand)}
        return f"condition.{value.test}", facts
    return f"condition.{condition.kind}", {"value": _text(value), "course": course}


def _kind(known: Known, who: PersonId) -> Iterator[Line]:
    for kind, condition in known.rules.people.kinds:
        answer = ask(condition, known.facts[who], courses_of(known.found))
        yield Line(0, answer.holds, "explain.kind", {"kind": kind})
        yield from _steps(answer, 1)
        if answer.holds:
            break


def _roles(known: Known, who: PersonId) -> Iterator[Line]:
    for role, asked in answers(known.facts[who], known.rules, known.found).items():
        yield _role_line(role, asked)
        yield from (line for answer in asked for line in _steps(answer, 1))


def _consents(known: Known, who: PersonId) -> Iterator[Line]:
    for rule in known.rules.consents:
        facts = {"purpose": rule.purpose, "source": rule.source.strip()}
        yield Line(0, who in given(known, rule), "explain.consent", facts)


def _recruiting(known: Known, who: PersonId) -> Iterator[Line]:
    for role, rule in known.rules.recruiting.items():
        for code, condition in (
            ("explain.invited", rule.invited),
            ("explain.candidate", rule.candidates),
        ):
            if condition:
                answer = ask(condition, known.facts[who], courses_of(known.found))
                yield Line(0, answer.holds, code, {"role": role})
                yield from _steps(answer, 1)
        if sheet := rule.questionnaire:
            facts = {"role": role, "source": str(sheet.answers)}
            yield Line(0, who in written(known, sheet), "explain.questionnaire", facts)


def _role_line(role: Role, asked: list[Answer]) -> Line:
    if not asked:
        return Line(0, None, "explain.no_rule", {"role": role})
    return Line(0, any(answer.holds for answer in asked), "explain.role", {"role": role})


def _steps(answer: Answer, depth: int) -> Iterator[Line]:
    code, facts = words(answer.condition)
    yield Line(depth, answer.holds, code, facts)
    for part in answer.parts:
        yield from _steps(part, depth + 1)


def _outcome(
    who: PersonId, mirror: Mirror, rules: Rules, forms: Mapping[str, Form], today: date
) -> list[Line]:
    school = interpret(mirror, rules, forms, today)
    person = school.people[who]
    facts = {"kind": person.kind or "-", "class": person.class_name or "-"}
    lines = [Line(0, None, "explain.person", facts)]
    lines += [
        Line(
            0,
            holds=True,
            code=f"explain.{side}_of",
            facts={"pair": pair.name, "standing": member.standing},
        )
        for pair in school.pairs
        for side, members in ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees))
        for member in members
        if member.person_id == who
    ]
    lines += [
        Line(0, holds=False, code=skipped.code, facts=skipped.facts)
        for skipped in school.skipped
        if skipped.person_id == who
    ]
    return lines


def _text(value: object) -> str:
    if isinstance(value, re.Pattern):
        return str(value.pattern)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    return str(value)
