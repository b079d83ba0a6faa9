import pytest

from connector.mapping.names import full_name, patronymic
from connector.mapping.selectors import UNKNOWN_PATRONYMIC, PatronymicRule
from connector.moodle.records.user import User
from tests.builders import Change, a_user

IN_A_FIELD = PatronymicRule(profile_field="patronymic")
IN_FIRSTNAME = PatronymicRule(second_word_of="firstname")
IN_LASTNAME = PatronymicRule(second_word_of="lastname")
IN_FULLNAME = PatronymicRule(from_fullname=True)
ANYWHERE = PatronymicRule("patronymic", "firstname", from_fullname=True)


def maria(**changes: Change) -> User:
    plain = {"firstname": "Мария", "lastname": "Иванова", "fullname": "Иванова Мария"}
    return a_user(**{**plain, **changes})


@pytest.mark.parametrize(
    ("user", "rule"),
    [
        (maria(profile={"patronymic": " Ивановна "}), IN_A_FIELD),
        (maria(firstname="Мария Ивановна"), IN_FIRSTNAME),
        (maria(firstname=" Мария  Ивановна"), UNKNOWN_PATRONYMIC),
        (maria(firstname="Мария Ивановна", profile={"patronymic": "Ивановна"}), IN_A_FIELD),
        (maria(lastname="Иванова Ивановна"), IN_LASTNAME),
        (maria(fullname="Иванова Мария Ивановна"), IN_FULLNAME),
        (maria(fullname="Мария Ивановна Иванова"), IN_FULLNAME),
        (maria(fullname="Иванова Мария Ивановна"), ANYWHERE),
        (maria(firstname="Мария Ивановна"), ANYWHERE),
    ],
)
def test_a_name_is_surname_first_name_and_patronymic_once(user: User, rule: PatronymicRule) -> None:
    assert full_name(user, rule) == "Иванова Мария Ивановна"


@pytest.mark.parametrize(
    ("user", "rule"),
    [
        (maria(fullname="Иванова Мария Ивановна"), UNKNOWN_PATRONYMIC),
        (maria(), IN_A_FIELD),
        (maria(), IN_FIRSTNAME),
        (maria(), IN_LASTNAME),
        (maria(), IN_FULLNAME),
        (maria(fullname="Иванова Мария (9А)"), IN_FULLNAME),
        (maria(fullname="Иванова Мария И."), IN_FULLNAME),
        (maria(fullname="Иванова Мария Анна Ивановна"), IN_FULLNAME),
        (maria(fullname="Маша Ивановна"), IN_FULLNAME),
        (maria(fullname="Мария1 Иванова Ивановна"), IN_FULLNAME),
    ],
)
def test_without_a_patronymic_a_name_has_two_parts(user: User, rule: PatronymicRule) -> None:
    assert patronymic(user, rule) == ""
    assert full_name(user, rule) == "Иванова Мария"


def test_a_surname_of_two_words_stays_whole() -> None:
    user = maria(lastname="Салтыкова Щедрина", fullname="Салтыкова Щедрина Мария Ивановна")

    assert full_name(user, IN_FULLNAME) == "Салтыкова Щедрина Мария Ивановна"


@pytest.mark.parametrize("rule", [UNKNOWN_PATRONYMIC, ANYWHERE])
def test_who_has_no_names_is_called_as_moodle_does(rule: PatronymicRule) -> None:
    user = maria(firstname="", lastname=" ", fullname="Служба")

    assert full_name(user, rule) == "Служба"


def test_of_somebody_with_one_name_the_full_name_tells_no_patronymic() -> None:
    user = maria(firstname="", fullname="Иванова Служба")

    assert full_name(user, IN_FULLNAME) == "Иванова"
