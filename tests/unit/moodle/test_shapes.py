"""What the client makes of answers that Moodle was not seen to give."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from connector.moodle.client import MoodleClient
from connector.moodle.errors import (
    MoodleRefused,
    NotThere,
    OutcomeUnknown,
    RightMissing,
    UnexpectedAnswer,
)
from connector.moodle.functions import (
    core_calendar,
    core_cohort,
    core_completion,
    core_course,
    core_enrol,
    core_group,
    core_user,
    core_webservice,
    gradereport_user,
    mod_assign,
    mod_choice,
    mod_data,
    mod_feedback,
    mod_forum,
)
from tests.unit.moodle.conftest import Site

Call = Callable[[MoodleClient], Any]

READS: Final[dict[str, Call]] = {
    "core_webservice_get_site_info": core_webservice.site_info,
    "core_calendar_get_calendar_events": lambda moodle: core_calendar.events(moodle, 3),
    "core_cohort_get_cohorts": core_cohort.cohorts,
    "core_cohort_get_cohort_members": lambda moodle: list(core_cohort.members(moodle, [1])),
    "core_completion_get_course_completion_status": lambda m: core_completion.course(m, 2, 3),
    "core_completion_get_activities_completion_status": (
        lambda moodle: core_completion.activities(moodle, 2, 3)
    ),
    "core_course_get_categories": core_course.categories,
    "core_course_get_courses_by_field": core_course.courses,
    "core_course_get_contents": lambda moodle: core_course.activities(moodle, 3),
    "core_course_get_course_module": lambda moodle: core_course.idnumber(moodle, 6),
    "core_enrol_get_enrolled_users": lambda moodle: core_enrol.enrolments(moodle, 3),
    "core_group_get_course_groups": lambda moodle: core_group.groups(moodle, 3),
    "core_group_get_group_members": lambda moodle: list(core_group.members(moodle, 3, [1])),
    "core_group_get_course_groupings": lambda moodle: core_group.groupings(moodle, 3),
    "core_group_get_groupings": lambda moodle: core_group.grouping_groups(moodle, 2),
    "core_user_get_users_by_field": lambda moodle: list(core_user.by_ids(moodle, [1])),
    "core_user_get_users": core_user.everybody,
    "gradereport_user_get_grade_items": lambda moodle: gradereport_user.gradebook(moodle, 3),
    "mod_assign_get_assignments": lambda moodle: mod_assign.assignments(moodle, [3]),
    "mod_assign_get_grades": lambda moodle: mod_assign.grades(moodle, 2),
    "mod_assign_get_user_flags": lambda moodle: mod_assign.may_grade(moodle, 2),
    "mod_assign_get_submissions": lambda moodle: mod_assign.submissions(moodle, [2]),
    "mod_choice_get_choices_by_courses": lambda moodle: mod_choice.choices(moodle, [3]),
    "mod_choice_get_choice_results": lambda moodle: mod_choice.picks(moodle, 1),
    "mod_data_get_databases_by_courses": lambda moodle: mod_data.databases(moodle, [3]),
    "mod_data_get_fields": lambda moodle: mod_data.fields(moodle, 1),
    "mod_data_get_entries": lambda moodle: mod_data.entries(moodle, 1, []),
    "mod_data_get_data_access_information": lambda m: mod_data.check_all_are_shown(m, 1, 0),
    "mod_feedback_get_feedbacks_by_courses": lambda moodle: mod_feedback.feedbacks(moodle, [3]),
    "mod_feedback_get_items": lambda moodle: mod_feedback.items(moodle, 1),
    "mod_feedback_get_responses_analysis": lambda moodle: mod_feedback.attempts(moodle, 1),
    "mod_forum_get_forums_by_courses": lambda moodle: mod_forum.forums(moodle, [3]),
    "mod_forum_can_add_discussion": lambda moodle: mod_forum.may_start(moodle, 1),
    "mod_forum_get_forum_discussions": lambda moodle: list(mod_forum.discussions(moodle, 1)),
    "mod_forum_get_discussion_posts": lambda moodle: mod_forum.posts(moodle, 5),
}
STRANGE: Final[list[object]] = [None, 0, "нет", True, [7], [None], [[]], [{}], {"other": 1}]

MISSHAPEN: Final[list[tuple[str, object, str]]] = [
    ("core_cohort_get_cohort_members", [{"cohortid": 1}], "userids"),
    ("core_cohort_get_cohort_members", [{"cohortid": 1, "userids": 5}], "userids"),
    ("core_cohort_get_cohort_members", [{"cohortid": 1, "userids": [5, "x"]}], "userids.1"),
    ("core_cohort_get_cohort_members", [{"cohortid": True, "userids": []}], "cohortid"),
    ("core_group_get_group_members", [{"userids": [5]}], "groupid"),
    ("core_completion_get_course_completion_status", {"completionstatus": []}, "completionstatus"),
    (
        "core_completion_get_course_completion_status",
        {"completionstatus": {"completed": True, "completions": [5]}},
        "completions.0.timecompleted",
    ),
    ("core_completion_get_activities_completion_status", {"statuses": {}}, "statuses"),
    ("core_completion_get_activities_completion_status", {"statuses": [5]}, "statuses.0"),
    ("core_course_get_courses_by_field", {"courses": [5]}, "courses.0"),
    ("core_course_get_courses_by_field", {"courses": [{"id": 2}]}, "0.shortname"),
    ("core_course_get_contents", [{"modules": None}], "modules"),
    ("core_course_get_contents", [{"modules": [None]}], "modules.0"),
    ("core_course_get_course_module", {"cm": []}, "cm"),
    ("core_enrol_get_enrolled_users", [{"roles": []}], "0.id"),
    ("core_enrol_get_enrolled_users", [{"id": 3, "roles": [{}]}], "roles.0.shortname"),
    ("core_user_get_users_by_field", [{"id": 3, "customfields": {"a": 1}}], "customfields"),
    ("core_user_get_users", {"users": 5, "warnings": []}, ""),
    ("core_user_get_users", {"users": [], "warnings": [{"item": "key"}]}, "warnings"),
    ("gradereport_user_get_grade_items", {"usergrades": [{}]}, "gradeitems"),
    ("gradereport_user_get_grade_items", {"usergrades": [{"gradeitems": [{}]}]}, "0.id"),
    ("mod_assign_get_assignments", {"courses": [{}]}, "assignments"),
    ("mod_assign_get_grades", {"assignments": [{"grades": 1}]}, "grades"),
    ("mod_assign_get_grades", {"assignments": [{"grades": [{}]}]}, "0.assignment"),
    ("mod_choice_get_choices_by_courses", {"choices": [{"id": 1}]}, "0.course"),
    ("mod_choice_get_choice_results", {"options": [{"id": 1}]}, "numberofuser"),
    ("mod_choice_get_choice_results", {"options": [{"numberofuser": 1}]}, "userresponses"),
    (
        "mod_choice_get_choice_results",
        {"options": [{"numberofuser": 1, "text": "Да", "userresponses": [{"userid": 3}]}]},
        "0.timemodified",
    ),
    ("core_calendar_get_calendar_events", {"events": []}, "warnings"),
    ("core_calendar_get_calendar_events", {"events": [{"id": 1}], "warnings": []}, "0.name"),
    ("core_group_get_groupings", [{"id": 2}, {"id": 3}], ""),
    ("core_group_get_groupings", [{"id": 3}], "id"),
    ("core_group_get_groupings", [{"id": 2, "groups": 5}], "groups"),
    ("core_group_get_groupings", [{"id": 2, "groups": [{}]}], "id"),
    ("mod_assign_get_submissions", {"assignments": []}, "warnings"),
    (
        "mod_assign_get_submissions",
        {"assignments": [{"submissions": [{"id": 1}]}], "warnings": []},
        "0.assignment",
    ),
    ("mod_data_get_databases_by_courses", {"databases": [{"id": 1}]}, "0.course"),
    ("mod_data_get_fields", {"fields": [{"id": 1}]}, "0.name"),
    ("mod_data_get_entries", {"totalcount": "x"}, "totalcount"),
    ("mod_data_get_entries", {"totalcount": 1, "entries": [{"id": 1}]}, "0.userid"),
    (
        "mod_data_get_entries",
        {"totalcount": 1, "entries": [{"id": 1, "contents": [{"fieldid": 1}]}]},
        "contents.0.content",
    ),
    ("mod_feedback_get_feedbacks_by_courses", {"feedbacks": [{"id": 1}]}, "0.course"),
    ("mod_feedback_get_items", {"items": []}, "warnings"),
    ("mod_feedback_get_items", {"items": [{"hasvalue": 1}], "warnings": []}, "0.id"),
    ("mod_feedback_get_responses_analysis", {"attempts": []}, "totalattempts"),
    ("mod_feedback_get_responses_analysis", {"totalattempts": 1, "attempts": [{}]}, "id"),
    (
        "mod_feedback_get_responses_analysis",
        {"totalattempts": 1, "attempts": [{"id": 5, "responses": [{"id": 1}]}]},
        "responses.0.printval",
    ),
    ("mod_forum_get_discussion_posts", {"posts": [{"id": 1, "author": []}]}, "0.subject"),
]


def crossed() -> Iterator[Any]:
    for function, call in READS.items():
        for number, told in enumerate(STRANGE):
            yield pytest.param(function, call, told, id=f"{function}-{number}")


@pytest.mark.parametrize(("function", "call", "told"), list(crossed()))
def test_no_answer_breaks_a_function_in_another_way_than_ours(
    site: Site, function: str, call: Call, told: object
) -> None:
    site.answers(told)

    with pytest.raises(UnexpectedAnswer) as caught:
        call(site.client())

    assert caught.value.facts["function"] == function
    assert caught.value.facts["reason"]


@pytest.mark.parametrize(("function", "told", "path"), MISSHAPEN)
def test_the_place_of_the_fault_is_named(
    site: Site, function: str, told: object, path: str
) -> None:
    site.answers(told)

    with pytest.raises(UnexpectedAnswer) as caught:
        READS[function](site.client())

    assert (caught.value.facts["function"], caught.value.facts["path"]) == (function, path)


@pytest.mark.parametrize("told", [[], {"status": True}, 0])
def test_grades_that_were_not_answered_with_null_are_not_taken_for_saved(
    site: Site, told: object
) -> None:
    site.answers(told)

    with pytest.raises(UnexpectedAnswer):
        mod_assign.save_grades(site.client(), 2, [])


@pytest.mark.parametrize("told", [None, {}, {"discussionid": None}, {"discussionid": "x"}])
def test_a_discussion_without_an_id_may_have_been_started(site: Site, told: object) -> None:
    site.answers(told)

    with pytest.raises(OutcomeUnknown):
        mod_forum.add_discussion(site.client(), 1, "Отчёт", "<p>x</p>")


def test_moodle_stumbles_over_an_unknown_discussion_and_we_say_that_it_is_not_there(
    site: Site,
) -> None:
    site.answers({"exception": "Error", "message": "Call to a member function on null"})

    with pytest.raises(NotThere) as caught:
        mod_forum.posts(site.client(), 999)

    assert caught.value.facts["function"] == "mod_forum_get_discussion_posts"
    assert isinstance(caught.value.__cause__, MoodleRefused)


def test_a_discussion_we_may_not_see_is_another_matter(site: Site) -> None:
    site.answers({"exception": "x", "errorcode": "requireloginerror"})

    with pytest.raises(RightMissing):
        mod_forum.posts(site.client(), 5)
