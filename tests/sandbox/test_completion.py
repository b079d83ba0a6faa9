from collections import Counter

from connector.sandbox.school import School
from tests.sandbox.conftest import Moodle

COURSE = "core_completion_get_course_completion_status"
ACTIVITIES = "core_completion_get_activities_completion_status"


def progress(moodle: Moodle, course: int, person: int) -> tuple[int, int]:
    """Answer how many criteria a person has met, and when the last one (unix seconds)."""
    status = moodle.ask(COURSE, courseid=course, userid=person)["completionstatus"]
    met = [one["timecompleted"] for one in status["completions"] if one["complete"]]
    assert status["completed"] == (len(met) == len(status["completions"]))
    return len(met), max(met, default=0)


def members(school: School, cohort: str) -> set[int]:
    return {who for one in school.cohorts.values() if one.name == cohort for who in one.members}


def test_about_nine_of_fourteen_mentors_have_finished_their_training(
    moodle: Moodle, school: School
) -> None:
    met = [progress(moodle, 2, mentor)[0] for mentor in members(school, "Наставники")]
    assert Counter(met) == {4: 15, 2: 2, 1: 2, 0: 2}


def test_some_mentors_were_trained_more_than_two_years_ago(moodle: Moodle, school: School) -> None:
    two_years_ago = school.now - 2 * 366 * 86_400
    done = [progress(moodle, 2, mentor) for mentor in members(school, "Наставники")]
    assert len([when for criteria, when in done if criteria == 4 and when < two_years_ago]) == 2


def test_candidates_are_in_the_training_and_one_has_finished_it(
    moodle: Moodle, school: School
) -> None:
    candidates = members(school, "Кандидаты в наставники") - members(school, "Наставники")
    assert Counter(progress(moodle, 2, one)[0] for one in candidates) == {0: 5, 2: 1, 4: 1}


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
