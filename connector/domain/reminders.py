"""Whom to remind of what, and whom not to write to (methodology 6, 10; tasks T3, T6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from connector.domain.consents import Purpose
from connector.domain.control import mentors
from connector.domain.growth import Growth, GrowthNorm
from connector.domain.people import Person
from connector.domain.readiness import Readiness, readiness
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.teachers import growth_of_all
from connector.domain.training import Admission, StudyState
from connector.domain.years import SchoolYear


class Topic(StrEnum):
    """What people are reminded of."""

    TRAINING = "training"
    GROWTH = "growth"


class Obstacle(StrEnum):
    """Why somebody is not written to, though there is what to remind them of."""

    NO_ACCOUNT = "no_account"
    SUSPENDED = "suspended"
    NO_CONSENT = "no_consent"


@dataclass(frozen=True)
class Need:
    """A person and what they have still to do: a mentor's training, or a teacher's growth."""

    person: Person
    topic: Topic
    about: Readiness | Growth


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


def obstacle(person: Person, register: Register, on: date) -> Obstacle | None:
    """Why a person must not be written to: nobody is without an account or against their will."""
    if not person.in_moodle:
        return Obstacle.NO_ACCOUNT
    if not person.is_active:
        return Obstacle.SUSPENDED
    has_consent = register.has_consent(person.id, Purpose.PROCESSING, on)
    return None if has_consent else Obstacle.NO_CONSENT


def is_due(last_on: date | None, every_days: int, on: date) -> bool:
    """Whether it is time for the next reminder; never twice on one day."""
    return last_on is None or on >= last_on + timedelta(days=max(1, every_days))
