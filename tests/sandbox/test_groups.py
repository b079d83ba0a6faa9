from typing import Final

from connector.sandbox.school import School
from tests.sandbox.conftest import Moodle

COURSE: Final = 3
CREATE: Final = "core_group_create_groups"
UPDATE: Final = "core_group_update_groups"
ADD: Final = "core_group_add_group_members"
REMOVE: Final = "core_group_delete_group_members"
GROUPINGS: Final = "core_group_get_groupings"


def a_group(name: str = "Пара 99", idnumber: str = "mentoring-99") -> dict[str, object]:
    return {"courseid": COURSE, "name": name, "idnumber": idnumber, "description": "<p>x</p>"}


def make(moodle: Moodle, name: str = "Пара 99", idnumber: str = "mentoring-99") -> int:
    (made,) = moodle.ask(CREATE, groups=[a_group(name, idnumber)])
    group_id: int = made["id"]
    return group_id


def join(moodle: Moodle, group: int, *people: int) -> object:
    return moodle.ask(ADD, members=[{"groupid": group, "userid": who} for who in people])


def members(moodle: Moodle, group: int) -> list[int]:
    (answer,) = moodle.ask("core_group_get_group_members", groupids=[group])
    found: list[int] = answer["userids"]
    return found


def groups(moodle: Moodle) -> dict[int, str]:
    answer = moodle.ask("core_group_get_course_groups", courseid=COURSE)
    return {group["id"]: group["name"] for group in answer}


def test_a_group_is_made_in_its_course(moodle: Moodle) -> None:
    before = groups(moodle)
    group = make(moodle)
    assert groups(moodle) == before | {group: "Пара 99"}
    assert members(moodle, group) == []


def test_a_name_and_an_idnumber_are_unique_in_a_course(moodle: Moodle) -> None:
    make(moodle)
    same_name = a_group(idnumber="other")
    same_idnumber = a_group(name="Пара 98")
    assert moodle.refused(CREATE, groups=[same_name]) == "invalidparameter"
    assert moodle.refused(CREATE, groups=[same_idnumber]) == "idnumbertaken"
    assert make(moodle, "Пара 98", "") != make(moodle, "Пара 97", "")


def test_a_name_that_is_too_long_is_refused_by_the_database(moodle: Moodle) -> None:
    too_long = a_group(name="ж" * 255)
    assert moodle.refused(CREATE, groups=[too_long]) == "dmlwriteexception"
    assert make(moodle, "ж" * 254)


def test_a_course_that_is_not_there_has_no_groups(moodle: Moodle) -> None:
    nowhere = {**a_group(), "courseid": 99_999}
    assert moodle.refused(CREATE, groups=[nowhere]) == "errorcoursecontextnotvalid"


def test_a_group_is_renamed_and_keeps_its_members(moodle: Moodle, school: School) -> None:
    new = {"id": 1, "name": "Пара 1: другая", "idnumber": "pair-001"}
    assert moodle.ask(UPDATE, groups=[new]) is None
    assert groups(moodle)[1] == "Пара 1: другая"
    assert set(members(moodle, 1)) == set(school.groups[1].members)
    assert moodle.refused(UPDATE, groups=[{**new, "id": 2}]) == "invalidparameter"
    taken = {**new, "id": 2, "name": "Пара"}
    assert moodle.refused(UPDATE, groups=[taken]) == "idnumbertaken"


def test_people_come_into_a_group_and_go(moodle: Moodle, school: School) -> None:
    group, (mentor, mentee) = make(moodle), school.groups[1].members
    assert join(moodle, group, mentor, mentee) is None
    assert join(moodle, group, mentor) is None
    assert set(members(moodle, group)) == {mentor, mentee}
    gone = [{"groupid": group, "userid": mentor}, {"groupid": group, "userid": 2}]
    assert moodle.ask(REMOVE, members=gone) is None
    assert members(moodle, group) == [mentee]


def test_one_who_is_not_enrolled_keeps_all_out_of_a_group(moodle: Moodle, school: School) -> None:
    group, (mentor, _) = make(moodle), school.groups[1].members
    stranger = next(who for who in school.people if who not in school.courses[COURSE].enrolled)
    people = [{"groupid": group, "userid": who} for who in (mentor, stranger)]
    assert moodle.refused(ADD, members=people) == "invalidparameter"
    assert members(moodle, group) == []


def test_participants_tell_their_groups_of_this_moment(moodle: Moodle, school: School) -> None:
    group, (mentor, _) = make(moodle), school.groups[1].members
    join(moodle, group, mentor)
    options = [{"name": "groupid", "value": group}, {"name": "userfields", "value": "id,groups"}]
    (one,) = moodle.ask("core_enrol_get_enrolled_users", courseid=COURSE, options=options)
    assert one["id"] == mentor
    assert group in {found["id"] for found in one["groups"]}


def test_a_deleted_group_leaves_people_and_its_id_is_not_given_again(
    moodle: Moodle, school: School
) -> None:
    group, (mentor, _) = make(moodle), school.groups[1].members
    join(moodle, group, mentor)
    for _ in range(2):
        assert moodle.ask("core_group_delete_groups", groupids=[group]) is None
    assert group not in groups(moodle)
    assert make(moodle) > group
    (one,) = moodle.ask(
        "core_enrol_get_enrolled_users",
        courseid=COURSE,
        options=[{"name": "groupid", "value": 1}, {"name": "limitnumber", "value": 1}],
    )
    assert one["id"] in school.groups[1].members


def test_a_group_is_put_into_a_grouping_once(moodle: Moodle) -> None:
    new = {"courseid": COURSE, "name": "Новые пары", "description": "", "idnumber": "new"}
    (grouping,) = moodle.ask("core_group_create_groupings", groupings=[new])
    (empty,) = moodle.ask(GROUPINGS, groupingids=[grouping["id"]], returngroups=1)
    assert "groups" not in empty
    group = make(moodle)
    place = {"groupingid": grouping["id"], "groupid": group}
    for _ in range(2):
        assert moodle.ask("core_group_assign_grouping", assignments=[place]) is None
    (found,) = moodle.ask(GROUPINGS, groupingids=[grouping["id"]], returngroups=1)
    assert [one["id"] for one in found["groups"]] == [group]
    moodle.ask("core_group_delete_groups", groupids=[group])
    assert moodle.ask(GROUPINGS, groupingids=[grouping["id"]], returngroups=1) == [empty]


def test_a_grouping_without_idnumber_is_made_and_yet_refused(moodle: Moodle) -> None:
    new = {"courseid": COURSE, "name": "Без номера", "description": "", "idnumber": ""}
    assert moodle.refused("core_group_create_groupings", groupings=[new]) == "invalidresponse"
    listed = moodle.ask("core_group_get_course_groupings", courseid=COURSE)
    assert [one["name"] for one in listed] == ["Пары наставничества", "Без номера"]


def test_all_pairs_of_pupils_are_in_one_grouping(moodle: Moodle, school: School) -> None:
    (grouping,) = moodle.ask(GROUPINGS, groupingids=[1], returngroups=1)
    pairs = [g.id for g in school.courses[COURSE].groups if g.name.startswith("Пара ")]
    assert [group["id"] for group in grouping["groups"]] == pairs


def test_the_school_that_was_built_stays_as_it_was(moodle: Moodle, school: School) -> None:
    before = school.courses[COURSE]
    join(moodle, make(moodle), school.groups[1].members[0])
    moodle.ask("core_group_delete_groups", groupids=[1])
    assert school.courses[COURSE] == before
    assert 1 in school.groups
