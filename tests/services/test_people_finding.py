"""Whom somebody means, and what is said when that is nobody, or more than one."""

from collections.abc import Callable

import pytest

from connector.domain.people import Organisation, PersonId
from connector.domain.register.edits import EditRefused
from connector.services.by_hand import finding
from connector.services.by_hand.finding import SeveralFit
from connector.services.by_hand.view import View, view
from connector.services.people import outsiders
from tests.services.people_stand import BY, an_engineer
from tests.services.stand import PUPILS, Stand


def code(find: Callable[[], object]) -> str:
    with pytest.raises(EditRefused) as caught:
        find()
    return caught.value.code


def test_a_person_is_found_by_id_login_and_name(seen: View, stand: Stand) -> None:
    account = stand.school.usernames["student0012"]
    person = seen.people[PersonId(account.id)]

    for typed in (
        str(account.id),
        "student0012",
        " STUDENT0012 ",
        person.name,
        person.name.upper(),
    ):
        assert finding.person(seen, typed) == person


def test_somebody_from_outside_is_found_by_the_negative_number(seen: View) -> None:
    outsiders.add(seen, BY, an_engineer())

    assert finding.person(view(seen.deps), "-1").name == "Кузьмин Лев Львович"


def test_a_part_that_only_one_name_has_is_enough(seen: View) -> None:
    outsiders.add(seen, BY, an_engineer(name="Ёжиков Семён"))
    now = view(seen.deps)

    assert finding.person(now, "ежиков").name == "Ёжиков Семён"


def test_a_whole_name_outweighs_a_part_of_another(seen: View) -> None:
    outsiders.add(seen, BY, an_engineer(name="Кузьмин Лев"))
    outsiders.add(view(seen.deps), BY, an_engineer(name="Кузьмин Лев Петрович"))

    assert finding.person(view(seen.deps), "Кузьмин Лев").name == "Кузьмин Лев"


def test_several_are_shown_to_the_screen_by_name_and_to_the_log_by_number(seen: View) -> None:
    with pytest.raises(SeveralFit) as caught:
        finding.person(seen, "ова")

    assert len(caught.value.people) > 1
    assert all("ова" in person.name.casefold() for person in caught.value.people)
    assert int(str(caught.value.facts["count"])) >= len(caught.value.people)
    told = str(caught.value)
    assert str(caught.value.people[0].id) in told
    assert not any(word in told for p in caught.value.people for word in p.name.split())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("99999", "people.unknown"),
        ("-7", "people.unknown"),
        ("Непомнящий", "people.nobody"),
        ("", "people.nobody"),
        ("   ", "people.nobody"),
    ],
)
def test_nobody_is_said_to_be_nobody(seen: View, typed: str, expected: str) -> None:
    assert code(lambda: finding.person(seen, typed)) == expected


def test_a_name_that_nobody_has_is_not_repeated_into_a_log(seen: View) -> None:
    with pytest.raises(EditRefused) as caught:
        finding.person(seen, "Непомнящий")

    assert "Непомнящий" not in str(caught.value)


def test_a_programme_is_found_by_its_course_and_by_its_title(seen: View) -> None:
    assert finding.programme(seen, str(PUPILS)).id == PUPILS
    assert finding.programme(seen, "ученик-ученик").id == PUPILS


@pytest.mark.parametrize("typed", ["Наставничество", "", "99", "нет такой"])
def test_a_programme_that_is_not_one_is_refused_and_the_known_are_named(
    seen: View, typed: str
) -> None:
    with pytest.raises(EditRefused) as caught:
        finding.programme(seen, typed)

    assert caught.value.code == "people.which_programme"
    assert f"{PUPILS} – Наставничество: ученик-ученик" in str(caught.value.facts["known"])


def test_an_organisation_is_found_by_number_and_by_a_part_of_its_name(seen: View) -> None:
    outsiders.add_organisation(seen, BY, Organisation(0, "Завод «Метиз»"))
    now = view(seen.deps)

    assert finding.organisation(now, "1") == finding.organisation(now, "метиз")
    assert code(lambda: finding.organisation(now, "вуз")) == "people.which_organisation"
    assert code(lambda: finding.organisation(now, "2")) == "people.which_organisation"


def test_a_form_a_class_and_a_year_are_checked(seen: View) -> None:
    assert finding.form(seen, "pupil-pupil") == "pupil-pupil"
    assert finding.school_class("9 «a»") == "9А"
    assert str(finding.school_year("2026/27")) == "2026/27"
    assert code(lambda: finding.form(seen, "pupil")) == "people.no_form"
    assert code(lambda: finding.school_class("девятый")) == "people.no_class"
    assert code(lambda: finding.school_year("2026")) == "people.no_year"
    assert code(lambda: finding.school_year("год")) == "people.no_year"
    assert code(lambda: finding.school_year("9999/00")) == "people.no_year"
    assert code(lambda: finding.school_year("0000/01")) == "people.no_year"
