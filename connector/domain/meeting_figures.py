"""How pairs keep to their meetings: of one pair and of a programme (methodology 13: N2, N4, N5)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.journal_lines import Line
from connector.domain.matches import Match, MatchState
from connector.domain.meetings import MeetingState, period_of
from connector.domain.norms import Norms
from connector.domain.rounding import per_cent, to_tenth

LATELY: Final = 30
"""Days: a pair that met in them is alive (N2)."""

AT_WORK: Final = frozenset({MatchState.CONFIRMED, MatchState.ACTIVE})
"""Pairs that are to meet now; a suspended one is not."""


@dataclass(frozen=True)
class Figures:
    """The meetings of one pair or of several.

    `planned`: those planned or entered here that were not cancelled; `kept` and `missed` are those
    of them whose day is over. `held`: all that took place, the unplanned ones too. `minutes` is
    the sum over `timed` meetings.
    """

    planned: int = 0
    kept: int = 0
    missed: int = 0
    held: int = 0
    confirmed: int = 0
    minutes: int = 0
    timed: int = 0

    @property
    def share(self) -> Decimal | None:
        """Of the planned ones whose day is over, how many per cent were held; None for none."""
        return per_cent(self.kept, self.kept + self.missed)

    @property
    def confirmed_share(self) -> Decimal | None:
        """How many per cent of those that took place the mentee has confirmed; None for none."""
        return per_cent(self.confirmed, self.held)

    @property
    def mean_minutes(self) -> Decimal | None:
        """How long one takes, to a tenth; None when nobody said."""
        if not self.timed:
            return None
        return to_tenth(Decimal(self.minutes) / self.timed)


@dataclass(frozen=True)
class Summary:
    """A pair and its meetings; `quiet_days`: since the last one, or since it may have met.

    None where nobody knows when that was.
    """

    match: Match
    figures: Figures
    last_on: date | None
    quiet_days: int | None

    def is_without_meeting(self, days: int) -> bool:
        """Whether a pair that is to meet has not for more than so many days (N5)."""
        is_quiet = self.quiet_days is not None and self.quiet_days > days
        return is_quiet and self.match.state in AT_WORK


@dataclass(frozen=True)
class Totals:
    """A programme: `at_work` pairs that are to meet now, and of them those that `met_lately`."""

    programme_id: int
    figures: Figures
    at_work: int
    met_lately: int
    without_meeting: tuple[int, ...]

    @property
    def alive_share(self) -> Decimal | None:
        """How many per cent of the pairs at work met lately (N2); None for none."""
        return per_cent(self.met_lately, self.at_work)


def figures(lines: Iterable[Line]) -> Figures:
    """Count lines of the journal."""
    listed = list(lines)
    held = [line for line in listed if line.took_place]
    timed = [line.fact.minutes for line in held if line.fact.minutes is not None]
    mine = [line for line in listed if line.was_planned]
    return Figures(
        planned=sum(line.state is not MeetingState.CANCELLED for line in mine),
        kept=sum(line.took_place for line in mine),
        missed=sum(line.state is MeetingState.MISSED for line in mine),
        held=len(held),
        confirmed=sum(line.state is MeetingState.CONFIRMED for line in held),
        minutes=sum(timed),
        timed=len(timed),
    )


def summaries(matches: Iterable[Match], lines: Iterable[Line], on: date) -> list[Summary]:
    """Each pair by its lines of the journal; one without lines has met never."""
    of_match: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        of_match[line.match_id].append(line)
    return [_summary(match, of_match.get(match.id, ()), on) for match in matches]


def totals(programme_id: int, told: Iterable[Summary], norms: Norms, on: date) -> Totals:
    """A programme by its pairs."""
    mine = [one for one in told if one.match.programme_id == programme_id]
    working = [one for one in mine if one.match.state in AT_WORK]
    return Totals(
        programme_id,
        together(one.figures for one in mine),
        at_work=len(working),
        met_lately=sum(_met_lately(one, on) for one in working),
        without_meeting=tuple(
            one.match.id for one in mine if one.is_without_meeting(norms.meeting_days)
        ),
    )


def together(told: Iterable[Figures]) -> Figures:
    """The figures of several pairs as one."""
    listed = list(told)
    names = [field.name for field in fields(Figures)]
    return Figures(**{name: sum(getattr(one, name) for one in listed) for name in names})


def _summary(match: Match, lines: Sequence[Line], on: date) -> Summary:
    last = max((line.on for line in lines if line.took_place), default=None)
    since = last or period_of(match).first
    return Summary(match, figures(lines), last, (on - since).days if since else None)


def _met_lately(one: Summary, on: date) -> bool:
    return one.last_on is not None and (on - one.last_on).days <= LATELY
