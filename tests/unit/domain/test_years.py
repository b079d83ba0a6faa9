from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.years import SchoolYear, full_years, years_later

DAYS = st.dates(date(1930, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 11, 24), date(2026, 11, 23), 15),
        (date(2010, 11, 24), date(2026, 11, 24), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
    ],
)
def test_full_years_are_counted_by_birthdays(born: date, on: date, age: int) -> None:
    assert full_years(born, on) == age


@given(DAYS, DAYS)
def test_years_never_go_back(born: date, on: date) -> None:
    assert full_years(born, on) <= full_years(born, on + timedelta(days=1))


@given(DAYS, st.integers(0, 30))
def test_so_many_years_later_so_many_years_have_passed(day: date, years: int) -> None:
    later = years_later(day, years)

    assert full_years(day, later + timedelta(days=1)) == years
    assert full_years(day, later - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 8, 31), "2025/26"),
        (date(2026, 9, 1), "2026/27"),
        (date(2027, 8, 31), "2026/27"),
        (date(1999, 9, 1), "1999/00"),
    ],
)
def test_a_school_year_begins_in_september(day: date, year: str) -> None:
    assert str(SchoolYear.at(day)) == year
    assert day in SchoolYear.named(year)


@given(DAYS)
def test_a_day_belongs_to_one_school_year(day: date) -> None:
    year = SchoolYear.at(day)

    assert year.begins_on <= day <= year.ends_on
    assert day not in SchoolYear(year.first - 1)
    assert day not in SchoolYear(year.first + 1)


@pytest.mark.parametrize("text", ["2026/28", "2026", "26/27", "2026-27", "год", "2026/7"])
def test_what_is_no_school_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a school year"):
        SchoolYear.named(text)
