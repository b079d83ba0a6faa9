"""A pair of ours over the sandbox's people, past the rules: only its way into Moodle is tried."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from connector.domain.matches import Match, MatchMember, MatchState
from connector.domain.meetings import Meeting
from connector.domain.people import PersonId, Role
from connector.domain.register import Register
from connector.domain.write_back import State
from connector.mapping.pair_rules import GroupsRule
from connector.services import arranging, register
from connector.services.deps import Deps
from connector.services.writes import Change
from connector.store.outbox import WriteKind
from tests.services.stand import PUPILS, Stand

PAIR: Final = 901
MEETING: Final = 77
MENTOR_ROLE: Final = 10
NEW: Final = GroupsRule("Пара {number}: {mentor} – {mentee}", mentor_role=MENTOR_ROLE)


def keeping_groups(deps: Deps, **changes: Any) -> Deps:  # noqa: ANN401 - fields of GroupsRule
    """The school whose programmes make groups and keep a calendar, brought up to today."""
    rules = deps.rules
    new = replace(NEW, **changes)
    programmes = tuple(
        replace(rule, pairs=replace(rule.pairs, new=new), calendar=True)
        for rule in rules.programmes
    )
    changed = replace(rules, programmes=programmes)
    made = replace(deps, rules_of=lambda: changed)
    register.update(made)
    return made


def people(stand: Stand) -> tuple[int, int]:
    """A mentor of one pair and a mentee of another, both in the course."""
    first, second = stand.school.groups[1], stand.school.groups[2]
    return first.members[0], second.members[-1]


def put(deps: Deps, stand: Stand, *mentees: int, mentor: int = 0, **changes: Any) -> Match:  # noqa: ANN401 - fields of Match
    """Let this be the only pair that the register knows."""
    match = Match(PAIR, PUPILS, "Проба", MatchState.TRIAL, reached={"trial": "2026-11-24"})
    match = replace(match, **changes)
    sides = [(mentor or people(stand)[0], Role.MENTOR)]
    sides += [(who, Role.MENTEE) for who in mentees or people(stand)[1:]]
    rows = [
        MatchMember(9000 + key, PAIR, PUPILS, PersonId(who), side, deps.today)
        for key, (who, side) in enumerate(sides)
    ]
    members = {row.id: row for row in rows}
    change(deps, lambda known: replace(known, matches={match.id: match}, members=members))
    return match


def change(deps: Deps, edit: Callable[[Register], Register]) -> None:
    """Keep an edit past the rules."""
    with deps.database.changing_register(deps.school_id) as tx:
        before = tx.register.load()
        tx.register.save(before, edit(before), "test")


def end(deps: Deps) -> None:
    """Let the pair end today."""

    def ended(known: Register) -> Register:
        match = replace(known.matches[PAIR], state=MatchState.COMPLETED, ended_on=deps.today)
        rows = [replace(one, left_on=deps.today) for one in known.members_of[PAIR]]
        return known.with_rows("matches", [match]).with_rows("members", rows)

    change(deps, ended)


def meet(deps: Deps, group_id: int, days: int = 7, clock: str = "15:30") -> None:
    """Plan the meeting of the pair, or move it."""
    meeting = Meeting(MEETING, PAIR, deps.today + timedelta(days=days), clock, 45)

    def planned(known: Register) -> Register:
        match = replace(known.matches[PAIR], group_id=group_id)
        return known.with_rows("matches", [match]).with_rows("meetings", [meeting])

    change(deps, planned)


def arranged(deps: Deps) -> list[Change]:
    """One round, as it ended."""
    changes, _ = arranging.arrange(deps)
    return changes


def ended(changes: Sequence[Change], kind: WriteKind) -> list[tuple[State, str]]:
    """How the writes of a kind ended."""
    return [(c.ended.state, c.ended.reason) for c in changes if c.planned.key.kind is kind]


def sent(changes: Sequence[Change]) -> int:
    """How many writes were sent."""
    return sum(change.is_pending for change in changes)


def made(stand: Stand) -> Mapping[str, Any]:
    """Everything of ours that stands in the sandbox."""
    groups = [g for g in stand.school.groups.values() if g.idnumber.startswith("mentoring-pair-")]
    return {
        "groups": [(g.name, g.idnumber, tuple(sorted(g.members))) for g in groups],
        "roles": sorted(stand.state.roles),
        "events": sorted(
            (e.name, e.start, e.duration, e.course_id) for e in stand.state.calendar.by_time()
        ),
    }


def group_id(stand: Stand) -> int:
    """The group of the pair."""
    return next(
        g.id for g in stand.school.groups.values() if g.idnumber == f"mentoring-pair-{PAIR}"
    )
