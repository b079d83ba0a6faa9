"""What must be so before a stage of a programme is complete, counted from the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final

from connector.domain.consents import Purpose
from connector.domain.matches import AT_WORK, Match, MatchState
from connector.domain.meetings import TOOK_PLACE
from connector.domain.participation import NEEDS_CONSENT, Participation, State
from connector.domain.people import Role
from connector.domain.plans import PlanState
from connector.domain.programmes import Programme
from connector.domain.register.book import Register
from connector.domain.school import School


class Fact(StrEnum):
    """What a stage may ask for."""

    CURATOR_NAMED = "curator_named"
    ROADMAP_BEGUN = "roadmap_begun"
    MENTEES_REGISTERED = "mentees_registered"
    MENTEES_CONSENTED = "mentees_consented"
    REQUESTS_COLLECTED = "requests_collected"
    MENTORS_REGISTERED = "mentors_registered"
    MENTORS_CONSENTED = "mentors_consented"
    MENTORS_SELECTED = "mentors_selected"
    MENTORS_TRAINED = "mentors_trained"
    MENTEES_MATCHED = "mentees_matched"
    PAIRS_CONFIRMED = "pairs_confirmed"
    PLANS_AGREED = "plans_agreed"
    MEETINGS_HELD = "meetings_held"
    PAIRS_ENDED = "pairs_ended"
    RESULTS_WRITTEN = "results_written"


@dataclass(frozen=True)
class Count:
    """How many of how many; of nobody at all nothing is so."""

    have: int
    of: int

    @property
    def is_met(self) -> bool:
        """Whether there are any, and none is missing."""
        return 0 < self.of <= self.have


YES_OR_NO: Final = frozenset({Fact.CURATOR_NAMED, Fact.ROADMAP_BEGUN})
"""Facts of which there is one or none."""

TURNED_AWAY: Final = frozenset({State.DECLINED, State.WITHDRAWN})
CHOSEN: Final = frozenset({State.SELECTED, State.TRAINED, State.ACTIVE, State.COMPLETED})
FELL_THROUGH: Final = frozenset({MatchState.REJECTED, MatchState.TERMINATED})
BY_ORDER: Final = AT_WORK | {MatchState.COMPLETED}
AGREED: Final = frozenset({PlanState.AGREED, PlanState.IN_PROGRESS, PlanState.CLOSED})


class Facts:
    """The facts of one programme; whom it turned away and pairs that fell through count nowhere."""

    def __init__(self, programme: Programme, register: Register, school: School, on: date) -> None:
        self._programme, self._register, self._school, self._on = programme, register, school, on

    def of(self, fact: Fact) -> Count:
        """Count one of them."""
        return COUNTS[fact](self)

    @cached_property
    def mentors(self) -> list[Participation]:
        """The mentors' participations."""
        return self._side(Role.MENTOR)

    @cached_property
    def mentees(self) -> list[Participation]:
        """The mentees' participations."""
        return self._side(Role.MENTEE)

    @cached_property
    def matches(self) -> list[Match]:
        """The pairs."""
        return [
            match
            for match in self._register.matches.values()
            if match.programme_id == self._programme.id and match.state not in FELL_THROUGH
        ]

    def named(self) -> Count:
        """Whether somebody is the curator."""
        return Count(int(bool(self._school.with_role(Role.CURATOR))), 1)

    def begun(self) -> Count:
        """Whether the year has a roadmap."""
        rows = self._register.roadmap.values()
        return Count(int(any(row.year == self._programme.school_year for row in rows)), 1)

    def registered(self, side: list[Participation]) -> Count:
        """Who is in the base."""
        return Count(sum(one.state in NEEDS_CONSENT for one in side), len(side))

    def consented(self, side: list[Participation]) -> Count:
        """Who has a valid consent."""
        has, on = self._register.has_consent, self._on
        return Count(sum(has(one.person_id, Purpose.PROCESSING, on) for one in side), len(side))

    def asked(self) -> Count:
        """Of which mentees a request or its reason is known."""
        with_reason = {number for number, _ in self._register.reasons}
        said = [one for one in self.mentees if one.texts.get("request") or one.id in with_reason]
        return Count(len(said), len(self.mentees))

    def chosen(self) -> Count:
        """Which mentors were selected."""
        return Count(sum(one.state in CHOSEN for one in self.mentors), len(self.mentors))

    def trained(self) -> Count:
        """Which mentors are trained."""
        known = self._school.trained
        return Count(sum(one.person_id in known for one in self.mentors), len(self.mentors))

    def matched(self) -> Count:
        """Which mentees are, or were, in a pair made by order."""
        made = {match.id for match in self.matches if match.state in BY_ORDER}
        paired = {one.person_id for one in self._register.members.values() if one.match_id in made}
        return Count(sum(one.person_id in paired for one in self.mentees), len(self.mentees))

    def confirmed(self) -> Count:
        """Which pairs an order made."""
        return Count(len(self._made()), len(self.matches))

    def agreed(self) -> Count:
        """Which pairs made by order have a plan that is agreed."""
        plans = self._register.plans.values()
        planned = {plan.match_id for plan in plans if plan.state in AGREED}
        return Count(sum(match.id in planned for match in self._made()), len(self._made()))

    def met(self) -> Count:
        """Which pairs made by order have met, by the register or by the journal in Moodle."""
        rows = self._register.meetings.values()
        held = {row.match_id for row in rows if row.state in TOOK_PLACE}
        seen = {
            one.group_id
            for one in self._school.meetings
            if one.programme_id == self._programme.id and one.on <= self._on
        }
        made = self._made()
        return Count(sum(m.id in held or m.group_id in seen - {0} for m in made), len(made))

    def ended(self) -> Count:
        """Which pairs have ended."""
        return Count(sum(not match.is_open for match in self.matches), len(self.matches))

    def written(self) -> Count:
        """Of which participants who really started the result is written down."""
        started = [one for one in (*self.mentors, *self.mentees) if one.was_active]
        return Count(sum(bool(one.texts.get("result")) for one in started), len(started))

    def _made(self) -> list[Match]:
        return [match for match in self.matches if match.state in BY_ORDER]

    def _side(self, role: Role) -> list[Participation]:
        return [
            one
            for one in self._register.participations.values()
            if one.programme_id == self._programme.id
            and one.role is role
            and one.state not in TURNED_AWAY
        ]


COUNTS: Final[Mapping[Fact, Callable[[Facts], Count]]] = {
    Fact.CURATOR_NAMED: Facts.named,
    Fact.ROADMAP_BEGUN: Facts.begun,
    Fact.MENTEES_REGISTERED: lambda facts: facts.registered(facts.mentees),
    Fact.MENTEES_CONSENTED: lambda facts: facts.consented(facts.mentees),
    Fact.REQUESTS_COLLECTED: Facts.asked,
    Fact.MENTORS_REGISTERED: lambda facts: facts.registered(facts.mentors),
    Fact.MENTORS_CONSENTED: lambda facts: facts.consented(facts.mentors),
    Fact.MENTORS_SELECTED: Facts.chosen,
    Fact.MENTORS_TRAINED: Facts.trained,
    Fact.MENTEES_MATCHED: Facts.matched,
    Fact.PAIRS_CONFIRMED: Facts.confirmed,
    Fact.PLANS_AGREED: Facts.agreed,
    Fact.MEETINGS_HELD: Facts.met,
    Fact.PAIRS_ENDED: Facts.ended,
    Fact.RESULTS_WRITTEN: Facts.written,
}
"""How each fact is counted."""
