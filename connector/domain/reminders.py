"""Whom to remind of what, and whom not to write to (methodology 6, 10; tasks T3, T6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from connector.domain.alerts import Alert
from connector.domain.consents import Purpose
from connector.domain.control import mentors
from connector.domain.growth import Growth, GrowthNorm
from connector.domain.people import Person, PersonId, Role
from connector.domain.readiness import Readiness, readiness
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.teachers import growth_of_all
from connector.domain.training import Admission, StudyState
from connector.domain.years import SchoolYear

SURVEY: Final = "survey"
"""What an alert about a questionnaire is about."""

Told = Mapping[str, str]
"""On which day (ISO) somebody was last told of each alert, by its handle."""


class Topic(StrEnum):
    """What people are reminded of."""

    TRAINING = "training"
    GROWTH = "growth"
    SURVEYS = "surveys"
    DIGEST = "digest"


class Obstacle(StrEnum):
    """Why somebody is not written to, though there is what to remind them of."""

    NO_ACCOUNT = "no_account"
    SUSPENDED = "suspended"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True)
class Unanswered:
    """The questionnaires that somebody has not filled in: code and programme."""

    surveys: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Digest:
    """Alerts that somebody is told of, and of which alerts they were told before, on which day."""

    alerts: tuple[Alert, ...]
    told: Mapping[str, str]


@dataclass(frozen=True)
class Need:
    """A person and what they have still to do: training, growth, a questionnaire, alerts.

    `is_staff`: written to about their work, not about taking part, so that no consent is asked.
    """

    person: Person
    topic: Topic
    about: Readiness | Growth | Unanswered | Digest
    is_staff: bool = False


def of_training(school: School, register: Register, rule: Admission, on: date) -> Iterator[Need]:
    """Mentors whose initial training is not done or holds no more, by name."""
    people = {**register.people, **school.people}
    studies, papers = school.studies, list(register.certificates.values())
    known = [people[who] for who in mentors(school, register) if who in people]
    for person in sorted(known, key=lambda person: (person.name, person.id)):
        ready = readiness(person.id, studies, papers, rule, on)
        if ready.state is not StudyState.DONE:
            yield Need(person, Topic.TRAINING, ready)


def of_growth(school: School, register: Register, norm: GrowthNorm, on: date) -> Iterator[Need]:
    """Teachers who lack hours, or have not done in time what was planned, by name."""
    for growth in growth_of_all(school, register, SchoolYear.at(on), norm, on):
        if growth.lacking or growth.overdue:
            yield Need(growth.person, Topic.GROWTH, growth)


def of_surveys(people: Mapping[PersonId, Person], alerts: Iterable[Alert]) -> Iterator[Need]:
    """Whoever the rules about questionnaires point out, by name."""
    asked: defaultdict[PersonId, list[tuple[str, int]]] = defaultdict(list)
    for alert in alerts:
        sort, _, code = alert.about.partition(":")
        if sort == SURVEY and alert.person_id in people:
            asked[PersonId(alert.person_id)].append((code, alert.programme_id))
    for who in sorted(asked, key=lambda who: (people[who].name, who)):
        surveys = tuple(dict.fromkeys(asked[who]))
        yield Need(people[who], Topic.SURVEYS, Unanswered(surveys))


def of_digest(
    person: Person, alerts: Iterable[Alert], every: Mapping[str, int], told: Told, on: date
) -> Need | None:
    """Those alerts of which it is time to tell a person; None when there are none.

    `every`: after how many days an alert is told of again, by its rule.
    """
    open_ = {alert.handle: alert for alert in alerts}
    before = {handle: day for handle, day in told.items() if handle in open_}
    due = tuple(
        alert
        for handle, alert in open_.items()
        if is_due(_day(before.get(handle)), every[alert.code], on)
    )
    now = {alert.handle: on.isoformat() for alert in due}
    return Need(person, Topic.DIGEST, Digest(due, {**before, **now})) if due else None


def readers(school: School) -> Iterator[tuple[Person, Role, frozenset[str] | None]]:
    """Who reads digests, by name: curators, of all pairs (None), and mentors, of their own.

    Somebody who is both reads as a curator.
    """
    curators = school.with_role(Role.CURATOR)
    for person in sorted(curators, key=lambda person: (person.name, person.id)):
        yield person, Role.CURATOR, None
    pairs: defaultdict[PersonId, set[str]] = defaultdict(set)
    for pair in school.pairs:
        for mentor in pair.mentors:
            if mentor.is_active:
                pairs[mentor.person_id].add(pair.id)
    mentors_only = pairs.keys() & school.people.keys() - {one.id for one in curators}
    for who in sorted(mentors_only, key=lambda who: (school.people[who].name, who)):
        yield school.people[who], Role.MENTOR, frozenset(pairs[who])


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def obstacle(
    person: Person, register: Register, on: date, *, is_staff: bool = False
) -> Obstacle | None:
    """Why a person must not be written to: nobody is without an account or against their will."""
    if not person.in_moodle:
        return Obstacle.NO_ACCOUNT
    if not person.is_active:
        return Obstacle.SUSPENDED
    has_consent = is_staff or register.has_consent(person.id, Purpose.PROCESSING, on)
    return None if has_consent else Obstacle.NO_CONSENT


def is_due(last_on: date | None, every_days: int, on: date) -> bool:
    """Whether it is time for the next reminder; never twice on one day."""
    return last_on is None or on >= last_on + timedelta(days=max(1, every_days))
