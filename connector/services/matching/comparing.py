"""Puts matchings side by side before anything is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connector import matching
from connector.domain.programmes import Programme
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.view import View
from connector.services.matching import runs, solved
from connector.services.matching.problem import AS_IT_IS, Scenario, problem
from connector.services.matching.runs import Run
from connector.services.matching.told import Told


@dataclass(frozen=True)
class Variant:
    """A matching in figures.

    `points` and their `mean` are by the school's own weights, whatever its own were, and without
    those for keeping the last matching.
    """

    name: str
    run: int
    matched: int
    mentees: int
    points: int
    mean: float
    blocking: int
    spread: float


@dataclass(frozen=True)
class Differing:
    """A mentee whose mentor is not the same everywhere: the mentor by variant, 0 for none."""

    mentee_id: int
    mentors: tuple[int, ...]


@dataclass(frozen=True)
class Compared:
    """Variants, and the mentees for whom they differ."""

    variants: tuple[Variant, ...]
    differing: tuple[Differing, ...]


def compare(
    view: View, programme: Programme, scenarios: Sequence[Scenario], kept: Sequence[Run]
) -> Compared:
    """Put things as they are beside scenarios and matchings that were kept; nothing is kept.

    Raises EditRefused for a matching of another programme, and when there is nothing to compare.
    """
    if not scenarios and not kept:
        raise EditRefused("matching.nothing_to_compare")
    for run in kept:
        if run.programme_id != programme.id:
            raise EditRefused("matching.of_another", run=run.id, programme=run.programme_id)
    before = runs.last(view.deps, programme)
    last = before.id if before else 0
    found = [(one.name, 0, solved(view, programme, one, last)) for one in (AS_IT_IS, *scenarios)]
    found += [(run.name, run.id, run.told) for run in kept]
    return Compared(
        tuple(_variant(view, programme, *one) for one in found),
        tuple(_differing([told for _, _, told in found])),
    )


def _variant(view: View, programme: Programme, name: str, run: int, told: Told) -> Variant:
    asked = problem(view, programme, AS_IT_IS, frozenset())
    quality, points = told.quality, matching.rate(asked, view.deps.lexicon, told.couples)
    return Variant(
        name=name,
        run=run,
        matched=quality["matched"],
        mentees=quality["mentees"],
        points=points,
        mean=points / quality["matched"] if quality["matched"] else 0.0,
        blocking=quality["blocking"],
        spread=quality["spread"],
    )


def _differing(found: Sequence[Told]) -> Iterable[Differing]:
    mentors = [{mentee: mentor for mentor, mentee in told.couples} for told in found]
    for mentee in sorted({mentee for each in mentors for mentee in each}):
        row = tuple(int(each.get(mentee, 0)) for each in mentors)
        if len(set(row)) > 1:
            yield Differing(int(mentee), row)
