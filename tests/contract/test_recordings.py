"""Every answer of a real Moodle is either read or refused as the tables say."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from connector.moodle import functions
from connector.moodle.client import MoodleClient
from connector.moodle.errors import MoodleError, RightMissing
from connector.moodle.functions import (
    core_calendar,
    core_cohort,
    core_completion,
    core_course,
    core_enrol,
    core_group,
    core_message,
    core_role,
    core_user,
    core_webservice,
    enrol_manual,
    gradereport_user,
    mod_assign,
    mod_choice,
    mod_data,
    mod_feedback,
    mod_forum,
)
from connector.moodle.functions.core_calendar import NewEvent
from connector.moodle.functions.mod_assign import NewGrade
from tests.contract.conftest import Ask, Recording, Replay, names, recording

Params = Mapping[str, Any]
Call = Callable[[MoodleClient, Params], list[Any]]
HIDDEN_CATEGORY: Final = "Архив"


def save_grade(moodle: MoodleClient, assignment_id: int) -> list[Any]:
    mod_assign.save_grades(moodle, assignment_id, [NewGrade(4, Decimal(70), "")])
    return []


def update_post(moodle: MoodleClient, post_id: int) -> list[Any]:
    mod_forum.update_post(moodle, post_id, "Отчёт", "<p>x</p>")
    return []


def send(moodle: MoodleClient, messages: list[Any]) -> list[Any]:
    return [core_message.send(moodle, messages[0]["touserid"], messages[0]["text"])]


def create_event(moodle: MoodleClient, event: Params) -> list[Any]:
    new = NewEvent(event["name"], "", event["timestart"], group_id=event.get("groupid", 0))
    return [core_calendar.create_event(moodle, event["courseid"], new)]


def events(moodle: MoodleClient, asked: Params) -> list[Any]:
    ids = (asked.get(kind, []) for kind in ("groupids", "eventids"))
    return core_calendar.events(moodle, asked.get("courseids", [3])[0], *ids)


def group(moodle: MoodleClient, group: Params) -> list[Any]:
    return [core_group.create_group(moodle, group["courseid"], group["name"], "pair-099")]


def grouping(moodle: MoodleClient, grouping: Params) -> list[Any]:
    name, idnumber = grouping["name"], grouping["idnumber"]
    return [core_group.create_grouping(moodle, grouping["courseid"], name, idnumber)]


def people(members: list[Any]) -> tuple[int, list[int]]:
    return members[0]["groupid"], [member["userid"] for member in members]


def role(asked: Params) -> tuple[int, int, int]:
    return asked["roleid"], asked["userid"], asked["instanceid"]


def done(change: Callable[..., None], *arguments: object) -> list[Any]:
    change(*arguments)
    return []


CALLS: Final[Mapping[str, Call]] = {
    "core_webservice_get_site_info": lambda m, _: [core_webservice.site_info(m)],
    "core_calendar_get_calendar_events": lambda m, p: events(m, p["events"]),
    "core_calendar_create_calendar_events": lambda m, p: create_event(m, p["events"][0]),
    "core_calendar_delete_calendar_events": (
        lambda m, p: done(core_calendar.delete_event, m, p["events"][0]["eventid"])
    ),
    "core_cohort_get_cohorts": lambda m, _: core_cohort.cohorts(m),
    "core_cohort_get_cohort_members": lambda m, p: list(core_cohort.members(m, p["cohortids"])),
    "core_completion_get_course_completion_status": (
        lambda m, p: [core_completion.course(m, p["courseid"], p["userid"])]
    ),
    "core_completion_get_activities_completion_status": (
        lambda m, p: core_completion.activities(m, p["courseid"], p["userid"])
    ),
    "core_course_get_categories": lambda m, _: core_course.categories(m),
    "core_course_get_courses_by_field": lambda m, _: core_course.courses(m),
    "core_course_get_contents": lambda m, p: core_course.activities(m, p["courseid"]),
    "core_course_get_course_module": lambda m, p: [core_course.idnumber(m, p["cmid"])],
    "core_course_get_updates_since": (
        lambda m, p: sorted(core_course.changed_since(m, p["courseid"], p["since"]))
    ),
    "core_enrol_get_enrolled_users": lambda m, p: core_enrol.enrolments(m, p["courseid"]),
    "core_group_get_course_groups": lambda m, p: core_group.groups(m, p["courseid"]),
    "core_group_get_group_members": lambda m, p: list(core_group.members(m, 3, p["groupids"])),
    "core_group_get_course_groupings": lambda m, p: core_group.groupings(m, p["courseid"]),
    "core_group_get_groupings": (
        lambda m, p: [*core_group.grouping_groups(m, p["groupingids"][0])]
    ),
    "core_group_create_groups": lambda m, p: group(m, p["groups"][0]),
    "core_group_update_groups": (
        lambda m, p: done(core_group.rename_group, m, p["groups"][0]["id"], "Пара", "pair-099")
    ),
    "core_group_delete_groups": lambda m, p: done(core_group.delete_group, m, p["groupids"][0]),
    "core_group_add_group_members": (
        lambda m, p: done(core_group.add_members, m, *people(p["members"]))
    ),
    "core_group_delete_group_members": (
        lambda m, p: done(core_group.remove_members, m, *people(p["members"]))
    ),
    "core_group_create_groupings": lambda m, p: grouping(m, p["groupings"][0]),
    "core_group_assign_grouping": (
        lambda m, p: done(core_group.assign_grouping, m, *p["assignments"][0].values())
    ),
    "core_role_assign_roles": lambda m, p: done(core_role.assign, m, *role(p["assignments"][0])),
    "core_role_unassign_roles": lambda m, p: done(
        core_role.unassign, m, *role(p["unassignments"][0])
    ),
    "core_message_send_instant_messages": lambda m, p: send(m, p["messages"]),
    "core_user_get_users_by_field": lambda m, _: [*chain(*core_user.by_ids(m, [3]))],
    "core_user_get_users": lambda m, _: core_user.everybody(m),
    "enrol_manual_enrol_users": lambda m, _: done(enrol_manual.enrol, m, 2, 24, 5),
    "gradereport_user_get_grade_items": lambda m, _: gradereport_user.gradebook(m, 3)[1],
    "mod_assign_get_assignments": lambda m, p: mod_assign.assignments(m, p.get("courseids", [])),
    "mod_assign_get_grades": lambda m, p: mod_assign.grades(m, p["assignmentids"][0]),
    "mod_assign_save_grades": lambda m, p: save_grade(m, p["assignmentid"]),
    "mod_assign_get_submissions": lambda m, p: mod_assign.submissions(m, p["assignmentids"]),
    "mod_choice_get_choices_by_courses": lambda m, p: mod_choice.choices(m, p["courseids"]),
    "mod_choice_get_choice_results": lambda m, p: mod_choice.picks(m, p["choiceid"]),
    "mod_choice_get_choice_options": (
        lambda m, p: m.read("mod_choice_get_choice_options", **p)["options"]
    ),
    "mod_data_get_databases_by_courses": lambda m, p: mod_data.databases(m, p["courseids"]),
    "mod_data_get_fields": lambda m, p: mod_data.fields(m, p["databaseid"]),
    "mod_data_get_entries": lambda m, p: mod_data.entries(m, p["databaseid"], []),
    "mod_data_get_data_access_information": (
        lambda m, p: done(mod_data.check_all_are_shown, m, p["databaseid"], 0)
    ),
    "mod_feedback_get_feedbacks_by_courses": lambda m, p: mod_feedback.feedbacks(m, p["courseids"]),
    "mod_feedback_get_items": lambda m, p: mod_feedback.items(m, p["feedbackid"]),
    "mod_feedback_get_responses_analysis": lambda m, p: mod_feedback.attempts(m, p["feedbackid"]),
    "mod_forum_get_forums_by_courses": lambda m, p: mod_forum.forums(m, p["courseids"]),
    "mod_forum_can_add_discussion": lambda m, p: [mod_forum.may_start(m, p["forumid"])],
    "mod_forum_get_forum_discussions": lambda m, p: list(mod_forum.discussions(m, p["forumid"])),
    "mod_forum_get_discussion_posts": lambda m, p: mod_forum.posts(m, p["discussionid"]),
    "mod_forum_add_discussion": (
        lambda m, p: [mod_forum.add_discussion(m, p["forumid"], p["subject"], p["message"])]
    ),
    "mod_forum_update_discussion_post": lambda m, p: update_post(m, p["postid"]),
}
EXPECTED: Final[Mapping[str, Mapping[str, int | str]]] = yaml.safe_load(
    Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8")
)
WITHOUT_RIGHTS: Final[Mapping[str, tuple[Call, type[MoodleError] | list[Any]]]] = {
    "core_course_get_categories": (
        lambda m, _: [one for one in core_course.categories(m) if one.name == HIDDEN_CATEGORY],
        [],
    ),
    "core_course_get_course_module": (lambda m, _: [core_course.idnumber(m, 8)], RightMissing),
    "core_group_get_course_groups": (lambda m, _: core_group.groups(m, 3), RightMissing),
    "mod_assign_get_assignments": (lambda m, _: mod_assign.assignments(m, [3]), []),
    "mod_assign_get_grades": (lambda m, _: mod_assign.grades(m, 1), []),
    "mod_forum_get_forums_by_courses": (lambda m, _: mod_forum.forums(m, [3]), []),
    "mod_forum_can_add_discussion": (lambda m, _: [mod_forum.may_start(m, 1)], RightMissing),
    "mod_forum_get_forum_discussions": (lambda m, _: [*mod_forum.discussions(m, 1)], RightMissing),
    "mod_forum_get_discussion_posts": (lambda m, _: mod_forum.posts(m, 1), RightMissing),
    "mod_forum_update_discussion_post": (lambda m, _: update_post(m, 1), RightMissing),
}
"""Functions whose refusal was not recorded: what one without rights gets from the sandbox."""

NEVER_RECORDED: Final = {"mod_assign_get_user_flags"}
"""Asked by `doctor` only; as soon as it is recorded, it belongs into the tables."""


def used_functions() -> set[str]:
    """The names of all functions that the client calls, from its source."""
    [folder] = functions.__path__
    source = "".join(file.read_text(encoding="utf-8") for file in Path(folder).glob("*.py"))
    return set(re.findall(r'"((?:core|enrol|mod|gradereport)_[a-z_]+)"', source))


def is_refused(expected: int | str) -> bool:
    return isinstance(expected, str)


def replayed(told: Recording, moodle: MoodleClient) -> int:
    """Ask as the client does and count the records; else give the number that Moodle answered."""
    if told.function in CALLS:
        return len(CALLS[told.function](moodle, told.params))
    answer = moodle.read(told.function, **told.params)
    assert isinstance(answer, int)
    return answer


def test_no_recording_is_forgotten_and_none_is_made_up() -> None:
    expected = [f"{function}/{case}" for function, cases in EXPECTED.items() for case in cases]

    assert sorted(expected) == sorted(names())


@pytest.mark.parametrize("name", names())
def test_a_recording_is_read_or_refused_as_expected(replay: Replay, name: str) -> None:
    told = recording(name)
    expected = EXPECTED[told.function][name.partition("/")[2]]
    moodle = replay(name)

    if isinstance(expected, int):
        assert replayed(told, moodle) == expected
    else:
        with pytest.raises(MoodleError) as caught:
            replayed(told, moodle)
        assert type(caught.value).__name__ == expected


@pytest.mark.parametrize("function", sorted(used_functions() - NEVER_RECORDED))
def test_every_function_that_we_use_was_seen_to_answer_and_to_refuse(function: str) -> None:
    cases = EXPECTED[function].values()
    is_silent = EXPECTED[function].get("nocaps") == 0

    assert any(not is_refused(expected) for expected in cases)
    assert any(map(is_refused, cases)) or is_silent or function in WITHOUT_RIGHTS


def test_what_was_never_recorded_is_known() -> None:
    assert used_functions() - EXPECTED.keys() == NEVER_RECORDED
    assert used_functions() >= CALLS.keys()


@pytest.mark.parametrize("function", WITHOUT_RIGHTS)
def test_without_rights_a_function_refuses_or_gives_nothing(sandbox: Ask, function: str) -> None:
    mod_forum.add_discussion(sandbox("mod_forum_add_discussion/ok"), 1, "Отчёт", "<p>x</p>")
    call, expected = WITHOUT_RIGHTS[function]
    nobody, service = sandbox(f"{function}/nocaps"), sandbox(f"{function}/ok")

    if isinstance(expected, list):
        assert call(service, {})
        assert call(nobody, {}) == expected
    else:
        call(service, {})
        with pytest.raises(expected):
            call(nobody, {})
