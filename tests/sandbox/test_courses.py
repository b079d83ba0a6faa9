from itertools import chain

import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import Answer, Moodle

ENROLLED = "core_enrol_get_enrolled_users"
BY_FIELD = "core_course_get_courses_by_field"


def options(**values: object) -> dict[str, list[dict[str, object]]]:
    return {"options": [{"name": name, "value": value} for name, value in values.items()]}


def ids(answer: list[dict[str, Answer]]) -> list[int]:
    return [row["id"] for row in answer]


def test_unknown_cohorts_are_left_out_but_their_members_lose_the_call(moodle: Moodle) -> None:
    assert moodle.ask("core_cohort_get_cohorts", cohortids=[99_999]) == []
    members = "core_cohort_get_cohort_members"
    assert moodle.refused(members, cohortids=[1, 99_999]) == "invalidrecord"


def test_cohorts_are_classes_and_parts_in_mentoring(moodle: Moodle) -> None:
    names = [cohort["name"] for cohort in moodle.ask("core_cohort_get_cohorts")]
    assert names[:6] == ["8А", "8Б", "9А", "9Б", "10А", "10Б"]
    assert names[6:] == [
        "Педагоги",
        "Молодые специалисты",
        "Наставники",
        "Наставляемые",
        "Кураторы",
        "Кандидаты в наставники",
        "Приглашённые в наставники",
    ]


def test_cohorts_need_a_right(nocaps: Moodle) -> None:
    assert nocaps.refused("core_cohort_get_cohorts") == "nopermissions"
    assert nocaps.refused("core_cohort_get_cohort_members", cohortids=[1]) == "nopermissions"


def test_a_category_without_idnumber_has_null(moodle: Moodle) -> None:
    answer = moodle.ask("core_course_get_categories")
    assert answer[0]["idnumber"] is None
    assert {category["name"]: category["visible"] for category in answer}["Архив"] == 0


def test_a_category_brings_its_subcategories_unless_told_not_to(moodle: Moodle) -> None:
    main = [{"key": "idnumber", "value": "main"}]
    with_children = moodle.ask("core_course_get_categories", criteria=main)
    alone = moodle.ask("core_course_get_categories", criteria=main, addsubcategories=0)
    assert [c["name"] for c in with_children][1:] == ["8 классы", "9 классы", "10 классы"]
    assert len(alone) == 1


def test_categories_without_rights_are_poorer(nocaps: Moodle) -> None:
    answer = nocaps.ask("core_course_get_categories")
    assert all("idnumber" not in category for category in answer)
    by_idnumber = [{"key": "idnumber", "value": "mentoring"}]
    refused = nocaps.refused("core_course_get_categories", criteria=by_idnumber)
    assert refused == "criteriaerror"


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("id", 3, [3]),
        ("ids", "2,3", [2, 3]),
        ("shortname", "MENTORING-2627", [3]),
        ("idnumber", "teachers-2627", [4]),
        ("category", 2, [2, 3, 4, 11, 15, 16]),
        ("shortname", "MENTOR-SUPPORT", [11]),
        ("id", 99_999, []),
    ],
)
def test_courses_are_found_by_field(
    moodle: Moodle, field: str, value: object, found: list[int]
) -> None:
    assert ids(moodle.ask(BY_FIELD, field=field, value=value)["courses"]) == found


def test_all_courses_include_the_site_itself(moodle: Moodle, school: School) -> None:
    courses = moodle.ask(BY_FIELD)["courses"]
    assert ids(courses) == list(school.courses)
    assert courses[0]["format"] == "site"


def test_an_unknown_course_field_is_refused(moodle: Moodle) -> None:
    assert moodle.refused(BY_FIELD, field="fullname", value="x") == "invalidparameter"


def test_courses_without_rights_have_no_idnumber(nocaps: Moodle) -> None:
    (course,) = nocaps.ask(BY_FIELD, field="id", value=3)["courses"]
    assert "idnumber" not in course
    assert course["shortname"] == "MENTORING-2627"


def test_participants_with_all_fields_tell_groups_roles_and_courses(moodle: Moodle) -> None:
    mentor = next(user for user in moodle.ask(ENROLLED, courseid=3) if user["id"] == 8)
    assert mentor["groups"][0]["name"].startswith("Пара 01: ")
    assert mentor["roles"] == [{"roleid": 5, "name": "", "shortname": "student", "sortorder": 0}]
    assert mentor["enrolledcourses"][0]["shortname"] == "MENTOR-SCHOOL"
    assert all("displayvalue" not in field for field in mentor["customfields"])
    assert "suspended" not in mentor


def test_chosen_fields_come_with_the_full_name_always(moodle: Moodle) -> None:
    answer = moodle.ask(ENROLLED, courseid=3, **options(userfields="id,roles,suspended"))
    assert {frozenset(user) for user in answer} == {frozenset({"id", "fullname", "roles"})}


def test_status_of_an_enrolment_is_learnt_by_asking_twice(moodle: Moodle, school: School) -> None:
    everybody = ids(moodle.ask(ENROLLED, courseid=3))
    active = ids(moodle.ask(ENROLLED, courseid=3, **options(onlyactive=1)))
    suspended = ids(moodle.ask(ENROLLED, courseid=3, **options(onlysuspended=1)))
    assert suspended == [school.groups[8].members[1]]
    assert sorted(active + suspended) == everybody


def test_a_page_is_cut_before_people_are_hidden(moodle: Moodle) -> None:
    first = moodle.ask(ENROLLED, courseid=3, **options(limitfrom=0, limitnumber=5))
    second = moodle.ask(ENROLLED, courseid=3, **options(limitfrom=5, limitnumber=5))
    assert (len(first), len(second)) == (4, 5)
    hidden = moodle.ask(ENROLLED, courseid=3, **options(limitfrom=0, limitnumber=1))
    assert hidden == []


def test_pages_together_are_everybody_and_the_next_one_is_empty(moodle: Moodle) -> None:
    pages = [
        ids(moodle.ask(ENROLLED, courseid=3, **options(limitfrom=first, limitnumber=7)))
        for first in range(0, 70, 7)
    ]
    assert list(chain.from_iterable(pages)) == ids(moodle.ask(ENROLLED, courseid=3))
    assert pages[-1] == []


def test_the_site_itself_has_everybody_without_roles(moodle: Moodle, school: School) -> None:
    everybody = moodle.ask(ENROLLED, courseid=1, **options(userfields="id,roles"))
    assert len(everybody) == len(school.people) - 2
    assert {len(user["roles"]) for user in everybody} == {0}
    assert moodle.ask("core_course_get_contents", courseid=1) == []


def test_an_unknown_group_has_nobody(moodle: Moodle) -> None:
    assert moodle.ask(ENROLLED, courseid=3, **options(groupid=999)) == []
    report = moodle.ask("gradereport_user_get_grade_items", courseid=3, groupid=999)
    assert report["usergrades"] == []


def test_an_unknown_option_is_ignored(moodle: Moodle) -> None:
    plain = moodle.ask(ENROLLED, courseid=3)
    assert moodle.ask(ENROLLED, courseid=3, **options(nope=1)) == plain


def test_participants_can_be_sorted_and_kept_to_a_group(moodle: Moodle, school: School) -> None:
    by_name = moodle.ask(
        ENROLLED, courseid=3, **options(sortby="lastname", sortdirection="desc", userfields="id")
    )
    surnames = [user["fullname"].split()[0].casefold() for user in by_name]
    assert surnames == sorted(surnames, reverse=True)
    assert ids(moodle.ask(ENROLLED, courseid=3, **options(groupid=1))) == [
        *school.groups[1].members
    ]
    assert moodle.refused(ENROLLED, courseid=3, **options(sortby="email")) == "invalidparameter"


def test_old_course_functions_wrap_a_missing_right(nocaps: Moodle) -> None:
    code = "errorcoursecontextnotvalid"
    assert nocaps.refused(ENROLLED, courseid=3) == code
    assert nocaps.refused("core_course_get_contents", courseid=3) == code
    assert nocaps.refused("core_group_get_course_groups", courseid=3) == code
    assert nocaps.refused("core_group_get_group_members", groupids=[1]) == code


def test_one_bad_group_loses_the_whole_call(moodle: Moodle, school: School) -> None:
    members = "core_group_get_group_members"
    assert moodle.ask(members, groupids=[5])[0]["userids"] == list(school.groups[5].members)
    assert moodle.refused(members, groupids=[1, 99_999]) == "invalidrecord"


def test_groups_are_pairs_and_one_that_is_not(moodle: Moodle) -> None:
    groups = moodle.ask("core_group_get_course_groups", courseid=3)
    assert groups[0]["idnumber"] == "pair-001"
    assert groups[0]["name"].startswith("Пара 01: ")
    assert groups[-1]["name"] == "Все наставники"
    assert len(groups) == 15


def test_contents_name_no_idnumber_but_a_module_does(moodle: Moodle) -> None:
    sections = moodle.ask("core_course_get_contents", courseid=3)
    modules = {m["name"]: m for section in sections for m in section["modules"]}
    assert "idnumber" not in modules["Итоги наставничества"]
    assert modules["Правила пары"]["completiondata"]["state"] == 0
    cm = moodle.ask("core_course_get_course_module", cmid=modules["Итоги наставничества"]["id"])
    assert cm["cm"]["idnumber"] == "mentor-result"
    assert cm["cm"]["grade"] == 100


def test_contents_can_be_left_out_or_narrowed(moodle: Moodle) -> None:
    contents = "core_course_get_contents"
    bare = moodle.ask(contents, courseid=3, **options(excludecontents=1))
    page = next(m for s in bare for m in s["modules"] if m["modname"] == "page")
    assert page["contents"] == []
    forums = moodle.ask(contents, courseid=3, **options(modname="forum"))
    assert {m["modname"] for s in forums for m in s["modules"]} == {"forum"}
    assert moodle.refused(contents, courseid=3, **options(nope=1)) == "errorinvalidparam"


def test_unknown_courses_and_modules_have_their_own_refusals(moodle: Moodle) -> None:
    assert moodle.refused("core_course_get_contents", courseid=99_999) == "invalidrecord"
    assert moodle.refused(ENROLLED, courseid=99_999) == "invalidrecord"
    groups = "core_group_get_course_groups"
    assert moodle.refused(groups, courseid=99_999) == "errorcoursecontextnotvalid"
    module = "core_course_get_course_module"
    assert moodle.refused(module, cmid=99_999) == "invalidrecordunknown"
