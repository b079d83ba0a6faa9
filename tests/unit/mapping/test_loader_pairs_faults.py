from pathlib import Path

import pytest

from connector.domain.matching import Criterion
from connector.domain.meetings import MeetingType
from tests.unit.mapping.folders import SMALLEST, faults


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        ("pairs: { name: a }", "pairs.name", "Unknown field."),
        ("pairs: { new: { } }", "pairs.new.named", "Missing data for required field."),
        ("pairs: { new: { named: a, group: b } }", "pairs.new.group", "Unknown field."),
        (
            "pairs: { new: { named: a, mentor_role: no } }",
            "pairs.new.mentor_role",
            "Not a valid integer.",
        ),
        (
            "pairs: { new: { named: a, enrol_as: yes } }",
            "pairs.new.enrol_as",
            "Not a valid integer.",
        ),
        (
            "pairs: { new: { named: a, enrol_as: 0 } }",
            "pairs.new.enrol_as",
            "write a whole number within: 1–99999",
        ),
        (
            "pairs: { new: { named: a, not_enrolled: skip } }",
            "pairs.new.not_enrolled",
            "Must be one of: report, enrol.",
        ),
        ("journal: { }", "journal", "say one of: database, assignment, forum"),
        (
            "journal: { database: a, forum: b }",
            "journal",
            "say one of: database, assignment, forum",
        ),
        ("journal: { database: a, day: b }", "journal.day", "Unknown field."),
        ("journal: { database: a, each: post }", "journal.each", "only with: forum"),
        ("journal: { forum: a, minutes: b }", "journal.minutes", "only with: database"),
        (
            "journal: { assignment: a, type: { field: b, codes: { c: intro } } }",
            "journal.type",
            "only with: database",
        ),
        ("journal: { forum: a, each: week }", "journal.each", "Must be one of: post, discussion."),
        (
            "journal: { database: a, type: b }",
            "journal.type.codes",
            "Missing data for required field.",
        ),
        (
            "journal: { database: a, type: { field: b, codes: { c: d } } }",
            "journal.type.codes.c",
            f"Must be one of: {', '.join(MeetingType)}.",
        ),
        (
            "journal: { database: a, attendance: { field: b, codes: { c: parent } } }",
            "journal.attendance.codes.c",
            "Must be one of: mentor, mentee, curator.",
        ),
        (
            "journal: { database: a, confirmed: b }",
            "journal.confirmed",
            "say one of: equals, one_of",
        ),
        (
            "journal: { database: a, confirmed: { field: b, one_of: [] } }",
            "journal.confirmed.one_of",
            "must not be empty",
        ),
        ("calendar: sometimes", "calendar", "Not a valid boolean."),
        ("plan: [{ section: induction }]", "plan.0.task", "Missing data for required field."),
        (
            "plan: [{ task: a, section: b }]",
            "plan.0.section",
            "Must be one of: difficulties, development, induction.",
        ),
        ("plan: [{ task: a, by: tomorrow }]", "plan.0.by", "write a day as 2027-03-01"),
        ("plan: [{ task: a, activity: { id: 3 } }]", "plan.0.activity.id", "Unknown field."),
        (
            "plan: [{ task: a }, { task: b }, { task: a }]",
            "plan.2.task",
            "another task says the same",
        ),
        ("matching: { aim: coverage }", "matching.aim", "Unknown field."),
        (
            "matching: { objective: speed }",
            "matching.objective",
            "Must be one of: coverage, quality.",
        ),
        (
            "matching: { weights: { beauty: 1 } }",
            "matching.weights.beauty",
            f"Must be one of: {', '.join(Criterion)}.",
        ),
        ("matching: { weights: { load: 1.5 } }", "matching.weights.load", "Not a valid integer."),
        (
            "matching: { weights: { load: -1 } }",
            "matching.weights.load",
            "write a whole number within: 0–1000",
        ),
        ("matching: { training: yes }", "matching.training", "Not a valid string."),
        ("matching: { time: off }", "matching.time", "Not a valid string."),
        (
            "matching: { group_size: [5, 2] }",
            "matching.group_size",
            "write the smaller number first",
        ),
        (
            "matching: { group_size: [0, 2] }",
            "matching.group_size.0",
            "write a whole number within: 1–1000",
        ),
        ("matching: { group_size: 5 }", "matching.group_size", "Not a valid tuple."),
    ],
)
def test_every_fault_of_a_programme_is_named(
    tmp_path: Path, said: str, key: str, reason: str
) -> None:
    found = faults(tmp_path, SMALLEST + f"\n    {said}\n")

    assert ("1.yaml:6", f"programmes.0.{key}", reason) in found


@pytest.mark.parametrize("named", ["Пара {name}", "{}", "{0}", "{number:03}", "{mentor!r}"])
def test_a_new_group_is_named_by_its_number_and_its_people_only(tmp_path: Path, named: str) -> None:
    found = faults(tmp_path, SMALLEST + f"    pairs: {{ new: {{ named: '{named}' }} }}\n")

    assert [(key, reason) for _, key, reason in found] == [
        ("programmes.0.pairs.new.named", "only these blanks: {number}, {mentor}, {mentee}")
    ]


@pytest.mark.parametrize("named", ["Пара {number", "Пара }", "{{mentor}"])
def test_braces_come_in_pairs(tmp_path: Path, named: str) -> None:
    found = faults(tmp_path, SMALLEST + f"    pairs: {{ new: {{ named: '{named}' }} }}\n")

    assert [reason for _, _, reason in found] == ["a brace is not closed, or not opened"]


@pytest.mark.parametrize(
    ("named", "new"),
    [
        ("Пара *", "Пары {number}"),
        ("Пара ?", "Пара {number}"),
        ("Пара", "{mentor} – {mentee}"),
        ("Пара *", "пара {number}"),
    ],
)
def test_groups_that_we_make_must_be_read_as_pairs_again(
    tmp_path: Path, named: str, new: str
) -> None:
    text = f"    pairs:\n      named: '{named}'\n      new: {{ named: '{new}' }}\n"

    assert faults(tmp_path, SMALLEST + text) == [
        ("1.yaml:7", "programmes.0.pairs.new.named", "such groups would not be read as pairs")
    ]


@pytest.mark.parametrize("by", ["category", "shortname_matching"])
def test_a_roadmap_has_one_calendar(tmp_path: Path, by: str) -> None:
    (fault,) = faults(tmp_path, SMALLEST, f"roadmap: {{ calendar: {{ {by}: STAFF }} }}\n")

    assert fault == (
        "2.yaml:1",
        "roadmap.calendar",
        "say one course, by one of: id, shortname, fullname, idnumber",
    )


def test_matching_is_said_once_for_the_school(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, SMALLEST, "matching: { weight: 1 }\n")

    assert fault == ("2.yaml:1", "matching.weight", "Unknown field.")
