from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from connector.domain.consents import Purpose
from connector.domain.people import Role
from connector.mapping.conditions import FIELD_TESTS, JOINED, KINDS
from connector.mapping.explain import Line, explain, words
from connector.mapping.register_rules import ConsentRule, QuestionnaireRule, RecruitingRule
from connector.mapping.rules import Rules
from connector.mapping.schema_fields import condition
from connector.wording import load
from tests.builders import (
    FORMS,
    PROGRAMME,
    TODAY,
    Change,
    MirrorBuilder,
    a_course,
    some_rules,
)
from tests.unit.mapping.people_builders import CHOICE, SHEET, an_answer, in_cohort, rules_with

WORDING: Final = load(Path(__file__).parents[3] / "config" / "wording")


def explained(growing: MirrorBuilder, rules: Rules, user_id: int = 1) -> list[Line]:
    mirror = growing.build()
    return explain(mirror.user_by_id[user_id], mirror, rules, FORMS, TODAY)


def said(lines: list[Line]) -> list[tuple[int, bool | None, str]]:
    return [(line.depth, line.holds, line.code) for line in lines]


def test_every_rule_that_was_tried_is_told_with_its_answer() -> None:
    rules = some_rules(
        people={
            "kind": [
                {"teacher": {"in_cohort": "Педагоги"}},
                {"pupil": {"any": [{"in_cohort": "9Б"}, {"in_cohort_matching": "9."}]}},
                {"parent": {"in_cohort": "Родители"}},
            ]
        },
        roles={"mentor": {"in_cohort": "Наставники"}},
    )
    growing = MirrorBuilder().person(1, "9А", "Наставники").enrolled(1).group(5, 1)

    lines = explained(growing, rules)

    assert said(lines) == [
        (0, False, "explain.kind"),
        (1, False, "condition.in_cohort"),
        (0, True, "explain.kind"),
        (1, True, "condition.any"),
        (2, False, "condition.in_cohort"),
        (2, True, "condition.in_cohort_matching"),
        (0, True, "explain.role"),
        (1, True, "condition.in_cohort"),
        (0, None, "explain.no_rule"),
        (0, None, "explain.no_rule"),
        (0, None, "explain.person"),
        (0, True, "explain.mentor_of"),
    ]
    assert [line.facts["kind"] for line in lines if line.code == "explain.kind"] == [
        "teacher",
        "pupil",
    ]
    assert lines[-2].facts == {"kind": "pupil", "class": "-"}
    assert lines[-1].facts == {"pair": "Пара 5", "standing": "active"}


def test_a_role_is_explained_by_the_schools_rule_and_every_programmes_own() -> None:
    own = {"mentor": {"course_role": "teacher"}}
    rules = some_rules(
        programmes=[{**PROGRAMME, "roles": own}], roles={"mentor": {"username": "x"}}
    )

    lines = explained(MirrorBuilder().person(1).enrolled(1, "teacher"), rules)

    assert said(lines)[:3] == [
        (0, True, "explain.role"),
        (1, False, "condition.username"),
        (1, True, "condition.course_role"),
    ]
    assert lines[0].facts == {"role": Role.MENTOR}


def test_both_roles_in_two_pairs_and_what_was_skipped_are_told() -> None:
    own = {"mentor": {"course_role": "teacher"}, "mentee": {"course_role": "student"}}
    rules = some_rules(
        programmes=[
            {**PROGRAMME, "roles": own},
            {**PROGRAMME, "course": "C60", "roles": own},
            {**PROGRAMME, "course": "C70"},
        ]
    )
    growing = MirrorBuilder().person(1, "Наставники", "Наставляемые")
    growing.enrolled(1, "teacher").group(5, 1)
    growing.enrolled(1, "student", course_id=60, suspended=False).group(6, 1, course_id=60)
    growing.courses.append(a_course(70))
    growing.group(7, 1, course_id=70)

    outcome = [line for line in explained(growing, rules) if line.code.endswith(("_of", "sides"))]

    assert [(line.code, line.holds) for line in outcome] == [
        ("explain.mentor_of", True),
        ("explain.mentee_of", True),
        ("skipped.both_sides", False),
    ]
    assert outcome[-1].facts == {"group": "Пара 7", "id": "7"}


def test_what_became_of_others_is_not_told() -> None:
    growing = MirrorBuilder().person(1, "Наставники").person(2).group(5, 1, 2).group(6)

    lines = explained(growing, some_rules())

    assert [line.code for line in lines if line.code.startswith("skipped")] == []
    assert [line.code for line in lines if line.code.endswith("_of")] == ["explain.mentor_of"]


def test_consents_are_told_with_where_they_are_read() -> None:
    rules = rules_with(
        consents=(
            ConsentRule(Purpose.PROCESSING, frozenset({"1"}), profile_field="consent"),
            ConsentRule(Purpose.DISTRIBUTION, frozenset({"Да"}), answers=CHOICE),
        )
    )
    growing = MirrorBuilder().person(1, profile={"consent": "1"})

    told = [line for line in explained(growing, rules) if line.code == "explain.consent"]

    assert told == [
        Line(
            0,
            holds=True,
            code="explain.consent",
            facts={"purpose": "processing", "source": "profile: consent"},
        ),
        Line(
            0,
            holds=False,
            code="explain.consent",
            facts={"purpose": "distribution", "source": str(CHOICE)},
        ),
    ]


def test_who_is_invited_and_who_is_a_candidate_is_told_with_the_conditions() -> None:
    sheet = QuestionnaireRule(SHEET, {"request": "Запрос"})
    rule = RecruitingRule(in_cohort("Приглашённые"), in_cohort("Кандидаты"), questionnaire=sheet)
    rules = rules_with(recruiting={Role.MENTOR: rule, Role.MENTEE: RecruitingRule()}, roles={})
    growing = MirrorBuilder().person(1, "Кандидаты")
    mirror = replace(growing.build(), answered=[an_answer(1, SHEET, {"Запрос": ""})])

    lines = explain(mirror.users[0], mirror, rules, FORMS, TODAY)

    told = [line for line in lines if line.code not in {"explain.no_rule", "explain.person"}]
    assert said(told) == [
        (0, False, "explain.invited"),
        (1, False, "condition.in_cohort"),
        (0, True, "explain.candidate"),
        (1, True, "condition.in_cohort"),
        (0, True, "explain.questionnaire"),
    ]
    assert told[-1].facts == {"role": "mentor", "source": str(SHEET)}
    assert told[0].facts == {"role": "mentor"}


@pytest.mark.parametrize(
    ("asked", "code", "facts"),
    [
        ({"in_cohort": "Хор"}, "condition.in_cohort", {"value": "Хор", "course": "-"}),
        (
            {"in_group_matching": "Пара.*", "course": {"id": 5}},
            "condition.in_group_matching",
            {"value": "Пара.*", "course": "id: 5"},
        ),
        ({"username": ["б", "а"]}, "condition.username", {"value": "а, б", "course": "-"}),
        (
            {"profile_field": "hired", "at_most": "3 years"},
            "condition.at_most",
            {"field": "hired", "operand": "3"},
        ),
        (
            {"profile_field": "class", "one_of": ["9Б", "9А"]},
            "condition.one_of",
            {"field": "class", "operand": "9А, 9Б"},
        ),
        (
            {"profile_field": "class", "matches": "9."},
            "condition.matches",
            {"field": "class", "operand": "9."},
        ),
    ],
)
def test_a_condition_is_said_with_what_it_asks(
    asked: dict[str, Change], code: str, facts: dict[str, str]
) -> None:
    assert words(condition(asked)) == (code, facts)


@pytest.mark.parametrize(
    "code",
    [
        *(
            f"condition.{kind}"
            for kind in (*KINDS, *JOINED, *FIELD_TESTS)
            if kind != "profile_field"
        ),
        *(f"explain.{name}" for name in ("kind", "role", "no_rule", "person")),
        *(f"explain.{name}" for name in ("mentor_of", "mentee_of")),
        *(f"explain.{name}" for name in ("consent", "invited", "candidate", "questionnaire")),
        *(f"skipped.{name}" for name in ("group_name", "no_side", "no_role", "both_sides")),
        "skipped.unknown_person",
        *(f"mapping.{name}" for name in ("unreadable", "not_utf8", "not_yaml", "not_a_mapping")),
        *(f"mapping.{name}" for name in ("repeated_key", "empty_folder", "faults")),
        *(f"settings.{name}" for name in ("unreadable", "wrong_content")),
    ],
)
def test_there_is_a_russian_sentence_for_everything_that_is_told(code: str) -> None:
    assert code in WORDING.sentences


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"in_cohort": "Хор"}, "«Хор»"),
        ({"in_group": "Пара", "course": "C5"}, "shortname: C5"),
        ({"profile_field": "hired", "less_than": "3 years"}, "hired"),
    ],
)
def test_the_sentence_names_what_is_asked(asked: dict[str, Change], sentence: str) -> None:
    code, facts = words(condition(asked))

    assert sentence in WORDING.say(code, **facts)
