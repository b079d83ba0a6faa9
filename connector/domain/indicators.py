"""The figures of the methodology: I1, I2, I3 (section 1.6) and N1 (section 13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.norms import Norms
from connector.domain.people import Kind, Person, PersonId
from connector.domain.rounding import per_cent
from connector.domain.school import School

WHOLE_SCHOOL: Final = ""


@dataclass(frozen=True)
class Indicator:
    """A figure of the school (`form` empty) or of one form.

    `denominator` None: a count. `unknown`: people left out because a date of birth is missing.
    """

    code: str
    form: str
    numerator: int
    denominator: int | None
    unknown: int = 0

    @property
    def value(self) -> Decimal | None:
        """A count, or a share in per cent to one place, half up; None on a zero denominator."""
        if self.denominator is None:
            return Decimal(self.numerator)
        return per_cent(self.numerator, self.denominator)


def indicators(school: School, norms: Norms, on: date) -> list[Indicator]:
    """Every figure on a day; a person counts once however many pairs they are in."""
    mentors = {m.person_id for p in school.pairs if p.is_complete for m in p.mentors if m.is_active}
    mentees = {m.person_id for p in school.pairs if p.is_complete for m in p.mentees if m.is_active}
    pupils = [p for p in school.people.values() if p.kind is Kind.PUPIL and p.is_active]
    young = [p for p in school.people.values() if p.is_young_specialist and p.is_active]
    return [
        _share_of_age("I1", pupils, mentees, norms.mentee_ages, on),
        _share_of_age("I2", pupils, mentors, norms.mentor_ages, on),
        Indicator("I3", WHOLE_SCHOOL, sum(p.id in mentees for p in young), len(young)),
        *_numbers(school),
    ]


def _share_of_age(
    code: str, people: Iterable[Person], counted: set[PersonId], ages: tuple[int, int], on: date
) -> Indicator:
    known = [(person, person.age(on)) for person in people]
    of_age = [p for p, age in known if age is not None and ages[0] <= age <= ages[1]]
    unknown = sum(age is None for _, age in known)
    return Indicator(code, WHOLE_SCHOOL, sum(p.id in counted for p in of_age), len(of_age), unknown)


def _numbers(school: School) -> list[Indicator]:
    found = []
    for form in sorted({programme.form for programme in school.programmes}):
        programmes = {p.id for p in school.programmes if p.form == form}
        pairs = [p for p in school.pairs if p.programme_id in programmes and p.is_complete]
        mentors = {m.person_id for p in pairs for m in p.mentors if m.is_active}
        mentees = {m.person_id for p in pairs for m in p.mentees if m.is_active}
        found += [
            Indicator("N1.pairs", form, len(pairs), None),
            Indicator("N1.mentors", form, len(mentors), None),
            Indicator("N1.mentees", form, len(mentees), None),
        ]
    return found
