"""What is found where the school keeps something of a person, and why it may be of no use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.classes import class_name
from connector.domain.gaps import Why
from connector.domain.people import Kind
from connector.domain.years import full_years
from connector.mapping.conditions import Facts
from connector.mapping.courses import Found
from connector.mapping.dates import as_date
from connector.mapping.rules import PeopleRule
from connector.mapping.selectors import NOWHERE, FieldValue
from connector.moodle.records.text import lines
from connector.moodle.records.user import User

AGES: Final[Mapping[Kind | None, tuple[int, int]]] = {Kind.PUPIL: (5, 21)}
ANY_AGE: Final = (0, 100)
SERVICE: Final = (0, 80)
"""Full years that may be true; anything else is a slip."""

NO_DATE: Final = "0"
"""What Moodle keeps in a field for a date that nobody filled in."""


@dataclass(frozen=True)
class Doubt:
    """Why something is not known, and what stands in Moodle instead."""

    why: Why
    value: str = ""


def profile_text(user: User, name: str) -> str:
    """A profile field as plain text on one line."""
    return ", ".join(lines(user.profile.get(name, "")).splitlines())


def texts(value: FieldValue, facts: Facts, found: Found) -> list[str]:
    """What stands there: profile fields as one text, or every name that fits, by the alphabet."""
    if value.profile_fields:
        written = (profile_text(facts.user, name) for name in value.profile_fields)
        text = ", ".join(filter(None, written))
        return [text] if text else []
    pattern, names = value.cohort_matching, facts.cohorts
    if value.group_matching:
        pattern, names = value.group_matching, _groups(value, facts, found)
    return sorted(name for name in names if pattern and pattern.fullmatch(name))


def text(value: FieldValue, facts: Facts, found: Found) -> str:
    """What stands there as one text, empty when it is not known."""
    return ", ".join(texts(value, facts, found))


def class_of(rules: PeopleRule, facts: Facts, found: Found) -> tuple[str, Doubt | None]:
    """A person's class as 9А; what is no class is kept as it stands, of several none."""
    if rules.class_name == NOWHERE:
        return "", None
    told = texts(rules.class_name, facts, found)
    classes = sorted({name for one in told if (name := class_name(one))})
    if len(classes) == 1:
        return classes[0], None
    if not told:
        return "", Doubt(Why.EMPTY)
    if len(told) == 1:
        return told[0], Doubt(Why.UNREADABLE, told[0])
    return "", Doubt(Why.SEVERAL, ", ".join(classes or told))


def born_on(
    rules: PeopleRule, facts: Facts, found: Found, kind: Kind | None
) -> tuple[date | None, Doubt | None]:
    """A person's day of birth, unless somebody of that kind cannot be so young or so old."""
    return _day(rules.birth_date, facts, found, AGES.get(kind, ANY_AGE))


def serving_since(
    rules: PeopleRule, facts: Facts, found: Found
) -> tuple[date | None, Doubt | None]:
    """The day on which a person began to teach."""
    return _day(rules.service_start, facts, found, SERVICE)


def _day(
    value: FieldValue, facts: Facts, found: Found, years: tuple[int, int]
) -> tuple[date | None, Doubt | None]:
    if value == NOWHERE:
        return None, None
    told = text(value, facts, found)
    if told in {"", NO_DATE}:
        return None, Doubt(Why.EMPTY)
    day = as_date(told)
    if day is None:
        return None, Doubt(Why.UNREADABLE, told)
    fewest, most = years
    if not fewest <= full_years(day, facts.today) <= most:
        return None, Doubt(Why.IMPLAUSIBLE, f"{day:%d.%m.%Y}")
    return day, None


def _groups(value: FieldValue, facts: Facts, found: Found) -> frozenset[str]:
    """The names of a person's groups in the courses that are meant."""
    courses = found.named_by(value.course) if value.course else found.programme_ids
    return frozenset(name for course in courses for name in facts.groups.get(course, ()))
