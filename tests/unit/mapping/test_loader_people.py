from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest

from connector.domain.consents import Purpose, Signer
from connector.domain.people import Role
from connector.domain.training import Admission, TrainingKind
from connector.mapping.register_rules import (
    NO_GROWTH,
    NO_REMINDERS,
    ConsentRule,
    GrowthCourseRule,
    QuestionnaireRule,
    ReasonItem,
    RecruitingRule,
    RemindersRule,
    RouteRule,
)
from connector.mapping.rules import TrainingRule
from connector.mapping.selectors import (
    ActivitySelector,
    AnswersRule,
    Condition,
    CourseSelector,
    FieldValue,
    PatronymicRule,
)
from tests.unit.mapping.folders import SMALLEST, loaded

RECRUITING: Final = """\
recruiting:
  mentor:
    invited: { in_cohort: Приглашённые }
    candidates:
      in_group: Кандидаты
      course: SCHOOL
    form: pupil-pupil
    questionnaire:
      feedback: Анкета
      course: SCHOOL
      items: { competencies: c1, time: 'Сколько времени?' }
  mentee:
    questionnaire:
      feedback: { idnumber: request }
      course: PAIRS
      reason: { item: reason, codes: { Низкие результаты: low_results } }
"""
CONSENTS: Final = """\
consents:
  - purpose: processing
    profile_field: consent
    equals: 1
    signed_on: { profile_field: consent_date }
    signed_by: representative
    valid_for: 3 years
    text_version: 2026-1
  - purpose: distribution
    choice: Согласие на распространение
    course: MENTOR-SCHOOL
    equals: Согласен
  - purpose: processing
    feedback: { name: Согласие }
    course: { id: 7 }
    item: Согласны ли вы
    one_of: [Да, Согласен]
"""
GROWTH: Final = """\
growth:
  courses:
    - course: { category: growth }
      hours: 36
    - { course: ICT, hours: { course_field: hours } }
    - course: FREE
  route:
    - for: { in_group: Молодые, course: STAFF }
      course: ICT
      by: 2027-03-01
    - { for: { in_cohort: Педагоги }, title: Вебинар, hours: 2.5, by: 01.06.2028, year: 2027/28 }
"""


def test_nothing_is_said_about_people_unless_the_mapping_says_it(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST)

    assert (rules.consents, rules.recruiting) == ((), {})
    assert (rules.admission, rules.growth) == (Admission(), NO_GROWTH)
    assert rules.reminders == NO_REMINDERS
    assert (rules.programmes[0].role_model, rules.programmes[0].kind) == ("", "")


def test_every_value_of_a_person_has_its_place(tmp_path: Path) -> None:
    people = """\
people:
  class: { profile_field: class }
  birth_date: { profile_field: born }
  service_start: { profile_field: hired }
  position: { profile_field: position }
  workplace: { profile_field: [institution, department] }
  contacts: { profile_field: [phone] }
  representative: { profile_field: [rep_name, rep_phone] }
  interests: { profile_field: 7 }
  subject: { profile_field: [subject, second_subject] }
"""

    assert loaded(tmp_path, SMALLEST, people).people.values() == (
        FieldValue(("class",)),
        FieldValue(("born",)),
        FieldValue(("hired",)),
        FieldValue(("position",)),
        FieldValue(("institution", "department")),
        FieldValue(("phone",)),
        FieldValue(("rep_name", "rep_phone")),
        FieldValue(("7",)),
        FieldValue(("subject", "second_subject")),
    )


def test_a_class_may_stand_in_the_name_of_a_group(tmp_path: Path) -> None:
    people = "people:\n  class:\n    group_matching: '9.'\n    course: MAIN\n"

    found = loaded(tmp_path, SMALLEST, people).people.class_name

    assert found.group_matching is not None
    assert found.group_matching.pattern == "9."
    assert found.course == CourseSelector("shortname", "MAIN", "2.yaml:4")


def test_a_class_may_stand_in_the_groups_of_any_programme(tmp_path: Path) -> None:
    found = loaded(tmp_path, SMALLEST, "people: { class: { group_matching: '9.' } }").people

    assert found.class_name.course is None


@pytest.mark.parametrize(
    ("place", "rule"),
    [
        ("profile_field: otch", PatronymicRule("otch")),
        ("second_word_of: firstname", PatronymicRule(second_word_of="firstname")),
        ("second_word_of: lastname", PatronymicRule(second_word_of="lastname")),
        ("from: fullname", PatronymicRule(from_fullname=True)),
    ],
)
def test_a_patronymic_has_one_of_three_places(
    tmp_path: Path, place: str, rule: PatronymicRule
) -> None:
    people = f"people: {{ patronymic: {{ {place} }} }}"

    assert loaded(tmp_path, SMALLEST, people).people.patronymic == rule


def test_a_consent_stands_in_a_profile_field_a_choice_or_a_feedback(tmp_path: Path) -> None:
    in_profile, in_choice, in_feedback = loaded(tmp_path, SMALLEST, CONSENTS).consents

    assert in_profile == ConsentRule(
        purpose=Purpose.PROCESSING,
        given=frozenset({"1"}),
        profile_field="consent",
        signed_by=Signer.REPRESENTATIVE,
        signed_on="consent_date",
        valid_years=3,
        text_version="2026-1",
    )
    assert in_choice == ConsentRule(
        purpose=Purpose.DISTRIBUTION,
        given=frozenset({"Согласен"}),
        answers=AnswersRule(
            CourseSelector("shortname", "MENTOR-SCHOOL", "2.yaml:11"),
            ActivitySelector("name", "Согласие на распространение", "2.yaml:10"),
            "choice",
        ),
    )
    assert in_feedback == ConsentRule(
        purpose=Purpose.PROCESSING,
        given=frozenset({"Да", "Согласен"}),
        answers=AnswersRule(
            CourseSelector("id", "7", "2.yaml:15"),
            ActivitySelector("name", "Согласие", "2.yaml:14"),
            "feedback",
        ),
        item="Согласны ли вы",
    )


def test_consents_of_several_files_are_one_list(tmp_path: Path) -> None:
    more = "consents:\n  - { purpose: labour_351_8, profile_field: labour, equals: '1' }\n"

    rules = loaded(tmp_path, SMALLEST, CONSENTS, more)

    assert [rule.purpose for rule in rules.consents][2:] == [Purpose.PROCESSING, Purpose.LABOUR]


def test_recruiting_says_whom_it_means_and_what_they_are_asked(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST, RECRUITING).recruiting

    assert rules == {
        Role.MENTOR: RecruitingRule(
            invited=Condition("in_cohort", "Приглашённые"),
            candidates=Condition(
                "in_group",
                "Кандидаты",
                course=CourseSelector("shortname", "SCHOOL", "2.yaml:6"),
            ),
            form="pupil-pupil",
            questionnaire=QuestionnaireRule(
                AnswersRule(
                    CourseSelector("shortname", "SCHOOL", "2.yaml:10"),
                    ActivitySelector("name", "Анкета", "2.yaml:9"),
                ),
                {"competencies": "c1", "time": "Сколько времени?"},
            ),
        ),
        Role.MENTEE: RecruitingRule(
            questionnaire=QuestionnaireRule(
                AnswersRule(
                    CourseSelector("shortname", "PAIRS", "2.yaml:15"),
                    ActivitySelector("idnumber", "request", "2.yaml:14"),
                ),
                {},
                ReasonItem("reason", {"Низкие результаты": "low_results"}),
            )
        ),
    }


def test_training_has_a_kind_hours_and_a_term(tmp_path: Path) -> None:
    training = """\
training:
  - course: A
    trained_when: { completed: true }
    kind: accompanying
    hours: 16
    valid_for: 2 years
"""

    assert loaded(tmp_path, SMALLEST, training).training == (
        TrainingRule(
            CourseSelector("shortname", "A", "2.yaml:2"),
            kind=TrainingKind.ACCOMPANYING,
            hours=Decimal(16),
            valid_years=2,
        ),
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("training: off", Admission("off")),
        ("training: 'off'", Admission("off")),
        ("training: warn", Admission("warn")),
        ("training: block, needs: all, hours: 16", Admission("block", "all", Decimal(16))),
        ("", Admission("warn", "any", Decimal(0))),
    ],
)
def test_admission_is_what_the_school_asks_of_a_mentor(
    tmp_path: Path, said: str, rule: Admission
) -> None:
    assert loaded(tmp_path, SMALLEST, f"admission: {{ {said} }}").admission == rule


def test_growth_has_courses_and_a_route(tmp_path: Path) -> None:
    growth = loaded(tmp_path, SMALLEST, GROWTH).growth

    assert growth.courses == (
        GrowthCourseRule(CourseSelector("category", "growth", "2.yaml:3"), Decimal(36)),
        GrowthCourseRule(CourseSelector("shortname", "ICT", "2.yaml:5"), hours_field="hours"),
        GrowthCourseRule(CourseSelector("shortname", "FREE", "2.yaml:6")),
    )
    assert growth.route == (
        RouteRule(
            who=Condition(
                "in_group", "Молодые", course=CourseSelector("shortname", "STAFF", "2.yaml:8")
            ),
            year="2026/27",
            course=CourseSelector("shortname", "ICT", "2.yaml:9"),
            due_on=date(2027, 3, 1),
        ),
        RouteRule(
            who=Condition("in_cohort", "Педагоги"),
            year="2027/28",
            title="Вебинар",
            hours=Decimal("2.5"),
            due_on=date(2028, 6, 1),
        ),
    )


def test_reminders_come_after_some_days(tmp_path: Path) -> None:
    both = loaded(tmp_path, SMALLEST, "reminders: { training: 14 days, growth: 1 day }")
    one = loaded(tmp_path, SMALLEST, "reminders: { growth: 30 days }")

    assert both.reminders == RemindersRule(14, 1)
    assert one.reminders == RemindersRule(None, 30)


def test_a_programme_has_a_role_model_of_its_form_and_a_kind(tmp_path: Path) -> None:
    text = SMALLEST.replace("any", "pupil-pupil\n    role_model: equal\n    kind: reverse")

    (programme,) = loaded(tmp_path, text).programmes

    assert (programme.role_model, programme.kind) == ("equal", "reverse")


def test_every_condition_about_people_is_known_with_the_line_of_its_course(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST, RECRUITING, GROWTH)

    courses = [one.course for one in rules.conditions() if one.course]
    assert [course.where for course in courses] == ["2.yaml:6", "3.yaml:8"]
