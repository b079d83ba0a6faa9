"""Takes reports of schools in and puts the figures of all schools together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from connector.domain.indicators import Frozen, Snapshot, in_force
from connector.domain.indicators.roll_up import Key, Together, key, outward, roll_up
from connector.mapping.methodology import Methodology
from connector.reports.templates import Templates
from connector.services.municipality.reports import Report, report
from connector.services.municipality.sealing import NotGenuine, unseal
from connector.store import kinds
from connector.store.database import Database
from connector.wording import Wording

REPORTED: Final = "report:"
"""What the address of a school begins with that sends reports; the rest is its key."""


@dataclass(frozen=True)
class Office:
    """What is needed where there is no Moodle; `trusted`: names of schools by their keys."""

    database: Database
    wording: Wording
    methodology: Methodology
    templates: Templates
    trusted: Mapping[str, str]


@dataclass(frozen=True)
class Taken:
    """A report that was taken in; `is_new` False: it was there already."""

    school: str
    number: int
    as_of: date
    is_new: bool


@dataclass(frozen=True)
class SchoolTold:
    """A school with the snapshot that stands for a day, None where there is none."""

    name: str
    snapshot: Snapshot | None
    figures: Mapping[Key, Frozen]


@dataclass(frozen=True)
class Table:
    """All schools on a day, and their figures together in the order of the catalogue."""

    as_of: date | None
    schools: tuple[SchoolTold, ...]
    together: tuple[Together, ...]


def take(office: Office, file: bytes) -> Taken:
    """Keep a report; the same one again changes nothing.

    Raises NotGenuine for a file that is no report, was changed or was signed by nobody known, and
    for another report under a number that the school has used: what was reported never changes.
    """
    author, told = unseal(file)
    if author not in office.trusted:
        raise NotGenuine("municipality.stranger", key=author)
    found = report(told)
    school_id = office.database.school(f"{REPORTED}{author}")
    with office.database.changing_register(school_id) as tx:
        known = tx.pictures.load(kinds.SNAPSHOT, id=found.snapshot.id)
        scope = {"snapshot_id": found.snapshot.id}
        if known:
            _check_same(Report(known[0], tuple(tx.pictures.load(kinds.FROZEN, **scope))), found)
        tx.pictures.replace(kinds.SNAPSHOT, [found.snapshot], marks_gone=False)
        tx.pictures.replace(kinds.FROZEN, found.figures, scope=scope, marks_gone=False)
    name = office.trusted[author]
    return Taken(name, found.snapshot.id, found.snapshot.as_of, not known)


def table(office: Office, as_of: date | None = None) -> Table:
    """All schools of this deployment on a reporting day, the last one unless it is named."""
    standing = {school: _standing(office, school) for school in _schools(office)}
    days = {one.as_of for listed in standing.values() for one in listed}
    day = as_of or max(days, default=None)
    told = [_told(office, school, listed, day) for school, listed in standing.items()]
    schools = tuple(sorted(told, key=lambda one: one.name))
    return Table(day, schools, tuple(roll_up(one.figures.values() for one in schools)))


def _check_same(known: Report, found: Report) -> None:
    same = (known.snapshot, _by_key(known.figures)) == (found.snapshot, _by_key(found.figures))
    if not same:
        raise NotGenuine("municipality.differs", number=found.snapshot.id)


def _by_key(figures: Iterable[Frozen]) -> Mapping[Key, Frozen]:
    return {key(one): one for one in figures}


def _schools(office: Office) -> Iterator[tuple[int, str]]:
    """Every school that is here or reports here; who is trusted no more is left out."""
    for number, address in office.database.schools():
        name = office.trusted.get(address.removeprefix(REPORTED))
        if name or not address.startswith(REPORTED):
            yield number, name or address


def _standing(office: Office, school: tuple[int, str]) -> list[Snapshot]:
    with office.database.reading(school[0]) as tx:
        return in_force({one.id: one for one in tx.pictures.load(kinds.SNAPSHOT)})


def _told(
    office: Office, school: tuple[int, str], standing: Sequence[Snapshot], day: date | None
) -> SchoolTold:
    """What a school that is here tells itself is as little as what leaves another one."""
    number, name = school
    last = next((one for one in reversed(standing) if one.as_of == day), None)
    if last is None:
        return SchoolTold(name, None, {})
    with office.database.reading(number) as tx:
        figures = tx.pictures.load(kinds.FROZEN, snapshot_id=last.id)
    least = office.methodology.norms.least_group
    own = name not in office.trusted.values() and str(last.terms.get("school", ""))
    return SchoolTold(own or name, last, _by_key(outward(figures, least)))
