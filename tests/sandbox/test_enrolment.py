from typing import Final

import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import Moodle

COURSE: Final = 3
TEACHERS: Final = 4
STUDENT, TEACHER, MENTOR_ROLE = 5, 4, 10
ENROL: Final = "enrol_manual_enrol_users"
ASSIGN: Final = "core_role_assign_roles"
UNASSIGN: Final = "core_role_unassign_roles"


@pytest.fixture
def stranger(school: School) -> int:
    """A pupil who is not in the programme."""
    return next(
        person.id
        for person in school.people.values()
        if person.of_school and person.email and person.id not in school.courses[COURSE].enrolled
    )


def enrol(moodle: Moodle, who: int, role: int = STUDENT, course: int = COURSE) -> object:
    return moodle.ask(ENROL, enrolments=[{"roleid": role, "userid": who, "courseid": course}])


def roles(moodle: Moodle, who: int, course: int = COURSE) -> list[str] | None:
    options = [{"name": "userfields", "value": "id,roles"}]
    answer = moodle.ask("core_enrol_get_enrolled_users", courseid=course, options=options)
    found = {one["id"]: [role["shortname"] for role in one["roles"]] for one in answer}
    return found.get(who)


def over(role: int, who: int, whom: int, level: str = "user") -> list[dict[str, object]]:
    return [{"roleid": role, "userid": who, "contextlevel": level, "instanceid": whom}]


def test_a_person_is_enrolled_and_a_repeat_changes_nothing(moodle: Moodle, stranger: int) -> None:
    for _ in range(2):
        assert enrol(moodle, stranger) is None
        assert roles(moodle, stranger) == ["student"]


def test_another_role_comes_beside_the_first(moodle: Moodle, stranger: int) -> None:
    enrol(moodle, stranger)
    enrol(moodle, stranger, TEACHER)
    assert roles(moodle, stranger) == ["student", "teacher"]


def test_only_who_is_enrolled_may_join_a_group(moodle: Moodle, stranger: int) -> None:
    place = [{"groupid": 1, "userid": stranger}]
    assert moodle.refused("core_group_add_group_members", members=place) == "invalidparameter"
    enrol(moodle, stranger)
    assert moodle.ask("core_group_add_group_members", members=place) is None
    (group,) = moodle.ask("core_group_get_group_members", groupids=[1])
    assert stranger in group["userids"]


def test_one_without_e_mail_is_enrolled_though_moodle_complains(
    moodle: Moodle, school: School
) -> None:
    silent = next(
        person.id
        for person in school.people.values()
        if person.of_school
        and not person.email
        and person.id not in school.courses[TEACHERS].enrolled
    )
    enrolment = {"roleid": STUDENT, "userid": silent, "courseid": TEACHERS}
    assert moodle.refused(ENROL, enrolments=[enrolment]) == "Message was not sent."
    assert roles(moodle, silent, TEACHERS) == ["student"]
    assert moodle.ask(ENROL, enrolments=[enrolment]) is None


def test_one_unknown_person_keeps_all_out(moodle: Moodle, stranger: int) -> None:
    enrolments = [
        {"roleid": STUDENT, "userid": who, "courseid": COURSE} for who in (stranger, 999_999)
    ]
    assert moodle.refused(ENROL, enrolments=enrolments) == "invaliduser"
    assert roles(moodle, stranger) is None


def test_a_suspended_enrolment_becomes_active(moodle: Moodle, school: School) -> None:
    suspended = next(e.user_id for e in school.courses[COURSE].enrolments if e.suspended)
    options = [{"name": "onlysuspended", "value": 1}, {"name": "userfields", "value": "id"}]
    enrol(moodle, suspended)
    answer = moodle.ask("core_enrol_get_enrolled_users", courseid=COURSE, options=options)
    assert suspended not in {one["id"] for one in answer}


def test_only_one_role_may_be_given_over_a_person(moodle: Moodle, school: School) -> None:
    mentor, mentee = school.groups[1].members
    for _ in range(2):
        assert moodle.ask(ASSIGN, assignments=over(MENTOR_ROLE, mentor, mentee)) is None
    for wrong in (over(STUDENT, mentor, mentee), over(MENTOR_ROLE, mentor, mentee, "course")):
        assert moodle.refused(ASSIGN, assignments=wrong) == "invalidparameter"
    assert moodle.app.extensions["sandbox.state"].roles == {(MENTOR_ROLE, mentor, mentee)}
    for _ in range(2):
        assert moodle.ask(UNASSIGN, unassignments=over(MENTOR_ROLE, mentor, mentee)) is None
    assert moodle.app.extensions["sandbox.state"].roles == set()
