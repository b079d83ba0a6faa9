"""Programmes, their stages and papers in words."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from connector.domain.stage_facts import YES_OR_NO
from connector.services.by_hand.view import View
from connector.services.programmes import (
    NeededDocument,
    NeededFact,
    ProgrammeCard,
    ProgrammeRow,
    StageRow,
)
from connector.services.programmes.documents import DocumentRow

HEAD: Final = (
    "column.number", "column.programme", "column.form", "column.year", "column.from",
    "column.until", "column.state", "column.stage", "column.missing", "column.pairs",
    "column.note",
)  # fmt: skip
DOCUMENTS_HEAD: Final = (
    "column.number", "column.document", "column.title", "column.paper_number", "column.dated",
    "column.year", "column.state", "column.programme", "column.place",
)  # fmt: skip

INDENT: Final = "  "


def cells(view: View, told: Iterable[ProgrammeRow]) -> list[list[str]]:
    """The cells of each programme under HEAD."""
    return [_cells(view, row) for row in told]


def lines(view: View, told: ProgrammeCard) -> list[str]:
    """A programme: what is known of it, then stage by stage what is there and what is missing."""
    say, row = view.deps.wording.say, told.row
    named = zip(HEAD, _cells(view, row), strict=True)
    form = view.deps.methodology.forms.get(row.form)
    role_models = form.role_models if form else {}
    more = (
        ("field.role_model", role_models.get(row.role_model, row.role_model)),
        ("field.kind", view.deps.methodology.kinds.get(row.kind, row.kind)),
        ("field.goal", told.goal),
        ("field.previous_id", view.programme(told.previous_id) if told.previous_id else ""),
    )
    return [
        *(f"{say(title)}: {cell}" for title, cell in (*named, *more) if cell),
        *(line for stage in told.stages for line in stage_lines(view, stage)),
    ]


def stage_lines(view: View, stage: StageRow, *, only_missing: bool = False) -> list[str]:
    """A stage, its papers and facts; or only what is missing of them."""
    say = view.deps.wording.say
    code = "programmes.stage_complete" if stage.is_complete else "programmes.stage_open"
    inside = [
        *(_document(view, one) for one in stage.documents if not (only_missing and one.document)),
        *(_fact(view, one) for one in stage.facts if not (only_missing and one.is_met)),
    ]
    return [
        say(code, number=stage.number, title=stage.title),
        *(f"{INDENT}{line}" for line in inside),
    ]


def document_cells(view: View, told: Iterable[DocumentRow]) -> list[list[str]]:
    """The cells of each paper under DOCUMENTS_HEAD."""
    return [
        [
            str(row.id),
            row.kind_title,
            row.title,
            row.number,
            _day(row.dated_on),
            row.year,
            view.title("document", row.state),
            view.programme(row.programme) if row.programme else "",
            row.place,
        ]
        for row in told
    ]


def _cells(view: View, row: ProgrammeRow) -> list[str]:
    forms = view.deps.methodology.forms
    return [
        str(row.id),
        row.title,
        forms[row.form].title if row.form in forms else row.form,
        row.school_year,
        _day(row.begins_on),
        _day(row.ends_on),
        view.title("programme", row.state),
        "" if row.stage is None else str(row.stage),
        str(row.missing) if row.missing else "",
        str(row.pairs) if row.pairs else "",
        _note(view, row),
    ]


def _note(view: View, row: ProgrammeRow) -> str:
    say = view.deps.wording.say
    if row.is_past_end:
        return say("programmes.past_end")
    return say("programmes.works_early") if row.works_early else ""


def _document(view: View, one: NeededDocument) -> str:
    say = view.deps.wording.say
    if one.document:
        return say("programmes.document", title=one.title, document=one.document)
    return say("programmes.no_document", title=one.title, kind=one.code)


def _fact(view: View, one: NeededFact) -> str:
    say = view.deps.wording.say
    title = say(f"fact.{one.code}")
    if one.code in YES_OR_NO:
        return say("programmes.fact_so" if one.is_met else "programmes.fact_not_so", title=title)
    if not one.of:
        return say("programmes.fact_of_nobody", title=title)
    code = "programmes.fact" if one.is_met else "programmes.fact_missing"
    return say(code, title=title, have=one.have, of=one.of)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
