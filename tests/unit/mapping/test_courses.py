from dataclasses import replace

import pytest

from connector.domain.consents import Purpose
from connector.mapping.courses import category_names, find, selectors
from connector.mapping.register_rules import ConsentRule, GrowthCourseRule, GrowthRule, RouteRule
from connector.mapping.rules import PeopleRule, TrainingRule
from connector.mapping.selectors import CourseSelector, FieldValue
from tests.builders import PROGRAMME, Change, a_category, a_course, some_rules
from tests.unit.mapping.people_builders import SHEET, TEACHERS, rules_with

COURSES = [
    a_course(3, shortname="PAIRS-27", fullname="Пары 2026/27", idnumber="pairs", category_id=2),
    a_course(4, shortname="PAIRS-28", fullname="Пары 2027/28", category_id=1),
    a_course(5, shortname="MATHS", fullname="Алгебра", category_id=9),
]
CATEGORIES = [
    a_category(1, name="Наставничество", idnumber="mentoring"),
    a_category(2, name="2026", parent=1),
    a_category(9, name="Предметы"),
]


def found_by(selector: Change) -> list[int]:
    rules = some_rules(programmes=[{**PROGRAMME, "course": selector}])
    return [course.id for _, course in find(rules, reversed(COURSES), CATEGORIES).programmes]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("MATHS", [5]),
        ({"shortname": "MATHS"}, [5]),
        ({"id": 4}, [4]),
        ({"fullname": "Пары 2026/27"}, [3]),
        ({"idnumber": "pairs"}, [3]),
        ({"shortname_matching": "PAIRS-.*"}, [3, 4]),
        ({"shortname_matching": "PAIRS"}, []),
        ({"category": "Наставничество"}, [3, 4]),
        ({"category": "mentoring"}, [3, 4]),
        ({"category": "2026"}, [3]),
        ({"category": "Предметы"}, [5]),
        ("maths", []),
    ],
)
def test_a_course_is_found_by_what_the_school_calls_it(
    selector: Change, expected: list[int]
) -> None:
    assert found_by(selector) == expected


def test_the_first_programme_rule_that_fits_a_course_keeps_it() -> None:
    rules = some_rules(
        programmes=[
            {"course": {"idnumber": "pairs"}, "form": "any", "title": "Особая"},
            {"course": {"category": "mentoring"}, "form": "pupil-pupil"},
        ]
    )

    found = find(rules, COURSES, CATEGORIES)

    assert [(rule.form, course.id) for rule, course in found.programmes] == [
        ("any", 3),
        ("pupil-pupil", 4),
    ]
    assert found.missing == ()


def test_what_fits_no_course_is_missing_with_its_rule() -> None:
    completed = {"completed": True}
    rules = some_rules(
        programmes=[{**PROGRAMME, "course": "NOWHERE"}, {**PROGRAMME, "course": "MATHS"}],
        training=[{"course": {"id": 77}, "trained_when": completed}],
        roles={"mentor": {"in_group": "Пара", "course": {"category": "Нет такой"}}},
    )

    missing = find(rules, COURSES, CATEGORIES).missing

    assert [str(selector) for selector in missing] == [
        "shortname: NOWHERE",
        "id: 77",
        "category: Нет такой",
    ]
    assert len(selectors(rules)) == 4


def test_courses_of_all_rules_are_listed_once_by_id() -> None:
    rules = some_rules(
        programmes=[{**PROGRAMME, "course": "PAIRS-28"}],
        training=[
            {"course": "PAIRS-28", "trained_when": {"completed": True}},
            {"course": "PAIRS-27", "trained_when": {"completed": True}},
        ],
        roles={
            "mentor": {"not": {"all": [{"course_role": "teacher", "course": "MATHS"}]}},
            "mentee": {"course_role": "student", "course": "MATHS"},
        },
    )

    found = find(rules, COURSES, CATEGORIES)

    assert list(found.courses()) == [3, 4, 5]
    (mentee,) = [one for one in rules.conditions() if one.value == "student"]
    assert mentee.course is not None
    assert found.named_by(mentee.course) == {5}
    assert found.named_by(rules.programmes[0].course) == set()


def test_a_category_has_the_names_of_all_above_it() -> None:
    assert category_names(CATEGORIES) == {
        1: {"Наставничество", "mentoring"},
        2: {"2026", "Наставничество", "mentoring"},
        9: {"Предметы"},
    }


def test_categories_that_contain_each_other_or_nobody_are_borne() -> None:
    circle = [a_category(1, parent=2), a_category(2, parent=1), a_category(3, parent=8)]

    assert category_names(circle) == {
        1: {"Категория 1", "Категория 2"},
        2: {"Категория 1", "Категория 2"},
        3: {"Категория 3"},
    }


def test_courses_for_teachers_routes_and_answers_are_found() -> None:
    maths, pairs = CourseSelector("id", "5"), CourseSelector("idnumber", "pairs")
    routes = (RouteRule(TEACHERS, "2026/27", course=pairs), RouteRule(TEACHERS, "2026/27", "Шаг"))
    consent = ConsentRule(Purpose.LABOUR, frozenset(), answers=replace(SHEET, course=pairs))
    rules = rules_with(growth=GrowthRule((GrowthCourseRule(maths),), routes), consents=(consent,))

    found = find(rules, COURSES, CATEGORIES)

    assert [course.id for _, course in found.growth] == [5, 3]
    assert [(rule.course, course.id) for rule, course in found.route] == [(pairs, 3)]
    assert [(rule, course.id) for rule, course in found.answers] == [(consent.answers, 3)]
    assert list(found.courses()) == [3, 5]


def test_a_course_that_several_rules_miss_is_missing_once() -> None:
    nowhere = CourseSelector("id", "77", "rules.yaml:1")
    again = GrowthCourseRule(replace(nowhere, where="rules.yaml:9"))
    rules = rules_with(
        training=(TrainingRule(nowhere),),
        growth=GrowthRule((again,)),
        people=PeopleRule(class_name=FieldValue(course=CourseSelector("id", "78"))),
    )

    missing = find(rules, COURSES, CATEGORIES).missing

    assert [(str(selector), selector.where) for selector in missing] == [
        ("shortname: C50", "rules.yaml:1"),
        ("id: 77", "rules.yaml:1"),
        ("id: 78", ""),
    ]
