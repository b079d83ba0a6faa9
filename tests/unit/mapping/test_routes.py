from dataclasses import replace
from datetime import date
from decimal import Decimal

from connector.domain.growth import PlannedStep
from connector.domain.people import PersonId
from connector.mapping.register_rules import GrowthRule, RouteRule
from connector.mapping.routes import route
from connector.mapping.rules import Rules
from connector.mapping.selectors import CourseSelector
from tests.builders import COURSE, TRAINING, MirrorBuilder
from tests.unit.mapping.people_builders import (
    TEACHERS,
    TRAINING_COURSE,
    in_cohort,
    known_of,
    rules_of_people,
)

SEMINAR = RouteRule(TEACHERS, "2026/27", "Семинар", hours=Decimal(8), due_on=date(2027, 5, 31))
IN_MOODLE = replace(SEMINAR, title="", course=TRAINING_COURSE)


def planned(growing: MirrorBuilder, *rules: RouteRule) -> list[PlannedStep]:
    all_rules: Rules = replace(rules_of_people(), growth=GrowthRule(route=rules))
    return list(route(known_of(growing, all_rules)))


def test_a_step_is_planned_for_each_teacher_who_fits() -> None:
    growing = MirrorBuilder().person(2, "Педагоги").person(1, "Педагоги", "Молодые")

    steps = planned(growing, SEMINAR, replace(IN_MOODLE, who=in_cohort("Молодые")))

    anna, until = PersonId(1), date(2027, 5, 31)
    seminar = PlannedStep(anna, "2026/27", "Семинар", Decimal(8), until, 0, "Семинар")
    assert steps == [
        replace(seminar, title=f"Курс {TRAINING}", course_id=TRAINING, source=f"id: {TRAINING}"),
        seminar,
        replace(seminar, person_id=PersonId(2)),
    ]


def test_nothing_is_planned_for_others_or_for_who_has_left() -> None:
    growing = MirrorBuilder().person(1, "Молодые", "Ученики").person(2, "Молодые")
    growing.person(3, "Молодые", "Педагоги", suspended=True)

    assert planned(growing, replace(SEMINAR, who=in_cohort("Молодые"))) == []


def test_a_title_names_a_course_otherwise_than_moodle() -> None:
    growing = MirrorBuilder().person(1, "Педагоги")

    (step,) = planned(growing, replace(IN_MOODLE, title="Курс повышения"))

    assert (step.title, step.course_id, step.source) == ("Курс повышения", TRAINING, "id: 60")


def test_however_a_rule_names_the_course_the_step_stays_the_same() -> None:
    growing = MirrorBuilder().person(1, "Педагоги")
    reworded = replace(IN_MOODLE, course=CourseSelector("id", str(TRAINING)))

    assert planned(growing, IN_MOODLE) == planned(growing, reworded)
    assert len(planned(growing, IN_MOODLE, reworded)) == 1


def test_a_step_is_planned_once_a_year() -> None:
    growing = MirrorBuilder().person(1, "Педагоги")

    steps = planned(growing, SEMINAR, replace(SEMINAR, year="2027/28"), SEMINAR)

    assert [step.year for step in steps] == ["2026/27", "2027/28"]


def test_a_rule_that_means_several_courses_plans_each() -> None:
    growing = MirrorBuilder().person(1, "Педагоги")

    steps = planned(growing, replace(IN_MOODLE, course=CourseSelector("category", "Категория 1")))

    assert [step.course_id for step in steps] == [COURSE, TRAINING]


def test_a_course_that_is_not_there_is_not_planned() -> None:
    growing = MirrorBuilder().person(1, "Педагоги")

    assert planned(growing, replace(IN_MOODLE, course=CourseSelector("id", "777"))) == []
