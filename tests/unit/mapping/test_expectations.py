import pytest

from connector.mapping.expectations import broken
from tests.builders import PROGRAMME, TODAY, Change, some_rules

PEOPLE = {
    "kind": [
        {"teacher": {"in_cohort": "Педагоги"}},
        {"pupil": {"in_cohort_matching": r"\d+[А-Я]"}},
    ],
    "class": {"cohort_matching": r"\d+[А-Я]"},
}
ROLES = {
    "mentor": {"any": [{"in_cohort": "Наставники"}, {"username": "boss"}]},
    "mentee": {"profile_field": "needs", "equals": "help"},
}


def faults(case: dict[str, Change]) -> list[str]:
    rules = some_rules(people=PEOPLE, roles=ROLES, expect=[case])
    return [fault for _, fault in broken(rules, TODAY)]


@pytest.mark.parametrize(
    "case",
    [
        {"person": {}},
        {"person": {"cohorts": ["9А", "Наставники"]}, "is": ["mentor"], "kind": "pupil"},
        {"person": {"cohorts": ["9А"]}, "is_not": ["mentor", "mentee", "curator"], "class": "9А"},
        {"person": {"username": "boss"}, "is": ["mentor"]},
        {"person": {"profile": {"needs": "help"}}, "is": ["mentee"]},
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
        (
            {"person": {}, "is": ["mentor"], "kind": "pupil", "class": "9А"},
            ["is not: mentor", "kind is: -", "class is: -"],
        ),
    ],
)
def test_what_comes_out_otherwise_is_told(case: dict[str, Change], expected: list[str]) -> None:
    assert faults(case) == expected


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
