"""Shows meetings: the journal, the pairs beside each other, the totals of programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connector.domain.access import Looking
from connector.domain.matches import Match
from connector.domain.programmes import Programme
from connector.services import meetings as service
from connector.services.by_hand.view import View
from connector.services.meetings import rows


@dataclass(frozen=True)
class Shown:
    """Lines of the journal, pairs and programmes, each with what may be seen of it."""

    meetings: Sequence[dict[str, Any]]
    pairs: Sequence[dict[str, Any]]
    programmes: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """One pair, or those of a programme, or all; `only_silent`: without a meeting for too long."""

    match: Match | None = None
    programme: Programme | None = None
    only_silent: bool = False


def show(view: View, wanted: Wanted, by: Looking | None = None) -> Shown:
    """What `by` may see; raises EditRefused when that is nothing of the pair that is named."""
    lines = service.lines(view, wanted.match)
    told = service.overview(view, lines, wanted.programme)
    if wanted.match is not None:
        told = [one for one in told if one.match.id == wanted.match.id]
        rows.check_may_see(view, told[0], by)
    totals = service.by_programme(view, told) if wanted.match is None else []
    if wanted.only_silent:
        told = service.silent(view, told)
    kept = {one.match.id for one in told}
    return Shown(
        rows.of_journal(view, [line for line in lines if line.match_id in kept], by),
        rows.of_pairs(view, told, by),
        rows.of_programmes(view, totals, by),
    )
