"""Pairs of ours in a live Moodle: made once, read back the same, taken away cleanly."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from connector.domain.matches import Match, MatchMember, MatchState
from connector.domain.meetings import Meeting
from connector.domain.people import PersonId, Role
from connector.domain.register import Register
from connector.domain.school import School
from connector.domain.write_back import State
from connector.mapping.pair_rules import GroupsRule
from connector.moodle.functions import core_calendar, core_group
from connector.moodle.records.course import Course
from connector.services import arranging, picture, syncing
from connector.services import register as registering
from connector.services.arranging.groups import look
from connector.services.deps import Deps
from connector.services.writes import Change
from connector.store.outbox import WriteKind

pytestmark = pytest.mark.live

MENTOR_ROLE = os.environ.get("MENTORING_LIVE_MENTOR_ROLE")
NUMBER = 900_001


@pytest.fixture(scope="module")
def school(live: Deps) -> Deps:
    """The live school, whose first programme makes groups and keeps a calendar."""
    new = GroupsRule("Пара {number}: {mentor} – {mentee}", "Пары коннектора")
    if MENTOR_ROLE:
        new = replace(new, mentor_role=int(MENTOR_ROLE))
    rules = live.rules
    first, *others = rules.programmes
    first = replace(first, pairs=replace(first.pairs, new=new), calendar=True)
    changed = replace(rules, programmes=(first, *others))
    syncing.sync(live)
    registering.update(live)
    return replace(live, rules_of=lambda: changed)


@pytest.fixture(scope="module")
def course(school: Deps) -> Course:
    """The course of that programme."""
    (_, found), *_ = picture.courses(school).programmes
    return found


@pytest.fixture
def pair(school: Deps, course: Course) -> Iterator[Match]:
    """A pair of two people of the course, with a meeting next week; ended and cleared after."""
    seen = picture.seen(school)
    mentor, mentee = (
        min(seen.places[course.id, side] - _paired(seen, course.id, side), default=None)
        or min(seen.places[course.id, side])
        for side in (Role.MENTOR, Role.MENTEE)
    )
    match = Match(
        NUMBER, course.id, "Проба", MatchState.TRIAL, reached={"trial": str(school.today)}
    )
    _put(school, match, {mentor: Role.MENTOR, mentee: Role.MENTEE})
    yield match
    _end(school)
    arranging.arrange(school)


def test_what_is_wanted_is_made_once_and_taken_away_again(
    school: Deps, course: Course, pair: Match
) -> None:
    before = _theirs(school, course)

    made, record = arranging.arrange(school)
    again, _ = arranging.arrange(school)

    assert record.problems == []
    kinds = {WriteKind.GROUP: 1, WriteKind.MEMBER: 2, WriteKind.ROLE: bool(MENTOR_ROLE)}
    assert {kind: len(_written(made, kind)) for kind in kinds} == kinds
    assert [change for change in again if change.is_pending] == []
    seen = look(school.moodle, course.id)
    assert {str(who) for who in seen.of(pair.id)} == {
        change.planned.key.participant for change in _written(made, WriteKind.MEMBER)
    }

    _meet(school, seen.ids[pair.id])
    planned, _ = arranging.arrange(school)
    moved = _moved(school)
    assert [len(_written(one, WriteKind.EVENT)) for one in (planned, moved)] == [1, 1]
    assert len(_marked(school, course, seen.ids[pair.id])) == 1

    _end(school)
    taken, record = arranging.arrange(school)
    assert record.problems == []
    assert len(_written(taken, WriteKind.GROUP)) == 1
    assert pair.id not in look(school.moodle, course.id).ids
    assert _marked(school, course, 0) == []
    assert _theirs(school, course) == before


def test_somebody_whom_a_teacher_added_keeps_the_group(
    school: Deps, course: Course, pair: Match
) -> None:
    arranging.arrange(school)
    seen = look(school.moodle, course.id)
    group = seen.ids[pair.id]
    guest = min(set(_places(school, course)) - seen.of(pair.id))
    core_group.add_members(school.moodle, group, [guest])
    try:
        _end(school)
        ended, _ = arranging.arrange(school)
        conflicts = [c.ended.reason for c in ended if c.ended.state is State.CONFLICT]
        assert conflicts == ["pairs.group_has_others"]
        assert look(school.moodle, course.id).of(pair.id) == {guest}
    finally:
        core_group.remove_members(school.moodle, group, [guest])


def _put(deps: Deps, match: Match, people: dict[PersonId, Role]) -> None:
    members = [
        MatchMember(NUMBER + key, match.id, match.programme_id, who, side, deps.today)
        for key, (who, side) in enumerate(people.items())
    ]
    rows = {member.id: member for member in members}
    _change(deps, lambda known: replace(known, matches={match.id: match}, members=rows))


def _meet(deps: Deps, group_id: int) -> None:
    meeting = Meeting(NUMBER, NUMBER, deps.today + timedelta(days=7), "15:30", 45)

    def planned(register: Register) -> Register:
        match = replace(register.matches[NUMBER], group_id=group_id)
        return register.with_rows("matches", [match]).with_rows("meetings", [meeting])

    _change(deps, planned)


def _moved(deps: Deps) -> list[Change]:
    def later(register: Register) -> Register:
        meeting = register.meetings[NUMBER]
        return register.with_rows("meetings", [replace(meeting, clock="16:00")])

    _change(deps, later)
    changes, _ = arranging.arrange(deps)
    return changes


def _end(deps: Deps) -> None:
    def ended(register: Register) -> Register:
        match = replace(register.matches[NUMBER], state=MatchState.COMPLETED, ended_on=deps.today)
        members = [replace(one, left_on=deps.today) for one in register.members_of.get(NUMBER, ())]
        return register.with_rows("matches", [match]).with_rows("members", members)

    _change(deps, ended)


def _change(deps: Deps, edit: registering.Edit) -> None:
    """Past the rules: only what the arranger makes of a register is tried here."""
    with deps.database.changing_register(deps.school_id) as tx:
        before = tx.register.load()
        tx.register.save(before, edit(before), "live test")


def _paired(seen: School, course_id: int, side: Role) -> frozenset[PersonId]:
    return frozenset(
        member.person_id
        for pair in seen.pairs
        if pair.programme_id == course_id
        for member in (pair.mentors if side is Role.MENTOR else pair.mentees)
    )


def _places(deps: Deps, course: Course) -> frozenset[PersonId]:
    seen = picture.seen(deps)
    return seen.places[course.id, Role.MENTOR] | seen.places[course.id, Role.MENTEE]


def _theirs(deps: Deps, course: Course) -> dict[str, object]:
    """Groups of others with their people, and events of others."""
    groups = [
        g for g in core_group.groups(deps.moodle, course.id) if "mentoring-" not in g.idnumber
    ]
    ids = [group.id for group in groups]
    members = sorted(
        (m.group_id, m.user_id) for m in core_group.members(deps.moodle, course.id, ids)
    )
    events = [
        event
        for event in core_calendar.events(deps.moodle, course.id, ids)
        if "[mentoring:" not in event.description
    ]
    return {"groups": groups, "members": members, "events": events}


def _marked(deps: Deps, course: Course, group_id: int) -> list[int]:
    groups = [group_id] if group_id else []
    events = core_calendar.events(deps.moodle, course.id, groups)
    return [event.id for event in events if "[mentoring:meeting" in event.description]


def _written(changes: list[Change], kind: WriteKind) -> list[Change]:
    return [c for c in changes if c.planned.key.kind is kind and c.is_written]
