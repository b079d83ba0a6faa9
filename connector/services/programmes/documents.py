"""Papers of the school and of its programmes: listed, written down, signed, cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from connector.domain.documents import Document, DocumentState
from connector.domain.register import edits_documents as edits
from connector.domain.register.edits import EditRefused
from connector.domain.stages import document_titles
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class DocumentRow:
    """A paper; `kind_title` as stages.yaml calls it, `programme` 0 for one of the whole school."""

    id: int
    kind: str
    kind_title: str
    title: str
    number: str
    dated_on: date | None
    year: str
    state: DocumentState
    programme: int
    place: str


def rows(
    view: View, year: SchoolYear | None = None, programme: int | None = None, kind: str = ""
) -> list[DocumentRow]:
    """The papers that are wanted, the latest first; those without a day before all others."""
    titles = kinds(view)
    found = [
        one
        for one in view.register.documents.values()
        if (year is None or one.year == str(year))
        and programme in {None, one.programme_id}
        and kind in {"", one.kind}
    ]
    found.sort(key=lambda one: (one.dated_on or date.max, one.id), reverse=True)
    return [_row(one, titles) for one in found]


def add(view: View, by: str, document: Document) -> Changed:
    """Write down a draft or a signed paper; raises EditRefused."""
    known = kinds(view)
    if document.kind not in known:
        raise EditRefused("documents.no_kind", kind=document.kind, known=", ".join(known))
    return change(view, by, lambda register: edits.add(register, document, view.today))


def sign(view: View, by: str, document_id: int, dated_on: date, number: str) -> Changed:
    """Note that a draft was signed; raises EditRefused."""
    today = view.today
    return change(view, by, lambda known: edits.sign(known, document_id, dated_on, number, today))


def cancel(view: View, by: str, document_id: int) -> Changed:
    """Cancel a paper; raises EditRefused for an order by which pairs are at work."""
    return change(view, by, lambda known: edits.cancel(known, document_id))


def write(view: View, by: str, document_id: int, changed: Mapping[str, Any]) -> Changed:
    """Write fields of a paper anew; raises EditRefused."""
    return change(view, by, lambda known: edits.change(known, document_id, changed, view.today))


def added(done: Changed) -> int:
    """The number that a new paper was given."""
    return max(done.after.documents)


def kinds(view: View) -> Mapping[str, str]:
    """The titles of all kinds of papers by their codes."""
    return document_titles(view.deps.methodology.stages)


def _row(document: Document, titles: Mapping[str, str]) -> DocumentRow:
    return DocumentRow(
        id=document.id,
        kind=document.kind,
        kind_title=titles.get(document.kind, document.kind),
        title=document.title,
        number=document.number,
        dated_on=document.dated_on,
        year=document.year,
        state=document.state,
        programme=document.programme_id,
        place=document.place,
    )
