from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import Dialect

from connector.store.columns import Exact, Json, JsonTuple, Moment
from connector.store.database import Database, StoreUnavailable
from tests.builders import NOW
from tests.store.servers import POSTGRESQL, Clock, connected, shown, with_option

KAMCHATKA = timezone(timedelta(hours=12))
DIALECTS = [create_engine(url).dialect for url in ("sqlite://", "postgresql+psycopg://")]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_moment_without_a_zone_is_refused(dialect: Dialect) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        Moment().process_bind_param(datetime(2026, 11, 24), dialect)  # noqa: DTZ001 - the mistake itself


def test_a_clock_without_a_zone_writes_nothing(
    database: Database, school: int, clock: Clock
) -> None:
    clock.moment = NOW.replace(tzinfo=None)

    with pytest.raises(StoreUnavailable), database.transaction(school) as tx:
        tx.runs.start("sync")

    with database.reading(school) as tx:
        assert tx.runs.last() == []


def test_a_moment_of_another_zone_is_the_same_moment_in_utc(
    database: Database, school: int, clock: Clock
) -> None:
    clock.moment = datetime(2026, 11, 24, 23, 30, 0, 123456, tzinfo=KAMCHATKA)
    with database.transaction(school) as tx:
        tx.runs.start("sync")

    with database.reading(school) as tx:
        (run,) = tx.runs.last()
    assert run.started_at == clock.moment
    assert run.started_at.tzinfo is UTC


def test_a_session_in_another_zone_gives_utc(
    url: str, dialect: str, school: int, clock: Clock
) -> None:
    if dialect == POSTGRESQL:
        url = shown(with_option(make_url(url), "timezone", "Asia/Kamchatka"))
        with connected(url) as connection:
            assert connection.execute(text("SHOW timezone")).scalar_one() == "Asia/Kamchatka"
    far = Database(url, clock)
    with far.transaction(school) as tx:
        tx.runs.start("sync")

        (run,) = tx.runs.last()

    assert (run.started_at, run.started_at.tzinfo) == (NOW, UTC)
    far.close()


def test_moments_are_compared_as_moments_whatever_their_zone(
    database: Database, school: int
) -> None:
    with database.transaction(school) as tx:
        tx.runs.start("sync")
        tx.runs.start("monitor")

        assert tx.runs.forget_before(NOW.astimezone(KAMCHATKA)) == 0
        assert tx.runs.forget_before((NOW + timedelta(seconds=1)).astimezone(KAMCHATKA)) == 2


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=5))
def test_a_decimal_is_kept_digit_by_digit(dialect: Dialect, number: Decimal) -> None:
    kept = Exact().process_bind_param(number, dialect)

    assert kept is not None
    assert len(kept) <= 40
    assert Exact().process_result_value(kept, dialect) == number
    assert "E" not in kept


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(value=values)
def test_json_comes_back_as_it_was(dialect: Dialect, value: object) -> None:
    assert Json().process_result_value(Json().process_bind_param(value, dialect), dialect) == value


def test_equal_values_are_equal_texts() -> None:
    (dialect, _) = DIALECTS
    one, other = {"б": 1, "а": [True, None]}, {"а": [True, None], "б": 1}

    texts = {Json().process_bind_param(value, dialect) for value in (one, other)}

    assert texts == {'{"а":[true,null],"б":1}'}


def test_a_tuple_comes_back_as_a_tuple() -> None:
    (dialect, _) = DIALECTS
    for roles in ((), ("student",), ("a", "б")):
        kept = JsonTuple().process_bind_param(roles, dialect)
        assert JsonTuple().process_result_value(kept, dialect) == roles
