"""Pairs and groups as rows: the list, a card, and what became of one pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from connector.domain.matches import EndReason, Match, MatchMember, MatchState
from connector.domain.people import Role
from connector.domain.plans import PlanState
from connector.domain.programmes import Programme
from connector.domain.register.changes import Change
from connector.domain.register.match_rules import kind_of
from connector.services.by_hand.view import View


@dataclass(frozen=True)
class Named:
    """Somebody by number and name."""

    id: int
    name: str


@dataclass(frozen=True)
class PairRow:
    """A pair or a group; `mentors` and `mentees`: who is in it now, or was on its last day.

    `group`: its group in Moodle, 0 while there is none. `is_ours`: the connector keeps the group;
    otherwise staff made it. `order`: the number of the paper in the register, 0 for none.
    """

    id: int
    name: str
    programme_id: int
    programme: str
    state: MatchState
    kind: str
    mentors: list[Named]
    mentees: list[Named]
    begins_on: date | None
    ended_on: date | None
    ended_because: EndReason | None
    order: int
    group: int
    is_ours: bool


@dataclass(frozen=True)
class MemberRow:
    """Somebody in a pair, from one day to another."""

    person: Named
    side: Role
    joined_on: date
    left_on: date | None
    left_because: EndReason | None


@dataclass(frozen=True)
class PairCard:
    """Everything about a pair; `reached`: on which day (ISO) each state was reached.

    `order_number`, `order_day`: of the order that made it. `replaces`, `replaced_by`: pairs, 0 for
    none. `plan`: how far its latest plan is, None without one.
    """

    row: PairRow
    reached: Mapping[str, str]
    order_number: str
    order_day: date | None
    members: list[MemberRow]
    replaces: int
    replaced_by: list[int]
    run: int
    plan: PlanState | None


@dataclass(frozen=True)
class Noted:
    """A line of the journal."""

    at: datetime
    by: str
    change: Change


def listed(
    view: View,
    programme: Programme | None = None,
    state: MatchState | None = None,
    *,
    with_ended: bool = False,
) -> list[PairRow]:
    """The pairs that are wanted, by programme and number; a state that is named is shown."""
    found = [
        match
        for match in view.register.matches.values()
        if (programme is None or match.programme_id == programme.id)
        and (match.state is state if state else with_ended or match.is_open)
    ]
    return [row(view, match) for match in sorted(found, key=lambda one: (one.programme_id, one.id))]


def card(view: View, match: Match) -> PairCard:
    """One pair with its people, its order and what it took the place of."""
    register = view.register
    order = register.documents.get(match.order_id)
    plans = [one for _, one in sorted(register.plans.items()) if one.match_id == match.id]
    return PairCard(
        row=row(view, match),
        reached=match.reached,
        order_number=order.number if order else "",
        order_day=order.dated_on if order else None,
        members=[_member(view, one) for one in register.members_of.get(match.id, ())],
        replaces=match.replaces_id,
        replaced_by=[k for k, m in sorted(register.matches.items()) if m.replaces_id == match.id],
        run=match.run_id,
        plan=plans[-1].state if plans else None,
    )


def history(view: View, match: Match) -> list[Noted]:
    """Who changed what of a pair, of its people and of its plans, the newest first."""
    register, key = view.register, match.id
    rows = {
        "matches": [str(key)],
        "members": [str(one.id) for one in register.members_of.get(key, ())],
        "plans": [str(one.id) for one in register.plans.values() if one.match_id == key],
    }
    with view.deps.database.reading(view.deps.school_id) as tx:
        entries = tx.register.journal_of(rows)
    return [Noted(entry.at, entry.by, entry.change) for entry in entries]


def row(view: View, match: Match) -> PairRow:
    """A pair as a row of the list."""
    return PairRow(
        id=match.id,
        name=view.pair(match),
        programme_id=match.programme_id,
        programme=view.programme(match.programme_id),
        state=match.state,
        kind=kind_of(view.register, match),
        mentors=_side(view, match, Role.MENTOR),
        mentees=_side(view, match, Role.MENTEE),
        begins_on=match.begins_on,
        ended_on=match.ended_on,
        ended_because=match.ended_because,
        order=match.order_id,
        group=match.group_id,
        is_ours=match.is_ours,
    )


def _side(view: View, match: Match, side: Role) -> list[Named]:
    rows = [one for one in view.register.members_of.get(match.id, ()) if one.side is side]
    last = match.ended_on
    here = [one for one in rows if one.left_on is None or (last and one.left_on >= last)]
    return [_named(view, one) for one in here]


def _member(view: View, one: MatchMember) -> MemberRow:
    return MemberRow(_named(view, one), one.side, one.joined_on, one.left_on, one.left_because)


def _named(view: View, one: MatchMember) -> Named:
    return Named(one.person_id, view.name(one.person_id))
