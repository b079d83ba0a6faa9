"""The control of mentors for a curator: everybody by urgency, and the card of one."""

from typing import Final

from connector.domain.access import Looking, Thing, may_see
from connector.domain.cards import cards
from connector.domain.concerns import Watched, watch
from connector.domain.control import Yardstick
from connector.domain.people import PersonId
from connector.domain.register.edits import EditRefused
from connector.services.by_hand.view import View
from connector.services.deps import Deps

NOBODY: Final = PersonId(0)
"""Control is of everybody: what may be seen of one may be seen of all."""


def watched(view: View, by: Looking | None = None) -> list[Watched]:
    """Every mentor, who needs attention first; `by` None: whoever has this computer.

    Raises EditRefused for all but curators.
    """
    if by is not None and not may_see(by, Thing.CONTROL, NOBODY):
        raise EditRefused("control.not_allowed")
    measure = yardstick(view.deps)
    return watch(cards(view.school, view.register, measure), measure)


def card_of(view: View, who: PersonId, by: Looking | None = None) -> Watched:
    """The card of one mentor; raises EditRefused for who is none, and for all but curators."""
    for one in watched(view, by):
        if one.card.person.id == who:
            return one
    raise EditRefused("control.no_mentor", person=who)


def yardstick(deps: Deps) -> Yardstick:
    """What mentors are measured by, by the school's clock."""
    method, now = deps.methodology, deps.clock().astimezone(deps.rules.school.time_zone)
    return Yardstick(method.forms, method.norms, deps.rules.admission, now)
