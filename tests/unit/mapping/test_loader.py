from decimal import Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from connector.domain.people import Kind, Role
from connector.domain.results import Measure
from connector.errors import ConfigurationError
from connector.mapping.conditions import JOINED, KINDS
from connector.mapping.loader import MappingError, load
from connector.mapping.rules import (
    ActivitySelector,
    CourseSelector,
    FieldValue,
    PeopleRule,
    Rules,
    TrainingRule,
)
from tests.builders import FORMS

SMALLEST: Final = """\
school: { name: Школа, school_year: 2026/27 }
programmes:
  - course: PAIRS
    form: any
"""
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


def written(folder: Path, *texts: str) -> Path:
    for number, text in enumerate(texts, start=1):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def loaded(folder: Path, *texts: str) -> Rules:
    return load(written(folder, *texts), FORMS)


def faults(folder: Path, *texts: str) -> list[tuple[str, str, str]]:
    with pytest.raises(MappingError) as caught:
        loaded(folder, *texts)
    return caught.value.faults


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
    assert rules.people.birth_date == FieldValue(profile_field="birthdate")
    assert set(rules.roles) == {Role.MENTOR}
    assert rules.training == (
        TrainingRule(CourseSelector("idnumber", "mentor-school", "1.yaml:15")),
        TrainingRule(
            CourseSelector("shortname", "9", "1.yaml:17"),
            ActivitySelector("name", "Тест"),
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


def test_all_faults_are_told_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    text = """\
school: { name: '', school_year: 26/27 }
people: { kind: [{ pupil: { in_cohort: 9А } }, { robot: { in_cohort: X } }] }
roles:
  mentor:
    any:
      - in_cohort: Наставники
      - in_chort: Опечатка
programmes:
  - form: any
"""

    assert [(where, path) for where, path, _ in faults(tmp_path, text)] == [
        ("1.yaml:1", "school.name"),
        ("1.yaml:1", "school.school_year"),
        ("1.yaml:2", "people.kind.1.robot"),
        ("1.yaml:7", "roles.mentor.any.1.in_chort"),
        ("1.yaml:9", "programmes.0.course"),
    ]


def test_every_unknown_form_is_told(tmp_path: Path) -> None:
    text = SMALLEST.replace("any", "nobody") + "  - course: B\n    form: nowhere\n"

    assert faults(tmp_path, text) == [
        ("1.yaml:4", "programmes.0.form", f"no such form; one of: {', '.join(FORMS)}"),
        ("1.yaml:6", "programmes.1.form", f"no such form; one of: {', '.join(FORMS)}"),
    ]


def test_the_sentence_of_the_error_has_a_line_for_every_fault(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as caught:
        loaded(tmp_path, "school: { name: Школа, school_year: 2026/27, nmae: Ш }\n")

    assert caught.value.code == "mapping.faults"
    assert caught.value.facts["count"] == 2
    assert str(caught.value.facts["faults"]).splitlines() == [
        "",
        "1.yaml:1: school.nmae: Unknown field.",
        "1.yaml:1: programmes: Missing data for required field.",
    ]


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("shcool: {}", "shcool"),
        ("5: {}", "5"),
        ("people: { clas: { profile_field: a } }", "people.clas"),
        ("people: { class: { field: a } }", "people.class.field"),
        ("people: { birth_date: { profile_field: a, format: b } }", "people.birth_date.format"),
        ("roles: { director: { in_cohort: a } }", "roles.director"),
        ("roles: { mentor: { in_cohort: a, course: b } }", "roles.mentor.course"),
        ("roles: { mentor: { course_role: a, cuorse: b } }", "roles.mentor.cuorse"),
        ("roles: { mentor: { profile_field: a, equal: b } }", "roles.mentor.equal"),
        ("roles: { mentor: { any: [{ in_cohort: a }], x: 1 } }", "roles.mentor.x"),
        ("roles: { mentor: { not: { in_cohrt: a } } }", "roles.mentor.not.in_cohrt"),
        (
            "roles: { mentor: { in_group: a, course: { nmae: b } } }",
            "roles.mentor.course.nmae",
        ),
        (
            "training: [{ course: a, trained_when: { completed: true }, hours: 3 }]",
            "training.0.hours",
        ),
        ("training: [{ course: a, trained_when: { done: true } }]", "training.0.trained_when.done"),
        (
            "training: [{ course: { name: a }, trained_when: { completed: true } }]",
            "training.0.course.name",
        ),
        ("expect: [{ person: {}, are: [mentor] }]", "expect.0.are"),
        ("expect: [{ person: { cohort: a } }]", "expect.0.person.cohort"),
    ],
)
def test_no_misspelt_key_passes_in_silence(tmp_path: Path, section: str, path: str) -> None:
    ((where, found, reason),) = faults(tmp_path, SMALLEST, "\n" + section)

    assert (where, found, reason) == ("2.yaml:2", path, "Unknown field.")


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("tilte: a", "tilte"),
        ("pairs: { name: a }", "pairs.name"),
        ("results: { assignment: a, points: { mentor: { paired: 1 } }, to: b }", "results.to"),
        (
            "results: { assignment: { shortname: a }, points: { mentor: { paired: 1 } } }",
            "results.assignment.shortname",
        ),
        ("reports: { forum: a, evry: week }", "reports.evry"),
        ("roles: { teacher: { in_cohort: a } }", "roles.teacher"),
    ],
)
def test_no_misspelt_key_of_a_programme_passes_in_silence(
    tmp_path: Path, line: str, path: str
) -> None:
    assert faults(tmp_path, f"{SMALLEST}    {line}\n") == [
        ("1.yaml:5", f"programmes.0.{path}", "Unknown field.")
    ]


@pytest.mark.parametrize(
    ("section", "path", "reason"),
    [
        (
            "people: { kind: { pupil: { in_cohort: a } } }",
            "people.kind",
            "write a list of `kind: condition`",
        ),
        ("people: { kind: [pupil] }", "people.kind.0", "write `kind: condition`"),
        (
            "people: { kind: [{ pupil: 9А }] }",
            "people.kind.0.pupil",
            f"say one of: {', '.join((*KINDS, *JOINED))}",
        ),
        (
            "people: { kind: [{ robot: { in_cohort: a } }] }",
            "people.kind.0.robot",
            "no such kind; one of: pupil, teacher, unistudent, employer, parent, alumnus",
        ),
        (
            "people: { class: { profile_field: a, cohort_matching: b } }",
            "people.class",
            "say `profile_field` or `cohort_matching`",
        ),
        ("people: { class: {} }", "people.class", "say `profile_field` or `cohort_matching`"),
        (
            "people: { class: { cohort_matching: '(' } }",
            "people.class.cohort_matching",
            "not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        (
            "roles: { mentor: {} }",
            "roles.mentor",
            "one condition at a time; join them by `any` or `all`",
        ),
        (
            "roles: { mentor: { in_cohort: a, username: b } }",
            "roles.mentor",
            "one condition at a time; join them by `any` or `all`",
        ),
        ("roles: { mentor: { any: [] } }", "roles.mentor.any", "write a list of conditions"),
        (
            "roles: { mentor: { all: { in_cohort: a } } }",
            "roles.mentor.all",
            "write a list of conditions",
        ),
        ("roles: { mentor: { in_cohort: } }", "roles.mentor.in_cohort", "write a text in quotes"),
        ("roles: { mentor: { in_cohort: '' } }", "roles.mentor.in_cohort", "must not be empty"),
        (
            "roles: { mentor: { in_cohort: yes } }",
            "roles.mentor.in_cohort",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { in_cohort: [a] } }",
            "roles.mentor.in_cohort",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { in_cohort_matching: [a, b] } }",
            "roles.mentor.in_cohort_matching",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { in_group_matching: 'a{99999999999999999999}' } }",
            "roles.mentor.in_group_matching",
            "not a regular expression: the repetition number is too large",
        ),
        ("roles: { mentor: { username: } }", "roles.mentor.username", "write a text in quotes"),
        (
            "roles: { mentor: { username: [a, { b: c }] } }",
            "roles.mentor.username.1",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { profile_field: , equals: a } }",
            "roles.mentor.profile_field",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { profile_field: a } }",
            "roles.mentor",
            "say one of: equals, one_of, matches, less_than, at_most",
        ),
        (
            "roles: { mentor: { profile_field: a, equals: yes } }",
            "roles.mentor.equals",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { profile_field: a, equals: 2010-12-31 } }",
            "roles.mentor.equals",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { profile_field: a, one_of: b } }",
            "roles.mentor.one_of",
            "write a list",
        ),
        (
            "roles: { mentor: { profile_field: a, one_of: [b, 1.5] } }",
            "roles.mentor.one_of.1",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { profile_field: a, matches: '[' } }",
            "roles.mentor.matches",
            "not a regular expression: unterminated character set at position 0",
        ),
        (
            "roles: { mentor: { profile_field: a, at_most: 3 } }",
            "roles.mentor.at_most",
            "write a term as `3 years`",
        ),
        (
            "roles: { mentor: { profile_field: a, at_most: ² years } }",
            "roles.mentor.at_most",
            "write a term as `3 years`",
        ),
        (
            "roles: { mentor: { profile_field: a, less_than: 3000 years } }",
            "roles.mentor.less_than",
            "write a term as `3 years`",
        ),
        (
            "roles: { mentor: { profile_field: a, less_than: 3 months } }",
            "roles.mentor.less_than",
            "write a term as `3 years`",
        ),
        (
            "roles: { mentor: { in_group: a, course: } }",
            "roles.mentor.course",
            "Field may not be null.",
        ),
        (
            "training: [{ course: { id: }, trained_when: { completed: true } }]",
            "training.0.course.id",
            "write a text in quotes",
        ),
        (
            "roles: { mentor: { in_group: a, course: { shortname_matching: '(' } } }",
            "roles.mentor.course.shortname_matching",
            "not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        (
            "training: [{ course: a, trained_when: {} }]",
            "training.0.trained_when",
            "say `completed: true`, or `grade_of` with `at_least`",
        ),
        (
            "training: [{ course: a, trained_when: { grade_of: b } }]",
            "training.0.trained_when",
            "say `completed: true`, or `grade_of` with `at_least`",
        ),
        (
            "training: [{ course: a, trained_when: { completed: false } }]",
            "training.0.trained_when.completed",
            "write true",
        ),
        (
            "training: [{ course: a, trained_when: { grade_of: b, at_least: 60 } }]",
            "training.0.trained_when.at_least",
            "write a share as `60 %`",
        ),
        (
            "training: [{ course: a, trained_when: { grade_of: b, at_least: nan % } }]",
            "training.0.trained_when.at_least",
            "write a share as `60 %`",
        ),
        (
            "training: [{ course: a, trained_when: { grade_of: b, at_least: 101 % } }]",
            "training.0.trained_when.at_least",
            "write a share as `60 %`",
        ),
        (
            "training: [{ course: a, trained_when: { grade_of: b, at_least: -1 % } }]",
            "training.0.trained_when.at_least",
            "write a share as `60 %`",
        ),
        ("training: 5", "training", "Not a valid list."),
        (
            "expect: [{ person: {}, is: [director] }]",
            "expect.0.is.0",
            "Must be one of: mentor, mentee, curator.",
        ),
        (
            "expect: [{ person: {}, kind: robot }]",
            "expect.0.kind",
            "Must be one of: pupil, teacher, unistudent, employer, parent, alumnus.",
        ),
    ],
)
def test_every_fault_of_a_section_is_named(
    tmp_path: Path, section: str, path: str, reason: str
) -> None:
    assert faults(tmp_path, SMALLEST, "\n" + section) == [("2.yaml:2", path, reason)]


@pytest.mark.parametrize(
    ("line", "path", "reason"),
    [
        ("school_year: 2026", "school_year", "Not a valid string."),
        ("school_year: 2026/27xyz", "school_year", "write a school year as 2026/27"),
        ("title: ''", "title", "must not be empty"),
        ("pairs: { from: tea leaves }", "pairs.from", "Must be one of: groups."),
        ("results: { assignment: a }", "results.points", "Missing data for required field."),
        (
            "results: { assignment: a, points: {} }",
            "results.points",
            "Shorter than minimum length 1.",
        ),
        (
            "results: { assignment: a, points: { mentor: {} } }",
            "results.points.mentor",
            "Shorter than minimum length 1.",
        ),
        (
            "results: { assignment: a, points: { mentor: { paired: 0 } } }",
            "results.points.mentor.paired",
            "Must be greater than 0.",
        ),
        (
            "results: { assignment: a, points: { mentor: { paired: .nan } } }",
            "results.points.mentor.paired",
            "Special numeric values (nan or infinity) are not permitted.",
        ),
        (
            "results: { assignment: a, points: { mentor: { beauty: 1 } } }",
            "results.points.mentor.beauty",
            "Must be one of: trained, paired, active, progress, grade.",
        ),
        (
            "results: { assignment: { cmid: [1] }, points: { mentor: { paired: 1 } } }",
            "results.assignment.cmid",
            "write a text in quotes",
        ),
        ("reports: { forum: a, every: day }", "reports.every", "Must be one of: week, month."),
        ("reports: { forum: a, detail: all }", "reports.detail", "Must be one of: summary, pairs."),
    ],
)
def test_every_fault_of_a_programme_is_named(
    tmp_path: Path, line: str, path: str, reason: str
) -> None:
    assert faults(tmp_path, f"{SMALLEST}    {line}\n") == [
        ("1.yaml:5", f"programmes.0.{path}", reason)
    ]


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
