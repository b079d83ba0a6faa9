from collections import Counter

from connector.sandbox.school import School
from tests.sandbox.conftest import Moodle

COURSE = "core_completion_get_course_completion_status"
ACTIVITIES = "core_completion_get_activities_completion_status"


def test_about_nine_of_fourteen_mentors_have_finished_their_training(
    moodle: Moodle, school: School
) -> None:
    mentors = [e.user_id for e in school.courses[2].enrolments if e.role == "student"]
    answers = [moodle.ask(COURSE, courseid=2, userid=mentor) for mentor in mentors]
    finished = Counter(answer["completionstatus"]["completed"] for answer in answers)
    assert finished == {True: 12, False: 5}


def test_a_failed_quiz_is_neither_open_nor_complete(moodle: Moodle, school: School) -> None:
    mentor = school.groups[8].members[0]
    statuses = moodle.ask(ACTIVITIES, courseid=2, userid=mentor)["statuses"]
    quiz = next(status for status in statuses if status["modname"] == "quiz")
    assert (quiz["state"], quiz["isoverallcomplete"]) == (3, False)
    assert [detail["rulevalue"]["status"] for detail in quiz["details"]] == [1, 3]


def test_each_lack_of_completion_has_its_own_refusal(moodle: Moodle, school: School) -> None:
    mentee = school.groups[1].members[1]
    assert moodle.refused(COURSE, courseid=3, userid=mentee) == "nocriteriaset"
    assert moodle.refused(COURSE, courseid=5, userid=mentee) == "cannotviewreport"
    assert moodle.refused(COURSE, courseid=2, userid=mentee) == "usernotenroled"
    assert moodle.refused(COURSE, courseid=2, userid=999_999) == "invaliduser"
    assert moodle.refused(COURSE, courseid=99_999, userid=mentee) == "invalidrecord"


def test_activities_of_somebody_not_enrolled_are_all_open(moodle: Moodle, school: School) -> None:
    mentee = school.groups[1].members[1]
    statuses = moodle.ask(ACTIVITIES, courseid=2, userid=mentee)["statuses"]
    assert {(status["state"], status["istrackeduser"]) for status in statuses} == {(0, False)}


def test_the_programme_tracks_three_activities(moodle: Moodle, school: School) -> None:
    mentor = school.groups[1].members[0]
    statuses = moodle.ask(ACTIVITIES, courseid=3, userid=mentor)["statuses"]
    assert [status["modname"] for status in statuses] == ["page", "assign", "feedback"]


def test_completion_needs_rights(nocaps: Moodle) -> None:
    assert nocaps.refused(COURSE, courseid=2, userid=8) == "requireloginerror"
    assert nocaps.refused(ACTIVITIES, courseid=2, userid=8) == "requireloginerror"
