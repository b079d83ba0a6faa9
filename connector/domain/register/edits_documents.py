"""Papers by hand: written down, signed, cancelled, corrected (methodology 8)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from connector.domain.documents import Document, DocumentState
from connector.domain.register.book import Register, next_id
from connector.domain.register.edits import EditRefused


def add(register: Register, document: Document, on: date) -> Register:
    """Write down a draft or a signed paper; its number in the register is given here.

    Raises EditRefused for a signed one without its day or with one that is to come.
    """
    row = replace(document, id=next_id(register.documents))
    return register.with_rows("documents", [_checked(register, row, on)])


def sign(register: Register, document_id: int, dated_on: date, number: str, on: date) -> Register:
    """Note that a draft was signed; empty: the number stays. Raises EditRefused."""
    document = known_document(register, document_id)
    if document.state is not DocumentState.DRAFT:
        raise EditRefused("documents.not_draft", document=document.id)
    signed = replace(
        document,
        state=DocumentState.SIGNED,
        dated_on=dated_on,
        number=number or document.number,
    )
    return register.with_rows("documents", [_checked(register, signed, on)])


def cancel(register: Register, document_id: int) -> Register:
    """Cancel a paper.

    Raises EditRefused for one that is cancelled, and for an order by which pairs are at work
    (methodology 12.3: 6).
    """
    document = _not_cancelled(register, document_id)
    listed = [m.id for m in register.matches.values() if m.order_id == document.id and m.is_open]
    if listed:
        raise EditRefused("documents.has_pairs", document=document.id, count=len(listed))
    return register.with_rows("documents", [replace(document, state=DocumentState.CANCELLED)])


def change(register: Register, document_id: int, changed: Mapping[str, Any], on: date) -> Register:
    """Write fields of a paper anew; raises EditRefused for a cancelled one."""
    document = _not_cancelled(register, document_id)
    return register.with_rows("documents", [_checked(register, replace(document, **changed), on)])


def known_document(register: Register, document_id: int) -> Document:
    """A paper by its number in the register; raises EditRefused when there is none."""
    document = register.documents.get(document_id)
    if document is None:
        raise EditRefused("documents.unknown", document=document_id)
    return document


def _not_cancelled(register: Register, document_id: int) -> Document:
    document = known_document(register, document_id)
    if document.state is DocumentState.CANCELLED:
        raise EditRefused("documents.cancelled_already", document=document.id)
    return document


def _checked(register: Register, document: Document, on: date) -> Document:
    if document.state is DocumentState.SIGNED and document.dated_on is None:
        raise EditRefused("documents.no_day")
    if document.dated_on is not None and document.dated_on > on:
        raise EditRefused("documents.in_future", day=document.dated_on)
    for known in register.documents.values():
        if known.id != document.id and _is_same(known, document):
            raise EditRefused("documents.there_already", document=known.id)
    return document


def _is_same(known: Document, document: Document) -> bool:
    """Whether two are one paper: the same kind, number and day."""
    return bool(document.number) and (
        known.state is not DocumentState.CANCELLED
        and (known.kind, known.number, known.dated_on)
        == (document.kind, document.number, document.dated_on)
    )
