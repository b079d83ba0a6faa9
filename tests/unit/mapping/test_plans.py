from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from connector.domain.plans import PlannedTask, Section
from connector.domain.school import School
from connector.mapping.interpret import interpret
from connector.mapping.rules import Rules
from tests.builders import (
    COURSE,
    FORMS,
    PROGRAMME,
    TODAY,
    Change,
    MirrorBuilder,
    a_grade_item,
    an_activity,
    some_rules,
)
from tests.unit.mapping.journal_builders import codes, skipped

LATE = int(datetime(2026, 10, 9, 20, 30, tzinfo=UTC).timestamp())
"""Still 9 October in Moscow, 10 October in Yekaterinburg."""


def rules_with_plan(*tasks: Change) -> Rules:
    return some_rules(programmes=[{**PROGRAMME, "plan": list(tasks)}])


def read(growing: MirrorBuilder, *tasks: Change) -> School:
    return interpret(growing.build(), rules_with_plan(*tasks), FORMS, TODAY)


def test_every_task_is_planned_in_the_order_of_the_mapping() -> None:
    school = read(
        MirrorBuilder().tracked(7),
        {
            "task": "Пройти вводный модуль",
            "section": "induction",
            "activity": "Задание 7",
            "by": "2026-10-15",
            "result": "Знает правила",
        },
        {"task": "Выбрать тему"},
    )

    assert school.tasks == (
        PlannedTask(
            programme_id=COURSE,
            task="Пройти вводный модуль",
            section=Section.INDUCTION,
            source="plan: Пройти вводный модуль",
            due_on=date(2026, 10, 15),
            planned_result="Знает правила",
            cmid=7,
        ),
        PlannedTask(COURSE, "Выбрать тему", Section.DEVELOPMENT, "plan: Выбрать тему"),
    )
    assert skipped(school) == []


@pytest.mark.parametrize("activity", ["Задание 8", {"cmid": 8}, {"idnumber": "module"}])
def test_an_activity_is_named_by_name_number_or_id_number(activity: Change) -> None:
    growing = MirrorBuilder().tracked(7, 8)
    growing.grade_items.append(a_grade_item(1, cmid=8, idnumber="module"))

    (task,) = read(growing, {"task": "Модуль", "activity": activity}).tasks

    assert task.cmid == 8


@pytest.mark.parametrize("activity", ["Задание 99", "Два", {"cmid": 99}, {"idnumber": "module"}])
def test_a_task_whose_activity_is_not_there_or_there_twice_is_planned_and_told(
    activity: Change,
) -> None:
    growing = MirrorBuilder().tracked(7)
    growing.activities += [an_activity(cmid, name="Два") for cmid in (8, 9)]
    growing.activities.append(an_activity(99, course_id=COURSE + 1))

    school = read(growing, {"task": "Модуль", "activity": activity})

    assert [task.cmid for task in school.tasks] == [0]
    assert codes(school) == ["task_activity"]
    assert skipped(school)[0].facts["course"] == f"C{COURSE}"


def test_a_task_whose_activity_is_not_tracked_is_told() -> None:
    growing = MirrorBuilder()
    growing.activities.append(an_activity(8, has_completion=False))

    school = read(growing, {"task": "Модуль", "activity": {"cmid": 8}})

    assert [task.cmid for task in school.tasks] == [8]
    assert codes(school) == ["task_untracked"]


def test_what_people_completed_of_a_plan_is_known_by_the_day_at_the_school() -> None:
    growing = MirrorBuilder().tracked(7, 8).did(1, 7, at=LATE).did(2, 7, state=2, at=LATE)
    growing.did(3, 7, state=0).did(4, 7, state=3, at=LATE).did(1, 8, at=LATE)
    rules = rules_with_plan({"task": "Модуль", "activity": {"cmid": 7}}, {"task": "Тема"})
    east = replace(rules, school=replace(rules.school, time_zone=ZoneInfo("Asia/Yekaterinburg")))

    school = interpret(growing.build(), east, FORMS, TODAY)

    day = date(2026, 10, 10)
    assert school.completed == {(7, 1): day, (7, 2): day}


def test_a_programme_without_a_plan_plans_nothing() -> None:
    school = read(MirrorBuilder().tracked(7).did(1, 7, at=LATE))

    assert (school.tasks, school.completed) == ((), {})
