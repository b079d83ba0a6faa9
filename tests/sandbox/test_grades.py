from collections.abc import Callable

import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import WWWROOT, Answer, Moodle

SAVE = "mod_assign_save_grades"
REPORT = "gradereport_user_get_grade_items"
RESULT, SCALE, TEAM, CHECKED = 3, 4, 5, 6
Members = Callable[[int], tuple[int, ...]]


def grade(user: int, points: object, text: str | None = "<p>Отзыв</p>", state: str = "") -> Answer:
    given = {
        "userid": user,
        "grade": points,
        "attemptnumber": -1,
        "addattempt": 0,
        "workflowstate": state,
    }
    if text is None:
        return given
    comment = {"text": text, "format": 1}
    return given | {"plugindata": {"assignfeedbackcomments_editor": comment}}


def save(moodle: Moodle, *grades: Answer, assignment: int = RESULT, to_all: int = 0) -> Answer:
    return moodle.ask(SAVE, assignmentid=assignment, applytoall=to_all, grades=list(grades))


def row(moodle: Moodle, user: int, assignment: int = RESULT) -> Answer:
    found = moodle.ask("mod_assign_get_grades", assignmentids=[assignment])["assignments"]
    rows = [one for one in found[0]["grades"] if one["userid"] == user] if found else []
    return rows[0] if rows else None


def cell(moodle: Moodle, user: int, name: str = "Итоги наставничества") -> Answer:
    report = moodle.ask(REPORT, courseid=3, userid=user)["usergrades"][0]["gradeitems"]
    return next(item for item in report if item["itemname"] == name)


def test_a_grade_is_written_to_both_places_and_answered_with_null(moodle: Moodle) -> None:
    assert save(moodle, grade(17, 87.5, "<p>Итог: отлично</p>")) is None
    assert row(moodle, 17)["grade"] == "87.50000"
    written = cell(moodle, 17)
    assert written["graderaw"] == 87.5
    assert written["feedback"] == "<p>Итог: отлично</p>"
    assert "<i " in written["gradeformatted"]


def test_the_same_grade_again_changes_nothing(moodle: Moodle) -> None:
    save(moodle, grade(17, 80))
    before = row(moodle, 17)
    save(moodle, grade(17, 80))
    after = row(moodle, 17)
    assert before | {"timemodified": 0} == after | {"timemodified": 0}


def test_a_teacher_s_grade_in_the_assignment_is_overwritten(
    moodle: Moodle, pair_members: Members
) -> None:
    mentor = pair_members(11)[0]
    assert row(moodle, mentor)["grade"] == "72.00000"
    save(moodle, grade(mentor, 99))
    assert row(moodle, mentor)["grader"] == moodle.ask("core_webservice_get_site_info")["userid"]
    assert cell(moodle, mentor)["graderaw"] == 99


def test_a_locked_grade_silently_stays(moodle: Moodle, pair_members: Members) -> None:
    mentor = pair_members(12)[0]
    assert cell(moodle, mentor)["gradeislocked"] is True
    assert save(moodle, grade(mentor, 99)) is None
    assert row(moodle, mentor)["grade"] == "72.00000"
    assert cell(moodle, mentor)["graderaw"] == 72


def test_an_overridden_grade_silently_stays(moodle: Moodle) -> None:
    fields = {"assignment": RESULT, "user": 17, "grade": 40}
    moodle.browser().post("/teacher/override", data=fields, base_url=WWWROOT)
    assert save(moodle, grade(17, 95)) is None
    assert row(moodle, 17)["grade"] == "-1.00000"
    assert (cell(moodle, 17)["graderaw"], cell(moodle, 17)["gradeisoverridden"]) == (40, True)


@pytest.mark.parametrize("points", [150, -5, 100.01])
def test_a_value_out_of_range_leaves_an_empty_row(moodle: Moodle, points: float) -> None:
    assert save(moodle, grade(17, points)) is None
    assert (row(moodle, 17)["grade"], row(moodle, 17)["grader"]) == ("-1.00000", -1)
    assert cell(moodle, 17)["graderaw"] is None


def test_a_value_out_of_range_does_not_harm_the_grade_there_is(moodle: Moodle) -> None:
    save(moodle, grade(17, 80))
    save(moodle, grade(17, 150))
    assert (row(moodle, 17)["grade"], cell(moodle, 17)["graderaw"]) == ("80.00000", 80)


@pytest.mark.parametrize("stranger", [4, 999_999])
def test_strangers_get_a_ghost_grade(moodle: Moodle, stranger: int) -> None:
    assert save(moodle, grade(stranger, 70)) is None
    assert row(moodle, stranger)["grade"] == "70.00000"


def test_the_rest_of_a_batch_is_written_after_a_silent_refusal(moodle: Moodle) -> None:
    save(moodle, grade(17, 71), grade(18, 400), grade(24, 72))
    assert [row(moodle, user)["grade"] for user in (17, 18, 24)] == [
        "71.00000",
        "-1.00000",
        "72.00000",
    ]


def test_minus_one_clears_a_grade(moodle: Moodle) -> None:
    save(moodle, grade(17, 80))
    save(moodle, grade(17, -1, ""))
    assert row(moodle, 17)["grade"] == "-1.00000"
    assert (cell(moodle, 17)["graderaw"], cell(moodle, 17)["feedback"]) == (None, "")


def test_zero_is_a_grade(moodle: Moodle) -> None:
    save(moodle, grade(17, 0))
    assert cell(moodle, 17)["graderaw"] == 0


def test_without_a_comment_the_old_one_stays(moodle: Moodle) -> None:
    save(moodle, grade(17, 80, "<p>Первый</p>"))
    save(moodle, grade(17, 85, None))
    assert cell(moodle, 17)["feedback"] == "<p>Первый</p>"


def test_a_script_in_a_comment_does_not_reach_the_gradebook(moodle: Moodle) -> None:
    save(moodle, grade(17, 80, "<p>да</p><script>alert(1)</script>"))
    assert cell(moodle, 17)["feedback"] == "<p>да</p>"


def test_a_scale_counts_from_one_and_rounds_in_the_gradebook(moodle: Moodle) -> None:
    save(moodle, grade(17, 2.6), grade(18, 9), grade(24, 3), assignment=SCALE)
    assert cell(moodle, 17, "Итоги (шкала)")["gradeformatted"] == "Освоено"
    assert row(moodle, 17, SCALE)["grade"] == "2.60000"
    assert row(moodle, 18, SCALE)["grade"] == "-1.00000"
    assert cell(moodle, 24, "Итоги (шкала)")["percentageformatted"] == "66.67 %"


def test_a_workflow_hides_a_grade_until_it_is_released(moodle: Moodle) -> None:
    save(moodle, grade(17, 80), grade(18, 81, state="released"), assignment=CHECKED)
    assert row(moodle, 17, CHECKED)["grade"] == "80.00000"
    assert cell(moodle, 17, "Итоги с проверкой")["graderaw"] is None
    assert cell(moodle, 18, "Итоги с проверкой")["graderaw"] == 81


def test_a_team_can_only_be_graded_one_by_one(moodle: Moodle) -> None:
    refused = save(moodle, grade(17, 9), assignment=TEAM, to_all=1)
    assert refused["errorcode"] == "dmlwriteexception"
    both = save(moodle, grade(17, 9), grade(8, 9), assignment=TEAM, to_all=1)
    assert both["errorcode"] == "invalidparameter"
    assert save(moodle, grade(17, 9), assignment=TEAM) is None
    assert cell(moodle, 17, "Командное задание пары")["graderaw"] == 9


@pytest.mark.parametrize("points", ["", "отлично", "7,5"])
def test_a_grade_that_is_no_number_is_refused(moodle: Moodle, points: str) -> None:
    assert save(moodle, grade(17, points))["errorcode"] == "invalidparameter"


def test_missing_fields_and_unknown_assignments_are_refused(moodle: Moodle) -> None:
    assert save(moodle, {"userid": 17, "grade": 1})["errorcode"] == "invalidparameter"
    assert save(moodle, grade(17, 1), assignment=99_999)["errorcode"] == "invalidrecord"


def test_grading_needs_rights(nocaps: Moodle) -> None:
    assert save(nocaps, grade(17, 1))["errorcode"] == "requireloginerror"
    answer = nocaps.ask("mod_assign_get_grades", assignmentids=[RESULT])
    assert answer["warnings"][0]["warningcode"] == "1"


def test_an_assignment_without_grades_is_a_warning(moodle: Moodle) -> None:
    answer = moodle.ask("mod_assign_get_grades", assignmentids=[SCALE, 99_999])
    assert answer["assignments"] == []
    assert [warning["message"] for warning in answer["warnings"]] == ["No grades found"] * 2
    later = moodle.ask("mod_assign_get_grades", assignmentids=[RESULT], since=2_000_000_000)
    assert later["assignments"] == []


def test_assignments_hide_from_somebody_not_enrolled_unless_asked_for(
    moodle: Moodle, nocaps: Moodle
) -> None:
    function = "mod_assign_get_assignments"
    assert moodle.ask(function) == {"courses": [], "warnings": []}
    hidden = moodle.ask(function, courseids=[2, 3])
    assert (hidden["courses"], len(hidden["warnings"])) == ([], 2)
    shown = moodle.ask(function, courseids=[3, 99_999], includenotenrolledcourses=1)
    grades = {a["name"]: a["grade"] for a in shown["courses"][0]["assignments"]}
    assert (grades["Итоги наставничества"], grades["Итоги (шкала)"]) == (100, -3)
    assert shown["warnings"][0]["warningcode"] == "1"
    refused = nocaps.ask(function, courseids=[3], includenotenrolledcourses=1)
    assert (refused["courses"], refused["warnings"][0]["warningcode"]) == ([], "1")


def test_the_report_of_everybody_is_of_active_pupils_by_surname(
    moodle: Moodle, school: School
) -> None:
    everybody = moodle.ask(REPORT, courseid=3)["usergrades"]
    suspended = school.groups[8].members[1]
    people = [school.people[user["userid"]] for user in everybody]
    assert people == sorted(people, key=lambda one: (one.lastname, one.firstname))
    assert suspended not in {person.id for person in people}
    assert len(people) == 37
    assert everybody[0]["userfullname"] == f"{people[0].firstname} {people[0].lastname}"


def test_the_report_also_answers_for_somebody_not_enrolled(moodle: Moodle) -> None:
    (report,) = moodle.ask(REPORT, courseid=2, userid=17)["usergrades"]
    assert report["gradeitems"][0]["graderaw"] is None
    assert moodle.refused(REPORT, courseid=2, userid=999_999) == "invaliduser"
    assert moodle.refused(REPORT, courseid=99_999) == "invalidrecord"


def test_the_quiz_of_the_training_is_in_the_report(moodle: Moodle) -> None:
    (report,) = moodle.ask(REPORT, courseid=2, userid=8)["usergrades"]
    quiz = report["gradeitems"][0]
    assert (quiz["idnumber"], quiz["grademax"], quiz["graderaw"]) == ("ms-quiz", 10, 8)


def test_the_report_needs_rights(nocaps: Moodle) -> None:
    assert nocaps.refused(REPORT, courseid=2, userid=8) == "requireloginerror"
