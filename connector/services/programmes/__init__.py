"""Programmes of mentoring: made, approved, carried out, and what is missing (task T2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from connector.domain.matches import Match
from connector.domain.programmes import Programme, ProgrammeId, ProgrammeState
from connector.domain.register import Register
from connector.domain.register import edits_programmes as edits
from connector.domain.register.edits import EditRefused
from connector.domain.stages import StageCheck, first_missing, missing
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme; `stage` at which it stands, None when nothing is missing any more.

    `missing`: how much of all stages is not there yet. `pairs`: how many have not ended.
    `is_past_end`: it runs although its last day has passed. `works_early`: it has pairs although it
    has not begun.
    """

    id: int
    title: str
    form: str
    role_model: str
    kind: str
    school_year: str
    begins_on: date | None
    ends_on: date | None
    state: ProgrammeState
    stage: int | None
    missing: int
    pairs: int
    is_past_end: bool
    works_early: bool


@dataclass(frozen=True)
class NeededDocument:
    """A paper that a stage needs; `document` is its number in the register, 0 for none."""

    code: str
    title: str
    document: int


@dataclass(frozen=True)
class NeededFact:
    """What must be so: `have` of `of`."""

    code: str
    have: int
    of: int
    is_met: bool


@dataclass(frozen=True)
class StageRow:
    """A stage of a programme."""

    number: int
    title: str
    result: str
    is_complete: bool
    documents: list[NeededDocument]
    facts: list[NeededFact]


@dataclass(frozen=True)
class ProgrammeCard:
    """Everything about a programme; `reached`: on which day (ISO) each state was reached."""

    row: ProgrammeRow
    goal: str
    previous_id: int
    reached: Mapping[str, str]
    stages: list[StageRow]


def rows(view: View, year: SchoolYear | None = None) -> list[ProgrammeRow]:
    """The programmes, of one year or of all, the latest year first."""
    found = [p for p in view.programmes.values() if year in {None, _year(p)}]
    found.sort(key=lambda one: (one.title, one.id))
    found.sort(key=lambda one: one.school_year, reverse=True)
    return [_row(view, one, _checks(view, one)) for one in found]


def card(view: View, programme: Programme) -> ProgrammeCard:
    """One programme with its stages."""
    checks = _checks(view, programme)
    return ProgrammeCard(
        row=_row(view, programme, checks),
        goal=programme.goal,
        previous_id=programme.previous_id,
        reached=programme.reached,
        stages=[_stage(one) for one in checks],
    )


def add(view: View, by: str, programme: Programme) -> Changed:
    """Make a draft without a course; raises EditRefused."""
    _check_codes(view, programme)
    return change(view, by, lambda known: edits.add(known, programme))


def approve(view: View, by: str, programme: Programme) -> Changed:
    """Approve a draft, whatever its first stage still lacks; raises EditRefused."""
    return change(view, by, lambda known: edits.approve(known, programme.id, view.today))


def start(view: View, by: str, programme: Programme) -> Changed:
    """Start what is approved; raises EditRefused."""
    return change(view, by, lambda known: edits.start(known, programme.id, view.today))


def complete(view: View, by: str, programme: Programme) -> Changed:
    """Complete what runs; raises EditRefused while a pair of it is open."""
    return change(view, by, lambda known: edits.complete(known, programme.id, view.today))


def cancel(view: View, by: str, programme: Programme) -> Changed:
    """Cancel what has not begun; raises EditRefused."""
    return change(view, by, lambda known: edits.cancel(known, programme.id, view.today))


def write(view: View, by: str, programme: Programme, changed: Mapping[str, Any]) -> Changed:
    """Write fields of a programme anew; raises EditRefused."""
    _check_codes(view, replace(programme, **changed))
    return change(view, by, lambda known: edits.change(known, programme.id, changed))


def next_year(view: View, by: str, programme: Programme, year: SchoolYear | None = None) -> Changed:
    """Make a draft for the year after that of a programme, or a later one; raises EditRefused."""

    def edit(register: Register) -> Register:
        of_old = _year(edits.known_programme(register, programme.id))
        if of_old is None:
            raise EditRefused("people.no_year", typed=programme.school_year)
        return edits.next_year(register, programme.id, year or SchoolYear(of_old.first + 1))

    return change(view, by, edit)


def added(done: Changed) -> ProgrammeId:
    """The number that a new programme was given."""
    return ProgrammeId(min(done.after.programmes))


def lacking(view: View, programme: Programme, stage: int) -> StageRow | None:
    """A stage in which something is missing; None when nothing is."""
    check = next((one for one in _checks(view, programme) if one.stage.number == stage), None)
    return None if check is None or check.is_complete else _stage(check)


def _checks(view: View, programme: Programme) -> list[StageCheck]:
    stages = view.deps.methodology.stages
    return missing(programme, view.register, view.school, stages, view.today)


def _row(view: View, programme: Programme, checks: list[StageCheck]) -> ProgrammeRow:
    open_ = [match for match in view.register.matches.values() if _is_of(match, programme)]
    has_ended = programme.ends_on is not None and programme.ends_on < view.today
    return ProgrammeRow(
        id=programme.id,
        title=programme.title,
        form=programme.form,
        role_model=programme.role_model,
        kind=programme.kind,
        school_year=programme.school_year,
        begins_on=programme.begins_on,
        ends_on=programme.ends_on,
        state=programme.state,
        stage=first_missing(checks),
        missing=sum(len(one.missing_documents) + len(one.missing_facts) for one in checks),
        pairs=len(open_),
        is_past_end=programme.state is ProgrammeState.RUNNING and has_ended,
        works_early=bool(open_)
        and programme.state in {ProgrammeState.DRAFT, ProgrammeState.APPROVED},
    )


def _is_of(match: Match, programme: Programme) -> bool:
    return match.programme_id == programme.id and match.is_open


def _stage(check: StageCheck) -> StageRow:
    titles = check.stage.documents
    return StageRow(
        number=check.stage.number,
        title=check.stage.title,
        result=check.stage.result,
        is_complete=check.is_complete,
        documents=[NeededDocument(code, titles[code], n) for code, n in check.documents.items()],
        facts=[NeededFact(fact, c.have, c.of, c.is_met) for fact, c in check.facts.items()],
    )


def _check_codes(view: View, programme: Programme) -> None:
    method = view.deps.methodology
    form = method.forms.get(programme.form)
    if form is None:
        raise EditRefused("people.no_form", form=programme.form, known=", ".join(method.forms))
    if programme.role_model and programme.role_model not in form.role_models:
        known = ", ".join(form.role_models) or "–"
        raise EditRefused("programmes.no_role_model", typed=programme.role_model, known=known)
    if programme.kind and programme.kind not in method.kinds:
        known = ", ".join(method.kinds)
        raise EditRefused("programmes.no_kind", typed=programme.kind, known=known)


def _year(programme: Programme) -> SchoolYear | None:
    try:
        return SchoolYear.named(programme.school_year)
    except ValueError:
        return None
