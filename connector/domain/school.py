"""The school as mentoring sees it: the result of applying the mapping to the mirror."""

from collections.abc import Mapping
from dataclasses import dataclass

from connector.domain.pairs import Pair
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import Programme


@dataclass(frozen=True)
class Skipped:
    """Something in Moodle that did not become part of mentoring; `code` names a sentence."""

    code: str
    person_id: PersonId | None
    facts: Mapping[str, str]


@dataclass(frozen=True)
class School:
    """People by id, programmes and pairs in a stable order, and what was left out and why."""

    people: Mapping[PersonId, Person]
    programmes: tuple[Programme, ...]
    pairs: tuple[Pair, ...]
    trained: frozenset[PersonId]
    skipped: tuple[Skipped, ...] = ()

    def with_role(self, role: Role) -> list[Person]:
        """The people who play a role, by id."""
        return [self.people[key] for key in sorted(self.people) if role in self.people[key].roles]
