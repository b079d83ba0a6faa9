import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from connector.sandbox.app import create_app
from connector.sandbox.days import MOSCOW
from connector.sandbox.school import School, build_school
from tests.sandbox.conftest import NOW, WWWROOT, Moodle

DAYS_21 = 21 * 86_400


def moscow(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), MOSCOW)


def test_the_same_seed_makes_the_same_school() -> None:
    assert build_school(now=NOW) == build_school(now=NOW)
    assert build_school(now=NOW).people != build_school(now=NOW, seed=21).people


def test_the_same_school_gives_the_same_answers(moodle: Moodle, school: School) -> None:
    other = Moodle(create_app(school, wwwroot=WWWROOT))
    for function, params in (
        ("core_enrol_get_enrolled_users", {"courseid": 3}),
        ("gradereport_user_get_grade_items", {"courseid": 5}),
        ("mod_assign_get_grades", {"assignmentids": [1, 3, 9]}),
    ):
        assert json.dumps(moodle.ask(function, **params)) == json.dumps(
            other.ask(function, **params)
        )


@pytest.mark.parametrize(("users", "courses"), [(16, 0), (60, 6), (130, 3), (400, 12)])
def test_a_school_of_any_size_holds_together(users: int, courses: int) -> None:
    school = build_school(users=users, courses=courses, now=NOW)
    enrolled = {e.user_id for course in school.courses.values() for e in course.enrolments}
    members = {member for group in school.groups.values() for member in group.members}
    assert len([p for p in school.people.values() if p.of_school]) == users
    assert len(school.courses) == courses + 10
    assert enrolled | members <= set(school.people)


def test_a_large_school_is_made_quickly_and_has_three_hundred_pairs() -> None:
    started = datetime.now(UTC)
    school = build_school(users=5000, courses=200, now=NOW)
    assert datetime.now(UTC) - started < timedelta(seconds=5)
    assert len([g for g in school.courses[3].groups if g.name.startswith("Пара ")]) == 300
    subjects = [c for c in school.courses.values() if c.shortname.startswith("SUB-")]
    sizes = Counter(len(course.enrolments) for course in subjects)
    assert sizes == {551: 200}


def test_a_school_that_is_too_small_or_timeless_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        build_school(users=8, now=NOW)
    with pytest.raises(ValueError, match="time zone"):
        build_school(now=NOW.replace(tzinfo=None))


def test_birthdays_fit_the_class_but_for_one_in_the_future(school: School) -> None:
    grades = {"8А": 8, "8Б": 8, "9А": 9, "9Б": 9, "10А": 10, "10Б": 10}
    misfits = []
    for person in school.people.values():
        fields = person.fields or {}
        if fields.get("class") in grades and fields["birthdate"]:
            grade, born = grades[fields["class"]], moscow(fields["birthdate"])
            age = (date(2026, 9, 1) - born.date()).days // 365
            assert (born.hour, born.minute) == (0, 0)
            if not grade + 6 <= age <= grade + 7:
                misfits.append(person.username)
    assert misfits == ["student0038"]


def test_young_specialists_began_to_teach_lately(school: School) -> None:
    young = next(c for c in school.cohorts.values() if c.name == "Молодые специалисты").members
    teachers = next(c for c in school.cohorts.values() if c.name == "Педагоги").members
    began = {who: (school.people[who].fields or {})["service_start"] for who in teachers}
    for teacher, start in began.items():
        years = (NOW.timestamp() - int(start)) / 86_400 / 365 if start else 99
        assert (years < 3) == (teacher in young)
    assert [who for who, start in began.items() if not start] == [27]


def test_there_are_awkward_people(school: School) -> None:
    people = [person for person in school.people.values() if person.of_school]
    names = Counter((person.firstname, person.lastname) for person in people)
    assert names["Мария", "Иванова"] == 3
    assert any("'" in person.lastname for person in people)
    assert any("🌻" in person.firstname for person in people)
    assert sum(not person.email for person in people) == 3
    assert sum(not person.idnumber for person in people) == 3
    assert sum(person.suspended for person in people) == 2


def test_pairs_have_their_deliberate_defects(school: School) -> None:
    enrolled = school.enrolled[3]
    pairs = {number: school.groups[number].members for number in range(1, 15)}
    people = school.people
    assert len(pairs[5]) == 1
    assert [m for pair in pairs.values() for m in pair if m not in enrolled] == [pairs[7][0]]
    assert enrolled[pairs[8][1]].suspended
    assert people[pairs[10][0]].suspended
    never = [n for n, pair in pairs.items() if all(not people[m].lastaccess for m in pair)]
    assert never == [4]
    old = [
        n
        for n, pair in pairs.items()
        if all(0 < people[m].lastaccess < NOW.timestamp() - DAYS_21 for m in pair)
    ]
    assert old == [3, 6, 9]


def test_mentors_teach_and_young_specialists_learn_in_the_teachers_programme(
    school: School,
) -> None:
    roles = Counter(enrolment.role for enrolment in school.courses[4].enrolments)
    assert roles == {"editingteacher": 1, "teacher": 3, "student": 3}
