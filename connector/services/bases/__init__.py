"""The bases of mentees and mentors as files (methodology 5.1, 5.2): out to Excel and back."""

from typing import Final

from connector.domain.bases import EVERYTHING, Entry, Filter
from connector.domain.people import Role
from connector.domain.register import Register, settle
from connector.errors import ConfigurationError, ConnectorError
from connector.reports import xlsx
from connector.services.bases.comparing import differences
from connector.services.bases.differences import Changed, Conflict, Differences, Fault, New, said
from connector.services.bases.lines import MOST_ROWS
from connector.services.bases.sheets import base_of, naming, sheet
from connector.services.by_hand.changing import change, try_out
from connector.services.by_hand.numbers import last_used
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps

__all__ = [
    "EVERYTHING", "Changed", "Conflict", "Differences", "Fault", "Faulty", "Filter", "New",
    "apply", "compare", "export", "said",
]  # fmt: skip

MOST_NAMED: Final = 20
"""How many faulty cells an error names."""


class Faulty(ConnectorError):
    """A file with cells that cannot be taken over; nothing of it was."""

    exit_code = 2


def export(deps: Deps, role: Role, wanted: Filter = EVERYTHING) -> bytes:
    """The base of a role as an .xlsx file.

    Raises ConfigurationError for a text that no cell of Excel holds.
    """
    now = view(deps)
    rows = base_of(deps, role, now.register, now.school).rows(wanted)
    try:
        return xlsx.write(sheet(deps.methodology.bases, role, rows))
    except xlsx.TooLong as error:
        person, head = rows[error.row].person_id, error.column.head
        raise ConfigurationError("bases.too_long_to_export", person=person, head=head) from error


def compare(deps: Deps, file: bytes) -> Differences:
    """What a file would change; nothing is changed.

    Raises xlsx.WrongFile for what cannot be read, ConfigurationError for a file without a base.
    """
    tables = xlsx.read(file, MOST_ROWS)
    now = view(deps)
    return _against(now, try_out(now, _as_it_is).before, tables)


def apply(deps: Deps, file: bytes, by: str) -> Differences:
    """Change what `compare` shows, in one change of the register; `by`: who does so.

    A second time nothing changes. Raises Faulty, RuleBroken and what `compare` raises.
    """
    tables = xlsx.read(file, MOST_ROWS)
    now = view(deps)
    entry = Entry(deps.today, last_used(now))
    found: list[Differences] = []

    def edit(register: Register) -> Register:
        found.append(_faultless(_against(now, register, tables)))
        return found[-1].applied(register, naming(deps), entry)

    change(now, by, edit)
    return found[-1]


def _against(now: View, register: Register, tables: list[xlsx.Table]) -> Differences:
    school = settle(now.seen, register, now.deps.rules.admission, now.today)
    return differences(now.deps, register, school, tables)


def _faultless(found: Differences) -> Differences:
    if found.faults:
        cells = ", ".join(fault.at.cell for fault in found.faults[:MOST_NAMED])
        raise Faulty("bases.faulty", count=len(found.faults), cells=cells)
    return found


def _as_it_is(register: Register) -> Register:
    return register
