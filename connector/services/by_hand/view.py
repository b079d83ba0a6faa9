"""The register and the school beside each other, as somebody at a screen sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from connector.domain.matches import Match
from connector.domain.pairs import Pair
from connector.domain.people import Person, PersonId
from connector.domain.programmes import Programme
from connector.domain.register import Register
from connector.domain.register.programmes import follow_programmes
from connector.domain.school import NO_PROGRAMME, School
from connector.services import picture, register
from connector.services.deps import Deps


@dataclass(frozen=True)
class View:
    """`seen`: what the mirror alone shows; `logins`: user name, small letters, of each account."""

    deps: Deps
    register: Register
    seen: School
    logins: Mapping[str, PersonId]

    @property
    def today(self) -> date:
        """The day at the school."""
        return self.deps.today

    @cached_property
    def school(self) -> School:
        """The school with what the register knows."""
        return picture.settled(self.deps, self.seen, self.register)

    @cached_property
    def people(self) -> Mapping[PersonId, Person]:
        """Everybody: as Moodle has them, else as the register kept them."""
        return {**self.register.people, **self.outside_register}

    @cached_property
    def programmes(self) -> Mapping[int, Programme]:
        """Every programme: the courses as they are now, and what the register alone has."""
        return follow_programmes(self.register, self.seen).programmes

    @property
    def outside_register(self) -> Mapping[PersonId, Person]:
        """Who is in Moodle and has no row in the register."""
        return {w: p for w, p in self.seen.people.items() if w not in self.register.people}

    def name(self, who: PersonId) -> str:
        """A name for a screen; the number of whom nobody knows any more."""
        person = self.people.get(who)
        return person.name if person else f"id {who}"

    def title(self, group: str, code: str) -> str:
        """How a state, a reason or a kind is called: a group of states.yaml and a code in it."""
        return self.deps.methodology.states[group][code]

    def number(self, value: Decimal | None, ending: str = "") -> str:
        """A figure for a screen; a dash for what was not measured or is not shown."""
        return "–" if value is None else f"{self.deps.templates.number(value)}{ending}"

    def pair(self, match: Match) -> str:
        """The name of a pair for a screen: that of its group in Moodle, while there is one."""
        group = self.groups.get(match.group_id)
        return group.name if group and match.is_ours and match.is_open else match.name

    @cached_property
    def groups(self) -> Mapping[int, Pair]:
        """The pairs that Moodle shows, by the number of their group."""
        return {pair.group_id: pair for pair in self.seen.pairs}

    def programme(self, programme_id: int) -> str:
        """The title of a programme for a screen."""
        if programme_id == NO_PROGRAMME:
            return "–"
        programme = self.programmes.get(programme_id)
        return programme.title if programme else f"id {programme_id}"


def view(deps: Deps) -> View:
    """Read the mirror and the register once."""
    mirror = picture.mirror(deps)
    logins = {user.username.casefold(): PersonId(user.id) for user in mirror.users}
    return View(deps, register.read(deps), picture.seen(deps, mirror), logins)
