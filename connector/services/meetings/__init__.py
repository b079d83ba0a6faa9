"""Meetings of pairs: the journal, how a programme keeps to it, and what is entered by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from connector.domain.journal import journal
from connector.domain.journal_lines import Line
from connector.domain.matches import Match
from connector.domain.meeting_figures import Summary, Totals, summaries, totals
from connector.domain.meetings import Meeting, MeetingType
from connector.domain.programmes import Programme
from connector.domain.register import Register
from connector.domain.register import edits_meetings as edits
from connector.domain.register.edits_meetings import Series, Told
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class When:
    """The day of a meeting and, where somebody says, the time: HH:MM."""

    on: date
    clock: str = ""


def lines(view: View, match: Match | None = None) -> list[Line]:
    """The journal of a pair or of all."""
    norms = view.deps.methodology.norms
    number = match.id if match else None
    return journal(view.register, view.school, norms, view.today, number)


def overview(view: View, told: Iterable[Line], programme: Programme | None = None) -> list[Summary]:
    """Every pair of a programme or of all, by number."""
    wanted = [
        match
        for _, match in sorted(view.register.matches.items())
        if programme is None or match.programme_id == programme.id
    ]
    return summaries(wanted, told, view.today)


def silent(view: View, told: Iterable[Summary]) -> list[Summary]:
    """The pairs without a meeting for too long (N5)."""
    days = view.deps.methodology.norms.meeting_days
    return [one for one in told if one.is_without_meeting(days)]


def by_programme(view: View, told: Iterable[Summary]) -> list[Totals]:
    """The totals of each programme that has a pair among these."""
    listed = list(told)
    norms = view.deps.methodology.norms
    ids = sorted({one.match.programme_id for one in listed})
    return [totals(number, listed, norms, view.today) for number in ids]


def plan(view: View, by: str, match: Match, when: When, told: Told) -> Changed:
    """Plan a meeting; raises EditRefused."""
    return change(view, by, lambda known: edits.plan(known, _row(match, when, told), view.today))


def plan_series(
    view: View, by: str, match: Match, when: When, told: Told, series: Series
) -> Changed:
    """Plan a meeting and its repetitions; raises EditRefused."""

    def edit(known: Register) -> Register:
        return edits.plan_series(known, _row(match, when, told), series, view.today)

    return change(view, by, edit)


def hold(view: View, by: str, meeting_id: int, held_on: date | None, told: Told) -> Changed:
    """Note that a planned meeting took place, on its day unless another is said."""

    def edit(known: Register) -> Register:
        day = held_on or edits.meeting_of(known, meeting_id).on
        return edits.hold(known, meeting_id, day, told, view.today)

    return change(view, by, edit)


def hold_unplanned(view: View, by: str, match: Match, when: When, told: Told) -> Changed:
    """Enter a meeting that took place; raises EditRefused."""
    row = _row(match, when, told)
    return change(view, by, lambda known: edits.hold_unplanned(known, row, view.today))


def confirm(view: View, by: str, meeting_id: int, on: date | None) -> Changed:
    """Note that the mentee confirms a meeting, today unless a day is said; raises EditRefused."""
    day = on or view.today
    return change(view, by, lambda known: edits.confirm(known, meeting_id, day, view.today))


def miss(view: View, by: str, meeting_id: int) -> Changed:
    """Note that a meeting did not take place; raises EditRefused."""
    return change(view, by, lambda known: edits.miss(known, meeting_id, view.today))


def cancel(view: View, by: str, meeting_id: int) -> Changed:
    """Call a meeting off; raises EditRefused."""
    return change(view, by, lambda known: edits.cancel(known, meeting_id))


def move(view: View, by: str, meeting_id: int, to: date, clock: str | None) -> Changed:
    """Put a meeting on another day; raises EditRefused."""
    return change(view, by, lambda known: edits.move(known, meeting_id, to, clock, view.today))


def correct(view: View, by: str, meeting_id: int, told: Told, *, has_reason: bool) -> Changed:
    """Write down something else of a meeting; raises EditRefused."""

    def edit(known: Register) -> Register:
        return edits.correct(known, meeting_id, told, view.today, has_reason=has_reason)

    return change(view, by, edit)


def _row(match: Match, when: When, told: Told) -> Meeting:
    row = Meeting(0, match.id, when.on, when.clock, type=MeetingType.REGULAR)
    return told.of(row)
