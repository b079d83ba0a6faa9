from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.mapping.dates import as_date, day_of, last_day

RUSSIAN_ZONES = range(2, 13)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("31.12.2010", date(2010, 12, 31)),
        (" 1.9.2010 ", date(2010, 9, 1)),
        ("2010-12-31", date(2010, 12, 31)),
        ("1251057600", date(2009, 8, 24)),  # as Moodle 4.5 keeps midnight of 24 August in Moscow
        ("-86400", date(1969, 12, 31)),
        ("", None),
        ("0", None),
        ("-", None),
        ("--5", None),
        ("²", None),
        ("31.02.2010", None),
        ("31/12/2010", None),
        ("не помню", None),
        ("9" * 30, None),
        ("9" * 5000, None),
        ("-" + "9" * 17, None),
    ],
)
def test_a_profile_field_is_read_as_a_date(value: str, expected: date | None) -> None:
    assert as_date(value) == expected


@given(
    st.datetimes(datetime(1930, 1, 2), datetime(2030, 1, 1)).map(datetime.date),  # noqa: DTZ001 - days without a zone
    st.sampled_from(RUSSIAN_ZONES),
)
def test_midnight_of_any_russian_zone_is_the_right_day(day: date, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)

    found = as_date(str(int(midnight.timestamp())))

    assert found == (day if midnight.timestamp() else None)


@given(st.dates())
def test_a_written_date_is_read_back(day: date) -> None:
    assert as_date(f"{day.day:02}.{day.month:02}.{day.year:04}") == day
    assert as_date(day.isoformat()) == day


@given(st.text() | st.integers().map(str))
def test_whatever_people_write_into_a_field_is_a_date_or_none(value: str) -> None:
    assert as_date(value) is None or isinstance(as_date(value), date)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Europe/Moscow", date(2026, 9, 30)), ("Asia/Yekaterinburg", date(2026, 10, 1))],
)
def test_a_moment_is_a_day_at_the_school(zone: str, expected: date) -> None:
    late = datetime(2026, 9, 30, 20, 30, tzinfo=UTC)

    assert day_of(int(late.timestamp()), ZoneInfo(zone)) == expected


@pytest.mark.parametrize("seconds", [0, 10**12, 10**18])
def test_what_is_no_moment_is_no_day(seconds: int) -> None:
    assert day_of(seconds, ZoneInfo("Europe/Moscow")) is None


@pytest.mark.parametrize(
    ("since", "years", "expected"),
    [
        (date(2026, 9, 1), 1, date(2027, 8, 31)),
        (date(2028, 2, 29), 1, date(2029, 2, 27)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(9998, 1, 2), 3, date.max),
        (None, 3, None),
        (date(2026, 9, 1), None, None),
    ],
)
def test_a_term_ends_the_day_before_its_years_are_over(
    since: date | None, years: int | None, expected: date | None
) -> None:
    assert last_day(since, years) == expected


def test_moodles_noon_belongs_to_the_same_day() -> None:
    noon = datetime(2010, 12, 31, 8, 59, tzinfo=UTC)

    assert as_date(str(int(noon.timestamp()))) == date(2010, 12, 31)
