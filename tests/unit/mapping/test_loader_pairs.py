import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from connector.domain.matching import DEFAULT_WEIGHTS, Criterion, Objective, Policy
from connector.domain.meetings import MeetingType
from connector.domain.people import Role
from connector.domain.plans import Section
from connector.mapping.pair_rules import GroupsRule, JournalRule, RoadmapRule, TaskRule
from connector.mapping.rules import PairsRule, ProgrammeRule
from connector.mapping.selectors import ActivitySelector, CourseSelector
from tests.unit.mapping.folders import SMALLEST, loaded

PAIRS: Final = """\
    pairs:
      named: 'Пара *'
      new:
        named: 'Пара {number}: {mentor} – {mentee}'
        grouping: Пары
        not_enrolled: enrol
        enrol_as: 7
        mentor_role: 9
"""
JOURNAL: Final = """\
    journal:
      database: Дневник встреч
      date: Дата встречи
      minutes: Длительность (мин)
      type: { field: Вид встречи, codes: { знакомство: intro, итоговая: final } }
      mode: Формат
      topic: Содержание
      outcome: Итог
      next_task: Следующее задание
      attendance: { field: Кто был, codes: { Наставник: mentor } }
      confirmed: { field: Подтверждено, one_of: [Да, Согласен] }
      pair: Пара
"""
PLAN: Final = """\
    plan:
      - { task: Познакомиться }
      - task: Пройти вводный модуль
        section: induction
        activity: { idnumber: intro }
        by: 2026-10-15
        result: Знает правила
"""
MATCHING: Final = """
matching:
  objective: quality
  weights: { competencies: 50, load: 0 }
  least: 30
  training: any
  time: required
"""


def programme(folder: Path, text: str, *others: str) -> ProgrammeRule:
    (rule,) = loaded(folder, SMALLEST + text, *others).programmes
    return rule


def test_how_groups_are_made_of_new_pairs(tmp_path: Path) -> None:
    assert programme(tmp_path, PAIRS).pairs == PairsRule(
        named=re.compile(r"Пара\ .*"),
        new=GroupsRule(
            named="Пара {number}: {mentor} – {mentee}",
            grouping="Пары",
            not_enrolled="enrol",
            enrol_as=7,
            mentor_role=9,
        ),
    )


def test_of_new_groups_only_their_name_has_to_be_said(tmp_path: Path) -> None:
    rule = programme(tmp_path, "    pairs: { new: { named: '{mentee}' } }\n")

    assert rule.pairs == PairsRule(new=GroupsRule("{mentee}"))
    assert rule.pairs.new == GroupsRule("{mentee}", "", "report", 5, None)


def test_a_programme_makes_no_groups_and_no_events_unless_told(tmp_path: Path) -> None:
    rule = programme(tmp_path, "")

    assert (rule.pairs.new, rule.journal, rule.calendar) == (None, None, False)
    assert (rule.plan, rule.matching) == ((), None)


def test_where_everything_of_a_meeting_stands(tmp_path: Path) -> None:
    assert programme(tmp_path, JOURNAL).journal == JournalRule(
        activity=ActivitySelector("name", "Дневник встреч", "1.yaml:6"),
        module="data",
        fields={
            "date": "Дата встречи",
            "minutes": "Длительность (мин)",
            "type": "Вид встречи",
            "mode": "Формат",
            "topic": "Содержание",
            "outcome": "Итог",
            "next_task": "Следующее задание",
            "attendance": "Кто был",
            "confirmed": "Подтверждено",
            "pair": "Пара",
        },
        types={"знакомство": MeetingType.INTRO, "итоговая": MeetingType.FINAL},
        sides={"Наставник": Role.MENTOR},
        confirmed=frozenset({"Да", "Согласен"}),
    )


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (
            "assignment: { cmid: 5 }",
            JournalRule(ActivitySelector("cmid", "5", "1.yaml:5"), "assign"),
        ),
        ("forum: Встречи", JournalRule(ActivitySelector("name", "Встречи", "1.yaml:5"), "forum")),
        (
            "forum: Встречи, each: discussion",
            JournalRule(
                ActivitySelector("name", "Встречи", "1.yaml:5"), "forum", each="discussion"
            ),
        ),
        (
            "database: A, attendance: B, confirmed: { field: C, equals: 1 }",
            JournalRule(
                ActivitySelector("name", "A", "1.yaml:5"),
                fields={"attendance": "B", "confirmed": "C"},
                confirmed=frozenset({"1"}),
            ),
        ),
    ],
)
def test_a_journal_may_be_an_assignment_or_a_forum(
    tmp_path: Path, said: str, rule: JournalRule
) -> None:
    assert programme(tmp_path, f"    journal: {{ {said} }}\n").journal == rule


def test_what_every_pair_has_in_its_plan(tmp_path: Path) -> None:
    assert programme(tmp_path, PLAN).plan == (
        TaskRule("Познакомиться"),
        TaskRule(
            "Пройти вводный модуль",
            Section.INDUCTION,
            ActivitySelector("idnumber", "intro", "1.yaml:9"),
            date(2026, 10, 15),
            "Знает правила",
        ),
    )


def test_planned_meetings_stand_in_the_calendar_when_told(tmp_path: Path) -> None:
    assert programme(tmp_path, "    calendar: true\n").calendar


def test_the_roadmap_stands_in_the_calendar_of_one_course(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST, "roadmap:\n  calendar: { shortname: STAFF }\n")

    assert rules.roadmap == RoadmapRule(CourseSelector("shortname", "STAFF", "2.yaml:2"))
    assert loaded(tmp_path, SMALLEST, "").roadmap == RoadmapRule()


def test_what_the_school_does_not_say_of_matching_is_as_shipped(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST, MATCHING)

    assert rules.matching == Policy(
        weights={**DEFAULT_WEIGHTS, Criterion.COMPETENCIES: 50, Criterion.LOAD: 0},
        objective=Objective.QUALITY,
        least=30,
        needs_training=False,
        needs_time=True,
    )
    assert loaded(tmp_path, SMALLEST, "").matching == Policy()


def test_what_a_programme_does_not_say_of_matching_is_as_in_the_school(tmp_path: Path) -> None:
    own = "    matching: { weights: { load: 7 }, time: any, group_size: [2, 10] }\n"

    rule = programme(tmp_path, own, MATCHING)

    weights = {**DEFAULT_WEIGHTS, Criterion.COMPETENCIES: 50, Criterion.LOAD: 7}
    assert rule.matching == Policy(
        weights, Objective.QUALITY, 30, needs_training=False, needs_time=False, group_size=(2, 10)
    )
