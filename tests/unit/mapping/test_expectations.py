from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connector.mapping.expectations import broken
from tests.builders import PROGRAMME, TODAY, Change, some_rules
from tests.unit.mapping.folders import unsaid

PEOPLE = {
    "kind": [
        {"teacher": {"in_cohort": "Педагоги"}},
        {"pupil": {"in_cohort_matching": r"\d+[А-Я]"}},
    ],
    "class": {"cohort_matching": r"\d+[А-Я]"},
    "birth_date": {"profile_field": "born"},
    "patronymic": {"second_word_of": "firstname"},
    "young_specialist": {"profile_field": "hired", "at_most": "3 years"},
}
CONSENTS = [
    {
        "purpose": "processing",
        "profile_field": "consent",
        "equals": "1",
        "signed_on": {"profile_field": "day"},
        "valid_for": "1 year",
    },
    {
        "purpose": "distribution",
        "profile_field": "site",
        "one_of": ["yes", "1"],
        "signed_by": "self",
    },
    {"purpose": "labour_351_8", "choice": "Согласие", "course": "C50", "equals": "Да"},
]
RECRUITING = {
    "mentor": {"candidates": {"in_cohort": "Кандидаты"}},
    "mentee": {
        "candidates": {"profile_field": "needs", "equals": "help"},
        "questionnaire": {"feedback": "Запрос", "course": "C50", "items": {"request": "r"}},
    },
}
ANNA = {"firstname": "Анна Петровна", "lastname": "Иванова", "cohorts": ["9А"]}
ROLES = {
    "mentor": {"any": [{"in_cohort": "Наставники"}, {"username": "boss"}]},
    "mentee": {"profile_field": "needs", "equals": "help"},
}


def faults(case: dict[str, Change]) -> list[str]:
    rules = some_rules(
        people=PEOPLE, roles=ROLES, consents=CONSENTS, recruiting=RECRUITING, expect=[case]
    )
    found = [fault for _, fault in broken(rules, TODAY)]
    assert unsaid(found) == []
    return found


@pytest.mark.parametrize(
    "case",
    [
        {"person": {}},
        {"person": {"cohorts": ["9А", "Наставники"]}, "is": ["mentor"], "kind": "pupil"},
        {"person": {"cohorts": ["9А"]}, "is_not": ["mentor", "mentee", "curator"], "class": "9А"},
        {"person": {"username": "boss"}, "is": ["mentor"]},
        {"person": {"profile": {"needs": "help"}}, "is": ["mentee"]},
        {"person": ANNA, "name": "Иванова Анна Петровна", "patronymic": "Петровна"},
        {"person": {"firstname": "Анна"}, "name": "Анна", "patronymic": ""},
        {"person": {"fullname": "Иванова А. П."}, "name": "Иванова А. П."},
        {"person": {"profile": {"born": "01.03.2011"}}, "birth_date": date(2011, 3, 1)},
        {"person": {"profile": {"hired": "01.09.2026"}}, "young_specialist": True},
        {"person": {}, "young_specialist": False, "consent": [], "candidate": []},
        {"person": {"profile": {"consent": "1"}}, "consent": ["processing"]},
        {
            "person": {"profile": {"consent": "1", "site": "yes"}},
            "consent": ["distribution", "processing"],
        },
        {"person": {"cohorts": ["Кандидаты"]}, "candidate": ["mentor"]},
        {
            "person": {"cohorts": ["Кандидаты"], "profile": {"needs": "help"}},
            "candidate": ["mentee", "mentor"],
        },
    ],
)
def test_what_comes_out_as_expected_is_not_mentioned(case: dict[str, Change]) -> None:
    assert faults(case) == []


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"person": {}, "is": ["mentor", "mentee"]}, ["is not: mentor", "is not: mentee"]),
        ({"person": {"username": "boss"}, "is_not": ["mentor"]}, ["is: mentor"]),
        ({"person": {"cohorts": ["Педагоги"]}, "kind": "pupil"}, ["kind is: teacher"]),
        ({"person": {}, "kind": "pupil"}, ["kind is: -"]),
        ({"person": {"cohorts": ["9Б"]}, "class": "9А"}, ["class is: 9Б"]),
        ({"person": ANNA, "name": "Анна"}, ["name is: Иванова Анна Петровна"]),
        ({"person": {}, "patronymic": "Петровна"}, ["patronymic is: -"]),
        (
            {"person": {"profile": {"born": "01.03.2011"}}, "birth_date": date(2010, 3, 1)},
            ["birth date is: 2011-03-01"],
        ),
        ({"person": {}, "birth_date": date(2010, 3, 1)}, ["birth date is: -"]),
        ({"person": {}, "young_specialist": True}, ["young specialist is: false"]),
        (
            {"person": {"profile": {"hired": "01.09.2026"}}, "young_specialist": False},
            ["young specialist is: true"],
        ),
        ({"person": {}, "consent": ["processing"]}, ["consent is: -"]),
        (
            {"person": {"profile": {"consent": "1", "site": "1"}}, "consent": []},
            ["consent is: distribution, processing"],
        ),
        ({"person": {"cohorts": ["Кандидаты"]}, "candidate": []}, ["candidate for: mentor"]),
        (
            {"person": {}, "is": ["mentor"], "kind": "pupil", "class": "9А"},
            ["is not: mentor", "kind is: -", "class is: -"],
        ),
    ],
)
def test_what_comes_out_otherwise_is_told(case: dict[str, Change], expected: list[str]) -> None:
    assert faults(case) == expected


def test_a_consent_that_a_minor_gave_is_none() -> None:
    case = {"person": {**ANNA, "profile": {"site": "1"}}, "consent": ["distribution"]}

    assert faults(case) == ["consent is: -"]


@pytest.mark.parametrize(("day", "consents"), [("24.11.2025", []), ("25.11.2025", ["processing"])])
def test_a_consent_that_ran_out_is_none(day: str, consents: list[str]) -> None:
    profile = {"consent": "1", "day": day}

    assert faults({"person": {"profile": profile}, "consent": consents}) == []


@given(st.dictionaries(st.sampled_from(["born", "hired", "consent", "day"]), st.text(max_size=12)))
@example({"consent": "1", "day": "31.12.9999", "born": "01.01.0001", "hired": "29.02.2024"})
def test_whatever_stands_in_a_profile_something_comes_out(profile: dict[str, str]) -> None:
    case = {"person": {"profile": profile}, "consent": ["distribution"], "kind": "parent"}

    assert "kind is: -" in faults(case)


def test_every_broken_expectation_is_told_with_its_place() -> None:
    rules = some_rules(expect=[{"person": {}}, {"person": {}, "is": ["mentor"]}] * 2)

    assert broken(rules, TODAY) == [("rules.yaml:1", "is not: mentor")] * 2


def test_a_made_up_person_is_in_no_course() -> None:
    own = {"mentor": {"not": {"username": "nobody"}}}
    rules = some_rules(
        roles={"mentor": {"course_role": "teacher", "course": "C50"}},
        programmes=[{**PROGRAMME, "roles": own}],
        expect=[{"person": {}, "is_not": ["mentor"]}],
    )

    assert broken(rules, TODAY) == []
