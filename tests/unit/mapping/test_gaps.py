import re
from dataclasses import replace
from datetime import date

import pytest

from connector.domain.consents import Purpose, SeenConsent, Signer
from connector.domain.gaps import About, Gap, Why
from connector.domain.people import PersonId, Role
from connector.domain.recruiting import Application
from connector.mapping.gaps import gaps
from connector.mapping.rules import Rules
from connector.mapping.selectors import FieldValue, PatronymicRule
from tests.builders import TRAINING, MirrorBuilder
from tests.unit.mapping.people_builders import in_field, known_of, rules_of_people, rules_with

EVERYTHING = rules_of_people(
    class_name=FieldValue(cohort_matching=re.compile(r"\d+.*")),
    birth_date=in_field("born"),
    patronymic=PatronymicRule(profile_field="patronymic"),
    service_start=in_field("hired"),
)
WHOLE = {"born": "01.03.2011", "patronymic": "Петровна", "hired": "01.09.2020"}


def found(growing: MirrorBuilder, rules: Rules = EVERYTHING) -> list[tuple[int, str, str, str]]:
    told = gaps(known_of(growing, rules), [], [])
    return [(gap.person_id, gap.about, gap.why, gap.value) for gap in told]


def test_of_whom_all_is_known_there_is_no_gap() -> None:
    growing = MirrorBuilder().person(1, "Ученики", "9А", profile=WHOLE)
    growing.person(2, "Педагоги", profile={**WHOLE, "born": "01.03.1980"})

    assert found(growing) == []


def test_of_a_pupil_class_birthday_and_patronymic_may_be_unknown() -> None:
    growing = MirrorBuilder().person(1, "Ученики").person(2, "Ученики", "9 поток", "Хор")
    growing.users[1] = replace(growing.users[1], profile={"born": "весной", "patronymic": "П"})

    assert found(growing) == [
        (1, "birth_date", "empty", ""),
        (1, "class", "empty", ""),
        (1, "patronymic", "empty", ""),
        (2, "birth_date", "unreadable", "весной"),
        (2, "class", "unreadable", "9 поток"),
    ]


def test_a_pupil_in_two_classes_has_neither() -> None:
    growing = MirrorBuilder().person(1, "Ученики", "9Б", "9А", profile=WHOLE)

    assert found(growing) == [(1, "class", "several", "9А, 9Б")]
    assert known_of(growing, EVERYTHING).people[PersonId(1)].class_name == ""


def test_an_impossible_birthday_is_a_gap_and_not_kept() -> None:
    growing = MirrorBuilder().person(1, "Ученики", "9А", profile={**WHOLE, "born": "01.03.2031"})

    assert found(growing) == [(1, "birth_date", "implausible", "01.03.2031")]
    assert known_of(growing, EVERYTHING).people[PersonId(1)].born_on is None


def test_of_a_teacher_the_service_may_be_unknown_and_no_class_is_missed() -> None:
    growing = MirrorBuilder().person(1, "Педагоги", profile={**WHOLE, "hired": ""})

    assert found(growing) == [(1, "service_start", "empty", "")]


def test_without_a_rule_for_a_thing_nobody_misses_it() -> None:
    growing = MirrorBuilder().person(1, "Ученики").person(2, "Педагоги")

    assert found(growing, rules_of_people()) == []


def test_nobody_is_looked_at_who_does_not_matter() -> None:
    growing = MirrorBuilder().person(1, "Хор").person(2, "Ученики", suspended=True)
    growing.enrolled(1, course_id=TRAINING)

    assert found(growing) == []


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_whoever_has_a_role_or_is_in_a_programme_should_be_of_some_kind(
    *, is_enrolled: bool
) -> None:
    growing = MirrorBuilder().person(1, *(() if is_enrolled else ("Наставники",)), profile=WHOLE)
    if is_enrolled:
        growing.enrolled(1)

    assert found(growing) == [(1, "kind", "no_rule_fits", "")]
    assert found(growing, rules_with()) == []


def test_who_applies_is_looked_at_whatever_they_are() -> None:
    known = known_of(MirrorBuilder().person(1, profile={"born": "01.03.2011"}), EVERYTHING)
    applied = Application(PersonId(1), Role.MENTOR, "candidates")

    assert gaps(known, [], []) == ()
    assert gaps(known, [applied], []) == (Gap(PersonId(1), About.PATRONYMIC, Why.EMPTY),)


@pytest.mark.parametrize(
    ("born", "signer", "signed_on", "is_gap"),
    [
        ("01.03.2011", Signer.SELF, date(2026, 9, 1), True),
        ("01.03.2011", Signer.REPRESENTATIVE, date(2026, 9, 1), False),
        ("01.03.2008", Signer.SELF, date(2026, 2, 28), True),
        ("01.03.2008", Signer.SELF, date(2026, 3, 1), False),
        ("01.03.2008", Signer.SELF, None, False),
        ("", Signer.SELF, None, True),
    ],
)
def test_a_minor_who_consents_alone_is_a_gap(
    born: str, signer: Signer, signed_on: date | None, *, is_gap: bool
) -> None:
    growing = MirrorBuilder().person(1, "Ученики", profile={"born": born})
    known = known_of(growing, rules_of_people(birth_date=in_field("born")))
    seen = SeenConsent(PersonId(1), Purpose.DISTRIBUTION, "опрос", signer, signed_on)

    told = [gap for gap in gaps(known, [], [seen]) if gap.about is About.CONSENT]

    expected = Gap(PersonId(1), About.CONSENT, Why.SIGNED_BY_MINOR, "опрос")
    assert told == ([expected] if is_gap else [])
