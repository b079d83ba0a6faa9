"""What each function of the client sends, field by field."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import pytest

from connector.moodle.client import MoodleClient
from connector.moodle.errors import UnexpectedAnswer
from connector.moodle.functions import (
    core_cohort,
    core_completion,
    core_course,
    core_enrol,
    core_group,
    core_message,
    core_user,
    core_webservice,
    gradereport_user,
    mod_assign,
    mod_choice,
    mod_feedback,
    mod_forum,
)
from connector.moodle.functions.mod_assign import NewGrade
from connector.moodle.records.enrolment import GroupMember
from connector.wording import Wording
from tests.unit.moodle.conftest import TOKEN, Form, Site

Call = Callable[[MoodleClient], Any]

SITE: Final = {"sitename": "x", "siteurl": "y", "userid": 1, "functions": []}
GRADE: Final = NewGrade(4, Decimal("87.5"), "<p>Молодец</p>")
ENROLLED: Final = "core_enrol_get_enrolled_users"

REQUESTS: Final[list[tuple[str, Call, object, Form]]] = [
    ("core_webservice_get_site_info", core_webservice.site_info, SITE, []),
    ("core_cohort_get_cohorts", core_cohort.cohorts, [], []),
    (
        "core_cohort_get_cohort_members",
        lambda moodle: list(core_cohort.members(moodle, [8, 9])),
        [{"cohortid": 8, "userids": []}, {"cohortid": 9, "userids": []}],
        [("cohortids[0]", "8"), ("cohortids[1]", "9")],
    ),
    (
        "core_completion_get_course_completion_status",
        lambda moodle: core_completion.course(moodle, 2, 3),
        {"completionstatus": {"completed": False, "completions": []}},
        [("courseid", "2"), ("userid", "3")],
    ),
    (
        "core_completion_get_activities_completion_status",
        lambda moodle: core_completion.activities(moodle, 2, 3),
        {"statuses": []},
        [("courseid", "2"), ("userid", "3")],
    ),
    ("core_course_get_categories", core_course.categories, [], []),
    (
        "core_course_get_courses_by_field",
        core_course.courses,
        {"courses": []},
        [("field", ""), ("value", "")],
    ),
    (
        "core_course_get_courses_by_field",
        lambda moodle: core_course.courses(moodle, "ids", "2,3"),
        {"courses": []},
        [("field", "ids"), ("value", "2,3")],
    ),
    (
        "core_course_get_contents",
        lambda moodle: core_course.activities(moodle, 3),
        [],
        [("courseid", "3"), ("options[0][name]", "excludecontents"), ("options[0][value]", "1")],
    ),
    (
        "core_course_get_course_module",
        lambda moodle: core_course.idnumber(moodle, 6),
        {"cm": {}},
        [("cmid", "6")],
    ),
    (
        ENROLLED,
        lambda moodle: core_enrol.active_ids(moodle, 3),
        [],
        [
            ("courseid", "3"),
            ("options[0][name]", "onlyactive"),
            ("options[0][value]", "1"),
            ("options[1][name]", "userfields"),
            ("options[1][value]", "id"),
        ],
    ),
    (
        "core_group_get_course_groups",
        lambda moodle: core_group.groups(moodle, 3),
        [],
        [("courseid", "3")],
    ),
    (
        "core_group_get_group_members",
        lambda moodle: list(core_group.members(moodle, 3, [1, 15])),
        [{"groupid": 1, "userids": []}, {"groupid": 15, "userids": []}],
        [("groupids[0]", "1"), ("groupids[1]", "15")],
    ),
    (
        "core_user_get_users_by_field",
        lambda moodle: list(core_user.by_ids(moodle, {30, 4})),
        [],
        [("field", "id"), ("values[0]", "4"), ("values[1]", "30")],
    ),
    (
        "core_user_get_users",
        core_user.everybody,
        {"users": [], "warnings": []},
        [("criteria[0][key]", "lastname"), ("criteria[0][value]", "%")],
    ),
    (
        "gradereport_user_get_grade_items",
        lambda moodle: gradereport_user.gradebook(moodle, 3),
        {"usergrades": []},
        [("courseid", "3"), ("userid", "0")],
    ),
    (
        "mod_assign_get_assignments",
        lambda moodle: mod_assign.assignments(moodle, [2, 3]),
        {"courses": []},
        [("courseids[0]", "2"), ("courseids[1]", "3"), ("includenotenrolledcourses", "1")],
    ),
    (
        "mod_assign_get_grades",
        lambda moodle: mod_assign.grades(moodle, 2),
        {"assignments": []},
        [("assignmentids[0]", "2")],
    ),
    (
        "mod_assign_get_user_flags",
        lambda moodle: mod_assign.may_grade(moodle, 2),
        {"warnings": []},
        [("assignmentids[0]", "2")],
    ),
    (
        "mod_assign_save_grades",
        lambda moodle: mod_assign.save_grades(moodle, 2, [GRADE]),
        None,
        [
            ("assignmentid", "2"),
            ("applytoall", "0"),
            ("grades[0][userid]", "4"),
            ("grades[0][grade]", "87.5"),
            ("grades[0][attemptnumber]", "-1"),
            ("grades[0][addattempt]", "0"),
            ("grades[0][workflowstate]", ""),
            ("grades[0][plugindata][assignfeedbackcomments_editor][text]", "<p>Молодец</p>"),
            ("grades[0][plugindata][assignfeedbackcomments_editor][format]", "1"),
        ],
    ),
    (
        "mod_choice_get_choices_by_courses",
        lambda moodle: mod_choice.choices(moodle, [2, 3]),
        {"choices": []},
        [("courseids[0]", "2"), ("courseids[1]", "3")],
    ),
    (
        "mod_choice_get_choice_results",
        lambda moodle: mod_choice.picks(moodle, 1),
        {"options": [{"id": 1, "numberofuser": 3, "userresponses": []}]},
        [("choiceid", "1")],
    ),
    (
        "mod_feedback_get_feedbacks_by_courses",
        lambda moodle: mod_feedback.feedbacks(moodle, [2, 3]),
        {"feedbacks": []},
        [("courseids[0]", "2"), ("courseids[1]", "3")],
    ),
    (
        "mod_feedback_get_items",
        lambda moodle: mod_feedback.items(moodle, 1),
        {"items": [], "warnings": []},
        [("feedbackid", "1")],
    ),
    (
        "mod_feedback_get_responses_analysis",
        lambda moodle: mod_feedback.attempts(moodle, 1),
        {"attempts": [], "totalattempts": 0},
        [("feedbackid", "1"), ("page", "0"), ("perpage", "100")],
    ),
    (
        "core_message_send_instant_messages",
        lambda moodle: core_message.send(moodle, 6, "Встреча\n3 < 5"),
        [{"msgid": 7}],
        [
            ("messages[0][touserid]", "6"),
            ("messages[0][text]", "Встреча\n3 < 5"),
            ("messages[0][textformat]", "2"),
        ],
    ),
    (
        "mod_forum_get_forums_by_courses",
        lambda moodle: mod_forum.forums(moodle, [3]),
        [],
        [("courseids[0]", "3")],
    ),
    (
        "mod_forum_can_add_discussion",
        lambda moodle: mod_forum.may_start(moodle, 1),
        {"status": True},
        [("forumid", "1"), ("groupid", "-1")],
    ),
    (
        "mod_forum_get_forum_discussions",
        lambda moodle: list(mod_forum.discussions(moodle, 1)),
        {"discussions": []},
        [("forumid", "1"), ("page", "0"), ("perpage", "50")],
    ),
    (
        "mod_forum_get_discussion_posts",
        lambda moodle: mod_forum.posts(moodle, 5),
        {"posts": []},
        [("discussionid", "5")],
    ),
    (
        "mod_forum_add_discussion",
        lambda moodle: mod_forum.add_discussion(moodle, 1, "Отчёт", "<p>14 пар</p>"),
        {"discussionid": 7},
        [
            ("forumid", "1"),
            ("subject", "Отчёт"),
            ("message", "<p>14 пар</p>"),
            ("groupid", "-1"),
            ("options[0][name]", "discussionpinned"),
            ("options[0][value]", "1"),
            ("options[1][name]", "discussionsubscribe"),
            ("options[1][value]", "0"),
        ],
    ),
    (
        "mod_forum_update_discussion_post",
        lambda moodle: mod_forum.update_post(moodle, 1, "Отчёт", "<p>15 пар</p>"),
        {"status": True},
        [("postid", "1"), ("subject", "Отчёт"), ("message", "<p>15 пар</p>")],
    ),
]


@pytest.mark.parametrize(
    ("function", "call", "answer", "fields"), REQUESTS, ids=[row[0] for row in REQUESTS]
)
def test_a_function_sends_just_these_fields(
    site: Site, function: str, call: Call, answer: object, fields: Form
) -> None:
    site.answers(answer)

    call(site.client())

    fixed = [("wstoken", str(TOKEN)), ("wsfunction", function), ("moodlewsrestformat", "json")]
    assert site.forms == [fixed + fields]


def test_who_is_active_and_who_is_suspended_are_two_questions(site: Site) -> None:
    site.answers([], [])

    core_enrol.enrolments(site.client(), 3)

    asked = [[value for _, value in form[3:]] for form in site.forms]
    assert asked == [
        ["3", option, "1", "userfields", "id,roles,lastcourseaccess"]
        for option in ("onlyactive", "onlysuspended")
    ]


@pytest.mark.parametrize(
    ("call", "name", "key"),
    [
        (lambda moodle: list(core_user.by_ids(moodle, range(1, 251))), "values", None),
        (lambda m: list(core_cohort.members(m, range(1, 251))), "cohortids", "cohortid"),
        (lambda m: list(core_group.members(m, 3, range(1, 251))), "groupids", "groupid"),
    ],
)
def test_ids_go_in_chunks_of_a_hundred(site: Site, call: Call, name: str, key: str | None) -> None:
    for chunk in (range(1, 101), range(101, 201), range(201, 251)):
        site.answers([{key: one, "userids": []} for one in chunk] if key else [])

    call(site.client())

    chunks = [[int(value) for key, value in form if key.startswith(name)] for form in site.forms]
    assert sorted(map(len, chunks)) == [50, 100, 100]
    assert sorted(one for chunk in chunks for one in chunk) == list(range(1, 251))


@pytest.mark.parametrize(
    ("function", "call", "key"),
    [
        ("core_cohort_get_cohort_members", core_cohort.members, "cohortid"),
        (
            "core_group_get_group_members",
            lambda moodle, ids: core_group.members(moodle, 3, ids),
            "groupid",
        ),
    ],
)
def test_an_id_that_was_cut_off_the_request_is_missed(
    site: Site, sentences: Wording, function: str, call: Callable[..., Any], key: str
) -> None:
    site.answers([{key: one, "userids": [4]} for one in range(1, 98)])

    with pytest.raises(UnexpectedAnswer) as caught:
        list(call(site.client(), range(1, 101)))

    assert caught.value.code == "moodle.short_answer"
    assert caught.value.facts == {"function": function, "asked": 100, "answered": 97}
    assert "max_input_vars" in sentences.of(caught.value)


def test_an_id_that_was_asked_for_twice_is_answered_once(site: Site) -> None:
    site.answers([{"groupid": 1, "userids": [4]}])

    assert list(core_group.members(site.client(), 3, [1, 1])) == [GroupMember(3, 1, 4)]


def test_nobody_is_asked_about_with_no_ids(site: Site) -> None:
    client = site.client()

    assert list(core_user.by_ids(client, [])) == []
    assert list(core_cohort.members(client, [])) == []
    assert list(core_group.members(client, 3, [])) == []
    assert mod_choice.choices(client, []) == []
    assert mod_feedback.feedbacks(client, []) == []
    assert site.forms == []


def test_discussions_are_read_page_by_page_until_an_empty_one(site: Site) -> None:
    page = [{"discussion": 5, "id": 9, "subject": "Отчёт", "userid": 65}]
    site.answers({"discussions": page}, {"discussions": page}, {"discussions": []})

    found = list(mod_forum.discussions(site.client(), 1))

    assert [dict(form)["page"] for form in site.forms] == ["0", "1", "2"]
    assert [(one.id, one.post_id) for one in found] == [(5, 9), (5, 9)]
