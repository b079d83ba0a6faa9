from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from connector.domain.norms import Norms
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Application
from connector.mapping.methodology import Methodology, Pool, load
from connector.mapping.recruiting import (
    LISTED,
    applications,
    coded,
    invited,
    kept_codes,
    kept_reasons,
)
from connector.mapping.register_rules import QuestionnaireRule, ReasonItem, RecruitingRule
from connector.mapping.rules import Rules
from connector.moodle.records.answered import Answered
from tests.builders import MirrorBuilder
from tests.unit.mapping.people_builders import SHEET, an_answer, in_cohort, known_of, rules_with

ROOT: Final = Path(__file__).parents[3]
REASONS = ReasonItem("Причина", {"Низкие результаты": "low_results", "ОВЗ": "disability"})
QUESTIONNAIRE = QuestionnaireRule(SHEET, {"request": "Запрос", "interests": "Интересы"}, REASONS)
CANDIDATES = RecruitingRule(
    invited=in_cohort("Приглашённые"), candidates=in_cohort("Кандидаты"), form="pupil-pupil"
)
ASKED = replace(CANDIDATES, questionnaire=QUESTIONNAIRE)


def rules_of(**roles: RecruitingRule) -> Rules:
    return rules_with(recruiting={Role(role): rule for role, rule in roles.items()})


def applied(
    growing: MirrorBuilder, rules: Rules, answered: Iterable[Answered] = ()
) -> list[Application]:
    return list(applications(known_of(growing, rules, answered)))


def test_a_condition_says_whom_the_school_invites_into_a_role() -> None:
    growing = MirrorBuilder().person(1, "Приглашённые").person(2, "Кандидаты")

    known = known_of(growing, rules_of(mentor=CANDIDATES, mentee=RecruitingRule()))

    assert invited(known) == {Role.MENTOR: {1}}


def test_a_condition_says_who_is_a_candidate() -> None:
    growing = MirrorBuilder().person(2, "Кандидаты").person(1, "Кандидаты").person(3)

    assert applied(growing, rules_of(mentor=CANDIDATES)) == [
        Application(PersonId(1), Role.MENTOR, LISTED, form="pupil-pupil"),
        Application(PersonId(2), Role.MENTOR, LISTED, form="pupil-pupil"),
    ]


def test_whoever_answers_the_questionnaire_is_a_candidate_with_what_they_wrote() -> None:
    items = {"Запрос": "Алгебра", "Интересы": "", "Причина": "low_results"}

    told = applied(MirrorBuilder().person(1), rules_of(mentee=ASKED), [an_answer(1, SHEET, items)])

    assert told == [
        Application(
            PersonId(1),
            Role.MENTEE,
            str(SHEET),
            applied_on=date(2026, 9, 30),
            form="pupil-pupil",
            texts={"request": "Алгебра", "interests": ""},
            reasons=frozenset({"low_results"}),
        )
    ]


def test_who_is_listed_and_answers_applies_once() -> None:
    growing = MirrorBuilder().person(1, "Кандидаты")

    (told,) = applied(growing, rules_of(mentor=ASKED), [an_answer(1, SHEET, {"Запрос": "А"})])

    assert (told.source, told.texts) == (str(SHEET), {"request": "А"})


def test_a_person_may_apply_for_both_roles() -> None:
    growing = MirrorBuilder().person(1, "Кандидаты")

    told = applied(growing, rules_of(mentor=CANDIDATES, mentee=CANDIDATES))

    assert [(one.person_id, one.role.value) for one in told] == [(1, "mentee"), (1, "mentor")]


def test_answers_to_another_questionnaire_are_no_application() -> None:
    assert applied(MirrorBuilder().person(1), rules_of(mentor=ASKED), [an_answer(1, SHEET)]) == []


@pytest.mark.parametrize(
    ("told", "reasons"),
    [
        ("low_results\ndisability", {"low_results", "disability"}),
        ("disability\nother", {"disability"}),
        ("Низкие результаты", set()),
        ("", set()),
    ],
)
def test_reasons_are_codes_that_the_rule_knows(told: str, reasons: set[str]) -> None:
    answered = [an_answer(1, SHEET, {"Причина": told})]

    (one,) = applied(MirrorBuilder().person(1), rules_of(mentee=ASKED), answered)

    assert one.reasons == reasons


def test_a_questionnaire_without_a_question_about_reasons_tells_none() -> None:
    rule = replace(ASKED, questionnaire=replace(QUESTIONNAIRE, reason=None))
    answered = [an_answer(1, SHEET, {"Запрос": "А", "Причина": "low_results"})]

    (one,) = applied(MirrorBuilder().person(1), rules_of(mentee=rule), answered)

    assert one.reasons == set()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("ОВЗ\nНизкие результаты", "disability\nlow_results"),
        ("Низкие результаты\nДругое: болезнь", "low_results"),
        ("disability", ""),
        ("", ""),
    ],
)
def test_of_an_answer_about_reasons_only_codes_are_kept(answer: str, expected: str) -> None:
    assert coded(answer, REASONS.codes) == expected


@pytest.fixture(scope="module")
def methodology() -> Methodology:
    loaded = load(lambda name: ROOT / "config" / "methodology" / name)
    reasons = {
        "low_results": Pool("Низкие результаты", Role.MENTEE, None, sensitive=False),
        "disability": Pool("ОВЗ", Role.MENTEE, None, sensitive=True),
    }
    return replace(loaded, norms=Norms(), reasons=reasons)


@pytest.mark.parametrize(
    ("keeps", "kept"), [(False, {"low_results"}), (True, {"low_results", "disability"})]
)
def test_sensitive_reasons_are_kept_where_the_school_wants_them(
    methodology: Methodology, kept: set[str], *, keeps: bool
) -> None:
    norms = Norms(keep_sensitive_reasons=keeps)
    rules = rules_of(mentor=CANDIDATES, mentee=ASKED)

    assert kept_codes(rules, replace(methodology, norms=norms)) == kept


def test_reasons_that_nobody_described_or_asks_for_are_not_kept(methodology: Methodology) -> None:
    unknown = replace(REASONS, codes={"Другое": "other"})
    rule = replace(ASKED, questionnaire=replace(QUESTIONNAIRE, reason=unknown))

    assert kept_codes(rules_of(mentee=rule), methodology) == set()
    assert kept_codes(rules_of(mentor=CANDIDATES), methodology) == set()


def test_what_is_kept_is_told_by_answer_and_option(methodology: Methodology) -> None:
    other = replace(REASONS, codes={"Отстаёт": "low_results", "Болеет": "disability"})
    both = replace(ASKED, questionnaire=replace(QUESTIONNAIRE, reason=other))

    assert kept_reasons(rules_of(mentee=ASKED, mentor=both), methodology) == {
        f"{SHEET} Причина": {"Низкие результаты": "low_results", "Отстаёт": "low_results"}
    }
