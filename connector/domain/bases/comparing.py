"""What a row of a file changes: what was exported, what the file says and what is so today."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from connector.domain.bases.checking import Check
from connector.domain.bases.columns import Column, Value, same
from connector.domain.bases.marks import digest
from connector.domain.bases.rows import Row

Told = Mapping[Column, Value]
"""What the cells of a row say; a cell that could not be read is left out."""


@dataclass(frozen=True)
class Verdict:
    """What becomes of a row: cells to change, cells that changed in between, cells at fault.

    A row with conflicts is left as it is. `faults`: codes of sentences.
    """

    changes: tuple[Column, ...] = ()
    conflicts: tuple[Column, ...] = ()
    faults: Mapping[Column, str] = field(default_factory=dict)


def compared(row: Row, told: Told, exported: Mapping[Column, str], check: Check) -> Verdict:
    """Compare a row of today with a row of a file; `exported`: digests of what it said then.

    Only what somebody touched since then counts: a cell that says what it was exported with
    changes nothing, whatever has become of it today.
    """
    differing = [column for column in told if not same(column, told[column], row.values[column])]
    touched = [column for column in differing if digest(told[column]) != exported[column]]
    moved = [column for column in differing if digest(row.values[column]) != exported[column]]
    locked = row.locked
    faults = {
        column: fault
        for column in touched
        if (fault := locked.get(column) or check.fault(column, told))
    }
    changes = tuple(column for column in touched if column not in locked)
    conflicts = tuple(column for column in moved if column not in locked)
    if changes and conflicts:
        return Verdict(conflicts=conflicts, faults=faults)
    return Verdict(changes=changes, faults=faults)
