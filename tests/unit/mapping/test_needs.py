import re
from dataclasses import replace

import pytest

from connector.domain.consents import Purpose
from connector.domain.people import Role
from connector.mapping import needs
from connector.mapping.conditions import FieldTest
from connector.mapping.courses import find
from connector.mapping.needs import CourseNeeds
from connector.mapping.register_rules import (
    ConsentRule,
    GrowthCourseRule,
    GrowthRule,
    QuestionnaireRule,
    ReasonItem,
    RecruitingRule,
    RouteRule,
)
from connector.mapping.rules import PeopleRule
from connector.mapping.schema_fields import condition
from connector.mapping.selectors import ActivitySelector, CourseSelector, FieldValue, PatronymicRule
from connector.moodle.records.cohort import Cohort
from tests.builders import COURSE, PROGRAMME, TRAINING, Change, a_course, some_rules
from tests.unit.mapping.people_builders import (
    CHOICE,
    SHEET,
    TEACHERS,
    in_cohort,
    in_field,
    rules_with,
)

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
        CourseNeeds(3, grades=True, training=ActivitySelector("name", "Тест", "rules.yaml:1")),
        CourseNeeds(4, groups=True),
        CourseNeeds(5),
    ]


def test_the_journal_of_a_programme_is_read() -> None:
    journal = {"database": "Дневник", "date": "Дата"}
    rules = some_rules(programmes=[{**PROGRAMME, "journal": journal}])

    (need,) = needs.courses(rules, find(rules, [a_course()], []))

    assert need.journal == rules.programmes[0].journal


def test_of_the_course_with_the_calendar_of_the_roadmap_nothing_is_read() -> None:
    rules = some_rules(roadmap={"calendar": "C7"})
    found = find(rules, [a_course(), a_course(7)], [])

    assert 7 in found.courses()
    assert found.named_by(rules.roadmap.calendar or CourseSelector("id", "0")) == {7}
    assert [need.course_id for need in needs.courses(rules, found)] == [COURSE]
    assert "shortname: C7" in map(str, needs.course_queries(rules) or ())


def test_a_course_with_a_calendar_that_is_a_programme_too_is_read_as_one() -> None:
    rules = some_rules(roadmap={"calendar": f"C{COURSE}"})

    (need,) = needs.courses(rules, find(rules, [a_course()], []))

    assert need.groups


def test_a_calendar_that_no_course_has_is_missing() -> None:
    rules = some_rules(roadmap={"calendar": "STAFF"})

    assert [str(one) for one in find(rules, [a_course()], []).missing] == ["shortname: STAFF"]


def test_the_subject_of_a_person_is_a_field_to_read() -> None:
    rules = some_rules(people={"subject": {"profile_field": ["subject", "second"]}})

    assert needs.fields(rules) == {"subject", "second"}


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


def test_every_profile_field_that_says_something_of_people_is_needed() -> None:
    names = ("birth_date", "service_start", "position", "workplace", "contacts", "representative")
    values: Change = {name: in_field(name) for name in (*names, "interests")}
    patronymic = PatronymicRule(profile_field="patronymic")
    people = PeopleRule(class_name=in_field("class", "letter"), patronymic=patronymic, **values)
    consent = ConsentRule(
        Purpose.PROCESSING, frozenset({"1"}), profile_field="consent", signed_on="consent_date"
    )
    who = condition({"profile_field": "mark", "equals": "1"})
    rules = rules_with(
        people=people,
        consents=(consent,),
        recruiting={Role.MENTOR: RecruitingRule(invited=who)},
        growth=GrowthRule(
            route=(
                RouteRule(replace(who, value=FieldTest("young", "equals", "1")), "2026/27", "Шаг"),
            )
        ),
    )

    assert needs.fields(rules) == {
        "class", "letter", "patronymic", "interests", "consent", "consent_date", "mark", "young",
        *values,
    }  # fmt: skip


def test_cohorts_of_values_and_of_new_rules_are_needed() -> None:
    by_value = rules_with(
        roles={}, people=PeopleRule(workplace=FieldValue(cohort_matching=re.compile("Завод.*")))
    )
    by_rule = rules_with(
        roles={}, recruiting={Role.MENTOR: RecruitingRule(candidates=in_cohort("Кандидаты"))}
    )
    listed = [Cohort(1, "Завод № 3", ""), Cohort(2, "Кандидаты", ""), Cohort(3, "Хор", "")]

    assert [cohort.id for cohort in needs.cohorts(by_rule, listed)] == [2]
    assert needs.uses_cohorts(by_rule)
    assert not needs.uses_cohorts(rules_with(roles={}))
    assert [cohort.id for cohort in needs.cohorts(by_value, listed)] == [1]
    assert needs.uses_cohorts(by_value)


def test_groups_of_a_course_that_tell_something_of_people_are_needed() -> None:
    value = FieldValue(group_matching=re.compile(".*"), course=CourseSelector("id", "7"))
    rules = rules_with(people=PeopleRule(workplace=value))

    assert needs.courses(rules, find(rules, [a_course(7)], [])) == [CourseNeeds(7, groups=True)]


def test_a_course_for_teachers_is_read_for_its_completion_only() -> None:
    hours = GrowthCourseRule(CourseSelector("id", "7"), hours_field="hours")
    untracked = GrowthCourseRule(CourseSelector("id", "9"))
    step = RouteRule(TEACHERS, "2026/27", course=CourseSelector("id", "8"))
    rules = rules_with(growth=GrowthRule((hours, untracked), (step,)))
    courses = [a_course(7), a_course(8), a_course(9, has_completion=False)]

    assert needs.courses(rules, find(rules, courses, [])) == [
        CourseNeeds(7, course_completion=True),
        CourseNeeds(8, course_completion=True),
        CourseNeeds(9),
    ]
    assert needs.course_fields(rules) == {"hours"}
    assert needs.course_fields(rules_with()) == set()


def test_an_activity_is_asked_once_for_everything_that_rules_want_of_it() -> None:
    consents = (
        ConsentRule(Purpose.LABOUR, frozenset({"Да"}), answers=SHEET, item="351"),
        ConsentRule(Purpose.DISTRIBUTION, frozenset({"Да"}), answers=CHOICE),
    )
    again = replace(SHEET, activity=replace(SHEET.activity, where="rules.yaml:9"))
    sheet = QuestionnaireRule(again, {"request": "Запрос"}, ReasonItem("Причина", {}))
    rules = rules_with(
        consents=consents, recruiting={Role.MENTEE: RecruitingRule(questionnaire=sheet)}
    )

    (found,) = needs.courses(rules, find(rules, [a_course(TRAINING)], []))

    assert found == CourseNeeds(
        TRAINING,
        activities=True,
        answers=(
            (CHOICE, frozenset({""})),
            (SHEET, frozenset({"351", "Запрос", "Причина"})),
        ),
    )


def test_a_questionnaire_alone_needs_no_list_of_activities() -> None:
    consent = ConsentRule(Purpose.LABOUR, frozenset({"Да"}), answers=SHEET, item="351")
    rules = rules_with(consents=(consent,))

    (found,) = needs.courses(rules, find(rules, [a_course(TRAINING)], []))

    assert found == CourseNeeds(TRAINING, answers=((SHEET, frozenset({"351"})),))
