"""The same assertions on a real Moodle and the sandbox: people and courses."""

from collections import Counter
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from connector.moodle.encoding import Value
from connector.moodle.errors import (
    FunctionRefused,
    InvalidParameter,
    MoodleRefused,
    NotThere,
    RightMissing,
    TokenRefused,
)
from connector.moodle.functions import (
    core_cohort,
    core_course,
    core_enrol,
    core_group,
    core_user,
    core_webservice,
)
from tests.contract.conftest import Source

SCHOOL: Final = 2
PROGRAMME: Final = 3
NOWHERE: Final = 99999


def test_the_site_says_who_asks_and_what_may_be_asked(source: Source) -> None:
    site = core_webservice.site_info(source.ask("core_webservice_get_site_info/ok"))

    assert site.user_id > 0
    assert not site.is_admin
    assert site.release.startswith("4.5")
    assert "mod_assign_save_grades" in site.functions


def test_one_without_rights_may_ask_who_he_is(source: Source) -> None:
    case = "core_webservice_get_site_info/token_without_capabilities"

    assert core_webservice.site_info(source.ask(case)).user_id > 0


@pytest.mark.parametrize(
    ("case", "kind"), [("expired_token", FunctionRefused), ("invalid_token", TokenRefused)]
)
def test_a_token_that_is_no_good_is_refused(
    source: Source, case: str, kind: type[MoodleRefused]
) -> None:
    moodle = source.ask(f"core_webservice_get_site_info/{case}")

    with pytest.raises(MoodleRefused) as caught:
        core_webservice.site_info(moodle)

    assert type(caught.value) is kind


def test_a_function_that_moodle_does_not_have_is_a_missing_record(source: Source) -> None:
    with pytest.raises(NotThere):
        source.ask("local_nothing_here/unknown_function").read("local_nothing_here")


def test_a_search_by_surname_finds_everybody(source: Source) -> None:
    people = core_user.everybody(source.ask("core_user_get_users/lastname_wildcard_everyone"))

    assert len({person.id for person in people}) == len(people) == 65
    assert {"guest", "admin", "ws_mentor"} <= {person.username for person in people}
    assert any(person.suspended for person in people)
    assert all(value for person in people for value in person.profile.values())


def test_a_search_by_email_leaves_out_those_without_one(source: Source) -> None:
    everybody = core_user.everybody(source.ask("core_user_get_users/lastname_wildcard_everyone"))
    criteria = [{"key": "email", "value": "%"}]
    found = source.ask("core_user_get_users/all_email_wildcard").read(
        "core_user_get_users", criteria=criteria
    )

    assert len(everybody) - len(found["users"]) == 3


def test_an_unknown_criterion_finds_everybody_with_a_warning(source: Source) -> None:
    criteria = [{"key": "suspended", "value": "0"}]
    found = source.ask("core_user_get_users/bad_key").read("core_user_get_users", criteria=criteria)

    assert len(found["users"]) == 65
    assert found["warnings"]


def test_a_patronymic_stands_in_the_full_name_only(source: Source) -> None:
    [people] = core_user.by_ids(
        source.ask("core_user_get_users_by_field/lang_en"), [source.things.trained_mentor]
    )

    [person] = people
    assert person.fullname.startswith(f"{person.lastname} {person.firstname} ")
    assert len(person.fullname.split()) == 3


def test_profile_fields_are_raw_and_dates_are_a_midnight_in_moscow(source: Source) -> None:
    wanted = source.things.trained_mentor
    [people] = core_user.by_ids(source.ask("core_user_get_users_by_field/id"), [wanted])

    [person] = [person for person in people if person.id == wanted]
    born = datetime.fromtimestamp(int(person.profile["birthdate"]), ZoneInfo("Europe/Moscow"))
    assert (born.hour, born.minute) == (0, 0)
    assert person.profile["mentor_role"] == "Наставник"
    assert person.profile["class"] == person.profile["department"]
    assert person.profile["consent"] in {"0", "1"}
    assert person.profile["interests"].startswith("<p>")


def test_an_unknown_person_is_left_out_without_a_word(source: Source) -> None:
    moodle = source.ask("core_user_get_users_by_field/nonexistent")

    assert list(core_user.by_ids(moodle, [999999])) == [[]]


def test_without_rights_one_sees_oneself_only_and_no_error(source: Source) -> None:
    people = core_user.everybody(source.ask("core_user_get_users/missing_capability"))

    assert [person.username for person in people] == ["ws_nocaps"]
    assert list(core_user.by_ids(source.ask("core_user_get_users_by_field/nocaps"), [4])) == [[]]


def test_cohorts_are_named_and_have_members(source: Source) -> None:
    cohorts = core_cohort.cohorts(source.ask("core_cohort_get_cohorts/all"))
    members = list(
        core_cohort.members(source.ask("core_cohort_get_cohort_members/several"), [1, 8, 9])
    )

    assert {"Наставники", "10А"} <= {cohort.name for cohort in cohorts}
    assert {member.cohort_id for member in members} == {1, 8, 9}
    assert len(set(members)) == len(members)


def test_one_unknown_cohort_or_group_loses_the_whole_call(source: Source) -> None:
    with pytest.raises(NotThere):
        list(core_cohort.members(source.ask("core_cohort_get_cohort_members/nonexistent"), [99999]))
    with pytest.raises(NotThere):
        list(core_group.members(source.ask("core_group_get_group_members/nonexistent"), 3, [99999]))


def test_cohorts_need_a_right(source: Source) -> None:
    with pytest.raises(RightMissing):
        core_cohort.cohorts(source.ask("core_cohort_get_cohorts/nocaps"))


def test_the_site_itself_is_no_course(source: Source) -> None:
    courses = core_course.courses(source.ask("core_course_get_courses_by_field/all"))
    categories = core_course.categories(source.ask("core_course_get_categories/all"))

    assert min(course.id for course in courses) == SCHOOL
    assert {course.category_id for course in courses} <= {category.id for category in categories}
    assert {course.idnumber for course in courses} >= {"mentor-school", "mentoring-2627"}


def test_an_unknown_course_is_left_out_but_an_unknown_field_is_refused(source: Source) -> None:
    moodle = source.ask("core_course_get_courses_by_field/nonexistent")
    assert core_course.courses(moodle, "ids", "99999") == []

    with pytest.raises(InvalidParameter):
        core_course.courses(
            source.ask("core_course_get_courses_by_field/bad_field"), "fullname", "x"
        )


def test_the_activities_of_a_course_are_told_by_kind(source: Source) -> None:
    found = core_course.activities(source.ask("core_course_get_contents/mentoring"), PROGRAMME)

    kinds = Counter(activity.module for activity in found)
    assert kinds["forum"] == 2
    assert kinds["assign"] >= 4
    assert len({activity.cmid for activity in found}) == len(found)
    assert all(activity.instance for activity in found)


def test_only_the_module_itself_tells_its_id_number(source: Source) -> None:
    moodle = source.ask("core_course_get_course_module/ok")

    assert core_course.idnumber(moodle, source.things.result_cmid) == "mentor-result"


def test_a_course_one_may_not_enter_is_a_missing_right_and_an_unknown_one_is_not_there(
    source: Source,
) -> None:
    for function, ask in (
        ("core_course_get_contents", core_course.activities),
        ("core_enrol_get_enrolled_users", core_enrol.enrolments),
    ):
        with pytest.raises(RightMissing):
            ask(source.ask(f"{function}/nocaps"), PROGRAMME)
        with pytest.raises(NotThere):
            ask(source.ask(f"{function}/nonexistent"), NOWHERE)


def test_the_groups_are_the_pairs(source: Source) -> None:
    groups = core_group.groups(source.ask("core_group_get_course_groups/ok"), PROGRAMME)
    members = list(
        core_group.members(source.ask("core_group_get_group_members/ok"), PROGRAMME, [1, 15])
    )

    assert groups[0].name.startswith("Пара 01")
    assert groups[0].idnumber.startswith("pair-")
    assert {group.course_id for group in groups} == {PROGRAMME}
    assert Counter(member.group_id for member in members)[1] == 2


def test_everybody_in_a_course_is_either_active_or_not(source: Source) -> None:
    course = source.things.subject_course
    function = "core_enrol_get_enrolled_users"
    active = core_enrol.active_ids(source.ask(f"{function}/onlyactive"), course)
    options: list[Value] = [
        {"name": "onlysuspended", "value": 1},
        {"name": "userfields", "value": "id"},
    ]
    suspended = source.ask(f"{function}/onlysuspended").read(
        function, courseid=course, options=options
    )
    everybody = source.ask(f"{function}/all_incl_suspended").read(
        function, courseid=course, options=options[1:]
    )

    gone = {user["id"] for user in suspended}
    assert gone
    assert not active & gone
    assert active | gone == {user["id"] for user in everybody}


def test_an_enrolment_tells_its_roles_and_not_the_account(source: Source) -> None:
    found = source.ask("core_enrol_get_enrolled_users/userfields_min").read(
        "core_enrol_get_enrolled_users",
        courseid=PROGRAMME,
        options=[{"name": "userfields", "value": "id,roles"}],
    )

    assert {"student", "editingteacher"} <= {r["shortname"] for u in found for r in u["roles"]}
    assert not any("suspended" in user or "username" in user for user in found)
