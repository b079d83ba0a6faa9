"""The rows of a base, which of them are wanted, and what the school calls things."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.bases.columns import Column, Value, key
from connector.domain.participation import Participation, State
from connector.domain.people import Person, PersonId
from connector.domain.programmes import Form
from connector.domain.years import SchoolYear


@dataclass(frozen=True)
class Naming:
    """What the school calls itself and its forms, and the columns that it keeps shut."""

    school: str
    forms: Mapping[str, Form]
    shut: frozenset[Column] = frozenset()

    def title(self, code: str) -> str:
        """The title of a form; its code when the school has no such form any more."""
        form = self.forms.get(code)
        return form.title if form else code

    def form(self, title: str) -> str | None:
        """The code of a form by its title or code, empty for none; None when there is no such."""
        if not key(title):
            return ""
        by_title = {key(form.title): code for code, form in self.forms.items()}
        return by_title.get(key(title)) or (title if title in self.forms else None)


@dataclass(frozen=True)
class Filter:
    """Which participations are wanted; what is empty does not narrow."""

    class_name: str = ""
    form: str = ""
    state: State | None = None
    year: SchoolYear | None = None

    def fits(self, one: Participation, person: Person) -> bool:
        """Whether a participation is wanted; of a year is whatever touches it."""
        return (
            self.class_name in {"", person.class_name}
            and self.form in {"", one.form}
            and self.state in {None, one.state}
            and (self.year is None or _touches(one, self.year))
        )


@dataclass(frozen=True)
class Row:
    """A row of a base; id 0 for one that is not there yet.

    `locked`: why a cell cannot be changed here, as a code of a sentence.
    """

    participation_id: int
    person_id: PersonId
    is_open: bool
    values: Mapping[Column, Value]
    locked: Mapping[Column, str]


EVERYTHING: Final = Filter()


def _touches(one: Participation, year: SchoolYear) -> bool:
    days = [day for day in (one.applied_on, one.entered_on) if day]
    days += map(date.fromisoformat, one.reached.values())
    has_begun = not days or min(days) <= year.ends_on
    return has_begun and (one.left_on is None or one.left_on >= year.begins_on)
