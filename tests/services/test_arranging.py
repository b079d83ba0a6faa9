"""Groups, members, roles and events: made once, kept in step, taken away, teachers respected."""

from dataclasses import replace

import pytest

from connector.domain.write_back import State
from connector.moodle.errors import MoodleUnreachable, TokenRefused
from connector.sandbox.membership import make_grouping
from connector.sandbox.records import Grouping
from connector.services import arranging
from connector.services.deps import Deps
from connector.store.outbox import WriteKind
from tests.services.arranging_stand import (
    MENTOR_ROLE,
    PAIR,
    arranged,
    change,
    end,
    ended,
    group_id,
    keeping_groups,
    made,
    meet,
    people,
    put,
    sent,
)
from tests.services.stand import (
    PUPILS,
    Reaction,
    Stand,
    fail_afterwards,
    hang_up,
    lose_answer,
    refuse,
)

CREATE = "core_group_create_groups"
FILL = "core_group_add_group_members"
EVENT = "core_calendar_create_calendar_events"
ROLE = "core_role_assign_roles"
OURS = f"mentoring-pair-{PAIR}"
DONE = (State.WRITTEN, "")


@pytest.fixture
def deps(registered: Deps) -> Deps:
    return keeping_groups(registered)


def name(stand: Stand, *who: int) -> str:
    mentor, mentee = (stand.school.people[one].lastname for one in who or people(stand))
    return f"Пара {PAIR}: {mentor} – {mentee}"


def with_members(stand: Stand, group: int, *members: int) -> None:
    """Let a teacher set who is in a group."""
    groups = stand.school.courses[PUPILS].groups
    stand.change_course(
        PUPILS, groups=tuple(replace(g, members=members) if g.id == group else g for g in groups)
    )


def without_group(stand: Stand, group: int) -> None:
    """Let a teacher delete a group."""
    groups = stand.school.courses[PUPILS].groups
    stand.change_course(PUPILS, groups=tuple(g for g in groups if g.id != group))


def test_a_pair_of_ours_becomes_a_group_with_its_people_and_the_role(
    deps: Deps, stand: Stand
) -> None:
    put(deps, stand)
    mentor, mentee = people(stand)

    _, record = arranging.arrange(deps)

    assert record.problems == []
    assert made(stand) == {
        "groups": [(name(stand), OURS, tuple(sorted((mentor, mentee))))],
        "roles": [(MENTOR_ROLE, mentor, mentee)],
        "events": [],
    }
    counts = {key: record.counts[key] for key in ("groups_written", "members_written")}
    assert counts == {"groups_written": 1, "members_written": 2}
    assert record.counts["roles_written"] == 1


def test_a_second_round_writes_nothing_and_asks_little(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    before = made(stand)
    stand.asked.clear()

    changes = arranged(deps)

    assert (sent(changes), made(stand)) == (0, before)
    assert sum(stand.functions.values()) <= 4


def test_groups_of_staff_are_never_touched(deps: Deps, stand: Stand) -> None:
    theirs = {g.id: g for g in stand.school.groups.values()}
    put(deps, stand)
    arranged(deps)
    end(deps)
    arranged(deps)

    assert stand.school.groups == theirs


def test_a_dry_run_shows_everything_and_writes_nothing(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    stand.asked.clear()

    changes, _ = arranging.arrange(deps, dry_run=True)

    assert sent(changes) == 4
    assert made(stand)["groups"] == []
    assert not [asked for asked in stand.functions if "create" in asked or "assign" in asked]
    assert sent(arranging.arrange(deps, dry_run=True)[0]) == 4


def test_a_new_mentee_comes_into_the_group_and_one_who_left_goes_out(
    deps: Deps, stand: Stand
) -> None:
    mentor, _ = people(stand)
    put(deps, stand)
    arranged(deps)
    third = stand.school.groups[3].members[-1]
    put(deps, stand, third)

    arranged(deps)

    assert made(stand)["groups"] == [
        (name(stand, mentor, third), OURS, tuple(sorted((mentor, third))))
    ]
    assert made(stand)["roles"] == [(MENTOR_ROLE, mentor, third)]


def test_when_the_pair_ends_group_and_role_are_taken_away(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    end(deps)

    changes, record = arranging.arrange(deps)

    assert record.problems == []
    assert made(stand) == {"groups": [], "roles": [], "events": []}
    assert ended(changes, WriteKind.GROUP) == [DONE]
    (role,) = [c.planned for c in changes if c.planned.key.kind is WriteKind.ROLE]
    assert (role.before, role.desired) == ({"given": True}, {})
    assert sent(arranged(deps)) == 0


def test_a_guest_of_a_teacher_keeps_the_group_of_a_pair_that_ended(
    deps: Deps, stand: Stand
) -> None:
    put(deps, stand)
    arranged(deps)
    guest = stand.school.groups[4].members[0]
    with_members(stand, group_id(stand), *people(stand), guest)
    end(deps)

    changes = arranged(deps)

    assert ended(changes, WriteKind.GROUP) == [(State.CONFLICT, "pairs.group_has_others")]
    assert stand.school.groups[group_id(stand)].members == (guest,)


def test_whom_a_teacher_added_stays_and_is_no_concern_of_ours(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    guest = stand.school.groups[4].members[0]
    with_members(stand, group_id(stand), *people(stand), guest)

    assert sent(arranged(deps)) == 0
    assert guest in stand.school.groups[group_id(stand)].members


def test_whom_a_teacher_took_out_is_not_put_back(deps: Deps, stand: Stand) -> None:
    mentor, _ = people(stand)
    put(deps, stand)
    arranged(deps)
    with_members(stand, group_id(stand), mentor)

    for _ in range(2):
        changes = arranged(deps)
        assert (State.CONFLICT, "pairs.gone_by_hand") in ended(changes, WriteKind.MEMBER)
    assert stand.school.groups[group_id(stand)].members == (mentor,)


def test_a_group_that_a_teacher_renamed_keeps_the_name(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    stand.rename_group(PUPILS, group_id(stand), "Дружная пара")

    changes = arranged(deps)

    assert ended(changes, WriteKind.GROUP) == [(State.CONFLICT, "pairs.changed_by_hand")]
    assert made(stand)["groups"][0][0] == "Дружная пара"


def test_a_group_that_a_teacher_deleted_is_not_made_again(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    without_group(stand, group_id(stand))

    changes = arranged(deps)

    assert ended(changes, WriteKind.GROUP) == [(State.CONFLICT, "pairs.gone_by_hand")]
    assert made(stand)["groups"] == []


def test_a_name_that_is_taken_is_told_apart_by_the_number(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    stand.rename_group(PUPILS, 5, name(stand))

    arranged(deps)

    assert made(stand)["groups"][0][0] == f"{name(stand)} ({PAIR})"
    assert sent(arranged(deps)) == 0


def test_who_is_not_enrolled_is_reported_and_the_others_are_put_in(
    deps: Deps, stand: Stand
) -> None:
    mentor, mentee = people(stand)
    put(deps, stand)
    stand.unenrol(PUPILS, mentee)

    changes, record = arranging.arrange(deps)

    assert (State.REFUSED, "pairs.not_enrolled") in ended(changes, WriteKind.MEMBER)
    assert [problem.code for problem in record.problems] == ["pairs.people_not_enrolled"]
    assert stand.school.groups[group_id(stand)].members == (mentor,)


def test_who_is_not_enrolled_is_enrolled_where_the_school_wants_it(
    registered: Deps, stand: Stand
) -> None:
    deps = keeping_groups(registered, not_enrolled="enrol")
    mentor, mentee = people(stand)
    put(deps, stand)
    stand.unenrol(PUPILS, mentee)

    changes, record = arranging.arrange(deps)

    assert record.problems == []
    assert ended(changes, WriteKind.ENROLMENT) == [DONE]
    assert set(stand.school.groups[group_id(stand)].members) == {mentor, mentee}
    assert sent(arranged(deps)) == 0


def test_who_could_not_be_enrolled_does_not_keep_the_others_out(
    registered: Deps, stand: Stand
) -> None:
    deps = keeping_groups(registered, not_enrolled="enrol")
    mentor, mentee = people(stand)
    put(deps, stand)
    stand.unenrol(PUPILS, mentee)
    stand.always("enrol_manual_enrol_users", refuse("nopermissions"))
    stand.always(ROLE, refuse("nopermissions"))

    changes, record = arranging.arrange(deps)

    assert stand.school.groups[group_id(stand)].members == (mentor,)
    assert (State.REFUSED, "pairs.not_enrolled") in ended(changes, WriteKind.MEMBER)
    told = {problem.facts["function"] for problem in record.problems}
    assert told == {"enrol_manual_enrol_users", ROLE}


def test_the_grouping_is_made_once_and_holds_our_groups(registered: Deps, stand: Stand) -> None:
    deps = keeping_groups(registered, grouping="Наши пары")
    put(deps, stand)

    arranged(deps)
    arranged(deps)

    (grouping,) = [g for g in stand.school.groupings.values() if g.idnumber == "mentoring-pairs"]
    assert (grouping.name, tuple(grouping.groups)) == ("Наши пары", (group_id(stand),))
    assert stand.functions["core_group_create_groupings"] == 1
    assert stand.functions["core_group_assign_grouping"] == 1


def test_a_grouping_that_the_school_names_comes_before_one_we_once_made(
    registered: Deps, stand: Stand
) -> None:
    once = make_grouping(stand.state, Grouping(0, PUPILS, "Наши пары", "mentoring-pairs"))
    theirs = make_grouping(stand.state, Grouping(0, PUPILS, "Осенний поток", "osen"))
    deps = keeping_groups(registered, grouping="Осенний поток")
    put(deps, stand)

    arranged(deps)

    assert stand.school.groupings[theirs.id].groups == (group_id(stand),)
    assert stand.school.groupings[once.id].groups == ()


def test_a_planned_meeting_is_an_event_of_the_group_and_moves_with_it(
    deps: Deps, stand: Stand
) -> None:
    put(deps, stand)
    arranged(deps)
    meet(deps, group_id(stand))
    arranged(deps)
    (first,) = made(stand)["events"]

    meet(deps, group_id(stand), days=8, clock="16:00")
    changes = arranged(deps)

    (second,) = made(stand)["events"]
    assert second[1] - first[1] == 24 * 3600 + 1800
    assert ended(changes, WriteKind.EVENT) == [DONE]
    assert sent(arranged(deps)) == 0


def test_an_event_that_a_teacher_deleted_is_not_made_again(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    meet(deps, group_id(stand))
    arranged(deps)
    (event,) = stand.state.calendar.by_time()
    stand.state.calendar.delete(event.id)

    changes = arranged(deps)

    assert ended(changes, WriteKind.EVENT) == [(State.CONFLICT, "pairs.gone_by_hand")]
    assert made(stand)["events"] == []


def test_the_events_of_a_pair_that_ended_go(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    arranged(deps)
    meet(deps, group_id(stand))
    arranged(deps)
    change(deps, lambda known: known.with_rows("meetings", ()))
    end(deps)

    arranged(deps)

    assert made(stand)["events"] == []


@pytest.mark.parametrize("function", [CREATE, FILL, ROLE, EVENT])
@pytest.mark.parametrize("trouble", [lose_answer, hang_up, fail_afterwards])
def test_an_answer_that_never_came_leaves_nothing_twice(
    deps: Deps, stand: Stand, function: str, trouble: Reaction
) -> None:
    put(deps, stand)
    if function == EVENT:
        arranged(deps)
        meet(deps, group_id(stand))
    stand.once(function, trouble)

    for _ in range(3):
        arranged(deps)

    stands = made(stand)
    assert [len(g[2]) for g in stands["groups"]] == [2]
    assert len(stands["roles"]) == 1
    assert len(stands["events"]) == (function == EVENT)
    assert sent(arranged(deps)) == 0


def test_a_right_that_is_lost_stops_one_thing_and_not_the_rest(deps: Deps, stand: Stand) -> None:
    put(deps, stand)
    stand.always(CREATE, refuse("nopermissions"))

    changes, record = arranging.arrange(deps)

    assert ended(changes, WriteKind.GROUP) == [(State.REFUSED, "moodle.right_missing")]
    assert ended(changes, WriteKind.ROLE) == [DONE]
    assert [problem.code for problem in record.problems] == ["moodle.right_missing"]


def test_a_token_that_is_refused_stops_everything_and_nothing_is_lost(
    deps: Deps, stand: Stand
) -> None:
    put(deps, stand)
    stand.always(CREATE, refuse("invalidtoken"))

    with pytest.raises((TokenRefused, MoodleUnreachable)):
        arranging.arrange(deps)
    stand.calm()

    arranged(deps)
    assert len(made(stand)["groups"]) == 1
