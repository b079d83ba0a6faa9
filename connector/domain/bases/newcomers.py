"""Whether somebody whom a file adds to a base is there already, or belongs to Moodle."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from connector.domain.bases.columns import Column, empty, key, same
from connector.domain.bases.comparing import Told
from connector.domain.bases.rows import Row
from connector.domain.people import Person, PersonId


class Known(StrEnum):
    """What is known of a newcomer by the name."""

    NEW = "new"
    THERE = "there"
    DIFFERENT = "different"
    IN_MOODLE = "in_moodle"


class Newcomers:
    """Looks newcomers up in the rows of a base and among the people of Moodle."""

    def __init__(self, rows: Iterable[Row], people: Iterable[Person]) -> None:
        self._in_moodle = {key(person.name) for person in people if person.in_moodle}
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.person_id < PersonId(0):
                self._rows[key(str(row.values[Column.NAME]))].append(row)

    def known(self, told: Told) -> Known:
        """What is known of somebody; a row that says no more than one of the base is that row."""
        name = key(str(told[Column.NAME]))
        rows = self._rows.get(name, [])
        if any(_says_no_more(told, row) for row in rows):
            return Known.THERE
        if any(row.is_open for row in rows):
            return Known.DIFFERENT
        return Known.IN_MOODLE if name in self._in_moodle else Known.NEW


def _says_no_more(told: Told, row: Row) -> bool:
    return all(
        same(column, value, row.values[column]) or same(column, value, empty(column))
        for column, value in told.items()
    )
