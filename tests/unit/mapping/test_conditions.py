from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.mapping.conditions import Answer, CourseId, CoursesOf, Facts, ask
from connector.mapping.schema_fields import condition
from connector.mapping.selectors import Condition
from tests.builders import TODAY, Change, a_user

PAIRS: Final = 50
OTHER: Final = 51
ANNA: Final = Facts(
    user=a_user(username="anna", profile={"position": "Учитель", "hired": "24.11.2023"}),
    today=TODAY,
    cohorts=frozenset({"9А", "Наставники"}),
    course_roles={PAIRS: frozenset({"teacher"}), OTHER: frozenset({"student"})},
    groups={PAIRS: frozenset({"Пара 1", "P-1"}), OTHER: frozenset({"Группа 7"})},
)


def speaking_of(*courses: CourseId) -> CoursesOf:
    return lambda _condition: frozenset(courses)


def holds(said: Mapping[str, Change], facts: Facts = ANNA, *courses: CourseId) -> bool:
    return ask(condition(said), facts, speaking_of(*(courses or (PAIRS,)))).holds


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"in_cohort": "Наставники"}, True),
        ({"in_cohort": "наставники"}, False),
        ({"in_cohort_matching": r"\d+[А-Я]"}, True),
        ({"in_cohort_matching": r"\d+"}, False),  # the whole name must fit
        ({"course_role": "teacher"}, True),
        ({"course_role": "student"}, False),  # of another course
        ({"in_group": "Пара 1"}, True),
        ({"in_group": "P-1"}, True),
        ({"in_group": "Группа 7"}, False),
        ({"in_group_matching": "Пара.*"}, True),
        ({"in_group_matching": "Пар"}, False),
        ({"username": "anna"}, True),
        ({"username": ["boris", "anna"]}, True),
        ({"username": ["boris"]}, False),
        ({"profile_field": "position", "equals": "Учитель"}, True),
        ({"profile_field": "position", "equals": "учитель"}, False),
        ({"profile_field": "position", "one_of": ["Завуч", "Учитель"]}, True),
        ({"profile_field": "position", "one_of": ["Завуч"]}, False),
        ({"profile_field": "position", "matches": "Учит.*"}, True),
        ({"profile_field": "position", "matches": "Учит"}, False),
        ({"profile_field": "phone", "equals": ""}, True),
        ({"profile_field": "phone", "matches": ".+"}, False),
        ({"profile_field": "hired", "at_most": "3 years"}, True),
        ({"profile_field": "hired", "less_than": "3 years"}, False),
        ({"profile_field": "hired", "less_than": "4 years"}, True),
        ({"profile_field": "phone", "at_most": "3 years"}, False),
        ({"profile_field": "position", "less_than": "3 years"}, False),
    ],
)
def test_each_kind_of_condition_asks_one_thing(said: dict[str, Change], *, expected: bool) -> None:
    assert holds(said) is expected


@pytest.mark.parametrize(
    ("hired", "less_than_three", "at_most_three"),
    [
        ("24.11.2023", False, True),  # three years today
        ("25.11.2023", True, True),
        ("23.11.2023", False, False),
        ("24.11.2026", True, True),  # today
        ("25.11.2026", False, False),  # has not begun
        ("1700784000", False, True),  # 24 November 2023 in Moodle's seconds
    ],
)
def test_a_term_is_counted_to_the_day(
    hired: str, *, less_than_three: bool, at_most_three: bool
) -> None:
    facts = Facts(a_user(profile={"hired": hired}), TODAY)

    assert holds({"profile_field": "hired", "less_than": "3 years"}, facts) is less_than_three
    assert holds({"profile_field": "hired", "at_most": "3 years"}, facts) is at_most_three


def test_a_term_can_end_on_a_29_february() -> None:
    facts = Facts(a_user(profile={"hired": "28.02.2025"}), date(2028, 2, 29))

    assert holds({"profile_field": "hired", "at_most": "3 years"}, facts)


@pytest.mark.parametrize(
    "said", [{"course_role": "student"}, {"in_group": "Группа 7"}, {"in_group_matching": "Гр.*"}]
)
def test_a_condition_holds_when_it_holds_in_one_of_its_courses(said: dict[str, Change]) -> None:
    assert holds(said, ANNA, PAIRS, OTHER)
    assert not holds(said, ANNA, PAIRS)
    assert not ask(condition(said), ANNA, speaking_of()).holds


YES: Final = {"username": "anna"}
NO: Final = {"username": "boris"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"any": [NO, YES]}, True),
        ({"any": [NO, NO]}, False),
        ({"all": [YES, YES]}, True),
        ({"all": [YES, NO]}, False),
        ({"not": NO}, True),
        ({"not": YES}, False),
        ({"all": [{"any": [NO, YES]}, {"not": {"all": [YES, NO]}}]}, True),
    ],
)
def test_conditions_are_joined(said: dict[str, Change], *, expected: bool) -> None:
    assert holds(said) is expected


def test_an_answer_keeps_the_answers_it_was_made_of() -> None:
    joined = condition({"any": [YES, {"not": YES}]})

    yes, negated = joined.parts
    assert ask(joined, ANNA, speaking_of()) == Answer(
        joined,
        holds=True,
        parts=(
            Answer(yes, holds=True),
            Answer(negated, holds=False, parts=(Answer(yes, holds=True),)),
        ),
    )


trees = st.recursive(
    st.sampled_from([YES, NO]),
    lambda inner: (
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"not": inner})
    ),
    max_leaves=8,
)


@given(st.lists(trees, min_size=1, max_size=3))
def test_not_any_is_all_not(said: list[dict[str, Change]]) -> None:
    negated = [{"not": one} for one in said]

    assert holds({"not": {"any": said}}) is holds({"all": negated})
    assert holds({"not": {"all": said}}) is holds({"any": negated})


def test_numbers_in_a_mapping_are_names() -> None:
    assert condition({"in_cohort": 9}) == Condition("in_cohort", "9")
