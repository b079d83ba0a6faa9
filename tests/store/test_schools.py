from functools import partial

from connector.store.database import Database
from tests.store.servers import Clock, at_once

URL = "https://moodle.school.example/путь?a=O'K"


def test_one_address_is_one_school(database: Database, url: str, clock: Clock) -> None:
    first = database.school(URL)
    again = Database(url, clock)

    assert database.school(URL) == again.school(URL) == first
    again.close()


def test_another_address_is_another_school(database: Database) -> None:
    assert database.school(URL) != database.school("https://other.example")


def test_several_at_once_get_one_school(database: Database) -> None:
    for race in range(5):
        ids = at_once(*[partial(database.school, f"https://{race}.example")] * 4)

        assert len(set(ids)) == 1
