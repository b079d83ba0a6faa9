"""How far a pair has come with its plan (methodology 13: N6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from connector.domain.plans import ItemState, PlanItem
from connector.domain.rounding import per_cent

STEPS: Final = ((100, "1"), (90, "0.9"), (80, "0.8"))
"""From how many per cent a plan gets which mark, where a school marks plans."""


@dataclass(frozen=True)
class Progress:
    """`done` of `counted` items, the dropped ones left out; `overdue` ones are still to be done."""

    done: int
    counted: int
    overdue: tuple[PlanItem, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """In per cent to one place, half up; None where nothing counts."""
        return per_cent(self.done, self.counted)

    @property
    def mark(self) -> Decimal | None:
        """The mark of the plan, 0 for what is below every step; None where nothing counts."""
        if not self.counted:
            return None
        reached = (mark for least, mark in STEPS if 100 * self.done >= least * self.counted)
        return Decimal(next(reached, "0"))


def progress(items: Iterable[PlanItem], on: date, *, is_closed: bool = False) -> Progress:
    """Of the items of one plan or of several; in a closed plan nothing is overdue any more."""
    counted = [item for item in items if item.state is not ItemState.DROPPED]
    late = (item for item in counted if is_overdue(item, on) and not is_closed)
    return Progress(
        done=sum(item.state is ItemState.DONE for item in counted),
        counted=len(counted),
        overdue=tuple(sorted(late, key=lambda item: (item.due_on or on, item.id))),
    )


def is_overdue(item: PlanItem, on: date) -> bool:
    """Whether its last day has passed and it is still to be done."""
    return item.state is ItemState.TO_DO and item.due_on is not None and item.due_on < on
