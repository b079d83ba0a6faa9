"""Works out what every participant's result is, before anything is asked of Moodle."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.domain.monitoring import PairStatus
from connector.domain.pairs import Pair
from connector.domain.people import PersonId, Role
from connector.domain.results import Result, measures, result
from connector.domain.school import School
from connector.mapping.rules import ResultsRule

Earned = Mapping[PersonId, Sequence["RoleResult"]]


@dataclass(frozen=True)
class RoleResult:
    """The result of a person in one role of one pair."""

    role: Role
    pair: str
    result: Result


def earned(
    school: School, programme: int, rule: ResultsRule, statuses: Mapping[str, PairStatus]
) -> Earned:
    """The results of everybody in a programme; who has nothing to measure is left out."""
    found: defaultdict[PersonId, list[RoleResult]] = defaultdict(list)
    for pair in school.pairs:
        if pair.programme_id == programme:
            for who, one in _of_pair(pair, rule, statuses[pair.id]):
                found[who].append(one)
    return found


def total(results: Sequence[RoleResult]) -> Decimal:
    """One share for a person who is in several pairs: the mean."""
    return sum((one.result.share for one in results), Decimal(0)) / len(results)


def _of_pair(
    pair: Pair, rule: ResultsRule, status: PairStatus
) -> list[tuple[PersonId, RoleResult]]:
    sides = ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees))
    return [
        (member.person_id, RoleResult(role, pair.name, one))
        for role, members in sides
        if role in rule.points
        for member in members
        if not member.has_left and (one := result(rule.points[role], measures(member, status)))
    ]
