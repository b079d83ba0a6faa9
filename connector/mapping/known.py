"""Everything that the interpretation works on: mirror, rules, and everybody with what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.people import Person, PersonId, Role
from connector.mapping.conditions import Facts, ask
from connector.mapping.courses import Found, find
from connector.mapping.dates import day_of
from connector.mapping.people import courses_of, facts_of, person, role_in
from connector.mapping.rules import Rules
from connector.mapping.selectors import Condition
from connector.moodle.mirror import Mirror

SIDES: Final = (Role.MENTOR, Role.MENTEE)


@dataclass(frozen=True)
class Known:
    """The mirror, the rules with the courses behind them, and people by id."""

    mirror: Mirror
    rules: Rules
    found: Found
    today: date
    facts: Mapping[PersonId, Facts]
    people: Mapping[PersonId, Person]

    def day_of(self, seconds: int) -> date | None:
        """The day of a moment of Moodle at the school; None for 0."""
        return day_of(seconds, self.rules.school.time_zone)

    def whom(self, condition: Condition) -> frozenset[PersonId]:
        """Of whom a condition of the school is true."""
        resolve = courses_of(self.found)
        return frozenset(
            who for who, facts in self.facts.items() if ask(condition, facts, resolve).holds
        )

    def sides(self, who: PersonId, programme: int) -> list[Role]:
        """On which sides of a programme a person stands by the rules."""
        has = role_in(self.facts[who], self.rules, self.found, programme)
        return [side for side in SIDES if has(side)]

    def enrolled(self, course: int) -> frozenset[PersonId]:
        """The people in a course, whether they are suspended there or not."""
        ids = {e.user_id for e in self.mirror.enrolments if e.course_id == course}
        return frozenset(who for who in self.people if who in ids)


def know(mirror: Mirror, rules: Rules, today: date) -> Known:
    """Gather the facts of everybody and make people of them, by id."""
    found = find(rules, mirror.courses, mirror.categories)
    facts = {
        PersonId(user.id): facts_of(user, mirror, today)
        for user in sorted(mirror.users, key=lambda user: user.id)
    }
    people = {who: person(known, rules, found) for who, known in facts.items()}
    return Known(mirror, rules, found, today, facts, people)
