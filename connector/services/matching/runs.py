"""Matchings that were kept: found, added, marked as approved; nothing else of them changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from connector.domain.matching import Couple, MatchingRun, Objective
from connector.domain.people import PersonId
from connector.domain.programmes import Programme
from connector.domain.register.book import next_id
from connector.domain.register.edits import EditRefused
from connector.services.deps import Deps
from connector.services.matching.told import Told, told_again
from connector.store import kinds


@dataclass(frozen=True)
class Run:
    """A matching; `id` 0 for one that was not kept."""

    id: int
    programme_id: int
    name: str
    made_on: date
    made_by: str
    approved_on: date | None
    told: Told


def kept(deps: Deps, programme: Programme | None = None) -> list[Run]:
    """Every matching that was kept, of a programme or of all, the newest first."""
    scope: Mapping[str, Any] = {"programme_id": programme.id} if programme else {}
    with deps.database.reading(deps.school_id) as tx:
        rows = tx.pictures.load(kinds.MATCHING_RUN, **scope)
    return [_run(row) for row in sorted(rows, key=lambda row: -row.id)]


def by_number(deps: Deps, number: int) -> Run:
    """A matching by its number; raises EditRefused when there is none."""
    found = [run for run in kept(deps) if run.id == number]
    if not found:
        raise EditRefused("matching.no_run", run=number)
    return found[0]


def keep(deps: Deps, run: Run) -> Run:
    """Keep a matching under the next number."""
    with deps.database.changing_register(deps.school_id) as tx:
        known = [row.id for row in tx.pictures.load(kinds.MATCHING_RUN)]
        numbered = replace(run, id=next_id(known))
        tx.pictures.replace(kinds.MATCHING_RUN, [_row(numbered)], marks_gone=False)
    return numbered


def mark_approved(deps: Deps, run: Run, on: date) -> None:
    """Note on which day the pairs of a matching were approved."""
    with deps.database.transaction(deps.school_id) as tx:
        row = _row(replace(run, approved_on=on))
        tx.pictures.replace(kinds.MATCHING_RUN, [row], marks_gone=False)


def forget(deps: Deps, people: Collection[PersonId]) -> int:
    """Take out of every matching what people wrote of themselves who were erased; how many.

    Who was proposed to whom, and with how many points, stays: figures of the programme.
    """
    found = kept(deps)
    silent = [(run, replace(run, told=run.told.without_words_of(people))) for run in found]
    changed = [_row(after) for before, after in silent if before != after]
    if changed:
        with deps.database.transaction(deps.school_id) as tx:
            tx.pictures.replace(kinds.MATCHING_RUN, changed, marks_gone=False)
    return len(changed)


def last(deps: Deps, programme: Programme) -> Run | None:
    """The last matching that was no mere scenario, or that became pairs."""
    found = (run for run in kept(deps, programme) if not run.name or run.approved_on)
    return next(found, None)


def couples(deps: Deps, number: int) -> frozenset[Couple]:
    """The couples of a matching, none for 0."""
    return by_number(deps, number).told.couples if number else frozenset()


def _run(row: MatchingRun) -> Run:
    return Run(
        id=row.id,
        programme_id=row.programme_id,
        name=row.name,
        made_on=row.made_on,
        made_by=row.made_by,
        approved_on=row.approved_on,
        told=told_again(row.content),
    )


def _row(run: Run) -> MatchingRun:
    return MatchingRun(
        id=run.id,
        programme_id=run.programme_id,
        name=run.name,
        made_on=run.made_on,
        made_by=run.made_by,
        objective=Objective(run.told.policy["objective"]),
        inputs_hash=run.told.inputs_hash,
        weights_version=run.told.weights_version,
        approved_on=run.approved_on,
        content=run.told.content,
    )
