"""The same assertions on a real Moodle and the sandbox: completion, grades and forums."""

from collections import Counter
from decimal import Decimal
from typing import Final

import pytest

from connector.moodle.errors import InvalidParameter, NoCompletion, NotThere, RightMissing
from connector.moodle.functions import (
    core_completion,
    core_webservice,
    gradereport_user,
    mod_assign,
    mod_forum,
)
from connector.moodle.functions.mod_assign import NewGrade
from tests.contract.conftest import Source

SCHOOL: Final = 2
PROGRAMME: Final = 3
REPORTS: Final = 1
NOWHERE: Final = 99999
DIRTY: Final = (
    '<script>alert(1)</script><p onclick="x()" style="color:red">ok</p>'
    '<table class="table" border="1"><tr><th>А</th></tr></table>'
    '<img src="data:image/png;base64,iVBORw0KGgo=">'
)


def test_a_completed_course_has_the_time_of_its_last_step(source: Source) -> None:
    moodle = source.ask("core_completion_get_course_completion_status/mentor_0")
    course = core_completion.course(moodle, SCHOOL, source.things.trained_mentor)
    moodle = source.ask("core_completion_get_activities_completion_status/mentor_0")
    steps = core_completion.activities(moodle, SCHOOL, source.things.trained_mentor)

    assert course.completed
    assert course.completed_at == max(step.completed_at for step in steps) > 0
    assert all(step.done for step in steps)


def test_an_uncompleted_course_has_no_time(source: Source) -> None:
    moodle = source.ask("core_completion_get_course_completion_status/mentor_9")
    course = core_completion.course(moodle, SCHOOL, source.things.untrained_mentor)
    moodle = source.ask("core_completion_get_activities_completion_status/mentor_9")
    steps = core_completion.activities(moodle, SCHOOL, source.things.untrained_mentor)

    assert (course.completed, course.completed_at) == (False, 0)
    assert not all(step.done for step in steps)
    assert {step.state for step in steps} <= {0, 1, 2, 3}


def test_where_there_is_no_completion_moodle_says_why(source: Source) -> None:
    things = source.things
    for case, errorcode, course, person in (
        ("no_criteria", "nocriteriaset", PROGRAMME, things.trained_mentor),
        ("completion_disabled", "cannotviewreport", things.subject_course, things.trained_mentor),
        ("not_enrolled", "usernotenroled", SCHOOL, 4),
    ):
        with pytest.raises(NoCompletion) as caught:
            core_completion.course(
                source.ask(f"core_completion_get_course_completion_status/{case}"), course, person
            )
        assert caught.value.errorcode == errorcode


def test_completion_of_an_unknown_person_and_without_rights(source: Source) -> None:
    function = "core_completion_get_course_completion_status"
    with pytest.raises(NotThere):
        core_completion.course(source.ask(f"{function}/nonexistent_user"), SCHOOL, 999999)
    with pytest.raises(RightMissing):
        core_completion.course(
            source.ask(f"{function}/nocaps"), SCHOOL, source.things.trained_mentor
        )


def test_the_gradebook_has_the_same_columns_for_everybody(source: Source) -> None:
    columns, cells = gradereport_user.gradebook(
        source.ask("gradereport_user_get_grade_items/all_users"), PROGRAMME
    )

    people = Counter(cell.user_id for cell in cells)
    assert set(people.values()) == {len(columns)}
    assert [column.kind for column in columns].count("course") == 1
    assert all(bool(column.cmid) == (column.kind == "mod") for column in columns)
    assert {cell.item_id for cell in cells} == {column.id for column in columns}


def test_a_column_with_a_scale_counts_its_steps_from_one(source: Source) -> None:
    columns, _ = gradereport_user.gradebook(
        source.ask("gradereport_user_get_grade_items/scale_read"), PROGRAMME
    )

    [scale] = [column for column in columns if column.instance == source.things.result_by_scale]
    assert (scale.minimum, scale.maximum) == (Decimal(1), Decimal(4))
    assert scale.scale_id == 0


def test_the_gradebook_also_answers_for_one_who_is_not_in_the_course(source: Source) -> None:
    _, cells = gradereport_user.gradebook(
        source.ask("gradereport_user_get_grade_items/not_enrolled"), SCHOOL, 4
    )

    assert {cell.user_id for cell in cells} == {4}
    assert {cell.value for cell in cells} == {None}


def test_the_gradebook_needs_a_right(source: Source) -> None:
    with pytest.raises(RightMissing):
        gradereport_user.gradebook(source.ask("gradereport_user_get_grade_items/nocaps"), SCHOOL)


def test_assignments_are_told_only_to_who_asks_in_the_right_way(source: Source) -> None:
    function = "mod_assign_get_assignments"
    bare = source.ask(f"{function}/courses").read(function, courseids=[SCHOOL, PROGRAMME])
    full = mod_assign.assignments(source.ask(f"{function}/includenotenrolled"), [SCHOOL, PROGRAMME])

    assert bare["courses"] == []
    assert {warning["itemid"] for warning in bare["warnings"]} == {SCHOOL, PROGRAMME}
    by_id = {assignment.id: assignment for assignment in full}
    assert by_id[source.things.result].maximum == 100
    assert by_id[source.things.result].cmid == source.things.result_cmid
    assert by_id[source.things.result_by_scale].maximum < 0
    assert by_id[source.things.result_of_team].is_team
    assert any(assignment.has_workflow for assignment in full)


def test_an_assignment_tells_who_gave_a_grade(source: Source) -> None:
    grades = mod_assign.grades(source.ask("mod_assign_get_grades/ok"), 1)

    assert all(0 <= grade.value <= 100 and grade.grader > 0 for grade in grades)
    assert {grade.assignment_id for grade in grades} == {1}
    assert all(isinstance(grade.value, Decimal) for grade in grades)


def test_an_unknown_assignment_has_no_grades_and_is_no_error(source: Source) -> None:
    assert mod_assign.grades(source.ask("mod_assign_get_grades/nonexistent"), NOWHERE) == []


@pytest.mark.parametrize(
    ("case", "value"),
    [
        ("ok_with_feedback", "87.5"),
        ("over_max", "150"),
        ("negative", "-5"),
        ("clear_minus_one", "-1"),
    ],
)
def test_whatever_becomes_of_a_grade_moodle_says_nothing(
    source: Source, case: str, value: str
) -> None:
    new = [NewGrade(source.things.pupil, Decimal(value), "<p>ё</p>")]
    moodle = source.ask(f"mod_assign_save_grades/{case}")

    mod_assign.save_grades(moodle, source.things.result, new)

    assert moodle.meter.by_function == {"mod_assign_save_grades": 1}
    assert moodle.meter.usage.received == len("null")


def test_a_grade_for_nobody_is_taken_without_a_word(source: Source) -> None:
    moodle = source.ask("mod_assign_save_grades/nonexistent_user")

    mod_assign.save_grades(moodle, source.things.result, [NewGrade(999999, Decimal(70), "")])

    assert moodle.meter.usage.received == len("null")


def test_grades_need_a_right_and_an_assignment(source: Source) -> None:
    new = [NewGrade(source.things.pupil, Decimal(70), "")]
    with pytest.raises(RightMissing):
        mod_assign.save_grades(
            source.ask("mod_assign_save_grades/nocaps"), source.things.result, new
        )
    with pytest.raises(NotThere):
        mod_assign.save_grades(
            source.ask("mod_assign_save_grades/nonexistent_assign"), NOWHERE, new
        )


def test_the_forums_of_a_course_are_found(source: Source) -> None:
    found = mod_forum.forums(source.ask("mod_forum_get_forums_by_courses/ok"), [PROGRAMME])

    assert [forum.name for forum in found] == ["Отчёты наставников", "Форум пар"]
    assert {forum.course_id for forum in found} == {PROGRAMME}
    assert mod_forum.may_start(source.ask("mod_forum_can_add_discussion/ok"), REPORTS)


def test_a_repeated_report_is_a_second_discussion(source: Source) -> None:
    first, second = (
        mod_forum.add_discussion(source.ask(case), REPORTS, "Без вложения", "<p>текст</p>")
        for case in (
            "mod_forum_add_discussion/ok_plain",
            "mod_forum_add_discussion/repeat_makes_duplicate",
        )
    )

    assert first != second


def test_a_discussion_is_listed_with_its_first_post_and_author(source: Source) -> None:
    site = core_webservice.site_info(source.ask("core_webservice_get_site_info/ok"))
    plain = source.ask("mod_forum_add_discussion/ok_plain")
    mine = mod_forum.add_discussion(plain, REPORTS, "Без вложения", "<p>текст</p>")

    found = list(mod_forum.discussions(source.ask("mod_forum_get_forum_discussions/ok"), REPORTS))

    [listed] = [discussion for discussion in found if discussion.id == mine]
    assert listed.subject == "Без вложения"
    assert listed.author_id == site.user_id
    assert listed.post_id > 0


def test_a_report_is_cleaned_but_keeps_its_table(source: Source) -> None:
    moodle = source.ask("mod_forum_add_discussion/message_with_script")
    discussion = mod_forum.add_discussion(moodle, REPORTS, "Скрипт", DIRTY)

    [post] = mod_forum.posts(
        source.ask("mod_forum_get_discussion_posts/message_with_script"), discussion
    )

    assert "<table" in post.message
    assert "ok</p>" in post.message
    assert not any(bad in post.message for bad in ("<script", "onclick", "base64"))


def test_a_report_is_replaced_in_its_place(source: Source) -> None:
    moodle = source.ask("mod_forum_add_discussion/ok_with_attachment")
    discussion = mod_forum.add_discussion(moodle, REPORTS, "Отчёт за ноябрь 2026", "<p>14</p>")
    [before] = mod_forum.posts(source.ask("mod_forum_get_discussion_posts/ok"), discussion)
    subject, message = "Отчёт за ноябрь 2026 (обновлён)", "<p>Обновлённый отчёт</p>"

    update = source.ask("mod_forum_update_discussion_post/ok")
    mod_forum.update_post(update, before.id, subject, message)

    [after] = mod_forum.posts(source.ask("mod_forum_get_discussion_posts/after_update"), discussion)
    assert before.subject == "Отчёт за ноябрь 2026"
    assert (after.id, after.subject, after.message) == (before.id, subject, message)
    assert after.author_id == before.author_id > 0


def test_a_subject_is_plain_text(source: Source) -> None:
    with pytest.raises(InvalidParameter):
        mod_forum.add_discussion(
            source.ask("mod_forum_add_discussion/subject_with_tags"),
            REPORTS,
            "<b>ж</b>",
            "<p>ok</p>",
        )


def test_a_report_needs_a_right_and_a_forum(source: Source) -> None:
    with pytest.raises(RightMissing):
        mod_forum.add_discussion(source.ask("mod_forum_add_discussion/nocaps"), REPORTS, "x", "x")
    with pytest.raises(NotThere):
        mod_forum.add_discussion(
            source.ask("mod_forum_add_discussion/nonexistent"), NOWHERE, "x", "x"
        )
