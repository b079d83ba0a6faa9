"""Looks at every pair: is it whole, trained, alive; and what somebody should be told."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from connector.domain.norms import Norms
from connector.domain.pairs import Member, Pair
from connector.domain.people import Participant, Role
from connector.domain.programmes import Programme
from connector.domain.school import School

DAY: Final = 24 * 60 * 60


class AlertCode(StrEnum):
    """What can be wrong with a pair; the sentences are in config/methodology/alerts.yaml."""

    NO_MENTOR = "no_mentor"
    NO_MENTEE = "no_mentee"
    UNTRAINED_MENTOR = "untrained_mentor"
    WRONG_KIND = "wrong_kind"
    SILENT = "silent"


@dataclass(frozen=True)
class Alert:
    """Something that a curator should look at; `person_id` is 0 when it is about the pair."""

    code: str
    programme_id: int
    pair_id: str
    person_id: int = 0


@dataclass(frozen=True)
class PairStatus:
    """How a pair stands; `is_trained` None without a mentor, shares as in `Member`."""

    id: str
    programme_id: int
    name: str
    mentors: tuple[int, ...]
    mentees: tuple[int, ...]
    is_complete: bool
    is_trained: bool | None
    is_silent: bool
    seen_at: int | None
    progress: Decimal | None
    grade: Decimal | None


def assess(pair: Pair, programme: Programme, norms: Norms, now: datetime) -> PairStatus:
    """Sum up one pair."""
    mentors = [member for member in pair.mentors if member.is_active]
    mentees = [member for member in pair.mentees if member.is_active]
    return PairStatus(
        id=pair.id,
        programme_id=programme.id,
        name=pair.name,
        mentors=tuple(member.person_id for member in pair.mentors),
        mentees=tuple(member.person_id for member in pair.mentees),
        is_complete=pair.is_complete,
        is_trained=all(member.is_trained for member in mentors) if mentors else None,
        is_silent=is_silent(pair, programme, norms, now),
        seen_at=pair.seen_at,
        progress=mean([mentee.progress for mentee in mentees]),
        grade=mean([mentee.grade for mentee in mentees]),
    )


def is_silent(pair: Pair, programme: Programme, norms: Norms, now: datetime) -> bool:
    """Whether nobody of the pair left a trace for too long; the programme's start counts as one."""
    if pair.seen_at is None:
        return False
    last = max(pair.seen_at, programme.starts_at)
    return now.timestamp() - last > norms.silent_days * DAY


def alerts(pair: Pair, status: PairStatus) -> list[Alert]:
    """What is wrong with a pair (methodology 12.3: rules 3, 7; 13: N5)."""
    found = []
    if not pair.has_mentor:
        found.append(Alert(AlertCode.NO_MENTOR, pair.programme_id, pair.id))
    if not pair.has_mentee:
        found.append(Alert(AlertCode.NO_MENTEE, pair.programme_id, pair.id))
    if status.is_complete and status.is_silent:
        found.append(Alert(AlertCode.SILENT, pair.programme_id, pair.id))
    found.extend(
        Alert(AlertCode.UNTRAINED_MENTOR, pair.programme_id, pair.id, member.person_id)
        for member in pair.mentors
        if _lacks_training(member)
    )
    found.extend(
        Alert(AlertCode.WRONG_KIND, pair.programme_id, pair.id, member.person_id)
        for member in (*pair.mentors, *pair.mentees)
        if not member.suits_form
    )
    return found


def participants(school: School) -> list[Participant]:
    """The register: a row for every person in every role."""
    return [
        Participant(
            person_id=person.id,
            role=role,
            name=person.name,
            kind=person.kind or "",
            class_name=person.class_name,
            is_active=person.is_active,
            is_trained=role is Role.MENTOR and person.id in school.trained,
        )
        for role in Role
        for person in school.with_role(role)
    ]


def mean(values: list[Decimal | None]) -> Decimal | None:
    """The mean of what is known, to four places; None when nothing is."""
    known = [value for value in values if value is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal("0.0001")) if known else None


def _lacks_training(member: Member) -> bool:
    return member.is_active and not member.is_trained
