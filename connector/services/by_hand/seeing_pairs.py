"""What somebody may see of a pair and of its meetings (methodology 12.3: 12, 16)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from connector.domain.access import Looking, Thing, Viewer, may_see
from connector.domain.matches import Match, MatchMember
from connector.domain.people import Role
from connector.services.by_hand.view import View

OF_OWN: Final = frozenset({Viewer.MENTOR, Viewer.MENTEE})
"""Offices in which nobody sees what another pair does."""

OWN: Final = "own"
"""What the people of a pair themselves may see of it, and whoever sees its texts."""

Seen = tuple[str, ...]
"""What a field tells of a pair, things and OWN: whoever may see one of them sees the field."""

NUMBERS: Final[Seen] = (Thing.STATE, Thing.FIGURES)
ONLY_STATE: Final[Seen] = (Thing.STATE,)
ONLY_OWN: Final[Seen] = (OWN,)
ONLY_TEXTS: Final[Seen] = (Thing.TEXTS,)


@dataclass(frozen=True)
class Sight:
    """What of a pair somebody may see."""

    things: frozenset[str]

    def of(self, told: Mapping[str, Any], things: Mapping[str, Seen]) -> dict[str, Any]:
        """The fields that may be seen; one that `things` does not name is for nobody."""
        return {k: value for k, value in told.items() if self.things & {*things.get(k, ())}}


ALL: Final = Sight(frozenset({*Thing, OWN}))


def sight(view: View, match: Match, by: Looking | None) -> Sight:
    """What `by` may see of a pair; None: whoever has this computer.

    What is written about meetings is the mentor's: of the mentors alone it is asked.
    """
    if by is None:
        return ALL
    members = view.register.members_of.get(match.id, ())
    is_member = any(one.person_id == by.person_id and one.left_on is None for one in members)
    if not is_member:
        by = replace(by, offices=by.offices - OF_OWN)
    things: set[str] = {thing for thing in Thing if _may(view, thing, members, by)}
    is_own = Thing.TEXTS in things or (is_member and by.offices & OF_OWN)
    return Sight(frozenset(things | {OWN} if is_own else things))


def _may(view: View, thing: Thing, members: tuple[MatchMember, ...], by: Looking) -> bool:
    asked = [one for one in members if thing is not Thing.TEXTS or one.side is Role.MENTOR]
    return any(
        may_see(by, thing, one.person_id, person.class_name if person else "")
        for one in asked
        for person in [view.people.get(one.person_id)]
    )
