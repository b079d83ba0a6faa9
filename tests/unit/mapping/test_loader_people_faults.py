from pathlib import Path

import pytest

from connector.domain.participation import TEXTS
from tests.unit.mapping.folders import FORMS, SMALLEST, faults

CONSENT = "purpose: processing, profile_field: a, equals: b"
SHEET = "feedback: a, course: b, items: { time: c }"


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("people: { patronimic: { from: fullname } }", "people.patronimic"),
        ("people: { patronymic: { field: a } }", "people.patronymic.field"),
        ("people: { class: { group: a } }", "people.class.group"),
        ("people: { position: { profile_fields: a } }", "people.position.profile_fields"),
        ("consents: [{ prupose: processing }]", "consents.0.prupose"),
        (f"consents: [{{ {CONSENT}, signed: {{ }} }}]", "consents.0.signed"),
        ("recruiting: { curator: { } }", "recruiting.curator"),
        ("recruiting: { mentor: { candidate: { in_cohort: a } } }", "recruiting.mentor.candidate"),
        (
            f"recruiting: {{ mentor: {{ questionnaire: {{ {SHEET}, reasn: a }} }} }}",
            "recruiting.mentor.questionnaire.reasn",
        ),
        ("admission: { mode: warn }", "admission.mode"),
        ("growth: { course: a }", "growth.course"),
        ("growth: { courses: [{ course: a, hour: 1 }] }", "growth.courses.0.hour"),
        (
            "growth: { courses: [{ course: a, hours: { field: b } }] }",
            "growth.courses.0.hours.field",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a }, title: b, to: c }] }",
            "growth.route.0.to",
        ),
        ("reminders: { consent: 3 days }", "reminders.consent"),
    ],
)
def test_no_misspelt_key_passes_in_silence(tmp_path: Path, section: str, path: str) -> None:
    found = faults(tmp_path, SMALLEST, "\n" + section)

    assert ("2.yaml:2", path, "Unknown field.") in found


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        (
            "class: { profile_field: a, group_matching: b }",
            "class",
            "say one of: profile_field, cohort_matching, group_matching",
        ),
        ("class: { profile_field: a, course: b }", "class.course", "only with: group_matching"),
        ("class: { profile_field: [a, b] }", "class.profile_field", "Not a valid string."),
        ("birth_date: { profile_field: '' }", "birth_date.profile_field", "must not be empty"),
        ("birth_date: { cohort_matching: a }", "birth_date.cohort_matching", "Unknown field."),
        ("contacts: { profile_field: [] }", "contacts.profile_field", "must not be empty"),
        ("contacts: { profile_field: [a, ''] }", "contacts.profile_field.1", "must not be empty"),
        ("contacts: { profile_field: yes }", "contacts.profile_field", "write a text in quotes"),
        (
            "patronymic: { second_word_of: middlename }",
            "patronymic.second_word_of",
            "Must be one of: firstname, lastname.",
        ),
        ("patronymic: { from: firstname }", "patronymic.from", "Must be one of: fullname."),
        (
            "patronymic: { from: fullname, profile_field: a }",
            "patronymic",
            "say one of: profile_field, second_word_of, from",
        ),
        (
            "patronymic: { }",
            "patronymic",
            "say one of: profile_field, second_word_of, from",
        ),
    ],
)
def test_every_fault_of_a_place_is_named(tmp_path: Path, said: str, key: str, reason: str) -> None:
    found = faults(tmp_path, SMALLEST, f"\npeople: {{ {said} }}")

    assert ("2.yaml:2", f"people.{key}", reason) in found


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        ("purpose: fun, profile_field: a, equals: b", ".purpose", None),
        ("profile_field: a, equals: b", ".purpose", "Missing data for required field."),
        ("purpose: processing, equals: b", "", "say one of: profile_field, choice, feedback"),
        (f"{CONSENT}, choice: a", "", "say one of: profile_field, choice, feedback"),
        ("purpose: processing, profile_field: a", "", "say one of: equals, one_of"),
        (f"{CONSENT}, one_of: [b]", "", "say one of: equals, one_of"),
        (f"{CONSENT}, course: b", ".course", "only with: choice, feedback"),
        (f"{CONSENT}, item: b", ".item", "only with: feedback"),
        (
            "purpose: processing, choice: a, equals: b",
            ".course",
            "Missing data for required field.",
        ),
        (
            "purpose: processing, choice: a, course: b, item: c, equals: d",
            ".item",
            "only with: feedback",
        ),
        (
            "purpose: processing, feedback: a, course: b, equals: c",
            ".item",
            "Missing data for required field.",
        ),
        ("purpose: processing, profile_field: a, equals: ''", ".equals", "must not be empty"),
        ("purpose: processing, profile_field: a, one_of: []", ".one_of", "must not be empty"),
        ("purpose: processing, profile_field: a, one_of: b", ".one_of", "write a list"),
        (f"{CONSENT}, signed_by: mother", ".signed_by", "Must be one of: self, representative."),
        (f"{CONSENT}, signed_on: 2026-09-01", ".signed_on", "Invalid input type."),
        (f"{CONSENT}, valid_for: 3", ".valid_for", "write a term as `3 years`"),
        (f"{CONSENT}, valid_for: 0 years", ".valid_for", "write a term as `3 years`"),
        (f"{CONSENT}, text_version: ''", ".text_version", "must not be empty"),
    ],
)
def test_every_fault_of_a_consent_is_named(
    tmp_path: Path, said: str, key: str, reason: str | None
) -> None:
    ((where, path, found),) = faults(tmp_path, SMALLEST, f"\nconsents: [{{ {said} }}]")

    assert (where, path) == ("2.yaml:2", f"consents.0{key}")
    assert found == (reason or "Must be one of: processing, distribution, labour_351_8.")


def test_two_rules_must_not_read_one_consent(tmp_path: Path) -> None:
    consents = """\
consents:
  - { purpose: processing, profile_field: a, equals: b }
  - { purpose: distribution, profile_field: a, equals: b }
  - { purpose: processing, feedback: a, course: b, item: c, equals: d }
  - { purpose: processing, feedback: a, course: b, item: another, equals: d }
  - { purpose: processing, profile_field: a, equals: another }
  - { purpose: processing, feedback: { name: a }, course: b, item: c, one_of: [d] }
"""

    assert faults(tmp_path, SMALLEST, consents) == [
        ("2.yaml:6", "consents.4", "another rule reads this consent already"),
        ("2.yaml:7", "consents.5", "another rule reads this consent already"),
    ]


@pytest.mark.parametrize(
    ("said", "key", "reason"),
    [
        ("", "", "say one of: invited, candidates, questionnaire"),
        ("form: any", "", "say one of: invited, candidates, questionnaire"),
        (
            "invited: { in_cohort: a }, form: nowhere",
            ".form",
            f"no such form, say one of: {', '.join(FORMS)}",
        ),
        (
            "questionnaire: { feedback: a, items: { time: b } }",
            ".questionnaire.course",
            "Missing data for required field.",
        ),
        (
            "questionnaire: { feedback: a, course: b }",
            ".questionnaire",
            "say one of: items, reason",
        ),
        (
            "questionnaire: { feedback: a, course: b, items: { result: c } }",
            ".questionnaire.items.result",
            f"Must be one of: {', '.join(text for text in TEXTS if text != 'result')}.",
        ),
        (
            "questionnaire: { feedback: a, course: b, items: { time: '' } }",
            ".questionnaire.items.time",
            "must not be empty",
        ),
        (
            "questionnaire: { feedback: a, course: b, reason: { item: c, codes: { } } }",
            ".questionnaire.reason.codes",
            "Shorter than minimum length 1.",
        ),
        (
            "questionnaire: { feedback: a, course: b, reason: { item: c, codes: { d: idle } } }",
            ".questionnaire.reason.codes.d",
            "no such reason, say one of: low_results",
        ),
        (
            "questionnaire: { feedback: a, course: b, reason: { item: c, codes: { d: veteran } } }",
            ".questionnaire.reason.codes.d",
            "no such reason, say one of: low_results",
        ),
    ],
)
def test_every_fault_of_recruiting_is_named(
    tmp_path: Path, said: str, key: str, reason: str
) -> None:
    found = faults(tmp_path, SMALLEST, f"\nrecruiting: {{ mentee: {{ {said} }} }}")

    assert found == [("2.yaml:2", f"recruiting.mentee{key}", reason)]


@pytest.mark.parametrize(
    ("section", "path", "reason"),
    [
        (
            "training: [{ course: a, trained_when: { completed: true }, kind: growth }]",
            "training.0.kind",
            "Must be one of: initial, accompanying.",
        ),
        (
            "training: [{ course: a, trained_when: { completed: true }, hours: 0 }]",
            "training.0.hours",
            "write hours as a number, as 16 or 1.5",
        ),
        (
            "training: [{ course: a, trained_when: { completed: true }, hours: many }]",
            "training.0.hours",
            "Not a valid number.",
        ),
        (
            "training: [{ course: a, trained_when: { completed: true }, valid_for: 14 days }]",
            "training.0.valid_for",
            "write a term as `3 years`",
        ),
        (
            "admission: { training: on }",
            "admission.training",
            "Must be one of: off, warn, block.",
        ),
        ("admission: { needs: some }", "admission.needs", "Must be one of: any, all."),
        ("admission: { hours: -1 }", "admission.hours", "write hours as a number, as 16 or 1.5"),
        (
            "growth: { courses: [{ hours: 3 }] }",
            "growth.courses.0.course",
            "Missing data for required field.",
        ),
        (
            "growth: { courses: [{ course: a, hours: b }] }",
            "growth.courses.0.hours",
            "Not a valid number.",
        ),
        (
            "growth: { courses: [{ course: a, hours: { } }] }",
            "growth.courses.0.hours",
            "say one of: course_field",
        ),
        (
            "growth: { courses: [{ course: a, hours: { course_field: '' } }] }",
            "growth.courses.0.hours.course_field",
            "must not be empty",
        ),
        (
            "growth: { route: [{ title: a }] }",
            "growth.route.0.for",
            "Missing data for required field.",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a } }] }",
            "growth.route.0",
            "say one of: course, title",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a }, title: b, by: May }] }",
            "growth.route.0.by",
            "write a day as 2027-03-01",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a }, title: b, by: 2027 }] }",
            "growth.route.0.by",
            "write a day as 2027-03-01",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a }, title: b, by: 31.02.2027 }] }",
            "growth.route.0.by",
            "write a day as 2027-03-01",
        ),
        (
            "growth: { route: [{ for: { in_cohort: a }, title: b, year: 2027 }] }",
            "growth.route.0.year",
            "Not a valid string.",
        ),
        ("reminders: { training: 14 }", "reminders.training", "write a term as `14 days`"),
        ("reminders: { training: 2 years }", "reminders.training", "write a term as `14 days`"),
        ("reminders: { growth: 0 days }", "reminders.growth", "write a term as `14 days`"),
        (
            "expect: [{ person: {}, candidate: [curator] }]",
            "expect.0.candidate.0",
            "Invalid input.",
        ),
        (
            "expect: [{ person: {}, consent: processing }]",
            "expect.0.consent",
            "Not a valid list.",
        ),
        (
            "expect: [{ person: {}, birth_date: 2011 }]",
            "expect.0.birth_date",
            "write a day as 2027-03-01",
        ),
    ],
)
def test_every_fault_of_learning_is_named(
    tmp_path: Path, section: str, path: str, reason: str
) -> None:
    assert faults(tmp_path, SMALLEST, "\n" + section) == [("2.yaml:2", path, reason)]


@pytest.mark.parametrize(
    ("form", "line", "fault"),
    [
        ("any", "role_model: equal", ("role_model", "no such role model, say one of: ")),
        (
            "pupil-pupil",
            "role_model: leader",
            ("role_model", "no such role model, say one of: equal"),
        ),
        ("any", "kind: odd", ("kind", "no such kind, say one of: traditional, reverse")),
        ("any", "kind: ''", ("kind", "must not be empty")),
    ],
)
def test_the_codes_of_a_programme_are_those_of_the_methodology(
    tmp_path: Path, form: str, line: str, fault: tuple[str, str]
) -> None:
    text = f"{SMALLEST.replace('any', form)}    {line}\n"

    assert faults(tmp_path, text) == [("1.yaml:5", f"programmes.0.{fault[0]}", fault[1])]
