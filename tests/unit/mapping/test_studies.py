from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Application
from connector.domain.training import Study, TrainingKind, trained
from connector.mapping.register_rules import GrowthCourseRule, GrowthRule
from connector.mapping.rules import Rules, TrainingRule
from connector.mapping.selectors import ActivitySelector, CourseSelector
from connector.mapping.studies import hours, studies
from connector.moodle.records.completion import CourseCompletion
from tests.builders import (
    COURSE,
    TODAY,
    TRAINING,
    Change,
    MirrorBuilder,
    a_course,
    a_grade,
    a_grade_item,
)
from tests.unit.mapping.people_builders import (
    LATE_IN_MOSCOW,
    TRAINING_COURSE,
    known_of,
    rules_of_people,
)

COMPLETED = TrainingRule(TRAINING_COURSE, hours=Decimal(36))
TEST = TrainingRule(TRAINING_COURSE, ActivitySelector("name", "Тест"), Decimal("0.6"))
GROWTH = GrowthCourseRule(TRAINING_COURSE, Decimal(16))


def rules_of(*training: TrainingRule, growth: Iterable[GrowthCourseRule] = ()) -> Rules:
    return replace(rules_of_people(), training=training, growth=GrowthRule(tuple(growth)))


def learnt(
    growing: MirrorBuilder, rules: Rules, applications: Iterable[Application] = ()
) -> list[Study]:
    return list(studies(known_of(growing, rules), applications))


def ready(growing: MirrorBuilder, rules: Rules) -> set[int]:
    return set(trained(learnt(growing, rules), (), rules.admission, TODAY))


def a_completion(user_id: int, **changes: Change) -> CourseCompletion:
    completion = CourseCompletion(TRAINING, user_id, completed=True, completed_at=LATE_IN_MOSCOW)
    return replace(completion, **changes)


def a_crowd(*people: int) -> MirrorBuilder:
    growing = MirrorBuilder()
    for who in people:
        growing.person(who)
    return growing


def test_how_far_a_mentor_is_in_a_course_that_trains() -> None:
    growing = MirrorBuilder().person(1, "Наставники").enrolled(1, course_id=TRAINING, lastaccess=7)
    growing.course_completions.append(a_completion(1, criteria=4, criteria_done=4))
    rule = replace(COMPLETED, kind=TrainingKind.ACCOMPANYING, valid_years=1)

    assert learnt(growing, rules_of(rule)) == [
        Study(
            person_id=PersonId(1),
            course_id=TRAINING,
            title=f"Курс {TRAINING}",
            kind=TrainingKind.ACCOMPANYING,
            hours=Decimal(36),
            is_enrolled=True,
            is_done=True,
            done_on=date(2026, 9, 30),
            valid_to=date(2027, 9, 29),
            share=Decimal(1),
            seen_at=7,
        )
    ]


@pytest.mark.parametrize(
    ("changes", "done_on", "share"),
    [
        ({"completed": False, "completed_at": 0, "criteria": 4, "criteria_done": 1}, None, "0.25"),
        ({"completed": False, "completed_at": 0}, None, None),
        ({"completed_at": 0, "criteria": 1}, None, "0"),
        ({}, date(2026, 9, 30), None),
    ],
)
def test_a_course_tells_the_share_and_the_day_when_it_can(
    changes: Change, done_on: date | None, share: str | None
) -> None:
    growing = a_crowd(1)
    growing.course_completions.append(a_completion(1, **changes))

    (study,) = learnt(growing, rules_of(replace(COMPLETED, valid_years=3)))

    assert study.is_done is changes.get("completed", True)
    assert study.done_on == done_on
    assert study.valid_to == (done_on and date(2029, 9, 29))
    assert study.share == (None if share is None else Decimal(share))


def test_mentors_and_those_in_the_course_have_a_study_and_nobody_else() -> None:
    growing = MirrorBuilder().person(1, "Наставники").person(2).person(3).person(4).person(5)
    growing.enrolled(2, course_id=TRAINING, suspended=True, lastaccess=5)
    growing.enrolled(3).enrolled(99, course_id=TRAINING)
    applied = [
        Application(PersonId(4), Role.MENTOR, "candidates"),
        Application(PersonId(5), Role.MENTEE, "candidates"),
    ]

    found = learnt(growing, rules_of(COMPLETED), applied)

    assert [(one.person_id, one.is_enrolled, one.seen_at) for one in found] == [
        (1, False, None),
        (2, False, 5),
        (4, False, None),
    ]


def test_a_mentor_of_a_programmes_own_rule_has_a_study_too() -> None:
    growing = MirrorBuilder().person(1).enrolled(1, "teacher")
    rules = rules_of(COMPLETED)
    (programme,) = rules.programmes
    own = {Role.MENTOR: replace(rules.roles[Role.MENTOR], kind="course_role", value="teacher")}

    found = learnt(growing, replace(rules, programmes=(replace(programme, roles=own),)))

    assert [one.person_id for one in found] == [1]


def test_who_completed_a_training_course_is_trained() -> None:
    growing = a_crowd(1, 2, 3).completed(1).completed(2, course=COURSE)
    growing.course_completions.append(a_completion(3, completed=False, completed_at=0))

    assert ready(growing, rules_of(COMPLETED)) == {1}
    assert ready(growing, rules_of()) == set()


@pytest.mark.parametrize(
    ("value", "at_least", "is_trained"),
    [(60, "0.6", True), (59, "0.6", False), (None, "0", False), (0, "0", True)],
)
def test_who_has_the_grade_is_trained(
    value: int | None, at_least: str, *, is_trained: bool
) -> None:
    item = a_grade_item(7, course_id=TRAINING, name="Тест", maximum=Decimal(100))
    growing = a_crowd(1).graded(1, item, value)

    found = ready(growing, rules_of(replace(TEST, at_least=Decimal(at_least))))

    assert found == ({1} if is_trained else set())


def test_one_of_several_trainings_is_enough() -> None:
    item = a_grade_item(7, course_id=COURSE, idnumber="test")
    growing = a_crowd(1, 2, 3).completed(1).graded(2, item, 100).graded(3, item, 10)
    course, activity = CourseSelector("id", str(COURSE)), ActivitySelector("idnumber", "test")

    found = ready(growing, rules_of(COMPLETED, TrainingRule(course, activity, Decimal("0.5"))))

    assert found == {1, 2}


def test_of_two_activities_with_the_name_the_better_grade_counts() -> None:
    first, second = (a_grade_item(key, course_id=TRAINING, name="Тест") for key in (7, 8))
    growing = a_crowd(1).graded(1, second, 10)
    growing.grade_items.append(first)
    growing.grades.append(a_grade(1, 90, item_id=7, course_id=TRAINING, graded_at=LATE_IN_MOSCOW))

    (study,) = learnt(growing, rules_of(TEST))

    assert (study.is_done, study.share, study.done_on) == (True, Decimal("0.9"), date(2026, 9, 30))


def test_a_grade_that_is_too_low_shows_the_share_but_no_day() -> None:
    item = a_grade_item(7, course_id=TRAINING, name="Тест")
    growing = a_crowd(1).graded(1, item, 30)
    growing.grades[0] = replace(growing.grades[0], graded_at=LATE_IN_MOSCOW)

    (study,) = learnt(growing, rules_of(TEST))

    assert (study.is_done, study.share, study.done_on) == (False, Decimal("0.3"), None)


def test_teachers_in_a_course_for_teachers_grow() -> None:
    growing = MirrorBuilder().person(1, "Педагоги").person(2, "Педагоги").person(3, "Ученики")
    growing.person(4, "Педагоги").enrolled(1, course_id=TRAINING).enrolled(3, course_id=TRAINING)
    growing.completed(4)

    found = learnt(growing, rules_of(growth=[GROWTH]))

    assert [(one.person_id, one.is_done, one.is_enrolled) for one in found] == [
        (1, False, True),
        (4, True, False),
    ]
    assert {(one.kind, one.hours) for one in found} == {(TrainingKind.GROWTH, Decimal(16))}


def test_a_course_that_trains_mentors_is_not_counted_again_as_growth() -> None:
    growing = MirrorBuilder().person(1, "Педагоги").enrolled(1, course_id=TRAINING)

    found = learnt(growing, rules_of(COMPLETED, growth=[GROWTH]))

    assert [study.kind for study in found] == [TrainingKind.INITIAL]


def test_the_first_rule_for_teachers_that_fits_a_course_keeps_it() -> None:
    growing = MirrorBuilder().person(1, "Педагоги").enrolled(1, course_id=TRAINING)
    later = replace(GROWTH, course=CourseSelector("category", "Категория 1"), hours=Decimal(72))

    found = learnt(growing, rules_of(growth=[GROWTH, later]))

    assert [study.hours for study in found] == [16]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("36", "36"),
        ("36,5", "36.5"),
        ("36.50", "36.5"),
        (" 36 ч", "36"),
        ("36 часов (очно)", "36"),
        ("тридцать шесть", "16"),
        ("2 × 18", "16"),
        ("около 36", "16"),
        ("", "16"),
    ],
)
def test_a_field_of_the_course_tells_its_hours_when_it_can_be_read(
    written: str, expected: str
) -> None:
    rule = replace(GROWTH, hours_field="hours")

    assert hours(rule, a_course(fields={"hours": written})) == Decimal(expected)
    assert hours(GROWTH, a_course(fields={"hours": written})) == 16
