"""Programmes by hand: made, taken from step to step, changed, begun anew for another year."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from connector.domain.programmes import (
    PROGRAMME_STEPS,
    Programme,
    ProgrammeId,
    ProgrammeState,
)
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.programmes import FOLLOWED
from connector.domain.years import SchoolYear, years_later

REFUSALS: Final[Mapping[ProgrammeState, str]] = {
    ProgrammeState.APPROVED: "programmes.not_draft",
    ProgrammeState.RUNNING: "programmes.not_approved",
    ProgrammeState.COMPLETED: "programmes.not_running",
    ProgrammeState.CANCELLED: "programmes.begun_already",
}
"""What is said where a state cannot be reached."""

MOST_YEARS: Final = 3
"""No programme lasts longer (methodology 3.1); a day further off is a slip of the hand."""

ENDS: Final = frozenset({ProgrammeState.COMPLETED, ProgrammeState.CANCELLED})


def add(register: Register, programme: Programme) -> Register:
    """Add a draft of a programme without a course; its negative number is given here.

    Raises EditRefused for one without a title or with days the wrong way round, and when the year
    has one of that title.
    """
    for known in register.programmes.values():
        if known.is_open and _names(known) == _names(programme):
            raise EditRefused("programmes.there_already", programme=known.id)
    draft = replace(programme, id=_next(register), state=ProgrammeState.DRAFT, reached={})
    return register.with_rows("programmes", [_checked(draft)])


def approve(register: Register, programme_id: int, on: date) -> Register:
    """Approve a draft; raises EditRefused for anything else."""
    return _step(register, programme_id, ProgrammeState.APPROVED, on)


def start(register: Register, programme_id: int, on: date) -> Register:
    """Start what is approved; raises EditRefused for anything else."""
    return _step(register, programme_id, ProgrammeState.RUNNING, on)


def complete(register: Register, programme_id: int, on: date) -> Register:
    """Complete what is running.

    Raises EditRefused for anything else, and while a pair of it is open (methodology 12.2).
    """
    return _step(register, programme_id, ProgrammeState.COMPLETED, on)


def cancel(register: Register, programme_id: int, on: date) -> Register:
    """Cancel what has not begun; raises EditRefused for anything else, and while it has pairs."""
    return _step(register, programme_id, ProgrammeState.CANCELLED, on)


def change(register: Register, programme_id: int, changed: Mapping[str, Any]) -> Register:
    """Write fields of a programme anew.

    Raises EditRefused for one that has ended, and for what the course and the mapping say of one
    that has a course.
    """
    programme = known_programme(register, programme_id)
    if not programme.is_open:
        raise EditRefused("programmes.ended", programme=programme.id)
    if programme.in_moodle and set(FOLLOWED) & changed.keys():
        raise EditRefused("programmes.follows_moodle", programme=programme.id)
    return register.with_rows("programmes", [_checked(replace(programme, **changed))])


def next_year(register: Register, programme_id: int, year: SchoolYear) -> Register:
    """A draft for a later year from a programme: the same, with days of that year.

    Neither people nor pairs, documents, rows of the roadmap or tasks go with it. Raises EditRefused
    when it is there already, and for a year that is not later.
    """
    old = known_programme(register, programme_id)
    years = year.first - _year(old).first
    if years < 1:
        raise EditRefused("programmes.not_later", programme=old.id, year=old.school_year)
    for known in register.programmes.values():
        is_made = known.previous_id == old.id and known.school_year == str(year)
        if is_made and known.state is not ProgrammeState.CANCELLED:
            raise EditRefused("programmes.next_there", programme=known.id, year=year)
    draft = Programme(
        id=_next(register),
        title=old.title.replace(old.school_year, str(year)),
        form=old.form,
        school_year=str(year),
        starts_at=0,
        begins_on=years_later(old.begins_on, years) if old.begins_on else None,
        ends_on=years_later(old.ends_on, years) if old.ends_on else None,
        role_model=old.role_model,
        kind=old.kind,
        goal=old.goal,
        previous_id=old.id,
    )
    return register.with_rows("programmes", [draft])


def known_programme(register: Register, programme_id: int) -> Programme:
    """A programme by its number; raises EditRefused when there is none."""
    programme = register.programmes.get(programme_id)
    if programme is None:
        raise EditRefused("programmes.unknown", programme=programme_id)
    return programme


def _step(register: Register, programme_id: int, target: ProgrammeState, on: date) -> Register:
    programme = known_programme(register, programme_id)
    if target not in PROGRAMME_STEPS.get(programme.state, frozenset()):
        raise EditRefused(REFUSALS[target], programme=programme.id)
    open_ = [m for m in register.matches.values() if m.programme_id == programme.id and m.is_open]
    if open_ and target in ENDS:
        raise EditRefused("programmes.has_pairs", programme=programme.id, count=len(open_))
    moved = replace(programme, state=target, reached={target: on.isoformat(), **programme.reached})
    return register.with_rows("programmes", [moved])


def _checked(programme: Programme) -> Programme:
    if programme.in_moodle:
        return programme
    if not programme.title.strip():
        raise EditRefused("programmes.no_title")
    first, last = programme.begins_on, programme.ends_on
    if first and last and last < first:
        raise EditRefused("programmes.wrong_days", first=first, last=last)
    year = _year(programme)
    for day in (first, last):
        if day and abs(SchoolYear.at(day).first - year.first) > MOST_YEARS:
            raise EditRefused("programmes.far_day", day=day, year=year)
    return programme


def _year(programme: Programme) -> SchoolYear:
    try:
        return SchoolYear.named(programme.school_year)
    except ValueError:
        raise EditRefused("people.no_year", typed=programme.school_year) from None


def _names(programme: Programme) -> tuple[str, str]:
    return " ".join(programme.title.casefold().split()), programme.school_year


def _next(register: Register) -> ProgrammeId:
    """The next below the lowest; nothing is ever taken out, so no number comes twice."""
    return ProgrammeId(min((0, *register.programmes)) - 1)
