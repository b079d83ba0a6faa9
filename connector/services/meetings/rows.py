"""Meetings as rows: of the journal, of pairs, of programmes; each with what somebody may see."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from connector.domain.access import Looking, Thing, may_see
from connector.domain.journal_lines import Line
from connector.domain.meeting_figures import Figures, Summary, Totals
from connector.domain.people import PersonId
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.seeing_pairs import (
    NUMBERS,
    ONLY_OWN,
    ONLY_STATE,
    ONLY_TEXTS,
    Seen,
    sight,
)
from connector.services.by_hand.view import View

Told = dict[str, Any]

OF_LINE: Final[Mapping[str, Seen]] = {
    **dict.fromkeys(("match", "meeting", "on", "clock", "type", "state", "minutes"), NUMBERS),
    **dict.fromkeys(("confirmed_on", "remarks"), NUMBERS),
    "name": ONLY_STATE,
    **dict.fromkeys(("place", "attended"), ONLY_OWN),
    **dict.fromkeys(("topic", "outcome", "next_task", "source"), ONLY_TEXTS),
}
OF_PAIR: Final[Mapping[str, Seen]] = {
    **dict.fromkeys(("match", "state", "programme_id", "figures", "last_on"), NUMBERS),
    **dict.fromkeys(("quiet_days", "is_without_meeting"), NUMBERS),
    "name": ONLY_STATE,
}
"""Which things of a pair each field tells; one of them is enough."""

NOBODY: Final = PersonId(0)


def of_journal(view: View, lines: Iterable[Line], by: Looking | None = None) -> list[Told]:
    """The lines that `by` may see, with what they may see of each; None: everything."""
    sights = {number: sight(view, match, by) for number, match in view.register.matches.items()}
    seen = (sights[line.match_id].of(_line(view, line), OF_LINE) for line in lines)
    return [row for row in seen if row]


def of_pairs(view: View, told: Iterable[Summary], by: Looking | None = None) -> list[Told]:
    """The pairs that `by` may see, with what they may see of each."""
    seen = (sight(view, one.match, by).of(_pair(view, one), OF_PAIR) for one in told)
    return [row for row in seen if row]


def of_programmes(view: View, told: Iterable[Totals], by: Looking | None = None) -> list[Told]:
    """The totals, for whoever may see figures of everybody."""
    if by is not None and not may_see(by, Thing.FIGURES, NOBODY):
        return []
    return [_programme(view, one) for one in told]


def check_may_see(view: View, summary: Summary, by: Looking | None) -> None:
    """Raises EditRefused when nothing of a pair may be seen."""
    if not of_pairs(view, [summary], by):
        raise EditRefused("meetings.not_allowed", match=summary.match.id)


def _line(view: View, line: Line) -> Told:
    fact = line.fact
    attended = line.attended
    return {
        **{name: getattr(fact, name) for name in OF_LINE if hasattr(fact, name)},
        "match": line.match_id,
        "meeting": fact.id,
        "name": view.pair(view.register.matches[line.match_id]),
        "attended": None if attended is None else [view.name(who) for who in attended],
        "source": line.source,
        "remarks": list(line.remarks),
    }


def _pair(view: View, one: Summary) -> Told:
    days = view.deps.methodology.norms.meeting_days
    return {
        "match": one.match.id,
        "name": view.pair(one.match),
        "state": one.match.state,
        "programme_id": one.match.programme_id,
        "figures": _figures(one.figures),
        "last_on": one.last_on,
        "quiet_days": one.quiet_days,
        "is_without_meeting": one.is_without_meeting(days),
    }


def _programme(view: View, one: Totals) -> Told:
    return {
        "programme_id": one.programme_id,
        "programme": view.programme(one.programme_id),
        "figures": _figures(one.figures),
        "at_work": one.at_work,
        "met_lately": one.met_lately,
        "alive_share": one.alive_share,
        "without_meeting": list(one.without_meeting),
    }


def _figures(one: Figures) -> Told:
    return {
        **asdict(one),
        "share": one.share,
        "confirmed_share": one.confirmed_share,
        "mean_minutes": one.mean_minutes,
    }
