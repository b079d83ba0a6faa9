"""What is wrong with what somebody has written into a cell of a base."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from connector.domain.bases.columns import Column, Value, tidy
from connector.domain.bases.people import last_day
from connector.domain.bases.rows import Naming
from connector.domain.register.edits_people import NAME, OLDEST, YOUNGEST
from connector.domain.years import full_years

EARLIEST: Final = date(2000, 1, 1)
LINK: Final = re.compile(r"https?://[^\s/]\S*")


class Check:
    """Knows the forms of the school and the day."""

    def __init__(self, naming: Naming, on: date) -> None:
        self._naming, self._on = naming, on

    def fault(self, column: Column, told: Mapping[Column, Value]) -> str | None:
        """The code of what is wrong with a cell that was changed; None for nothing."""
        rule = RULES.get(column)
        return rule(self, told[column], told) if rule else None

    def name(self, value: Value, _told: Mapping[Column, Value]) -> str | None:
        """A surname and a first name at least."""
        return None if NAME.fullmatch(tidy(str(value))) else "bases.name_incomplete"

    def day(self, value: Value, told: Mapping[Column, Value]) -> str | None:
        """A day that was, in the right order; one that is known stays known."""
        if not isinstance(value, date):
            return "bases.no_date"
        if not EARLIEST <= value <= self._on:
            return "bases.unlikely_date"
        entered, left = told.get(Column.ENTERED_ON), told.get(Column.LEFT_ON)
        is_mixed = isinstance(entered, date) and isinstance(left, date) and left < entered
        return "bases.wrong_order" if is_mixed else None

    def year(self, value: Value, _told: Mapping[Column, Value]) -> str | None:
        """The year of birth of somebody who can take part."""
        if not isinstance(value, int):
            return None
        is_year = date.min.year <= value <= self._on.year
        is_likely = is_year and YOUNGEST <= full_years(last_day(value), self._on) <= OLDEST
        return None if is_likely else "bases.unlikely_year"

    def form(self, value: Value, _told: Mapping[Column, Value]) -> str | None:
        """A form of the school, or none yet."""
        return "bases.unknown_form" if self._naming.form(str(value)) is None else None

    def link(self, value: Value, _told: Mapping[Column, Value]) -> str | None:
        """A page on a site, or nothing."""
        is_link = not value or LINK.fullmatch(str(value))
        return None if is_link else "bases.not_a_link"


RULES: Final[Mapping[Column, Callable[[Check, Value, Mapping[Column, Value]], str | None]]] = {
    Column.NAME: Check.name,
    Column.ENTERED_ON: Check.day,
    Column.LEFT_ON: Check.day,
    Column.BIRTH_YEAR: Check.year,
    Column.FORM: Check.form,
    Column.CASE_URL: Check.link,
}
