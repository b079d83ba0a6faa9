from collections import Counter

import pytest

from connector.sandbox.records import Course
from connector.sandbox.school import School
from tests.sandbox.conftest import Answer, Moodle

COURSES = "core_course_get_courses_by_field"
STATUS = "core_completion_get_course_completion_status"
YEAR = 365 * 86_400


def hours(moodle: Moodle, shortname: str) -> Answer:
    (course,) = moodle.ask(COURSES, field="shortname", value=shortname)["courses"]
    (found,) = course["customfields"]
    return found


def course(school: School, shortname: str) -> Course:
    return next(one for one in school.courses.values() if one.shortname == shortname)


def finished(moodle: Moodle, one: Course) -> dict[int, int | None]:
    """When each one completed the course (unix seconds), None for who has not."""
    found: dict[int, int | None] = {}
    for enrolment in one.enrolments:
        answer = moodle.ask(STATUS, courseid=one.id, userid=enrolment.user_id)["completionstatus"]
        times = [row["timecompleted"] for row in answer["completions"]]
        found[enrolment.user_id] = max(times) if answer["completed"] else None
    return found


@pytest.mark.parametrize(
    ("shortname", "count"),
    [
        ("GROWTH-ICT", 16),
        ("GROWTH-INCLUSION", 36),
        ("GROWTH-FGOS", 72),
        ("MENTOR-SUPPORT", 8),
        ("MENTOR-SCHOOL", 36),
    ],
)
def test_hours_are_a_custom_field_that_is_a_number(
    moodle: Moodle, shortname: str, count: int
) -> None:
    field = hours(moodle, shortname)
    assert (field["shortname"], field["type"]) == ("hours", "number")
    assert (field["valueraw"], field["value"]) == (count, str(count))


def test_a_course_without_hours_has_the_field_all_the_same(moodle: Moodle) -> None:
    field = hours(moodle, "SUB-0")
    assert (field["name"], field["valueraw"], field["value"]) == ("Объём, часов", None, None)


def test_courses_for_teachers_have_a_category_of_their_own(moodle: Moodle, school: School) -> None:
    growth = [{"key": "idnumber", "value": "growth"}]
    (category,) = moodle.ask("core_course_get_categories", criteria=growth)
    assert (category["name"], category["coursecount"]) == ("Повышение квалификации", 3)
    found = moodle.ask(COURSES, field="category", value=category["id"])["courses"]
    assert [one["shortname"] for one in found] == ["GROWTH-ICT", "GROWTH-INCLUSION", "GROWTH-FGOS"]
    teachers = next(c for c in school.cohorts.values() if c.name == "Педагоги").members
    for one in found:
        learners = school.enrolled[one["id"]]
        assert set(learners) < set(teachers)
        assert {enrolment.role for enrolment in learners.values()} == {"student"}


@pytest.mark.parametrize("shortname", ["GROWTH-ICT", "GROWTH-INCLUSION", "GROWTH-FGOS"])
def test_some_have_learnt_this_year_some_long_ago_some_not_yet(
    moodle: Moodle, school: School, shortname: str
) -> None:
    times = finished(moodle, course(school, shortname)).values()
    years = Counter("never" if when is None else (school.now - when) // YEAR for when in times)
    assert set(years) == {0, 3, "never"}


def test_few_mentors_have_finished_what_goes_along_with_their_work(
    moodle: Moodle, school: School
) -> None:
    times = finished(moodle, course(school, "MENTOR-SUPPORT")).values()
    assert Counter(when is not None for when in times) == {True: 3, False: 14}


def test_what_only_has_to_be_handed_in_names_no_requirement(moodle: Moodle, school: School) -> None:
    one = course(school, "GROWTH-ICT")
    answer = moodle.ask(STATUS, courseid=one.id, userid=one.enrolments[0].user_id)
    rows = answer["completionstatus"]["completions"]
    assert [row["details"]["requirement"] for row in rows] == ["Viewing the page", ""]
