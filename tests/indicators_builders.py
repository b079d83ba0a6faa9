"""What indicators are counted from, for tests that state only what matters to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.indicators import CATALOGUE, Facts, Indicator, Period, Place, Row, count
from connector.domain.indicators.rows import Definition
from connector.domain.norms import Norms
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.register import Register
from connector.domain.school import School
from tests.builders import COURSE, TODAY, Change, a_person, a_programme, a_school
from tests.meetings_builders import PARTS as PAIRS
from tests.meetings_builders import a_match, a_match_member
from tests.register_builders import PARTS as PEOPLES

YEAR: Final = Period(date(2026, 9, 1), TODAY)
OTHER: Final = 51
"""Another programme, of teachers."""

PROGRAMMES: Final = (
    a_programme(),
    a_programme(id=ProgrammeId(OTHER), title="Учителя", form="teacher-teacher"),
)


def a_pair(
    key: int, mentors: Iterable[int], mentees: Iterable[int], **changes: Change
) -> list[Any]:
    """Build a pair that works since 1 October, and who is in it; its group has its number."""
    match = a_match(key, group_id=key, **changes)
    sides = [(who, Role.MENTOR) for who in mentors] + [(who, Role.MENTEE) for who in mentees]
    members = [
        a_match_member(
            100 * key + place,
            side,
            match_id=key,
            person_id=PersonId(who),
            programme_id=match.programme_id,
        )
        for place, (who, side) in enumerate(sides)
    ]
    return [match, *members]


def facts(
    *rows: Any,  # noqa: ANN401 - rows of any part of the register, and lists of them
    people: Iterable[Person] | None = None,
    school: School | None = None,
    **changes: Change,
) -> Facts:
    """Put rows together; `people` are pupils of fifteen unless they are given."""
    flat = [row for one in rows for row in (one if isinstance(one, list) else [one])]
    register = Register()
    for kind, part in (*PEOPLES, *PAIRS):
        register = register.with_rows(part, [row for row in flat if isinstance(row, kind)])
    members = {one.person_id for one in register.members.values()}
    listed = [a_person(who) for who in sorted(members)] if people is None else list(people)
    made = school or a_school(programmes=PROGRAMMES)
    register = register.with_rows("people", listed)
    return replace(
        Facts(
            replace(made, people={person.id: person for person in listed}),
            register,
            Norms(),
            YEAR,
        ),
        **changes,
    )


def definition(code: str, reading: str = "") -> Definition:
    """An indicator of the catalogue, by its first reading unless another is named."""
    return next(
        one for one in CATALOGUE if one.code == code and (not reading or one.reading == reading)
    )


def figure(
    told: Facts, code: str, reading: str = "", *, item: str = "", place: Place = Place.SCHOOL,
    place_id: str = "",
) -> Indicator:  # fmt: skip
    """One figure."""
    (found,) = [
        one
        for one in count(definition(code, reading), told)
        if (one.item, one.place, one.place_id) == (item, place, place_id)
    ]
    return found


def parts(one: Indicator) -> tuple[object, object, str]:
    """Numerator, denominator and value, for comparing with what was worked out by hand."""
    numerator = None if one.numerator is None else one.numerator.normalize()
    return numerator, one.denominator, str(one.value)


def rows(told: Facts, code: str, reading: str = "") -> list[Row]:
    """What an indicator looked at."""
    return list(definition(code, reading).rows(told))


__all__ = ["COURSE", "OTHER", "YEAR", "a_pair", "definition", "facts", "figure", "parts", "rows"]
