from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from connector.domain.consents import Purpose, SeenConsent, Signer
from connector.domain.people import PersonId
from connector.mapping.consents import answered as answered_of
from connector.mapping.consents import consents
from connector.mapping.known import Known
from connector.mapping.register_rules import ConsentRule
from connector.mapping.rules import Rules, SchoolRule
from connector.mapping.selectors import ActivitySelector, AnswersRule
from connector.moodle.records.answered import Answered
from tests.builders import TRAINING, Change, MirrorBuilder, an_activity, some_rules
from tests.unit.mapping.people_builders import (
    CHOICE,
    LATE_IN_MOSCOW,
    SHEET,
    an_answer,
    in_field,
    known_of,
    rules_of_people,
)

IN_PROFILE = ConsentRule(Purpose.PROCESSING, frozenset({"1", "Да"}), profile_field="consent")
IN_CHOICE = ConsentRule(Purpose.DISTRIBUTION, frozenset({"Согласен"}), answers=CHOICE)
IN_SHEET = ConsentRule(Purpose.LABOUR, frozenset({"Да", "Конечно"}), answers=SHEET, item="351")


def rules_of(*rules: ConsentRule, **school: Change) -> Rules:
    changed: SchoolRule = replace(some_rules().school, **school)
    people = rules_of_people(birth_date=in_field("born"))
    return replace(people, consents=rules, school=changed)


def seen(
    growing: MirrorBuilder, rules: Rules, answered: Iterable[Answered] = ()
) -> list[SeenConsent]:
    return list(consents(known_of(growing, rules, answered)))


@pytest.mark.parametrize(
    ("value", "is_given"),
    [("1", True), (" Да ", True), ("<p>Да</p>", True), ("0", False), ("да", False), ("", False)],
)
def test_a_profile_field_tells_a_consent(value: str, *, is_given: bool) -> None:
    growing = MirrorBuilder().person(1, "Педагоги", profile={"consent": value})

    told = seen(growing, rules_of(replace(IN_PROFILE, text_version="2")))

    expected = SeenConsent(
        PersonId(1), Purpose.PROCESSING, "profile: consent", Signer.SELF, text_version="2"
    )
    assert told == ([expected] if is_given else [])


@pytest.mark.parametrize(
    ("born", "signed", "rule_says", "signer"),
    [
        ("01.03.2011", "", None, Signer.REPRESENTATIVE),
        ("01.03.2008", "", None, Signer.SELF),
        ("01.03.2008", "28.02.2026", None, Signer.REPRESENTATIVE),
        ("01.03.2008", "01.03.2026", None, Signer.SELF),
        ("", "", None, Signer.REPRESENTATIVE),
        ("01.03.2011", "", Signer.SELF, Signer.SELF),
    ],
)
def test_for_a_minor_what_was_noted_the_representative_signed(
    born: str, signed: str, rule_says: Signer | None, signer: Signer
) -> None:
    profile = {"born": born, "consent": "1", "day": signed}
    growing = MirrorBuilder().person(1, "Ученики", profile=profile)
    rule = replace(IN_PROFILE, signed_on="day", signed_by=rule_says)

    assert [one.signed_by for one in seen(growing, rules_of(rule))] == [signer]


@pytest.mark.parametrize(
    ("signed", "signed_on", "valid_to"),
    [
        ("01.09.2026", date(2026, 9, 1), date(2027, 8, 31)),
        ("", None, None),
        ("осенью", None, None),
    ],
)
def test_a_consent_holds_for_its_years(
    signed: str, signed_on: date | None, valid_to: date | None
) -> None:
    growing = MirrorBuilder().person(1, profile={"consent": "1", "day": signed})
    rule = replace(IN_PROFILE, signed_on="day", valid_years=1)

    (told,) = seen(growing, rules_of(rule))

    assert (told.signed_on, told.valid_to) == (signed_on, valid_to)


def test_who_answers_consents_alone_on_the_day_of_the_answer() -> None:
    growing = MirrorBuilder().person(1, "Ученики", profile={"born": "01.03.2011"})

    told = seen(growing, rules_of(IN_CHOICE), [an_answer(1, CHOICE, {"": "Согласен"})])

    assert told == [
        SeenConsent(
            PersonId(1), Purpose.DISTRIBUTION, IN_CHOICE.source, Signer.SELF, date(2026, 9, 30)
        )
    ]


def test_a_day_in_the_profile_counts_before_the_day_of_the_answer() -> None:
    growing = MirrorBuilder().person(1, profile={"day": "05.09.2026"})
    rule = replace(IN_CHOICE, signed_on="day", signed_by=Signer.REPRESENTATIVE)

    (told,) = seen(growing, rules_of(rule), [an_answer(1, CHOICE, {"": "Согласен"})])

    assert (told.signed_on, told.signed_by) == (date(2026, 9, 5), Signer.REPRESENTATIVE)


@pytest.mark.parametrize(
    ("answer", "is_given"),
    [("Да", True), ("Нет\nКонечно", True), ("Нет", False), ("Да, но", False), ("", False)],
)
def test_one_of_the_chosen_options_is_enough(answer: str, *, is_given: bool) -> None:
    growing = MirrorBuilder().person(1)

    told = seen(growing, rules_of(IN_SHEET), [an_answer(1, SHEET, {"351": answer, "x": "Да"})])

    assert [one.person_id for one in told] == ([1] if is_given else [])


def test_of_two_answers_the_later_counts() -> None:
    both = AnswersRule(
        replace(CHOICE.course, by="shortname_matching", value="C.*"), CHOICE.activity
    )
    rule = replace(IN_CHOICE, answers=both)
    growing = MirrorBuilder().person(1).person(2)
    answered = [
        an_answer(who, both, {"": text}, course_id=course, answered_at=at)
        for who, text, course, at in (
            (1, "Согласен", 50, 100),
            (1, "Нет", TRAINING, 200),
            (2, "Согласен", TRAINING, 200),
            (2, "Нет", 50, 100),
        )
    ]

    assert [one.person_id for one in seen(growing, rules_of(rule), answered)] == [2]
    assert [one.person_id for one in seen(growing, rules_of(rule), reversed(answered))] == [2]


def test_answers_of_another_activity_a_lost_course_or_an_unknown_person_tell_nothing() -> None:
    growing = MirrorBuilder().person(1)
    answered = [
        an_answer(1, SHEET, {"": "Согласен"}),
        an_answer(1, CHOICE, {"": "Согласен"}, course_id=777),
        an_answer(99, CHOICE, {"": "Согласен"}),
    ]

    known = known_of(growing, rules_of(IN_CHOICE), answered)

    assert consents(known) == ()
    assert sources(known) == set()


def sources(known: Known) -> set[str]:
    return {source for source, people in answered_of(known).items() if people}


def test_two_rules_of_one_source_give_one_consent() -> None:
    growing = MirrorBuilder().person(1, profile={"consent": "1"})
    rules = rules_of(replace(IN_PROFILE, text_version="1"), replace(IN_PROFILE, text_version="2"))

    assert [one.text_version for one in seen(growing, rules)] == ["1"]


def test_consents_are_told_by_person_and_purpose() -> None:
    growing = MirrorBuilder()
    for who in (2, 1):
        growing.person(who, profile={"consent": "1"})
    other = replace(IN_PROFILE, purpose=Purpose.DISTRIBUTION)

    told = seen(growing, rules_of(IN_PROFILE, other))

    assert [(one.person_id, one.purpose.value) for one in told] == [
        (1, "distribution"),
        (1, "processing"),
        (2, "distribution"),
        (2, "processing"),
    ]


def test_an_empty_profile_field_tells_nothing_and_another_value_tells_no() -> None:
    growing = MirrorBuilder().person(1).person(2, profile={"consent": "0"})
    growing.person(3, profile={"consent": "1"})

    told = answered_of(known_of(growing, rules_of(IN_PROFILE)))

    assert told == {IN_PROFILE.source: {2, 3}}


def test_a_question_is_a_source_once_it_was_answered() -> None:
    rules, growing = rules_of(IN_SHEET), MirrorBuilder().person(1)

    unread = known_of(growing, rules)
    others = known_of(growing, rules, [an_answer(1, SHEET, {"другой": "Да"})])
    read = known_of(growing, rules, [an_answer(1, SHEET, {"351": ""})])

    assert sources(unread) == sources(others) == set()
    assert answered_of(read) == {IN_SHEET.source: {1}}


@pytest.mark.parametrize(
    ("by", "value", "is_source"),
    [("cmid", "9", True), ("name", "Согласие", True), ("name", "Опрос", False),
     ("idnumber", "9", False)],
)  # fmt: skip
def test_a_choice_in_the_list_of_activities_is_a_source_though_nobody_chose(
    by: str, value: str, *, is_source: bool
) -> None:
    choice = replace(CHOICE, activity=ActivitySelector(by, value))
    rules = rules_of(replace(IN_CHOICE, answers=choice))
    growing = MirrorBuilder().person(1)
    growing.activities.append(an_activity(9, course_id=TRAINING, module="choice", name="Согласие"))
    elsewhere = MirrorBuilder()
    elsewhere.activities.append(an_activity(9, module="choice", name="Согласие"))

    assert bool(sources(known_of(growing, rules))) is is_source
    assert sources(known_of(elsewhere, rules)) == set()


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Moscow", date(2026, 9, 30)), ("Asia/Yekaterinburg", date(2026, 10, 1))],
)
def test_the_day_of_an_answer_is_the_schools_day(zone: str, day: date) -> None:
    rules = rules_of(IN_CHOICE, time_zone=ZoneInfo(zone))
    answered = an_answer(1, CHOICE, {"": "Согласен"}, answered_at=LATE_IN_MOSCOW)

    (told,) = seen(MirrorBuilder().person(1), rules, [answered])

    assert told.signed_on == day
