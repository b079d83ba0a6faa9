"""The roadmap of a school year: begun, carried out, how far it is (task T1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from connector.domain.register import edits_roadmap as edits
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_roadmap import Fact
from connector.domain.roadmap import RoadmapRow, RowState, StageProgress, progress, whole
from connector.domain.stages import document_titles
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class RowTold:
    """A row of the roadmap; `document_title` as stages.yaml calls the kind of its paper."""

    id: int
    year: str
    stage: int
    heading: str
    activity: str
    content: str
    due_from: date | None
    due_to: date | None
    recurrence: str
    responsible: str
    result: str
    document_kind: str
    document_title: str
    state: RowState
    is_overdue: bool
    done_on: date | None
    evidence: str
    document: int


@dataclass(frozen=True)
class ProgressTold:
    """How far a stage is, 0 for all of them; `share` of what is due, None: nothing is due yet."""

    stage: int
    title: str
    planned: int
    in_progress: int
    done: int
    overdue: int
    total: int
    due: int
    share: Decimal | None


def rows(
    view: View, year: SchoolYear, stage: int | None = None, *, only_overdue: bool = False
) -> list[RowTold]:
    """The rows of a year by stage, all of them or one, or only those that are overdue."""
    titles = document_titles(view.deps.methodology.stages)
    return [
        _told(row, titles, view.today)
        for row in edits.rows_of(view.register, year)
        if stage in {None, row.stage} and (row.is_overdue(view.today) or not only_overdue)
    ]


def progress_of(view: View, year: SchoolYear) -> list[ProgressTold]:
    """How far every stage of a year is, and all of them together; nothing for a year without."""
    titles = {one.number: one.title for one in view.deps.methodology.stages}
    stages = progress(edits.rows_of(view.register, year), view.today)
    told = [*stages, whole(stages)] if stages else []
    return [_progress(one, titles.get(one.stage, "")) for one in told]


def begin(view: View, by: str, year: SchoolYear, from_year: SchoolYear | None = None) -> Changed:
    """Begin a year from the template, or from another year; raises EditRefused."""
    template = view.deps.methodology.roadmap
    if from_year is None:
        return change(view, by, lambda known: edits.begin(known, year, template))
    return change(view, by, lambda known: edits.copy(known, from_year, year))


def add(view: View, by: str, row: RoadmapRow) -> Changed:
    """Add a row; raises EditRefused."""
    _check_kind(view, row.document_kind)
    return change(view, by, lambda known: edits.add(known, row))


def write(view: View, by: str, row_id: int, changed: Mapping[str, Any]) -> Changed:
    """Write fields of a row anew; raises EditRefused."""
    _check_kind(view, changed.get("document_kind", ""))
    return change(view, by, lambda known: edits.change(known, row_id, changed))


def start(view: View, by: str, row_id: int) -> Changed:
    """Note that a row is worked on; raises EditRefused."""
    return change(view, by, lambda known: edits.start(known, row_id))


def done(view: View, by: str, row_id: int, fact: Fact) -> Changed:
    """Note that a row was done; raises EditRefused."""
    return change(view, by, lambda known: edits.done(known, row_id, fact, view.today))


def reopen(view: View, by: str, row_id: int) -> Changed:
    """Plan again what was done or dropped by mistake; raises EditRefused."""
    return change(view, by, lambda known: edits.reopen(known, row_id))


def drop(view: View, by: str, row_id: int) -> Changed:
    """Drop a row that will not be done; raises EditRefused."""
    return change(view, by, lambda known: edits.drop(known, row_id))


def added(made: Changed) -> int:
    """The number that a new row was given."""
    return max(made.after.roadmap)


def _check_kind(view: View, kind: str) -> None:
    known = document_titles(view.deps.methodology.stages)
    if kind and kind not in known:
        raise EditRefused("documents.no_kind", kind=kind, known=", ".join(known))


def _told(row: RoadmapRow, titles: Mapping[str, str], today: date) -> RowTold:
    return RowTold(
        id=row.id,
        year=row.year,
        stage=row.stage,
        heading=row.heading,
        activity=row.activity,
        content=row.content,
        due_from=row.due_from,
        due_to=row.due_to,
        recurrence=row.recurrence,
        responsible=row.responsible,
        result=row.result,
        document_kind=row.document_kind,
        document_title=titles.get(row.document_kind, row.document_kind),
        state=row.state,
        is_overdue=row.is_overdue(today),
        done_on=row.done_on,
        evidence=row.evidence,
        document=row.document_id,
    )


def _progress(one: StageProgress, title: str) -> ProgressTold:
    return ProgressTold(
        stage=one.stage,
        title=title,
        planned=one.planned,
        in_progress=one.in_progress,
        done=one.done,
        overdue=one.overdue,
        total=one.total,
        due=one.due,
        share=one.share,
    )
