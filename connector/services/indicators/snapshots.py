"""Freezes indicators at a reporting date, and looks at what was frozen."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Final

from connector.domain.indicators import (
    Frozen,
    Indicator,
    Period,
    Place,
    Snapshot,
    in_force,
    indicators,
)
from connector.domain.norms import Norms
from connector.domain.register import Register
from connector.domain.register.book import next_id
from connector.domain.register.edits import EditRefused
from connector.domain.roadmap_template import placed
from connector.domain.years import SchoolYear
from connector.services import indicator_words
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from connector.services.indicators import gathered, programmes
from connector.services.running import Record, recorded
from connector.store import kinds

JOB: Final = "freeze"


def kept(deps: Deps) -> list[Snapshot]:
    """Every snapshot, by number."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.pictures.load(kinds.SNAPSHOT)


def by_number(deps: Deps, number: int) -> Snapshot:
    """A snapshot; raises EditRefused when there is none."""
    found = [one for one in kept(deps) if one.id == number]
    if not found:
        raise EditRefused("indicators.no_snapshot", number=number)
    return found[0]


def figures(deps: Deps, **scope: object) -> list[Frozen]:
    """Figures of snapshots as they were frozen; `scope` narrows by fields."""
    with deps.database.reading(deps.school_id) as tx:
        return tx.pictures.load(kinds.FROZEN, **scope)


def standing(deps: Deps) -> list[Snapshot]:
    """The snapshots that no other corrects, by day."""
    return in_force({one.id: one for one in kept(deps)})


def freeze(seen: View, by: str, period: Period) -> Snapshot:
    """Freeze every indicator; raises EditRefused where the day has its snapshot already."""
    return _keep(seen, _snapshot(seen, by, period))


def correct(seen: View, by: str, wrong: Snapshot, reason: str) -> Snapshot:
    """Count a day anew, beside what was reported of it, which stays as it is."""
    made = _snapshot(seen, by, Period(wrong.since, wrong.as_of), wrong.id, reason)
    return _keep(seen, made)


def freeze_due(deps: Deps) -> Record:
    """Freeze every reporting day that has passed since the last time and has no snapshot."""
    with recorded(deps, JOB) as record:
        seen = view(deps)
        days = list(due(seen.register, standing(deps), deps.methodology.norms, deps.today))
        for day in days:
            freeze(seen, JOB, Period.to(day))
        record.counts["snapshots"] = len(days)
    return record


def due(
    register: Register, frozen: Sequence[Snapshot], norms: Norms, today: date
) -> Iterator[date]:
    """Reporting days of the last twelve months without a snapshot, since the register began."""
    begins = [one.entered_on for one in register.participations.values() if one.entered_on]
    first = max(min(begins, default=today), today - timedelta(days=365))
    done = {one.as_of for one in frozen}
    year = SchoolYear.at(today)
    days = {
        placed(day, one)
        for one in (SchoolYear(year.first - 1), year)
        for day in norms.reporting_days
    }
    yield from (day for day in sorted(days) if first <= day <= today and day not in done)


def _snapshot(seen: View, by: str, period: Period, corrects: int = 0, reason: str = "") -> Snapshot:
    words = seen.deps.methodology.indicators
    terms = {
        "school": seen.deps.rules.school.name,
        "formulas": {code: meaning.formula for code, meaning in words.indicators.items()},
        "rounding": words.rounding,
        "norms": {name: str(value) for name, value in asdict(seen.deps.methodology.norms).items()},
    }
    return Snapshot(0, period.first, period.last, seen.today, by, corrects, reason, terms)


def _keep(seen: View, made: Snapshot) -> Snapshot:
    """Number it and write it with its figures, alone with the register."""
    deps = seen.deps
    found = indicators(gathered(seen, Period(made.since, made.as_of)))
    with deps.database.changing_register(deps.school_id) as tx:
        known = {one.id: one for one in tx.pictures.load(kinds.SNAPSHOT)}
        _check(made, in_force(known))
        number = next_id(known)
        snapshot = replace(made, id=number)
        titles = programmes(seen)
        rows = [_frozen(deps, snapshot, one, titles) for one in found]
        tx.pictures.replace(kinds.SNAPSHOT, [snapshot], marks_gone=False)
        tx.pictures.replace(kinds.FROZEN, rows, scope={"snapshot_id": number}, marks_gone=False)
    return snapshot


def _check(made: Snapshot, standing: Sequence[Snapshot]) -> None:
    """A day has one snapshot that stands; a correction is of such a one."""
    if made.corrects_id and made.corrects_id not in {one.id for one in standing}:
        raise EditRefused("indicators.corrected_already", number=made.corrects_id)
    for one in standing:
        if one.as_of == made.as_of and one.id != made.corrects_id:
            raise EditRefused("indicators.frozen", day=made.as_of, number=one.id)


def _frozen(
    deps: Deps, snapshot: Snapshot, one: Indicator, titles: indicator_words.Names
) -> Frozen:
    return Frozen(
        **vars(one),
        snapshot_id=snapshot.id,
        title=indicator_words.title(deps, one),
        of_what=indicator_words.place(deps, one, titles),
        in_words=indicator_words.value_in_words(deps, one),
        target=indicator_words.target(deps, one, snapshot.as_of.year),
    )


def trend(deps: Deps, code: str, place: Place, place_id: str) -> list[tuple[Snapshot, Frozen]]:
    """A figure in every snapshot that stands, the oldest first."""
    snapshots = {one.id: one for one in standing(deps)}
    found = figures(deps, code=code, place=place, place_id=place_id)
    told = [(snapshots[one.snapshot_id], one) for one in found if one.snapshot_id in snapshots]
    return sorted(told, key=lambda pair: (pair[1].reading, pair[1].item, pair[0].as_of))
