"""Pairs and groups by hand: begun, confirmed by an order, changed and ended (methodology 4)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from connector.domain.documents import ORDER_PAIRS, Document
from connector.domain.matches import EndReason, Match, MatchState
from connector.domain.people import Person
from connector.domain.programmes import Form, Programme
from connector.domain.register import Register, edits_matches, edits_members, edits_orders
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_matches import Couple, New, move, propose
from connector.domain.years import SchoolYear
from connector.services.by_hand.changing import Changed, change
from connector.services.by_hand.view import View

BROKEN_OFF: Final = (
    EndReason.NOT_SUITED,
    EndReason.REQUEST,
    EndReason.DUTIES_NEGLECTED,
    EndReason.DISCIPLINE,
    EndReason.LABOUR_REFUSAL,
    EndReason.BY_HAND,
)
"""Why a person may break a pair off; the other reasons are found without people."""

CARRIED_OUT: Final = (EndReason.GOALS_REACHED, EndReason.TERM_OVER)
"""Why a pair may be completed."""


def add(
    view: View,
    by: str,
    programme: Programme,
    mentor: Person,
    mentees: Sequence[Person],
    kind: str = "",
) -> Changed:
    """Enter a proposed pair, or a group where the kind is one; raises EditRefused."""
    known = view.deps.methodology.kinds
    if kind and kind not in known:
        raise EditRefused("programmes.no_kind", typed=kind, known=", ".join(known))
    couple = (mentor.id, tuple(mentee.id for mentee in mentees))
    new = New(programme.id, couple, _naming(view)(couple), kind)
    return change(view, by, lambda now: propose(now, [new], _forms(view), view.today))


def start(view: View, by: str, matches: Sequence[Match]) -> Changed:
    """Let proposed pairs meet on trial; raises EditRefused."""
    return _moved(view, by, matches, MatchState.TRIAL)


def order_of(view: View, number: str, dated_on: date, title: str = "") -> Document:
    """An order about pairs, of the school year of its day."""
    year = str(SchoolYear.at(dated_on))
    title = title or view.deps.wording.say("pairs.order_title")
    return Document(0, ORDER_PAIRS, year, title, number.strip(), dated_on)


def confirm(
    view: View, by: str, matches: Sequence[Match], order: Document, begins_on: date | None = None
) -> Changed:
    """Confirm pairs by a signed order of the head; they work from its day unless one is said.

    Raises EditRefused.
    """
    numbers = [match.id for match in matches]
    since = begins_on or order.dated_on or view.today

    def edit(register: Register) -> Register:
        return edits_orders.confirm(register, numbers, order, since, _forms(view), view.today)

    return change(view, by, edit)


def suspend(view: View, by: str, match: Match) -> Changed:
    """Let a pair rest for a while; raises EditRefused."""
    return _moved(view, by, [match], MatchState.SUSPENDED)


def resume(view: View, by: str, match: Match) -> Changed:
    """Let a pair that rested work again; raises EditRefused."""
    return _moved(view, by, [match], MatchState.ACTIVE)


def complete(view: View, by: str, match: Match, because: EndReason) -> Changed:
    """Complete the work of a pair; raises EditRefused."""
    return _moved(view, by, [match], MatchState.COMPLETED, because)


def terminate(view: View, by: str, match: Match, because: EndReason) -> Changed:
    """Break off a pair that an order has made; raises EditRefused."""
    return _moved(view, by, [match], MatchState.TERMINATED, because)


def reject(view: View, by: str, match: Match, because: EndReason) -> Changed:
    """Give up a pair that no order has made yet; raises EditRefused."""
    return _moved(view, by, [match], MatchState.REJECTED, because)


def replace(view: View, by: str, match: Match, mentor: Person) -> Changed:
    """End a pair and propose another of the same mentees with a new mentor; raises EditRefused."""

    def edit(register: Register) -> Register:
        return edits_matches.replace_mentor(
            register, match.id, mentor.id, _naming(view), _forms(view), view.today
        )

    return change(view, by, edit)


def join(view: View, by: str, match: Match, mentee: Person) -> Changed:
    """Take a mentee into a group; raises EditRefused."""

    def edit(register: Register) -> Register:
        return edits_members.join(register, match.id, mentee.id, _forms(view), view.today)

    return change(view, by, edit)


def leave(view: View, by: str, match: Match, who: Person, because: EndReason) -> Changed:
    """Let a mentee leave a group; raises EditRefused."""
    today = view.today
    return change(view, by, lambda now: edits_members.leave(now, match.id, who.id, because, today))


def added(done: Changed) -> int:
    """The number that a new pair was given."""
    return max(done.after.matches)


def _moved(
    view: View,
    by: str,
    matches: Sequence[Match],
    target: MatchState,
    because: EndReason | None = None,
) -> Changed:
    def edit(register: Register) -> Register:
        for match in matches:
            register = move(register, match.id, target, view.today, because)
        return register

    return change(view, by, edit)


def _naming(view: View) -> Callable[[Couple], Callable[[int], str]]:
    return lambda _: lambda number: view.deps.wording.say("pairs.name", number=number)


def _forms(view: View) -> Mapping[str, Form]:
    return view.deps.methodology.forms
