"""Lets the state of every participation follow from the facts, step by step of the table."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from connector.domain.consents import ConsentState, Purpose
from connector.domain.matches import BEGUN
from connector.domain.participation import (
    NEEDS_CONSENT,
    Participation,
    Reason,
    State,
    may,
    step,
)
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Decision
from connector.domain.register.book import Register
from connector.domain.register.programmes import over
from connector.domain.school import NO_PROGRAMME, School
from connector.domain.training import Admission, trained

GIVEN: Final = ConsentState.GIVEN


@dataclass(frozen=True)
class Facts:
    """What is true of one participation on a day.

    `since`: from when somebody may be said to be in the base, however late we learn of it.
    """

    since: date
    has_consent: bool
    has_withdrawn: bool
    is_chosen: bool
    is_declined: bool
    is_trained: bool
    is_blocked: bool
    is_in_pair: bool
    is_over: bool


def advance(register: Register, school: School, admission: Admission, on: date) -> Register:
    """Take every step that the facts ask for; no participation is left half-way."""
    facts = Gathered(register, school, admission, on)
    moved = [
        (one, _moved(one, facts.of(one), on))
        for one in register.participations.values()
        if one.is_open
    ]
    return register.with_rows("participations", [new for old, new in moved if new != old])


def _moved(one: Participation, facts: Facts, on: date) -> Participation:
    while one.is_open:
        target, because = _next(one, facts)
        if target is None:
            break
        one = step(one, target, on, because)
        if target is State.REGISTERED and on == one.entered_on:
            one = replace(one, entered_on=facts.since)
    return one


def _next(one: Participation, facts: Facts) -> tuple[State | None, Reason | None]:
    """The next state; the first that applies, ends before anything else."""
    for applies, target, because in (
        (facts.has_withdrawn, State.WITHDRAWN, Reason.CONSENT_WITHDRAWN),
        (facts.is_declined, State.DECLINED, Reason.NOT_SELECTED),
        (facts.is_over and one.state is not State.ACTIVE, State.WITHDRAWN, Reason.PROGRAMME_OVER),
        (one.state in NEEDS_CONSENT and not facts.has_consent, State.CONSENT_PENDING, None),
        (facts.is_over, State.COMPLETED, Reason.PROGRAMME_OVER),
        (one.state is State.CANDIDATE, State.CONSENT_PENDING, None),
        (one.state is State.CONSENT_PENDING and facts.has_consent, State.REGISTERED, None),
        (one.state is State.REGISTERED and facts.is_chosen, State.SELECTED, None),
        (one.state is State.SELECTED and facts.is_trained, State.TRAINED, None),
        (facts.is_in_pair and not (one.state is State.SELECTED and facts.is_blocked), State.ACTIVE,
         None),
    ):  # fmt: skip
        if applies and may(one.role, one.state, target):
            return target, because
    return None, None


class Gathered:
    """The facts of every participation, looked up once."""

    def __init__(self, register: Register, school: School, admission: Admission, on: date) -> None:
        self._register, self._school, self._admission, self._on = register, school, admission, on
        papers = list(register.certificates.values())
        self._trained = trained(school.studies, papers, admission, on)
        self._paired = _in_pairs(register, school)
        programmes = {**register.programmes, **{int(p.id): p for p in school.programmes}}
        self._begin = {key: programme.begins_on for key, programme in programmes.items()}
        self._over = over(register, school, on)

    def of(self, one: Participation) -> Facts:
        """The facts of one participation; an order that names a mentor has chosen them."""
        selection = self._register.selections.get(one.id)
        decision = selection.decision if selection else None
        is_in_pair = (one.programme_id, one.role, one.person_id) in self._paired
        has_role = any(
            one.person_id in self._school.places.get((place, one.role), ())
            for place in {one.programme_id, NO_PROGRAMME}
        )
        return Facts(
            since=self._since(one),
            has_consent=self._register.has_consent(one.person_id, Purpose.PROCESSING, self._on),
            has_withdrawn=self._register.withdrawn(one.person_id, self._on) is not None,
            is_chosen=decision is Decision.ACCEPTED
            or (decision is None and (has_role or is_in_pair)),
            is_declined=decision is Decision.DECLINED,
            is_trained=one.person_id in self._trained,
            is_blocked=self._admission.mode == "block",
            is_in_pair=is_in_pair,
            is_over=one.programme_id in self._over,
        )

    def _since(self, one: Participation) -> date:
        """The last of consent, application and beginning of the programme; never a day to come."""
        days = [
            consent.signed_on
            for consent in self._register.consents_of.get(one.person_id, ())
            if consent.purpose is Purpose.PROCESSING and consent.state(self._on) is GIVEN
        ]
        first = [min(day for day in days if day)] if any(days) else []
        known = [*first, one.applied_on, self._begin.get(one.programme_id)]
        return min(max((day for day in known if day), default=self._on), self._on)


def _in_pairs(register: Register, school: School) -> frozenset[tuple[int, Role, PersonId]]:
    """Who works in a pair: in a whole group of staff, or in a pair of ours that has begun."""
    open_groups = {m.group_id for m in register.matches.values() if m.is_open and not m.is_ours}
    of_staff = (
        (pair.programme_id, role, member.person_id)
        for pair in school.pairs
        if pair.is_complete and pair.group_id in open_groups
        for role, members in ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees))
        for member in members
        if member.is_active
    )
    of_ours = (
        (match.programme_id, one.side, one.person_id)
        for match in register.matches.values()
        if match.is_ours and match.state in BEGUN
        for one in register.members_of.get(match.id, ())
        if one.left_on is None
    )
    return frozenset([*of_staff, *of_ours])
