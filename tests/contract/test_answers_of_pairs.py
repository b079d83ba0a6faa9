"""What a real Moodle tells of groups, calendars, databases and whatever a journal is kept in."""

import pytest

from connector.moodle.errors import MoodleRefused, OutcomeUnknown, RightMissing
from connector.moodle.functions import (
    core_calendar,
    core_group,
    core_role,
    enrol_manual,
    mod_assign,
    mod_data,
    mod_forum,
)
from connector.moodle.records.calendar import CalendarEvent
from connector.moodle.records.database import Database
from connector.moodle.records.enrolment import Grouping
from tests.contract.conftest import Replay

PROGRAMME = 3


def test_a_grouping_and_its_groups_are_found(replay: Replay) -> None:
    found = core_group.groupings(replay("core_group_get_course_groupings/ok"), PROGRAMME)
    groups = core_group.grouping_groups(replay("core_group_get_groupings/ok"), 1)
    empty = core_group.grouping_groups(replay("core_group_get_groupings/other_site/empty"), 2)

    assert found == [Grouping(1, PROGRAMME, "Пары наставничества", "pairs")]
    assert groups == set(range(1, 15))
    assert empty == set()


def test_one_who_is_not_enrolled_keeps_the_others_out_too(replay: Replay) -> None:
    case = "core_group_add_group_members/other_site/one_not_enrolled_of_two"
    with pytest.raises(MoodleRefused) as caught:
        core_group.add_members(replay(case), 19, [3, 5])

    assert caught.value.errorcode == "invalidparameter"


@pytest.mark.parametrize(
    "case", ["nonexistent_over_user", "nonexistent_role", "wrong_context_level"]
)
def test_why_a_role_is_not_given_moodle_does_not_tell(replay: Replay, case: str) -> None:
    with pytest.raises(RightMissing) as caught:
        core_role.assign(replay(f"core_role_assign_roles/{case}"), 10, 3, 4)

    assert caught.value.code == "moodle.role_not_assignable"


def test_one_without_an_address_is_enrolled_and_an_error_is_told(replay: Replay) -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        enrol_manual.enrol(replay("enrol_manual_enrol_users/other_site/no_email"), 2, 51, 5)

    assert isinstance(caught.value.__cause__, MoodleRefused)


def test_a_course_without_manual_enrolments_is_named(replay: Replay) -> None:
    case = "enrol_manual_enrol_users/other_site/no_manual_enrolment"
    with pytest.raises(MoodleRefused) as caught:
        enrol_manual.enrol(replay(case), 2, 5, 5)

    assert caught.value.code == "moodle.no_manual_enrolment"


def test_events_are_told_by_course_and_group_and_hidden_ones_too(replay: Replay) -> None:
    case = "core_calendar_get_calendar_events/other_site/groups_with_own"
    found = core_calendar.events(replay(case), PROGRAMME, [1])

    name, text, at = "Встреча пары & «мы»", "<p>Кабинет 215</p>", 1_796_000_000
    assert CalendarEvent(25, name, text, PROGRAMME, 1, "group", at, 2700) in found
    assert CalendarEvent(26, name, text, PROGRAMME, 1, "group", at + 5, 2700, True) in found  # noqa: FBT003 - a record
    assert {event.event_type for event in found} == {"course", "group"}


def test_unless_our_own_events_are_asked_for_those_of_groups_are_forgotten(
    replay: Replay,
) -> None:
    case = "core_calendar_get_calendar_events/other_site/groups_forgotten"
    found = core_calendar.events(replay(case), PROGRAMME, [1])

    assert {event.event_type for event in found} == {"course"}


def test_a_database_is_found(replay: Replay) -> None:
    found = mod_data.databases(replay("mod_data_get_databases_by_courses/ok"), [PROGRAMME])

    assert found == [Database(1, PROGRAMME, 12, "Дневник встреч")]


def test_every_kind_of_field_is_read_as_plain_text(replay: Replay) -> None:
    fields = mod_data.fields(replay("mod_data_get_fields/other_site/all_types"), 2)
    entries = mod_data.entries(replay("mod_data_get_entries/other_site/all_types"), 2, fields)
    kinds = {field.id: field.type for field in fields}

    assert {kinds[field]: text for field, text in entries[0].contents.items()} == {
        "date": "1791590400",
        "text": "Тема № 0 & <пара>",
        "number": "45",
        "textarea": "Первое & второе\nраз\nдва\nстрока\nещё a < b",
        "menu": "первая & общая",
        "radiobutton": "вторая <b>",
        "multimenu": "первая & общая\nтретья",
        "checkbox": "первая & общая",
        "url": "https://school15.local/r",
    }
    assert [(one.user_id, one.group_id, one.is_approved) for one in entries] == [
        (3, 1, True),
        (6, 2, False),
        (9, 0, True),
    ]
    assert [field.name for field in fields][1] == "Тема & пара"


def test_entries_of_separate_groups_are_left_out_and_not_counted(replay: Replay) -> None:
    case = "mod_data_get_entries/other_site/separate_groups_without_accessallgroups"
    found = mod_data.entries(replay(case), 2, [])

    assert [one.group_id for one in found] == [0]


def test_a_submission_tells_who_wrote_what_and_when(replay: Replay) -> None:
    case = "mod_assign_get_submissions/other_site/online_text"
    found = mod_assign.submissions(replay(case), [18, 19])

    assert [(one.user_id, one.group_id, one.status, one.text) for one in found] == [
        (3, 0, "submitted", "Обсудили план & цели\nДальше: проект"),
        (6, 0, "draft", "черновик"),
        (0, 1, "submitted", "Вместе"),
    ]


def test_a_journal_in_a_forum_has_groups_authors_times_and_texts(replay: Replay) -> None:
    [discussion] = mod_forum.discussions(
        replay("mod_forum_get_forum_discussions/other_site/of_a_group"), 3
    )
    posts = mod_forum.posts(replay("mod_forum_get_discussion_posts/other_site/of_a_group"), 2)

    assert (discussion.group_id, discussion.author_id) == (1, 3)
    assert discussion.text == "Говорили о проекте\nДальше: план"
    assert {post.author_id: post.text for post in posts if not post.is_deleted} == {
        3: "Говорили о проекте\nДальше: план",
        4: "Была, подтверждаю",
    }
    assert all(post.created_at > 0 for post in posts if not post.is_deleted)
    assert [post.created_at for post in posts if post.is_deleted] == [0]
