from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.people import Role
from tests.builders import a_person, a_school

BORN = date(2011, 11, 24)


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (BORN, date(2026, 11, 23), 14),
        (BORN, date(2026, 11, 24), 15),  # the birthday itself
        (BORN, date(2026, 11, 25), 15),
        (BORN, date(2027, 1, 1), 15),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2008, 2, 28), date(2028, 2, 29), 20),
        (BORN, BORN, 0),
    ],
)
def test_age_is_in_full_years(born_on: date, on: date, age: int) -> None:
    assert a_person(born_on=born_on).age(on) == age


def test_without_a_date_of_birth_there_is_no_age() -> None:
    assert a_person(born_on=None).age(date(2026, 11, 24)) is None


@given(st.dates(date(1930, 1, 1), date(2020, 1, 1)), st.dates(date(2020, 1, 2), date(2100, 1, 1)))
def test_nobody_grows_younger_or_two_years_in_a_day(born_on: date, on: date) -> None:
    person = a_person(born_on=born_on)
    today, tomorrow = person.age(on), person.age(on + timedelta(days=1))

    assert today is not None
    assert tomorrow in {today, today + 1}


def test_people_with_a_role_come_by_id() -> None:
    mentor = frozenset({Role.MENTOR})
    people = [a_person(3, roles=mentor), a_person(1), a_person(2, roles=mentor)]

    assert [person.id for person in a_school(people).with_role(Role.MENTOR)] == [2, 3]
