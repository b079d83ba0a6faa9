"""How pairs keep to their meetings (N2, N4, N5)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from connector.domain.indicators.facts import Facts, When
from connector.domain.indicators.pairs import of_match
from connector.domain.indicators.rows import Definition, How, Row, Verdict, Why
from connector.domain.matches import Match, MatchState
from connector.domain.meeting_figures import AT_WORK, LATELY, Figures
from connector.domain.meetings import period_of


def alive(facts: Facts) -> Iterator[Row]:
    """Every pair that works: whether it has met lately (N2)."""
    for match in facts.working[When.DAY]:
        if match.state_on(facts.on) is not MatchState.ACTIVE:
            yield of_match(facts, match, Verdict.OUTSIDE, Why.SUSPENDED)
            continue
        last = facts.last_met.get(match.id)
        has_met = last is not None and (facts.on - last).days <= LATELY
        yield _judged(facts, match, has_met=has_met, yes=Why.MET_LATELY, no=Why.MET_LONG_AGO)


def quiet(facts: Facts) -> Iterator[Row]:
    """Every pair that is to meet, in programmes that tell of meetings: how long it has not (N5)."""
    telling = {facts.register.matches[key].programme_id for key in facts.lines} | facts.journals
    for match in facts.register.matches.values():
        if match.state_on(facts.on) not in AT_WORK or match.programme_id not in telling:
            continue
        since = facts.last_met.get(match.id) or period_of(match).first
        if since is not None:
            is_quiet = (facts.on - since).days > facts.norms.meeting_days
            yield _judged(facts, match, has_met=is_quiet, yes=Why.MET_LONG_AGO, no=Why.MET_IN_TIME)


def kept(facts: Facts) -> Iterator[Row]:
    """Planned meetings of each pair whose day is over, and those of them that were held (N4)."""
    for match, told in _met(facts):
        yield _parts(facts, match, told.kept, told.kept + told.missed)


def held(facts: Facts) -> Iterator[Row]:
    """The meetings of each pair that took place (N4)."""
    for match, told in _met(facts):
        yield _parts(facts, match, told.held, told.held)


def minutes(facts: Facts) -> Iterator[Row]:
    """How long the meetings of each pair took, of which that is known (N4)."""
    for match, told in _met(facts):
        yield _parts(facts, match, told.minutes, told.timed)


def confirmed(facts: Facts) -> Iterator[Row]:
    """The meetings of each pair that took place, and those of them that a mentee confirmed (N4)."""
    for match, told in _met(facts):
        yield _parts(facts, match, told.confirmed, told.held)


def _met(facts: Facts) -> Iterator[tuple[Match, Figures]]:
    for key, told in facts.met.items():
        yield facts.register.matches[key], told


def _parts(facts: Facts, match: Match, part: int | Fraction, whole: int) -> Row:
    if not whole:
        return of_match(facts, match, Verdict.OUTSIDE, Why.NOTHING_TO_COUNT)
    return of_match(facts, match, Verdict.COUNTED, Why.MET)._replace(amount=part, whole=whole)


def _judged(facts: Facts, match: Match, *, has_met: bool, yes: Why, no: Why) -> Row:
    verdict = Verdict.COUNTED if has_met else Verdict.NOT_COUNTED
    return of_match(facts, match, verdict, yes if has_met else no)


DEFINITIONS: Final = (
    Definition("N2", How.SHARE, alive),
    Definition("N4.kept", How.SHARE, kept),
    Definition("N4.held", How.COUNT, held),
    Definition("N4.minutes", How.MEAN, minutes),
    Definition("N4.confirmed", How.SHARE, confirmed),
    Definition("N5", How.COUNT, quiet),
)
