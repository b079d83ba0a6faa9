"""Works out what every participant's result is, before anything is asked of Moodle."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.domain.contributions import Contributions
from connector.domain.indicators import Facts
from connector.domain.monitoring import PairStatus
from connector.domain.pairs import Pair
from connector.domain.people import PersonId, Role
from connector.domain.results import Measure, Result, measures, result
from connector.mapping.rules import ResultsRule

Earned = Mapping[PersonId, Sequence["RoleResult"]]


@dataclass(frozen=True)
class RoleResult:
    """The result of a person in one role of one pair."""

    role: Role
    pair: str
    result: Result


def earned(
    facts: Facts, programme: int, rule: ResultsRule, statuses: Mapping[str, PairStatus]
) -> Earned:
    """The results of everybody in a programme; who has nothing to measure is left out."""
    found: defaultdict[PersonId, list[RoleResult]] = defaultdict(list)
    brought = Contributions(facts)
    for pair in facts.school.pairs:
        if pair.programme_id == programme:
            for who, one in _of_pair(pair, rule, statuses[pair.id], brought):
                found[who].append(one)
    return found


def total(results: Sequence[RoleResult]) -> Decimal:
    """One share for a person who is in several pairs: the mean."""
    return sum((one.result.share for one in results), Decimal(0)) / len(results)


def _of_pair(
    pair: Pair, rule: ResultsRule, status: PairStatus, brought: Contributions
) -> Iterator[tuple[PersonId, RoleResult]]:
    of_pair = {
        Measure.MEETINGS: brought.meetings(pair.match_id, rule.meetings),
        Measure.PLAN: brought.plan(pair.match_id),
    }
    for role, members in ((Role.MENTOR, pair.mentors), (Role.MENTEE, pair.mentees)):
        for member in members if role in rule.points else ():
            answers = brought.answers(pair.programme_id, member.person_id)
            measured = measures(member, status, {**of_pair, Measure.SURVEY: answers})
            one = None if member.has_left else result(rule.points[role], measured)
            if one:
                yield member.person_id, RoleResult(role, pair.name, one)
