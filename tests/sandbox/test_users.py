import pytest

from connector.sandbox.school import School
from tests.sandbox.conftest import Moodle

GET_USERS = "core_user_get_users"
BY_FIELD = "core_user_get_users_by_field"


def criteria(**values: str) -> dict[str, list[dict[str, str]]]:
    return {"criteria": [{"key": key, "value": value} for key, value in values.items()]}


def test_a_wildcard_on_the_surname_answers_everybody_but_the_deleted(
    moodle: Moodle, school: School
) -> None:
    users = moodle.ask(GET_USERS, **criteria(lastname="%"))["users"]
    visible = [p for p in school.people.values() if not p.deleted and not p.concealed]
    assert [user["id"] for user in users] == [person.id for person in visible]
    assert {"guest", "admin", "unconfirmed01"} <= {user["username"] for user in users}


def test_a_wildcard_on_the_email_omits_people_without_one(moodle: Moodle) -> None:
    by_email = moodle.ask(GET_USERS, **criteria(email="%"))["users"]
    by_surname = moodle.ask(GET_USERS, **criteria(lastname="%"))["users"]
    missing = [user for user in by_surname if user not in by_email]
    assert [user["email"] for user in missing] == ["", "", ""]


def test_a_wildcard_does_not_work_on_the_username(moodle: Moodle) -> None:
    assert moodle.ask(GET_USERS, **criteria(username="student%")) == {"users": [], "warnings": []}


def test_surnames_are_found_in_any_case(moodle: Moodle) -> None:
    users = moodle.ask(GET_USERS, **criteria(lastname="иВАНова", firstname="Мария"))["users"]
    assert [user["fullname"].split()[2] for user in users] == ["Ивановна", "Петровна", "Сергеевна"]


def test_an_unknown_key_answers_everybody_with_a_warning(moodle: Moodle) -> None:
    everybody = moodle.ask(GET_USERS, **criteria(lastname="%"))["users"]
    answer = moodle.ask(GET_USERS, **criteria(suspended="0"))
    assert answer["users"] == everybody
    assert answer["warnings"][0]["warningcode"] == "invalidfieldparameter"


def test_the_same_key_twice_is_refused(moodle: Moodle) -> None:
    twice = [{"key": "lastname", "value": "Иванова"}, {"key": "lastname", "value": "Цой"}]
    assert moodle.refused(GET_USERS, criteria=twice) == "keyalreadyset"


def test_no_criteria_and_profile_field_keys_are_invalid(moodle: Moodle) -> None:
    assert moodle.refused(GET_USERS) == "invalidparameter"
    by_class = criteria(profile_field_class="9А")
    assert moodle.refused(GET_USERS, **by_class) == "invalidparameter"


def test_without_rights_one_sees_only_oneself(nocaps: Moodle) -> None:
    users = nocaps.ask(GET_USERS, **criteria(email="%"))["users"]
    assert [user["username"] for user in users] == ["ws_nocaps"]
    assert nocaps.ask(BY_FIELD, field="id", values=[8, 9]) == []


def test_unknown_and_deleted_people_are_silently_left_out(moodle: Moodle, school: School) -> None:
    deleted = school.usernames["deleted01"].id
    found = moodle.ask(BY_FIELD, field="id", values=[9, 999_999, 8, deleted])
    assert [user["id"] for user in found] == [8, 9]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "student0005"),
        ("idnumber", "S-00005"),
        ("email", "STUDENT0005@school20.example"),
    ],
)
def test_people_are_found_by_each_field(moodle: Moodle, field: str, value: str) -> None:
    assert [user["id"] for user in moodle.ask(BY_FIELD, field=field, values=[value])] == [8]


def test_a_field_that_cannot_be_searched_is_a_coding_error(moodle: Moodle) -> None:
    assert moodle.refused(BY_FIELD, field="lastname", values=["x"]) == "codingerror"
    assert moodle.refused(BY_FIELD, field="id", values=["абв"]) == "invalidparameter"


def test_what_is_empty_is_absent_and_the_patronymic_hides_in_the_full_name(
    moodle: Moodle, school: School
) -> None:
    person = next(p for p in school.people.values() if p.of_school and not p.idnumber)
    (user,) = moodle.ask(BY_FIELD, field="id", values=[person.id])
    assert "idnumber" not in user
    assert "middlename" not in user
    assert user["fullname"] == f"{person.lastname} {person.firstname} {person.patronymic}"
    assert {field["shortname"] for field in user["customfields"]} == {
        "mentor_role",
        "class",
        "birthdate",
        "birthday",
        "interests",
        "consent",
        "consent_date",
        "patronymic",
        "rep_name",
    }


def test_a_service_account_has_only_the_fields_with_defaults(moodle: Moodle) -> None:
    (user,) = moodle.ask(BY_FIELD, field="username", values=["unconfirmed01"])
    assert [field["shortname"] for field in user["customfields"]] == ["mentor_role", "consent"]
    assert user["confirmed"] is False


def test_a_birth_date_is_a_midnight_of_moscow_in_words_and_seconds(moodle: Moodle) -> None:
    (user,) = moodle.ask(BY_FIELD, field="id", values=[8])
    born = next(f for f in user["customfields"] if f["shortname"] == "birthdate")
    assert born["value"].isdecimal()
    assert born["displayvalue"].split()[2] in {"2009", "2010"}
