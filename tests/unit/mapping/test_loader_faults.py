from pathlib import Path

import pytest

from connector.domain.results import Measure
from connector.mapping.conditions import JOINED, KINDS
from connector.mapping.loader import MappingError
from tests.builders import FORMS
from tests.unit.mapping.folders import SMALLEST, faults, loaded


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
        ("1.yaml:4", "programmes.0.form", f"no such form, say one of: {', '.join(FORMS)}"),
        ("1.yaml:6", "programmes.1.form", f"no such form, say one of: {', '.join(FORMS)}"),
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
            "training: [{ course: a, trained_when: { completed: true }, hors: 3 }]",
            "training.0.hors",
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
            "no such kind, say one of: pupil, teacher, unistudent, employer, parent, alumnus",
        ),
        (
            "people: { class: { profile_field: a, cohort_matching: b } }",
            "people.class",
            "say one of: profile_field, cohort_matching, group_matching",
        ),
        (
            "people: { class: {} }",
            "people.class",
            "say one of: profile_field, cohort_matching, group_matching",
        ),
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
            "Must be one of: " + ", ".join(Measure) + ".",
        ),
        (
            "results: { assignment: a, points: { mentor: { curator: 1 } } }",
            "results.curator",
            "Missing data for required field.",
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
