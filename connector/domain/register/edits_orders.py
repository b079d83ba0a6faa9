"""Orders of the head by which pairs and groups begin (methodology 4.3, 12.3: 6)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from connector.domain.consents import Purpose
from connector.domain.documents import ORDER_PAIRS, Document, DocumentState
from connector.domain.matches import Match, MatchState
from connector.domain.people import Role
from connector.domain.programmes import GROUP, Form
from connector.domain.register import edits_documents
from connector.domain.register.book import Register
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matches import move
from connector.domain.register.edits_members import checked, known_match
from connector.domain.register.edits_programmes import known_programme
from connector.domain.register.match_rules import LABOUR_SINCE, kind_of, needs_labour_consent

A_YEAR: Final = timedelta(days=366)
"""No pair began so long ago; it is a slip of the hand."""


def confirm(
    register: Register,
    match_ids: Collection[int],
    order: Document,
    begins_on: date,
    forms: Mapping[str, Form],
    on: date,
) -> Register:
    """Confirm pairs by one signed order of the head; a group of staff is adopted as it stands.

    An order that is known already lists them too. Raises EditRefused for a pair that is not on
    trial, an order of a day to come, and an employee without a written consent (ТК 351.8).
    """
    if not order.number:
        raise EditRefused("pairs.order_without_number")
    matches = [known_match(register, match_id) for match_id in sorted({*match_ids})]
    programmes = {match.programme_id for match in matches}
    of = programmes.pop() if len(programmes) == 1 else 0
    after, number = _ordered(register, replace(order, kind=ORDER_PAIRS, programme_id=of), on)
    for match in matches:
        since = begins_on if match.is_ours else match.begins_on or begins_on
        _check_consent(register, match, since, on)
        if match.is_ours:
            _check(register, match, begins_on, forms, on)
            after = move(after, match.id, MatchState.CONFIRMED, on)
        elif not match.is_open:
            raise EditRefused("pairs.over", match=match.id, day=match.ended_on)
        row = replace(after.matches[match.id], order_id=number, begins_on=since)
        after = after.with_rows("matches", [row])
    return checked(register, after, forms, on)


def _ordered(register: Register, order: Document, on: date) -> tuple[Register, int]:
    """The register with an order, and its number; the same order is not written down twice."""
    for known in register.documents.values():
        is_same = (known.kind, known.number, known.dated_on) == (
            order.kind,
            order.number,
            order.dated_on,
        )
        if is_same and known.state is DocumentState.SIGNED:
            return register, known.id
    register = edits_documents.add(register, replace(order, state=DocumentState.SIGNED), on)
    return register, max(register.documents)


def _check(
    register: Register, match: Match, begins_on: date, forms: Mapping[str, Form], on: date
) -> None:
    programme = known_programme(register, match.programme_id)
    first = programme.begins_on or on - A_YEAR
    if begins_on < first:
        raise EditRefused("pairs.begins_early", match=match.id, day=first)
    if programme.ends_on is not None and begins_on > programme.ends_on:
        raise EditRefused("pairs.begins_late", match=match.id, day=programme.ends_on)
    form = forms.get(programme.form)
    mentees = register.side_of(match.id, Role.MENTEE)
    if form and kind_of(register, match) == GROUP and len(mentees) < form.group_size[0]:
        raise EditRefused("pairs.small_group", match=match.id, least=form.group_size[0])


def _check_consent(register: Register, match: Match, begins_on: date, on: date) -> None:
    if begins_on < LABOUR_SINCE:
        return
    for one in register.side_of(match.id, Role.MENTOR):
        has_agreed = register.has_consent(one.person_id, Purpose.LABOUR, on)
        if needs_labour_consent(register, match, one.person_id) and not has_agreed:
            raise EditRefused("pairs.no_labour_consent", person=one.person_id, match=match.id)
