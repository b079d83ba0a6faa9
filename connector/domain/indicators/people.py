"""Who entered the programmes: shares of the school's people and of its partners (I1-I4)."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from connector.domain.indicators.facts import Facts, When
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.indicators.spells import Spell
from connector.domain.people import Kind, Organisation, Person, Role


def pupils(facts: Facts, role: Role, when: When) -> Iterator[Row]:
    """Every pupil; the ages are those of the role (I1, I2)."""
    norms = facts.norms
    youngest, oldest = norms.mentee_ages if role is Role.MENTEE else norms.mentor_ages
    started = facts.took_part(role, when)
    for person in facts.people.values():
        if person.kind is not Kind.PUPIL:
            continue
        age, spells = person.age(facts.on), started.get(person.id, ())
        if not person.is_active:
            yield _row(facts, person, Verdict.OUTSIDE, Why.NOT_AT_SCHOOL, spells)
        elif age is None:
            yield _row(facts, person, Verdict.UNKNOWN, Why.NO_BIRTH_DATE, spells)
        elif not youngest <= age <= oldest:
            yield _row(facts, person, Verdict.OUTSIDE, Why.OTHER_AGE, spells)
        else:
            yield _judged(facts, person, role, spells)


def young_teachers(facts: Facts, when: When) -> Iterator[Row]:
    """Every teacher; the mapping tells who is young (I3)."""
    started = facts.took_part(Role.MENTEE, when)
    for person in facts.people.values():
        if person.kind is not Kind.TEACHER and not person.is_young_specialist:
            continue
        spells = started.get(person.id, ())
        if not person.is_active:
            yield _row(facts, person, Verdict.OUTSIDE, Why.NOT_AT_SCHOOL, spells)
        elif not person.is_young_specialist:
            yield _row(facts, person, Verdict.OUTSIDE, Why.NOT_YOUNG, spells)
        else:
            yield _judged(facts, person, Role.MENTEE, spells)


def partners(facts: Facts, when: When) -> Iterator[Row]:
    """Every organisation, by the agreement that holds and the mentors it gave (I4)."""
    giving: dict[int, list[Spell]] = {}
    for who, spells in facts.took_part(Role.MENTOR, when).items():
        person = facts.people.get(who)
        if person and person.organisation_id:
            giving.setdefault(person.organisation_id, []).extend(spells)
    for key, one in sorted(facts.register.organisations.items()):
        spells = tuple(giving.get(key, ()))
        if not _has_agreement(facts, one, when):
            verdict, why = Verdict.OUTSIDE, Why.NO_AGREEMENT
        elif spells:
            verdict, why = Verdict.COUNTED, Why.GAVE_MENTORS
        else:
            verdict, why = Verdict.NOT_COUNTED, Why.GAVE_NO_MENTORS
        yield Row((Sort.ORGANISATION, key), verdict, why, _programmes(spells))


def taking_part(facts: Facts, role: Role, when: When) -> Iterator[Row]:
    """Everybody who takes part on a side (N1)."""
    for who, spells in facts.took_part(role, when).items():
        yield Row(
            (Sort.PERSON, who),
            Verdict.COUNTED,
            Why.TOOK_PART,
            _programmes(spells),
            facts.class_of(who),
        )


def parameter(facts: Facts, code: str) -> Iterator[Row]:
    """Every pupil who was a mentee, by whether something is so of them (M7).

    Nobody where the mapping does not say how that is seen.
    """
    holds = facts.school.parameters.get(code)
    if holds is None:
        return
    for who, spells in facts.took_part(Role.MENTEE, When.PERIOD).items():
        person = facts.people.get(who)
        if person and person.kind is Kind.PUPIL:
            is_so = who in holds
            verdict = Verdict.COUNTED if is_so else Verdict.NOT_COUNTED
            yield _row(facts, person, verdict, Why.IS_SO if is_so else Why.IS_NOT_SO, spells)


def _judged(facts: Facts, person: Person, role: Role, spells: tuple[Spell, ...]) -> Row:
    if spells:
        return _row(facts, person, Verdict.COUNTED, Why.TOOK_PART, spells)
    is_paired = (role, person.id) in facts.in_pairs
    why = Why.NOT_ADMITTED if is_paired else Why.DID_NOT_TAKE_PART
    return _row(facts, person, Verdict.NOT_COUNTED, why, ())


def _row(
    facts: Facts, person: Person, verdict: Verdict, why: Why, spells: tuple[Spell, ...]
) -> Row:
    return Row(
        (Sort.PERSON, person.id),
        verdict,
        why,
        _programmes(spells),
        facts.class_of(person.id),
    )


def _has_agreement(facts: Facts, one: Organisation, when: When) -> bool:
    """Whether one held in the period, or on its last day; without dates it has no end."""
    first = facts.on if when is When.DAY else facts.period.first
    is_agreed = one.agreed_on is None or one.agreed_on <= facts.on
    return is_agreed and (one.valid_to is None or one.valid_to >= first)


def _programmes(spells: tuple[Spell, ...]) -> tuple[int, ...]:
    return tuple(sorted({spell.programme_id for spell in spells}))


DEFINITIONS: Final = (
    *(
        Definition(f"M7.{code}", How.SHARE, partial(parameter, code=code))
        for code in ("clubs", "career_tests")
    ),
    *(
        definition
        for when in When
        for definition in (
            Definition(
                "I1", How.SHARE, partial(pupils, role=Role.MENTEE, when=when), when, of_school=True
            ),
            Definition(
                "I2", How.SHARE, partial(pupils, role=Role.MENTOR, when=when), when, of_school=True
            ),
            Definition("I3", How.SHARE, partial(young_teachers, when=when), when, of_school=True),
            Definition("I4", How.SHARE, partial(partners, when=when), when, of_school=True),
        )
    ),
)
