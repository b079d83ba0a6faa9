from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from connector.sandbox.days import day_of
from connector.sandbox.names import masculine
from connector.sandbox.school import School, build_school
from tests.sandbox.conftest import NOW, Answer, Moodle


def fields(school: School, username: str) -> Mapping[str, str]:
    return school.usernames[username].fields or {}


def members(school: School, cohort: str) -> set[int]:
    return {who for one in school.cohorts.values() if one.name == cohort for who in one.members}


def day(value: str) -> date:
    return day_of(int(value))


@pytest.mark.parametrize(
    ("username", "label"),
    [
        ("student0010", "9 «А»"),
        ("student0051", "9A"),
        ("student0054", "10-б"),
        ("student0030", ""),
        ("student0005", "10А"),
    ],
)
def test_classes_are_written_in_many_ways(school: School, username: str, label: str) -> None:
    assert fields(school, username)["class"] == label
    assert school.usernames[username].department == label


def test_one_pupil_is_in_two_classes(school: School) -> None:
    who = school.usernames["student0018"].id
    classes = [c.name for c in school.cohorts.values() if c.idnumber.startswith("class-")]
    assert [name for name in classes if who in members(school, name)] == ["9А", "9Б"]


def test_birthdays_lie_ahead_are_lacking_or_do_not_exist(school: School) -> None:
    assert day(fields(school, "student0038")["birthdate"]) > NOW.date()
    assert fields(school, "student0055")["birthdate"] == ""
    on_no_day = fields(school, "student0060")
    assert (on_no_day["birthdate"], on_no_day["birthday"]) == ("", "31.02.2011")
    assert day(fields(school, "student0057")["birthdate"]) == date(2012, 2, 29)


def test_one_is_eighteen_though_the_representative_consented(school: School) -> None:
    adult = fields(school, "student0046")
    born, consented = day(adult["birthdate"]), day(adult["consent_date"])
    assert born == date(2008, 10, 10)
    assert born.replace(year=born.year + 16) < consented < born.replace(year=born.year + 17)


def test_most_participants_have_consented_and_all_teachers(school: School) -> None:
    pupils = (members(school, "Наставники") | members(school, "Наставляемые")) - members(
        school, "Педагоги"
    )
    given = Counter((school.people[who].fields or {}).get("consent") for who in pupils)
    assert given == {"1": 32, "0": 4, None: 1}
    for teacher in members(school, "Педагоги"):
        profile = school.people[teacher].fields or {}
        assert profile["consent"] == "1"
        assert day(profile["consent_date"]) < NOW.date()


def test_one_consent_has_no_date_and_the_others_do(school: School) -> None:
    undated = [
        person.username
        for person in school.people.values()
        if (profile := person.fields or {}).get("consent") == "1" and "consent_date" not in profile
    ]
    assert undated == ["student0047"]


def test_a_consent_that_nobody_noted_is_told_as_not_given(moodle: Moodle) -> None:
    assert custom(moodle, "student0036")["consent"] == "0"
    assert "consent_date" not in custom(moodle, "student0036")
    assert custom(moodle, "student0005")["consent"] == "1"
    assert custom(moodle, "student0005")["consent_date"].isdecimal()


def test_a_patronymic_is_a_field_of_its_own_or_stands_in_a_wrong_one(
    moodle: Moodle, school: School
) -> None:
    pupils = [p for p in school.people.values() if p.username.startswith("student")]
    lacking = [p for p in pupils if not (p.fields or {})["patronymic"]]
    assert 0 < len(lacking) < len(pupils) / 4
    (user,) = moodle.ask("core_user_get_users_by_field", field="username", values=["teacher0032"])
    assert (user["firstname"], user["lastname"]) == ("Мария Ивановна", "Морозова")
    assert "patronymic" not in custom(moodle, "teacher0032")
    assert "middlename" not in user


def test_pupils_have_representatives_of_their_family(school: School) -> None:
    for person in school.people.values():
        profile = person.fields or {}
        if person.username.startswith("student"):
            family = profile["rep_name"].split()[0]
            assert masculine(family) == masculine(person.lastname)
            assert profile["rep_phone"][:7] in {"", "+7 000 "}
    assert sum(not (p.fields or {}).get("rep_phone", "-") for p in school.people.values()) == 5


def test_teachers_have_a_position_and_the_curator_another_one(moodle: Moodle) -> None:
    assert custom(moodle, "teacher0008")["position"].startswith("Заместитель директора")
    assert custom(moodle, "teacher0040")["position"] == "Педагог-психолог"
    assert "service_start" not in custom(moodle, "teacher0024")


def test_recruiting_fits_together_but_not_quite(school: School) -> None:
    paired = {member for group in school.groups.values() for member in group.members}
    free = members(school, "Наставники") - paired
    answered = {response.user_id for response in school.surveys[4].responses} - free
    candidates = members(school, "Кандидаты в наставники")
    invited = members(school, "Приглашённые в наставники")
    assert {school.people[who].username for who in candidates - answered} == {"student0003"}
    assert {school.people[who].username for who in answered - candidates} == {
        "teacher0008",
        "student0060",
        "teacher0056",
    }
    assert {school.people[who].username for who in invited - candidates} == {"student0004"}
    assert answered | candidates <= set(school.enrolled[2])


def test_two_pupils_wait_for_a_mentor(school: School) -> None:
    asking = {response.user_id for response in school.surveys[6].responses}
    waiting = asking - members(school, "Наставляемые")
    assert {school.people[who].username for who in waiting} == {"student0009", "student0011"}
    assert waiting <= set(school.enrolled[3])


def test_a_mentor_is_a_mentee_elsewhere(school: School) -> None:
    reverse = next(c for c in school.courses.values() if c.shortname == "REVERSE-2627")
    roles = {e.user_id: e.role for e in reverse.enrolments}
    elsewhere = {e.user_id: e.role for e in school.courses[4].enrolments}
    (group,) = reverse.groups
    assert [(roles[who], elsewhere[who]) for who in group.members] == [
        ("teacher", "student"),
        ("student", "teacher"),
    ]


@pytest.mark.parametrize("users", [16, 17, 18, 23, 33, 61, 200, 215, 1500])
def test_the_awkward_ones_stand_in_the_way_of_no_size(users: int) -> None:
    school = build_school(users=users, courses=1, now=NOW)
    told = {r.user_id for survey in school.surveys.values() for r in survey.responses}
    voted = {vote.user_id for poll in school.polls.values() for vote in poll.votes}
    assert told | voted <= set(school.people)
    assert len(members(school, "Кандидаты в наставники")) < 60


def custom(moodle: Moodle, username: str) -> dict[str, Answer]:
    (user,) = moodle.ask("core_user_get_users_by_field", field="username", values=[username])
    return {field["shortname"]: field["value"] for field in user["customfields"]}


def test_mentors_and_mentees_without_a_pair_are_in_the_programme(school: School) -> None:
    enrolled, paired = school.courses[3].enrolled, school.courses[3].groups_of
    mentors = {m for m in members(school, "Наставники") if m in enrolled and m not in paired}
    mentees = {m for m in members(school, "Наставляемые") if m in enrolled and m not in paired}
    consented = {who for who in mentors | mentees if consent(school, who) == "1"}
    asking = {response.user_id for response in school.surveys[6].responses}
    answered = {response.user_id for response in school.surveys[4].responses}
    assert (len(mentors), len(mentees)) == (4, 5)
    assert mentors <= answered
    assert mentees <= asking
    assert len((mentors | mentees) - consented) == 1
    trained = {who for who in mentors if len(school.completions[who]) == 4}
    assert len(mentors - trained) == 1


def consent(school: School, who: int) -> str | None:
    return (school.people[who].fields or {}).get("consent")
