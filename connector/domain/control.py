"""The control of mentors (task T3): who they are, and what is known of each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from connector.domain.norms import Norms
from connector.domain.pairs import Standing
from connector.domain.participation import Participation, State
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import Form
from connector.domain.readiness import Readiness
from connector.domain.recruiting import Decision
from connector.domain.register.book import Register
from connector.domain.school import School
from connector.domain.training import Admission, Certificate, Study

CHOSEN: Final = frozenset({State.SELECTED, State.TRAINED, State.ACTIVE})
GONE: Final = frozenset({Standing.LEFT, Standing.CONSENT_WITHDRAWN})


@dataclass(frozen=True)
class Yardstick:
    """What mentors are measured by; `now` is aware and by the school's clock."""

    forms: Mapping[str, Form]
    norms: Norms
    admission: Admission
    now: datetime

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.now.date()


@dataclass(frozen=True)
class Paper:
    """A mentor's consent to something; `valid_to` None: there is none, or it has no end."""

    is_valid: bool
    valid_to: date | None = None
    needs_renewal: bool = False


@dataclass(frozen=True)
class Load:
    """How many mentees a mentor has in a form, each once; `most` None: the form sets no limit."""

    form: str
    mentees: int
    most: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is more than the form allows (methodology 12.3: 4)."""
        return self.most is not None and self.mentees > self.most


@dataclass(frozen=True)
class Guided:
    """A pair that a mentor leads: where they stand in it, and how many mentees can take part."""

    id: str
    name: str
    programme: str
    standing: Standing
    mentees: int
    is_silent: bool
    seen_at: int | None


@dataclass(frozen=True)
class Card:
    """All that a curator controls of one mentor.

    `studies`: every course that trains, `certificates` the papers. `processing` None: the school
    keeps no consents at all; `labour` None: no programme of theirs asks for it. `seen_at`: their
    own last trace, Unix seconds, 0 for never, None when there is none or Moodle hides it.
    """

    person: Person
    participations: tuple[Participation, ...]
    readiness: Readiness
    studies: tuple[Study, ...]
    certificates: tuple[Certificate, ...]
    loads: tuple[Load, ...]
    pairs: tuple[Guided, ...]
    processing: Paper | None
    labour: Paper | None
    seen_at: int | None


def mentors(school: School, register: Register) -> frozenset[PersonId]:
    """Who works as a mentor, stands as one in Moodle, or has been chosen; not who has left."""
    placed = {
        who for (_, role), people in school.places.items() if role is Role.MENTOR for who in people
    }
    leading = {m.person_id for p in school.pairs for m in p.mentors if m.standing not in GONE}
    known = [one for one in register.participations.values() if one.role is Role.MENTOR]
    chosen = {one.person_id for one in known if one.is_open and _is_chosen(one, register)}
    ended = {one.person_id for one in known} - {one.person_id for one in known if one.is_open}
    return frozenset((placed | leading | chosen) - ended)


def _is_chosen(one: Participation, register: Register) -> bool:
    selection = register.selections.get(one.id)
    is_accepted = selection is not None and selection.decision is Decision.ACCEPTED
    return one.state in CHOSEN or is_accepted
