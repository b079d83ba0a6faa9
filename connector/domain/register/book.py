"""The register as a value; what changes it gives a new one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar

from connector.domain.choices import Preference
from connector.domain.consents import Consent, ConsentState, Purpose, holds, may_sign
from connector.domain.documents import Document
from connector.domain.erasure import ErasureTask
from connector.domain.evaluation import Score, SwotEntry
from connector.domain.growth import RouteItem
from connector.domain.matches import Match, MatchMember
from connector.domain.matching import Constraint
from connector.domain.meetings import Meeting
from connector.domain.participation import Participation
from connector.domain.people import Organisation, Person, PersonId, Role
from connector.domain.plans import Plan, PlanItem
from connector.domain.programmes import Programme
from connector.domain.recruiting import RequestReason, Selection
from connector.domain.roadmap import RoadmapRow
from connector.domain.training import Certificate

Owned = TypeVar("Owned", Participation, Consent, Certificate, RouteItem, ErasureTask)


@dataclass(frozen=True)
class Register:
    """Rows by key, as KEYS names it."""

    people: Mapping[PersonId, Person] = field(default_factory=dict)
    organisations: Mapping[int, Organisation] = field(default_factory=dict)
    participations: Mapping[int, Participation] = field(default_factory=dict)
    selections: Mapping[int, Selection] = field(default_factory=dict)
    reasons: Mapping[tuple[int, str], RequestReason] = field(default_factory=dict)
    consents: Mapping[int, Consent] = field(default_factory=dict)
    certificates: Mapping[int, Certificate] = field(default_factory=dict)
    route: Mapping[int, RouteItem] = field(default_factory=dict)
    erasures: Mapping[int, ErasureTask] = field(default_factory=dict)
    programmes: Mapping[int, Programme] = field(default_factory=dict)
    documents: Mapping[int, Document] = field(default_factory=dict)
    matches: Mapping[int, Match] = field(default_factory=dict)
    members: Mapping[int, MatchMember] = field(default_factory=dict)
    meetings: Mapping[int, Meeting] = field(default_factory=dict)
    plans: Mapping[int, Plan] = field(default_factory=dict)
    plan_items: Mapping[int, PlanItem] = field(default_factory=dict)
    roadmap: Mapping[int, RoadmapRow] = field(default_factory=dict)
    constraints: Mapping[int, Constraint] = field(default_factory=dict)
    preferences: Mapping[int, Preference] = field(default_factory=dict)
    scores: Mapping[int, Score] = field(default_factory=dict)
    swot: Mapping[int, SwotEntry] = field(default_factory=dict)

    @cached_property
    def participations_of(self) -> Mapping[PersonId, tuple[Participation, ...]]:
        """Each person's participations, the oldest first."""
        return by_person(self.participations)

    @cached_property
    def consents_of(self) -> Mapping[PersonId, tuple[Consent, ...]]:
        """Each person's consents, the oldest first."""
        return by_person(self.consents)

    @cached_property
    def members_of(self) -> Mapping[int, tuple[MatchMember, ...]]:
        """Each match's members, those who left among them, the oldest first."""
        found: defaultdict[int, list[MatchMember]] = defaultdict(list)
        for key in sorted(self.members):
            found[self.members[key].match_id].append(self.members[key])
        return {match: tuple(rows) for match, rows in found.items()}

    def side_of(self, match_id: int, side: Role) -> list[MatchMember]:
        """Who stands on a side of a match now."""
        rows = self.members_of.get(match_id, ())
        return [one for one in rows if one.side is side and one.left_on is None]

    def open_of(self, who: PersonId, role: Role) -> list[Participation]:
        """The participations of a person in a role that have not ended."""
        mine = self.participations_of.get(who, ())
        return [one for one in mine if one.role is role and one.is_open]

    def has_consent(self, who: PersonId, purpose: Purpose, on: date) -> bool:
        """Whether a person has a valid consent for a purpose on a day."""
        person = self.people.get(who)
        return person is not None and holds(self.consents_of.get(who, ()), person, purpose, on)

    def withdrawn(self, who: PersonId, on: date) -> Consent | None:
        """The consent to processing that a person took back, when it was the last that held."""
        person = self.people.get(who)
        held = [
            consent
            for consent in self.consents_of.get(who, ())
            if consent.purpose is Purpose.PROCESSING
            and consent.signed_on is not None
            and person is not None
            and may_sign(person, consent.signed_by, consent.signed_on)
        ]
        last = max(held, key=lambda consent: (consent.ends_on, consent.id), default=None)
        return last if last and last.state(on) is ConsentState.WITHDRAWN else None

    def with_rows(self, part: str, rows: Iterable[Any]) -> "Register":
        """Add rows to a part, or replace those with the same key; no rows, the same register."""
        new = {KEYS[part](row): row for row in rows}
        return replace(self, **{part: {**getattr(self, part), **new}}) if new else self


KEYS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "people": attrgetter("id"),
    "organisations": attrgetter("id"),
    "participations": attrgetter("id"),
    "selections": attrgetter("participation_id"),
    "reasons": attrgetter("participation_id", "code"),
    "consents": attrgetter("id"),
    "certificates": attrgetter("id"),
    "route": attrgetter("id"),
    "erasures": attrgetter("id"),
    "programmes": attrgetter("id"),
    "documents": attrgetter("id"),
    "matches": attrgetter("id"),
    "members": attrgetter("id"),
    "meetings": attrgetter("id"),
    "plans": attrgetter("id"),
    "plan_items": attrgetter("id"),
    "roadmap": attrgetter("id"),
    "constraints": attrgetter("id"),
    "preferences": attrgetter("id"),
    "scores": attrgetter("id"),
    "swot": attrgetter("id"),
}


def by_person(rows: Mapping[int, Owned]) -> Mapping[PersonId, tuple[Owned, ...]]:
    """Rows of each person, by their numbers."""
    found: defaultdict[PersonId, list[Owned]] = defaultdict(list)
    for key in sorted(rows):
        found[rows[key].person_id].append(rows[key])
    return {who: tuple(mine) for who, mine in found.items()}


def next_id(rows: Iterable[int]) -> int:
    """The number of a new row; whoever changes the register is alone with it."""
    return max(rows, default=0) + 1


def next_outsider(people: Iterable[PersonId]) -> PersonId:
    """The number of a new person from outside Moodle: negative, so never one of Moodle's."""
    return PersonId(min((0, *people)) - 1)
