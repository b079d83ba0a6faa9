"""Indicators frozen at a reporting date: a past report never changes (methodology 13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from connector.domain.indicators.counting import Indicator


@dataclass(frozen=True)
class Snapshot:
    """Indicators as they were reported; it is only added, a correction is a new one.

    `since` and `as_of`: the period. `corrects_id`: the snapshot that it stands in for, 0 for none,
    and `reason` why. `terms`: the formulas and the school's numbers of that day, as JSON, so that
    a later change of either does not change what was reported.
    """

    id: int
    since: date
    as_of: date
    made_on: date
    made_by: str
    corrects_id: int = 0
    reason: str = ""
    terms: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen(Indicator):
    """A figure of a snapshot, in the words and with the target of its day."""

    snapshot_id: int = 0
    title: str = ""
    of_what: str = ""
    in_words: str = ""
    target: Decimal | None = None


def in_force(snapshots: Mapping[int, Snapshot]) -> list[Snapshot]:
    """Those that no other corrects, by day."""
    corrected = {one.corrects_id for one in snapshots.values()}
    standing = [one for one in snapshots.values() if one.id not in corrected]
    return sorted(standing, key=lambda one: (one.as_of, one.id))
