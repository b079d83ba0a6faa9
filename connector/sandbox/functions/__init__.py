"""The web-service functions of the sandbox, written out by hand."""

from collections.abc import Mapping
from typing import Final

from connector.sandbox.call import Function
from connector.sandbox.functions import (
    core_cohort,
    core_completion,
    core_course,
    core_enrol,
    core_grades,
    core_group,
    core_message,
    core_user,
    core_webservice,
    course_contents,
    gradereport_user,
    mod_assign,
    mod_choice,
    mod_feedback,
    mod_forum,
    save_grades,
)

SITE_INFO: Final = "core_webservice_get_site_info"
ASKED: Final[Mapping[str, Function]] = {
    "core_cohort_get_cohort_members": core_cohort.get_cohort_members,
    "core_cohort_get_cohorts": core_cohort.get_cohorts,
    "core_completion_get_activities_completion_status": (
        core_completion.get_activities_completion_status
    ),
    "core_completion_get_course_completion_status": core_completion.get_course_completion_status,
    "core_course_get_categories": core_course.get_categories,
    "core_course_get_contents": course_contents.get_contents,
    "core_course_get_course_module": core_course.get_course_module,
    "core_course_get_courses_by_field": core_course.get_courses_by_field,
    "core_enrol_get_enrolled_users": core_enrol.get_enrolled_users,
    "core_grades_update_grades": core_grades.update_grades,
    "core_group_get_course_groups": core_group.get_course_groups,
    "core_group_get_group_members": core_group.get_group_members,
    "core_message_send_instant_messages": core_message.send_instant_messages,
    "core_user_get_users": core_user.get_users,
    "core_user_get_users_by_field": core_user.get_users_by_field,
    "gradereport_user_get_grade_items": gradereport_user.get_grade_items,
    "mod_assign_get_assignments": mod_assign.get_assignments,
    "mod_assign_get_grades": mod_assign.get_grades,
    "mod_assign_get_user_flags": mod_assign.get_user_flags,
    "mod_assign_save_grades": save_grades.save_grades,
    "mod_choice_get_choice_options": mod_choice.get_choice_options,
    "mod_choice_get_choice_results": mod_choice.get_choice_results,
    "mod_choice_get_choices_by_courses": mod_choice.get_choices_by_courses,
    "mod_feedback_get_feedbacks_by_courses": mod_feedback.get_feedbacks_by_courses,
    "mod_feedback_get_items": mod_feedback.get_items,
    "mod_feedback_get_responses_analysis": mod_feedback.get_responses_analysis,
    "mod_forum_add_discussion": mod_forum.add_discussion,
    "mod_forum_can_add_discussion": mod_forum.can_add_discussion,
    "mod_forum_get_discussion_posts": mod_forum.get_discussion_posts,
    "mod_forum_get_forum_discussions": mod_forum.get_forum_discussions,
    "mod_forum_get_forums_by_courses": mod_forum.get_forums_by_courses,
    "mod_forum_update_discussion_post": mod_forum.update_discussion_post,
}
FUNCTIONS: Final[Mapping[str, Function]] = {
    SITE_INFO: core_webservice.site_info((SITE_INFO, *ASKED)),
    **ASKED,
}
