"""Suspended, unenrolled and deleted stay three things; who cannot be seen is none of them."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from connector.domain.difference import FEW
from connector.sandbox.access import NOCAPS_TOKEN
from connector.services import picture, running
from connector.services.deps import Deps
from connector.services.running import Record
from connector.services.syncing import KINDS, Tier, sync
from connector.settings import Secret
from connector.store.runs import RunState
from tests.services.conftest import Opening
from tests.services.stand import PUPILS, TEACHERS, Stand, a_mapping, hang_up, of_course, refuse

PAIR = 1


def changes(record: Record) -> Mapping[str, Mapping[str, int]]:
    """The tallies in which something happened, without their zeros."""
    tallies = {k: {what: n for what, n in t.items() if n} for k, t in record.counts.items()}
    return {kind: tally for kind, tally in tallies.items() if tally}


def codes(record: Record) -> list[str]:
    return [problem.code for problem in record.problems]


def mentor_of(stand: Stand, pair: int = PAIR) -> int:
    return stand.school.groups[pair].members[0]


def outsiders(stand: Stand, count: int) -> list[int]:
    """Pupils who take no part in mentoring."""
    busy = {e.user_id for c in (2, PUPILS, TEACHERS) for e in stand.school.courses[c].enrolments}
    found = [p.id for p in stand.school.people.values() if p.department and p.id not in busy]
    return found[:count]


def strangers(stand: Stand, count: int) -> list[int]:
    """New people who are in no course and no cohort."""
    (like,) = outsiders(stand, 1)
    new = {
        9000 + number: replace(
            stand.school.people[like], id=9000 + number, username=f"stranger{number}"
        )
        for number in range(count)
    }
    stand.change(people={**stand.school.people, **new})
    return list(new)


def test_a_suspended_account_stays_and_is_marked(synced: Deps, stand: Stand) -> None:
    who = mentor_of(stand)
    stand.change_person(who, suspended=True)

    assert changes(sync(synced)) == {"user": {"changed": 1}}
    mirror = picture.mirror(synced)
    assert mirror.user_by_id[who].suspended
    assert not mirror.enrolment[PUPILS, who].suspended


def test_a_suspended_enrolment_leaves_the_account_alone(synced: Deps, stand: Stand) -> None:
    who = mentor_of(stand)
    stand.change_enrolment(PUPILS, who, suspended=True)

    assert changes(sync(synced)) == {"enrolment": {"changed": 1}, "grade": {"gone": 3}}
    mirror = picture.mirror(synced)
    assert mirror.enrolment[PUPILS, who].suspended
    assert not mirror.user_by_id[who].suspended


def test_whoever_is_unenrolled_loses_the_course_and_not_the_account(
    synced: Deps, stand: Stand
) -> None:
    who = mentor_of(stand)
    stand.unenrol(PUPILS, who)

    assert changes(sync(synced, Tier.DAY)) == {
        "enrolment": {"gone": 1},
        "group_member": {"gone": 2},
        "grade": {"gone": 3},
    }
    mirror = picture.mirror(synced)
    assert (PUPILS, who) not in mirror.enrolment
    assert not mirror.user_by_id[who].suspended


def test_whoever_is_deleted_is_gone_by_night_and_not_by_day(deps: Deps, stand: Stand) -> None:
    sync(deps, Tier.NIGHT)
    who = mentor_of(stand)
    stand.delete(who)

    day = sync(deps, Tier.DAY)
    assert day.problems == []
    assert "user" not in changes(day)
    assert who in picture.mirror(deps).user_by_id

    night = sync(deps, Tier.NIGHT)
    assert changes(night) == {"user": {"gone": 1}, "course_mark": {"gone": 2}}
    assert who not in picture.mirror(deps).user_by_id


def test_what_is_gone_is_marked_and_not_deleted(deps: Deps, stand: Stand, tmp_path: Path) -> None:
    sync(deps, Tier.NIGHT)
    who = mentor_of(stand)
    stand.delete(who)
    sync(deps, Tier.NIGHT)

    database = sqlite3.connect(tmp_path / "mentoring.db")
    rows = database.execute("select gone_at from moodle_user where id = ?", (who,)).fetchall()
    database.close()
    assert len(rows) == 1
    assert rows[0][0] is not None


def test_whoever_comes_back_is_there_as_before(deps: Deps, stand: Stand) -> None:
    sync(deps, Tier.NIGHT)
    before, school = picture.mirror(deps), stand.school
    stand.delete(mentor_of(stand))
    sync(deps, Tier.NIGHT)
    stand.state.school = school

    assert sync(deps, Tier.NIGHT).problems == []
    assert picture.mirror(deps) == before


@pytest.mark.parametrize(
    ("function", "kept"),
    [
        ("core_enrol_get_enrolled_users", "enrolments"),
        ("core_group_get_course_groups", "groups"),
        ("core_course_get_contents", "activities"),
        ("gradereport_user_get_grade_items", "grades"),
        ("core_completion_get_activities_completion_status", "activity_completions"),
    ],
)
def test_a_course_that_cannot_be_read_keeps_its_picture_and_the_rest_is_read(
    synced: Deps, stand: Stand, function: str, kept: str
) -> None:
    before = getattr(picture.mirror(synced), kept)
    (newcomer,) = outsiders(stand, 1)
    stand.enrol(TEACHERS, newcomer)
    stand.always(function, of_course(PUPILS, refuse("errorcoursecontextnotvalid")))

    record = sync(synced)

    (problem,) = record.problems
    assert problem.code == "moodle.right_missing"
    assert (problem.facts["course"], problem.facts["function"]) == ("MENTORING-2627", function)
    assert running.history(synced)[0].outcome.state is RunState.PARTIAL
    assert all(tally["gone"] == 0 for tally in record.counts.values())
    after = picture.mirror(synced)
    assert (TEACHERS, newcomer) in after.enrolment
    assert [one for one in getattr(after, kept) if one.course_id == PUPILS] == [
        one for one in before if one.course_id == PUPILS
    ]


def test_a_course_whose_answer_never_comes_keeps_its_picture(synced: Deps, stand: Stand) -> None:
    before = picture.mirror(synced)
    stand.always("core_group_get_group_members", hang_up)

    record = sync(synced)

    assert codes(record) == ["moodle.connection_lost"] * 2
    courses = {problem.facts["course"] for problem in record.problems}
    assert courses == {"MENTORING-2627", "TEACHERS-2627"}
    assert picture.mirror(synced) == before


def test_without_rights_nothing_is_gone(opened: Opening) -> None:
    sync(opened(), Tier.NIGHT)
    nocaps = opened(moodle_token=Secret(NOCAPS_TOKEN))
    before = picture.mirror(nocaps)

    record = sync(nocaps, Tier.NIGHT)

    assert "moodle.right_missing" in codes(record)
    assert "sync.people_hidden" in codes(record)
    assert all(tally["gone"] == 0 for tally in record.counts.values())
    after = picture.mirror(nocaps)
    assert after.user_by_id.keys() == before.user_by_id.keys()
    assert (after.enrolments, after.groups) == (before.enrolments, before.groups)
    assert running.history(nocaps)[0].outcome.state is RunState.PARTIAL


@pytest.mark.parametrize("tier", list(Tier))
def test_whoever_is_hidden_is_said_to_be_hidden_and_is_not_gone(
    deps: Deps, stand: Stand, tier: Tier
) -> None:
    sync(deps, Tier.NIGHT)
    hidden = outsiders(stand, 3)
    stand.change_person(*hidden, concealed=True)

    record = sync(deps, tier)

    (problem,) = record.problems
    assert (problem.code, problem.facts["count"]) == ("sync.people_hidden", "3")
    assert picture.mirror(deps).user_by_id.keys() >= set(hidden)


def test_many_who_vanish_at_once_are_held_back_until_a_person_says_so(
    deps: Deps, stand: Stand
) -> None:
    vanished = strangers(stand, 20)
    sync(deps, Tier.NIGHT)
    stand.delete(*vanished)

    held = sync(deps, Tier.NIGHT)
    (problem,) = held.problems
    assert (problem.code, problem.facts) == ("sync.held_back", {"kind": "user", "count": "20"})
    assert held.counts["user"] == {"added": 0, "changed": 0, "gone": 0, "held_back": 20}
    assert picture.mirror(deps).user_by_id.keys() >= set(vanished)

    accepted = sync(deps, Tier.NIGHT, believed=frozenset(KINDS))
    assert accepted.problems == []
    assert accepted.counts["user"]["gone"] == 20
    assert picture.mirror(deps).user_by_id.keys().isdisjoint(vanished)


def test_groups_that_all_vanish_are_held_back(synced: Deps, stand: Stand) -> None:
    stand.change_course(PUPILS, groups=())

    record = sync(synced)

    assert codes(record) == ["sync.held_back"] * 2
    assert {problem.facts["kind"] for problem in record.problems} == {"group", "group_member"}
    assert len(picture.mirror(synced).groups) == 18


def test_whoever_was_in_a_group_that_is_believed_to_be_gone_is_believed_too(
    synced: Deps, stand: Stand
) -> None:
    before = picture.mirror(synced).group_members
    gone, left = (
        stand.school.courses[PUPILS].groups[:FEW],
        stand.school.courses[PUPILS].groups[FEW:],
    )
    stand.change_course(PUPILS, groups=left)

    record = sync(synced)

    assert codes(record) == []
    assert record.counts["group"]["gone"] == len(gone)
    assert record.counts["group_member"]["gone"] == sum(len(one.members) for one in gone) > FEW
    assert len(picture.mirror(synced).group_members) < len(before)


def test_a_course_that_is_not_there_is_named_by_file_and_line_and_the_others_are_read(
    opened: Opening, tmp_path: Path
) -> None:
    mapping = a_mapping(tmp_path, ("shortname: MENTORING-2627", "shortname: MENTORING-2728"))
    deps = opened(mapping=mapping)

    record = sync(deps)

    (problem,) = record.problems
    line = next(
        number
        for number, text in enumerate(mapping.read_text(encoding="utf-8").splitlines(), 1)
        if "MENTORING-2728" in text
    )
    assert problem.code == "sync.course_missing"
    assert problem.facts["where"] == f"mapping.yaml:{line}"
    assert "MENTORING-2728" in deps.wording.say(problem.code, **problem.facts)
    courses = {course.shortname for course in picture.mirror(deps).courses}
    assert {"MENTOR-SCHOOL", "TEACHERS-2627"} <= courses
    assert "MENTORING-2728" not in courses


def test_a_course_that_is_no_longer_there_keeps_its_old_picture(synced: Deps, stand: Stand) -> None:
    before = picture.mirror(synced)
    stand.change_course(PUPILS, shortname="ARCHIVE")

    record = sync(synced)

    assert codes(record) == ["sync.course_missing"]
    assert picture.mirror(synced) == before
