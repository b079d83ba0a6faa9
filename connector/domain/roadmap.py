"""The roadmap: what the school does in a year to introduce mentoring (methodology 3, task T1)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from connector.domain.consents import BY_HAND


class RowState(StrEnum):
    """What became of a row; that it is overdue is worked out (methodology 12.2)."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class RoadmapRow:
    """A row of the roadmap of a school year.

    `stage`: 1 to 7. `recurrence`: in words, for what has no term of its own. `document_kind`: a
    code of stages.yaml. `evidence`: what shows that it was done: a text or an address.
    `document_id`: the paper that came of it, 0 for none. `source`: BY_HAND, or the code of the row
    of the template or of the year before.
    """

    id: int
    year: str
    stage: int
    activity: str
    heading: str = ""
    content: str = ""
    due_from: date | None = None
    due_to: date | None = None
    recurrence: str = ""
    responsible: str = ""
    result: str = ""
    document_kind: str = ""
    state: RowState = RowState.PLANNED
    done_on: date | None = None
    evidence: str = ""
    document_id: int = 0
    source: str = BY_HAND

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state in {RowState.PLANNED, RowState.IN_PROGRESS}

    def is_overdue(self, on: date) -> bool:
        """Whether its term has passed and it is neither done nor dropped."""
        return self.is_open and self.due_to is not None and self.due_to < on


@dataclass(frozen=True)
class StageProgress:
    """How far a stage of the roadmap is on a day (methodology 13: R1); dropped rows count nowhere.

    A row is planned, in progress or done. `overdue` are among those that are not done. `due`: those
    that are done, or whose term has come.
    """

    stage: int
    planned: int
    in_progress: int
    done: int
    overdue: int
    due: int

    @property
    def total(self) -> int:
        """All rows."""
        return self.planned + self.in_progress + self.done

    @property
    def share(self) -> Decimal | None:
        """The share of what is due that is done, from 0 to 1; None when nothing is due yet."""
        return Decimal(self.done) / self.due if self.due else None


def progress(rows: Iterable[RoadmapRow], on: date) -> list[StageProgress]:
    """Every stage that has rows, in order."""
    of_stage: defaultdict[int, list[RoadmapRow]] = defaultdict(list)
    for row in rows:
        if row.state is not RowState.DROPPED:
            of_stage[row.stage].append(row)
    return [_progress(stage, of_stage[stage], on) for stage in sorted(of_stage)]


def whole(stages: Iterable[StageProgress]) -> StageProgress:
    """All stages together, as stage 0."""
    told = list(stages)
    return StageProgress(
        stage=0,
        planned=sum(one.planned for one in told),
        in_progress=sum(one.in_progress for one in told),
        done=sum(one.done for one in told),
        overdue=sum(one.overdue for one in told),
        due=sum(one.due for one in told),
    )


def _progress(stage: int, rows: Sequence[RoadmapRow], on: date) -> StageProgress:
    states = Counter(row.state for row in rows)
    return StageProgress(
        stage=stage,
        planned=states[RowState.PLANNED],
        in_progress=states[RowState.IN_PROGRESS],
        done=states[RowState.DONE],
        overdue=sum(row.is_overdue(on) for row in rows),
        due=sum(
            row.state is RowState.DONE or (row.due_to is not None and row.due_to <= on)
            for row in rows
        ),
    )
