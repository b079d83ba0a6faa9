"""Pairs of the register over the sandbox's people, as a test of meetings and plans needs them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from connector.domain.matches import Match, MatchMember, MatchState
from connector.domain.people import Role
from connector.domain.register import Register
from connector.services.by_hand.changing import change
from connector.services.by_hand.view import View, view
from connector.services.deps import Deps
from tests.builders import TODAY
from tests.services.people_stand import BY, Couple, couples

BEGAN: Final = TODAY - timedelta(days=60)
HIDDEN: Final[dict[str, Any]] = {"meetings": {}, "plans": {}, "plan_items": {}}


def only_pairs_of(seen: View, *of: Couple, **changes: Any) -> View:  # noqa: ANN401 - fields
    """The school as if these couples, numbered from 1, were its pairs and had done nothing yet."""
    matches = {key: replace(_match(key, couple), **changes) for key, couple in enumerate(of, 1)}
    members = [row for key, couple in enumerate(of, 1) for row in _members(key, couple)]
    rows = {member.id: member for member in members}
    return replace(seen, register=replace(seen.register, matches=matches, members=rows, **HIDDEN))


def with_a_pair(deps: Deps) -> tuple[View, Match]:
    """A pair at work that is kept, and the school with it."""
    seen = view(deps)
    if not _at_work(seen.register):
        couple = couples(seen)[0]
        change(seen, BY, lambda known: _with(known, couple))
        seen = view(deps)
    return seen, _at_work(seen.register)[0]


def _at_work(register: Register) -> list[Match]:
    found = (register.matches[key] for key in sorted(register.matches))
    return [match for match in found if match.state is MatchState.ACTIVE]


def _with(register: Register, couple: Couple) -> Register:
    register = register.with_rows("matches", [_match(1, couple)])
    return register.with_rows("members", _members(1, couple))


def _match(key: int, couple: Couple) -> Match:
    return Match(
        key,
        couple.pair.programme_id,
        couple.pair.name,
        MatchState.ACTIVE,
        group_id=1000 + key,
        begins_on=BEGAN,
    )


def _members(key: int, couple: Couple) -> list[MatchMember]:
    programme = couple.pair.programme_id
    sides = ((couple.mentor, Role.MENTOR), (couple.mentee, Role.MENTEE))
    return [
        MatchMember(2 * key + place, key, programme, person.id, side, BEGAN)
        for place, (person, side) in enumerate(sides)
    ]


def days_ago(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)
