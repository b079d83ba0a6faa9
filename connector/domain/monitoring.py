"""Looks at every pair: is it whole, trained, alive; and what somebody should be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from connector.domain.alerts.alert import Alert, AlertCode
from connector.domain.classes import level
from connector.domain.matches import MatchState
from connector.domain.norms import Norms
from connector.domain.pairs import Member, Pair, Standing, mutual
from connector.domain.people import Kind, Participant, Person, PersonId, Role
from connector.domain.programmes import REVERSE, Form, Programme, ProgrammeId
from connector.domain.school import School

DAY: Final = 24 * 60 * 60
OUT_OF_MOODLE: Final = frozenset({Standing.ACCOUNT_SUSPENDED, Standing.NOT_ENROLLED})


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
    """What is wrong with a pair (methodology 12.3: rules 1, 3, 7, 15; 13: N5)."""
    checks: tuple[tuple[AlertCode, bool], ...] = (
        (AlertCode.NO_MENTOR, not pair.has_mentor),
        (AlertCode.NO_MENTEE, not pair.has_mentee),
        (AlertCode.SILENT, status.is_complete and status.is_silent and not _rests(pair)),
    )
    of_members: tuple[tuple[AlertCode, list[Member]], ...] = (
        (AlertCode.UNTRAINED_MENTOR, [m for m in pair.mentors if _lacks_training(m)]),
        (AlertCode.WRONG_KIND, [m for m in pair.members if not m.suits_form]),
        (AlertCode.NO_CONSENT, [m for m in pair.members if m.is_active and not m.has_consent]),
        (AlertCode.INACTIVE, [m for m in pair.members if m.standing in OUT_OF_MOODLE]),
    )
    return [Alert(code, pair.programme_id, pair.id) for code, holds in checks if holds] + [
        Alert(code, pair.programme_id, pair.id, member.person_id)
        for code, members in of_members
        for member in members
    ]


def alerts_between(
    pairs: Sequence[Pair], programmes: Mapping[ProgrammeId, Programme], forms: Mapping[str, Form]
) -> list[Alert]:
    """What is wrong between pairs (12.3: 2, 4, 5).

    Two who mentor each other, a mentor of too many, a mentee of two pairs of one programme.
    """
    reverse = {key for key, programme in programmes.items() if programme.kind == REVERSE}
    by_id = {pair.id: pair for pair in pairs}
    each_other = [
        Alert(AlertCode.MUTUAL, by_id[pair_id].programme_id, pair_id, who)
        for pair_id, who in sorted(mutual(pairs))
        if by_id[pair_id].programme_id not in reverse
    ]
    too_many = [
        Alert(AlertCode.OVERLOADED, pair.programme_id, pair.id, mentor.person_id)
        for pair in pairs
        for mentor in pair.mentors
        if mentor.is_active
        and _is_too_much(load(pairs, mentor.person_id, pair.programme_id), pair, programmes, forms)
    ]
    return [*each_other, *too_many, *_in_two_pairs(pairs)]


def juniors(pairs: Iterable[Pair], people: Mapping[PersonId, Person]) -> list[Alert]:
    """Pupils who mentor pupils of a higher class (12.3: 8)."""
    return [
        Alert(AlertCode.JUNIOR_MENTOR, pair.programme_id, pair.id, mentor.person_id)
        for pair in pairs
        for mentor in pair.mentors
        if any(_is_junior(people, mentor, mentee) for mentee in pair.mentees)
    ]


def _in_two_pairs(pairs: Sequence[Pair]) -> list[Alert]:
    """In each pair but the first; who mentors them there is not counted."""
    seen: dict[tuple[ProgrammeId, PersonId], str] = {}
    places = [(pair, mentee) for pair in pairs for mentee in pair.mentees if mentee.is_active]
    return [
        Alert(AlertCode.TWO_PAIRS, pair.programme_id, pair.id, mentee.person_id)
        for pair, mentee in places
        if seen.setdefault((pair.programme_id, mentee.person_id), pair.id) != pair.id
    ]


def _is_junior(people: Mapping[PersonId, Person], mentor: Member, mentee: Member) -> bool:
    both = [people.get(one.person_id) for one in (mentor, mentee) if one.is_active]
    levels = [level(one.class_name) for one in both if one and one.kind is Kind.PUPIL]
    known = [one for one in levels if one is not None]
    return len(known) == len((mentor, mentee)) and known[0] < known[1]


def _rests(pair: Pair) -> bool:
    """Whether nobody expects a pair to do anything."""
    return pair.state is MatchState.SUSPENDED


def load(pairs: Iterable[Pair], mentor: PersonId, programme: ProgrammeId) -> int:
    """How many mentees a mentor has in a programme, those who can take part."""
    return len(
        {
            mentee.person_id
            for pair in pairs
            if pair.programme_id == programme
            and any(one.person_id == mentor and one.is_active for one in pair.mentors)
            for mentee in pair.mentees
            if mentee.is_active
        }
    )


def _is_too_much(
    mentees: int,
    pair: Pair,
    programmes: Mapping[ProgrammeId, Programme],
    forms: Mapping[str, Form],
) -> bool:
    """By the form: of all mentees of a mentor, and of those in one group."""
    form = forms.get(programmes[pair.programme_id].form)
    if form is None:
        return False
    together = sum(mentee.is_active for mentee in pair.mentees)
    is_over = form.most_mentees is not None and mentees > form.most_mentees
    return is_over or together > form.group_size[1]


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
