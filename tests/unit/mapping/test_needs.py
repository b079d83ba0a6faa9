import pytest

from connector.mapping import needs
from connector.mapping.courses import find
from connector.mapping.needs import CourseNeeds
from connector.mapping.rules import ActivitySelector
from connector.moodle.records.cohort import Cohort
from tests.builders import PROGRAMME, Change, a_course, some_rules

COMPLETED = {"completed": True}


def test_only_profile_fields_that_a_rule_looks_at_are_needed() -> None:
    rules = some_rules(
        people={
            "class": {"profile_field": "class"},
            "birth_date": {"profile_field": "born"},
            "young_specialist": {"profile_field": "hired", "at_most": "3 years"},
            "kind": [{"teacher": {"any": [{"profile_field": "position", "equals": "a"}]}}],
        },
        roles={"mentor": {"not": {"profile_field": "duties", "matches": ".*"}}},
        programmes=[
            {**PROGRAMME, "roles": {"curator": {"profile_field": "boss", "one_of": ["да"]}}}
        ],
    )

    assert needs.fields(rules) == {"class", "born", "hired", "position", "duties", "boss"}
    assert needs.fields(some_rules()) == set()


def test_only_cohorts_that_a_rule_names_or_matches_are_needed() -> None:
    rules = some_rules(
        people={
            "class": {"cohort_matching": r"\d+[А-Я]"},
            "kind": [{"teacher": {"in_cohort_matching": "Педагоги.*"}}],
        },
        roles={"mentor": {"any": [{"in_cohort": "Наставники"}, {"in_cohort": "boss"}]}},
    )
    listed = [
        Cohort(1, "Наставники", ""),
        Cohort(2, "Начальники", "boss"),
        Cohort(3, "9А", ""),
        Cohort(4, "Педагоги СОШ 20", ""),
        Cohort(5, "Класс девятый", "9Б"),
        Cohort(6, "Хор", "choir"),
        Cohort(7, "Старые Наставники", ""),
    ]

    assert [cohort.id for cohort in needs.cohorts(rules, listed)] == [1, 2, 3, 4, 5]
    assert needs.cohort_names(rules) == {"Наставники", "boss"}


def test_an_expression_that_fits_nothing_does_not_fit_a_missing_id_number() -> None:
    rules = some_rules(roles={"mentor": {"in_cohort_matching": "(Наставники)?"}})

    assert needs.cohorts(rules, [Cohort(1, "Хор", "")]) == []


def test_each_course_is_read_for_what_its_rules_ask() -> None:
    results = {"assignment": {"idnumber": "итог"}, "points": {"mentor": {"paired": 1}}}
    rules = some_rules(
        programmes=[{**PROGRAMME, "course": "C1", "results": results}],
        training=[
            {"course": "C2", "trained_when": COMPLETED},
            {"course": "C3", "trained_when": {"grade_of": "Тест", "at_least": "60 %"}},
        ],
        roles={
            "mentor": {"in_group": "Наставники", "course": "C4"},
            "mentee": {"course_role": "student", "course": "C5"},
        },
    )
    found = find(rules, [a_course(key) for key in range(1, 7)], [])

    assert needs.courses(rules, found) == [
        CourseNeeds(
            1,
            groups=True,
            activities=True,
            activity_completion=True,
            grades=True,
            results=ActivitySelector("idnumber", "итог", "rules.yaml:1"),
        ),
        CourseNeeds(2, course_completion=True),
        CourseNeeds(3, grades=True, training=ActivitySelector("name", "Тест")),
        CourseNeeds(4, groups=True),
        CourseNeeds(5),
    ]


def test_a_course_that_is_programme_and_training_is_read_for_both() -> None:
    rules = some_rules(training=[{"course": "C50", "trained_when": COMPLETED}])

    (both,) = needs.courses(rules, find(rules, [a_course()], []))

    assert (both.groups, both.course_completion) == (True, True)


def test_courses_that_moodle_can_look_up_are_asked_for_once_each() -> None:
    rules = some_rules(
        programmes=[{**PROGRAMME, "course": "B"}, {**PROGRAMME, "course": {"id": 7}}],
        training=[
            {"course": "B", "trained_when": COMPLETED},
            {"course": {"idnumber": "x"}, "trained_when": COMPLETED},
        ],
    )

    queries = needs.course_queries(rules)

    assert queries is not None
    assert [(query.by, query.value) for query in queries] == [
        ("id", "7"),
        ("idnumber", "x"),
        ("shortname", "B"),
    ]


@pytest.mark.parametrize("by", ["fullname", "shortname_matching", "category"])
def test_courses_that_moodle_cannot_look_up_are_listed(by: str) -> None:
    course: Change = {by: "A"}

    assert needs.course_queries(some_rules(programmes=[{**PROGRAMME, "course": course}])) is None
