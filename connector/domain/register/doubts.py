"""When so much would end at once that a lost right or a new name is the likelier reason."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from connector.domain.consents import ConsentState
from connector.domain.difference import looks_short
from connector.domain.participation import Participation
from connector.domain.register.book import Register
from connector.domain.register.consents import latest
from connector.domain.register.groups import emptied, of_staff, restored
from connector.domain.register.places import following, lost
from connector.domain.school import Place, School

What = TypeVar("What", str, int, Place)


class Held(StrEnum):
    """What may be held back, and confirmed by a person."""

    CONSENTS = "consents"
    ROLES = "roles"
    PAIRS = "pairs"


@dataclass(frozen=True)
class Doubts:
    """How many would lose the consent that a rule reads, or the role that they have in a place.

    `pairs`: how many groups of staff would lose everybody on a side, by programme.
    """

    consents: dict[str, int]
    places: dict[Place, int]
    pairs: dict[int, int] = field(default_factory=dict)

    def without(self, believed: frozenset[Held]) -> "Doubts":
        """What is left when a person has confirmed some of it."""
        return Doubts(
            {} if Held.CONSENTS in believed else self.consents,
            {} if Held.ROLES in believed else self.places,
            {} if Held.PAIRS in believed else self.pairs,
        )


def doubts(register: Register, school: School, on: date) -> Doubts:
    """What is not believed until a person confirms it."""
    given = [c for c in latest(register).values() if c.state(on) is ConsentState.GIVEN]
    seen = {(one.person_id, one.purpose, one.source) for one in school.consents}
    taken_back = [
        c.source
        for c in given
        if c.person_id in school.consent_answers.get(c.source, ())
        and (c.person_id, c.purpose, c.source) not in seen
    ]
    return Doubts(
        consents=_too_many(Counter(c.source for c in given), Counter(taken_back)),
        places=_too_many(
            Counter(map(_place, following(register))), Counter(map(_place, lost(register, school)))
        ),
        pairs=_too_many(
            Counter(match.programme_id for match in of_staff(register, school)),
            Counter(match.programme_id for match in emptied(register, school)),
        ),
    )


def believable(
    register: Register, school: School, on: date, believes: frozenset[Held] = frozenset()
) -> School:
    """The school without what is doubted: consents, roles and pairs stay as they were known."""
    found = doubts(register, school, on).without(believes)
    school = restored(register, school, found.pairs)
    if not found.consents and not found.places:
        return school
    answers = {s: who for s, who in school.consent_answers.items() if s not in found.consents}
    places = dict(school.places)
    for one in lost(register, school):
        if _place(one) in found.places:
            places[_place(one)] = places.get(_place(one), frozenset()) | {one.person_id}
    return replace(school, consent_answers=answers, places=places)


def _place(one: Participation) -> Place:
    return (one.programme_id, one.role)


def _too_many(known: Counter[What], gone: Counter[What]) -> dict[What, int]:
    return {what: count for what, count in gone.items() if looks_short(known[what], count)}
