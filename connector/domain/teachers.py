"""How every teacher grows, and what all of them together have learnt (task T6)."""

from datetime import date

from connector.domain.growth import Growth, GrowthNorm, growth
from connector.domain.people import Kind, Person
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.training import Certificate, Study
from connector.domain.years import SchoolYear


def teachers(school: School) -> list[Person]:
    """The teachers who work at the school, by name."""
    found = [p for p in school.people.values() if p.kind is Kind.TEACHER and p.is_active]
    return sorted(found, key=lambda person: (person.name, person.id))


def growth_of_all(
    school: School, register: Register, year: SchoolYear, norm: GrowthNorm, on: date
) -> list[Growth]:
    """Every teacher in a school year, by name."""
    learnt: list[Study | Certificate] = [*school.studies, *register.certificates.values()]
    route = list(register.route.values())
    return [growth(person, learnt, route, year, norm, on) for person in teachers(school)]
