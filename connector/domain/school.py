"""The school as mentoring sees it: the result of applying the mapping to the mirror."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from connector.domain.choices import SeenChoice
from connector.domain.consents import SeenConsent
from connector.domain.gaps import Gap
from connector.domain.growth import PlannedStep
from connector.domain.meetings import SeenMeeting
from connector.domain.pairs import Pair
from connector.domain.people import Person, PersonId, Role
from connector.domain.plans import PlannedTask
from connector.domain.programmes import Form, Programme
from connector.domain.recruiting import Application
from connector.domain.survey_figures import Filled
from connector.domain.training import Study

NO_PROGRAMME = 0
"""Where people stand who have a role at school and are in no programme yet."""

Place = tuple[int, Role]
"""A programme, or NO_PROGRAMME, and a side of it."""


@dataclass(frozen=True)
class Skipped:
    """Something in Moodle that did not become part of mentoring; `code` names a sentence."""

    code: str
    person_id: PersonId | None
    facts: Mapping[str, str]


@dataclass(frozen=True)
class School:
    """People by id, programmes and pairs in a stable order, and what was left out and why.

    `places`: who stands where by their roles. `consent_answers`: of whom each rule about consents
    could be read; of the others it knows nothing. `studies`: the courses that train mentors and
    teachers. `completed`: on which day somebody completed an activity of a programme's course that
    a plan names, by its course-module id and the person. `marks`: by person and subject, shares
    of the best mark. `parameters`: of whom something is so, by its code (M7).
    """

    people: Mapping[PersonId, Person]
    programmes: tuple[Programme, ...]
    pairs: tuple[Pair, ...]
    trained: frozenset[PersonId]
    skipped: tuple[Skipped, ...] = ()
    places: Mapping[Place, frozenset[PersonId]] = field(default_factory=dict)
    invited: Mapping[Role, frozenset[PersonId]] = field(default_factory=dict)
    applications: tuple[Application, ...] = ()
    consents: tuple[SeenConsent, ...] = ()
    consent_answers: Mapping[str, frozenset[PersonId]] = field(default_factory=dict)
    studies: tuple[Study, ...] = ()
    route: tuple[PlannedStep, ...] = ()
    gaps: tuple[Gap, ...] = ()
    meetings: tuple[SeenMeeting, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)
    tasks: tuple[PlannedTask, ...] = ()
    completed: Mapping[tuple[int, PersonId], date] = field(default_factory=dict)
    choices: tuple[SeenChoice, ...] = ()
    surveys: tuple[Filled, ...] = ()
    marks: Mapping[tuple[PersonId, str], Decimal] = field(default_factory=dict)
    parameters: Mapping[str, frozenset[PersonId]] = field(default_factory=dict)

    def with_role(self, role: Role) -> list[Person]:
        """The people who play a role, by id."""
        return [self.people[key] for key in sorted(self.people) if role in self.people[key].roles]
