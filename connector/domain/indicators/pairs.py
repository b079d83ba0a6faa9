"""How many pairs there are, what load mentors carry and how pairs end (N1, N3, N7)."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Final

from connector.domain.indicators.facts import Facts, When
from connector.domain.indicators.people import taking_part
from connector.domain.indicators.rows import Definition, How, Row, Sort, Verdict, Why
from connector.domain.matches import Match, MatchState
from connector.domain.people import PersonId, Role

COUNTED_AS: Final = {
    MatchState.COMPLETED: Verdict.COUNTED,
    MatchState.TERMINATED: Verdict.NOT_COUNTED,
}


def working(facts: Facts, when: When) -> Iterator[Row]:
    """Every pair; it counts from the day of beginning to that of its end (N1)."""
    counted = {match.id for match in facts.working[when]}
    for match in facts.register.matches.values():
        is_counted = match.id in counted
        verdict = Verdict.COUNTED if is_counted else Verdict.OUTSIDE
        yield of_match(facts, match, verdict, Why.WORKS if is_counted else Why.DOES_NOT_WORK)


def loads(facts: Facts) -> Iterator[Row]:
    """Every mentor in every programme, with how many mentees (N3)."""
    mentees: defaultdict[tuple[int, PersonId], set[PersonId]] = defaultdict(set)
    there = {role: facts.took_part(role, When.DAY) for role in (Role.MENTOR, Role.MENTEE)}
    for match in facts.working[When.DAY]:
        mentors, guided = (
            {one.person_id for one in facts.side(match, role)} & there[role].keys()
            for role in there
        )
        for mentor in mentors:
            mentees[match.programme_id, mentor] |= guided
    for (programme, who), guided in mentees.items():
        yield Row(
            (Sort.PERSON, who),
            Verdict.COUNTED,
            Why.GUIDES,
            (programme,),
            facts.class_of(who),
            amount=len(guided),
        )


def endings(facts: Facts) -> Iterator[Row]:
    """Pairs that ended in the period: completed, or terminated (N7)."""
    for match in _ended(facts):
        why = Why.COMPLETED if match.state is MatchState.COMPLETED else Why.TERMINATED
        yield of_match(facts, match, COUNTED_AS[match.state], why)


def lengths(facts: Facts) -> Iterator[Row]:
    """How many days each pair worked that ended in the period (N7)."""
    for match in _ended(facts):
        since = match.begun_on or match.begins_on
        if since and match.ended_on:
            days = (match.ended_on - since).days
            yield of_match(facts, match, Verdict.COUNTED, Why.WORKED)._replace(amount=days)


def reasons(facts: Facts) -> Iterator[Row]:
    """Why pairs were terminated in the period (N7)."""
    for match in _ended(facts):
        if match.state is MatchState.TERMINATED and match.ended_because:
            yield of_match(facts, match, Verdict.COUNTED, Why.TERMINATED)._replace(
                item=match.ended_because.value
            )


def of_match(facts: Facts, match: Match, verdict: Verdict, why: Why) -> Row:
    """A row about a pair."""
    return Row(
        (Sort.MATCH, match.id),
        verdict,
        why,
        (match.programme_id,),
        facts.classes[match.id],
    )


def _ended(facts: Facts) -> Iterator[Match]:
    for match in facts.register.matches.values():
        if match.ended_on in facts.period and match.state in COUNTED_AS:
            yield match


DEFINITIONS: Final = (
    *(
        definition
        for when in When
        for definition in (
            Definition("N1.pairs", How.COUNT, partial(working, when=when), when),
            *(
                Definition(code, How.COUNT, partial(taking_part, role=role, when=when), when)
                for code, role in (("N1.mentors", Role.MENTOR), ("N1.mentees", Role.MENTEE))
            ),
        )
    ),
    Definition("N3.mean", How.MEAN, loads, adds=True),
    Definition("N3.most", How.MOST, loads, adds=True),
    Definition("N7.completed", How.SHARE, endings),
    Definition("N7.days", How.MEAN, lengths),
    Definition("N7.reasons", How.COUNT, reasons, has_items=True),
)
