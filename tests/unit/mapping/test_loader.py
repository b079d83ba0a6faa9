from decimal import Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from marshmallow import fields

from connector.domain.people import Kind, Role
from connector.domain.results import Measure
from connector.errors import ConfigurationError
from connector.mapping.loader import LISTS, load
from connector.mapping.rules import PeopleRule, TrainingRule
from connector.mapping.schema import MAPPING
from connector.mapping.selectors import ActivitySelector, CourseSelector, FieldValue
from tests.builders import FORMS
from tests.unit.mapping.folders import SMALLEST, faults, loaded, written

EVERYTHING: Final = """\
school:
  name: МАОУ СОШ № 20
  time_zone: Asia/Yekaterinburg
  school_year: 2026/27
people:
  kind:
    - teacher: { in_cohort: Педагоги }
    - pupil: { in_cohort_matching: '\\d+[А-Я]' }
  class: { cohort_matching: '\\d+[А-Я]' }
  birth_date: { profile_field: birthdate }
  young_specialist: { profile_field: hired, at_most: 3 years }
roles:
  mentor: { in_cohort: Наставники }
training:
  - course: { idnumber: mentor-school }
    trained_when: { completed: true }
  - course: 9
    trained_when: { grade_of: Тест, at_least: 60 % }
programmes:
  - course: { shortname: PAIRS }
    form: pupil-pupil
    school_year: 2025/26
    title: Ученик ученику
    roles:
      curator: { course_role: editingteacher }
    pairs: { from: groups, named: 'Пара ?.*' }
    results:
      assignment: { cmid: 77 }
      points:
        mentor: { trained: 40, active: 0.5 }
    reports:
      forum: Отчёты
      every: week
      detail: pairs
  - course: { category: Наставничество }
    form: any
expect:
  - { person: { cohorts: [9А], username: ivanov, profile: { hired: 01.09.2025 } }, is: [mentor] }
  - { person: {}, is_not: [mentee], kind: teacher, class: 9 }
"""


def test_the_smallest_mapping_has_defaults(tmp_path: Path) -> None:
    rules = loaded(tmp_path, SMALLEST)

    assert rules.school.time_zone == ZoneInfo("Europe/Moscow")
    assert (rules.people, rules.roles, rules.training) == (PeopleRule(), {}, ())
    (programme,) = rules.programmes
    assert programme.course == CourseSelector("shortname", "PAIRS", "1.yaml:3")
    assert (programme.school_year, programme.title) == ("2026/27", "")
    assert (programme.pairs.named, programme.results, programme.reports) == (None, None, None)


def test_everything_that_may_be_said_is_read(tmp_path: Path) -> None:
    rules = loaded(tmp_path, EVERYTHING)

    assert rules.school.time_zone == ZoneInfo("Asia/Yekaterinburg")
    assert [kind for kind, _ in rules.people.kinds] == [Kind.TEACHER, Kind.PUPIL]
    assert rules.people.birth_date == FieldValue(("birthdate",))
    assert set(rules.roles) == {Role.MENTOR}
    assert rules.training == (
        TrainingRule(CourseSelector("idnumber", "mentor-school", "1.yaml:15")),
        TrainingRule(
            CourseSelector("shortname", "9", "1.yaml:17"),
            ActivitySelector("name", "Тест", "1.yaml:18"),
            Decimal("0.6"),
        ),
    )
    own, other = rules.programmes
    assert (own.form, own.school_year, own.title) == ("pupil-pupil", "2025/26", "Ученик ученику")
    assert (other.form, other.school_year) == ("any", "2026/27")
    assert set(own.roles) == {Role.CURATOR}
    assert own.results is not None
    assert own.results.assignment == ActivitySelector("cmid", "77", "1.yaml:28")
    assert own.results.points == {
        Role.MENTOR: {Measure.TRAINED: Decimal(40), Measure.ACTIVE: Decimal("0.5")}
    }
    assert own.reports is not None
    assert own.reports.forum == ActivitySelector("name", "Отчёты", "1.yaml:32")
    assert (own.reports.every, own.reports.detail) == ("week", "pairs")
    assert [(case.where, case.roles, case.class_name) for case in rules.expect] == [
        ("1.yaml:38", frozenset({Role.MENTOR}), None),
        ("1.yaml:39", frozenset(), "9"),
    ]


@pytest.mark.parametrize(
    ("named", "name", "fits"),
    [
        ("Пара *", "Пара 12", True),
        ("Пара *", "Пара ", True),
        ("Пара *", "пара 12", False),
        ("Пара *", "Старая Пара 12", False),
        ("Пара ?", "Пара 1", True),
        ("Пара ?", "Пара 12", False),
        ("П.ра", "Пара", False),
        ("(Пара) [1]", "(Пара) [1]", True),
    ],
)
def test_names_of_pairs_are_written_with_stars(
    tmp_path: Path, named: str, name: str, *, fits: bool
) -> None:
    rules = loaded(tmp_path, SMALLEST + f"    pairs: {{ named: '{named}' }}\n")

    pattern = rules.programmes[0].pairs.named
    assert pattern is not None
    assert bool(pattern.fullmatch(name)) is fits


def test_several_files_are_one_mapping_and_faults_name_the_right_one(tmp_path: Path) -> None:
    training = "training:\n  - course: A\n    trained_when: { completed: true }\n"
    more = "# ещё\nprogrammes:\n  - course: MORE\n    form: any\n    tilte: Опечатка\n"

    found = faults(tmp_path, SMALLEST, training, training.replace("A", "{ nmae: A }"), more)

    assert found == [
        ("3.yaml:2", "training.1.course.nmae", "Unknown field."),
        ("4.yaml:5", "programmes.1.tilte", "Unknown field."),
    ]


def test_a_file_may_be_named_instead_of_a_folder(tmp_path: Path) -> None:
    rules = load(written(tmp_path, SMALLEST, "nonsense: true") / "1.yaml", FORMS)

    assert rules.school.name == "Школа"


def test_an_empty_folder_is_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, FORMS)

    assert caught.value.code == "mapping.empty_folder"


@pytest.mark.parametrize("zone", ["Moscow", "", "../etc/passwd", "Europe", "Мск"])
def test_a_time_zone_must_exist(tmp_path: Path, zone: str) -> None:
    text = SMALLEST.replace("name:", f"time_zone: '{zone}', name:")

    assert faults(tmp_path, text) == [("1.yaml:1", "school.time_zone", "no such time zone")]


def test_a_mapping_needs_a_programme(tmp_path: Path) -> None:
    text = SMALLEST.partition("  -")[0].replace("programmes:", "programmes: []")

    assert faults(tmp_path, text) == [("1.yaml:2", "programmes", "Shorter than minimum length 1.")]


@pytest.mark.parametrize(
    ("written_as", "share"),
    [("60 %", "0.6"), ("60%", "0.6"), ("12.5 %", "0.125"), ("100 %", "1"), ("0 %", "0")],
)
def test_a_share_is_written_in_per_cent(tmp_path: Path, written_as: str, share: str) -> None:
    training = (
        f"training: [{{ course: A, trained_when: {{ grade_of: B, at_least: {written_as} }} }}]"
    )

    assert loaded(tmp_path, SMALLEST, training).training[0].at_least == Decimal(share)


def test_a_course_inside_a_condition_has_its_line(tmp_path: Path) -> None:
    text = """\
school: { name: Школа, school_year: 2026/27 }
people:
  kind:
    - teacher: { in_cohort: Педагоги }
    - pupil:
        course_role: student
        course: A
  young_specialist:
    in_group: Молодые
    course: B
roles:
  mentor:
    any:
      - in_cohort: Наставники
      - not:
          in_group: Пара
          course: C
programmes:
  - course: PAIRS
    form: any
    roles:
      mentee:
        in_group_matching: Пара.*
        course: { id: 7 }
"""

    conditions = loaded(tmp_path, text).conditions()

    assert [(one.course.value, one.course.where) for one in conditions if one.course] == [
        ("A", "1.yaml:7"),
        ("B", "1.yaml:10"),
        ("C", "1.yaml:17"),
        ("7", "1.yaml:24"),
    ]


def test_every_list_may_be_spread_over_several_files() -> None:
    lists = {name for name, field in MAPPING.fields.items() if isinstance(field, fields.List)}

    assert lists == LISTS
