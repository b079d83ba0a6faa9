import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.consents import Purpose
from connector.domain.people import PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.school import NO_PROGRAMME, School
from connector.domain.training import Admission
from connector.mapping.interpret import interpret
from connector.mapping.register_rules import (
    ConsentRule,
    GrowthCourseRule,
    GrowthRule,
    QuestionnaireRule,
    ReasonItem,
    RecruitingRule,
    RouteRule,
)
from connector.mapping.rules import Rules, TrainingRule
from connector.mapping.selectors import FieldValue, PatronymicRule
from connector.moodle.mirror import Mirror
from tests.builders import (
    COURSE,
    FORMS,
    PROGRAMME,
    TODAY,
    TRAINING,
    Change,
    MirrorBuilder,
    a_course,
    some_rules,
)
from tests.unit.mapping.people_builders import (
    CHOICE,
    SHEET,
    TEACHERS,
    TRAINING_COURSE,
    an_answer,
    in_cohort,
    in_field,
    rules_of_people,
    rules_with,
)

MENTOR, MENTEE = (COURSE, Role.MENTOR), (COURSE, Role.MENTEE)
EVERYTHING: Final = replace(
    rules_of_people(
        class_name=FieldValue(cohort_matching=re.compile(r"\d+.*")),
        birth_date=in_field("born"),
        patronymic=PatronymicRule(from_fullname=True),
        service_start=in_field("hired"),
    ),
    training=(TrainingRule(TRAINING_COURSE, valid_years=1),),
    consents=(
        ConsentRule(Purpose.PROCESSING, frozenset({"1"}), profile_field="consent"),
        ConsentRule(Purpose.DISTRIBUTION, frozenset({"Да"}), answers=CHOICE),
    ),
    recruiting={
        Role.MENTEE: RecruitingRule(
            invited=in_cohort("9А"),
            questionnaire=QuestionnaireRule(SHEET, {"request": "Запрос"}, ReasonItem("П", {})),
        )
    },
    growth=GrowthRule(
        (GrowthCourseRule(TRAINING_COURSE, Decimal(8)),), (RouteRule(TEACHERS, "2026/27", "Шаг"),)
    ),
)
"""Rules of every kind at once."""


def read(growing: MirrorBuilder, rules: Rules) -> School:
    return interpret(growing.build(), rules, FORMS, TODAY)


def placed(school: School) -> Mapping[tuple[int, Role], set[int]]:
    return {place: set(people) for place, people in school.places.items()}


def test_who_has_a_role_at_school_stands_outside_programmes_too() -> None:
    growing = MirrorBuilder().person(1, "Наставники").person(2, "Наставляемые").person(3)

    assert placed(read(growing, rules_with())) == {
        (NO_PROGRAMME, Role.MENTOR): {1},
        (NO_PROGRAMME, Role.MENTEE): {2},
        MENTOR: set(),
        MENTEE: set(),
    }


def test_in_a_programme_stands_who_has_a_role_and_is_enrolled_suspended_or_not() -> None:
    growing = MirrorBuilder().person(1, "Наставники").person(2, "Наставляемые", suspended=True)
    growing.person(3, "Наставляемые").person(4).person(5, "Наставники", "Наставляемые")
    growing.enrolled(1, suspended=True).enrolled(2).enrolled(4).enrolled(5).enrolled(99)
    growing.group(1, 1, 3)

    places = placed(read(growing, rules_with()))

    assert (places[MENTOR], places[MENTEE]) == ({1, 5}, {2, 5})


def test_the_roles_of_a_programme_place_people_in_it_alone() -> None:
    own = {"mentor": {"course_role": "teacher"}}
    rules = some_rules(roles={}, programmes=[{**PROGRAMME, "roles": own}])
    growing = MirrorBuilder().person(1).enrolled(1, "teacher")

    assert placed(read(growing, rules)) == {MENTOR: {1}, MENTEE: set()}


@pytest.mark.parametrize(
    ("zone", "last"),
    [("Europe/Moscow", date(2027, 5, 31)), ("Asia/Yekaterinburg", date(2027, 6, 1))],
)
def test_a_programme_ends_with_its_course(zone: str, last: date) -> None:
    ends_at = int(datetime(2027, 5, 31, 20, 30, tzinfo=UTC).timestamp())
    growing = MirrorBuilder(courses=[a_course(ends_at=ends_at)])
    school = replace(rules_with().school, time_zone=ZoneInfo(zone))

    (programme,) = read(growing, rules_with(school=school)).programmes

    assert programme.ends_on == last


def test_a_programme_has_a_model_and_a_kind() -> None:
    (rule,) = rules_with().programmes
    rules = rules_with(programmes=(replace(rule, role_model="peer", kind="reverse"),))

    (programme,) = read(MirrorBuilder(), rules).programmes

    assert (programme.id, programme.role_model, programme.kind) == (COURSE, "peer", "reverse")
    assert programme.ends_on is None


@pytest.mark.parametrize(
    ("admission", "is_trained"),
    [
        (Admission(), True),
        (Admission(needs="all"), False),
        (Admission(hours=Decimal(36)), True),
        (Admission(hours=Decimal(37)), False),
    ],
)
def test_the_school_says_how_much_training_makes_a_mentor_ready(
    admission: Admission, *, is_trained: bool
) -> None:
    rule = TrainingRule(TRAINING_COURSE, hours=Decimal(36))
    other = replace(rule, course=replace(TRAINING_COURSE, value=f"C{COURSE}"))
    growing = MirrorBuilder().person(1, "Наставники").completed(1).group(5, 1)

    school = read(growing, rules_with(training=(rule, other), admission=admission))

    assert school.trained == ({1} if is_trained else set())
    assert school.pairs[0].mentors[0].is_trained is is_trained


def test_everything_that_the_rules_see_is_in_the_school() -> None:
    growing = MirrorBuilder().person(1, "Ученики", "9А", profile={"consent": "1"})
    growing.person(2, "Педагоги").enrolled(2, course_id=TRAINING)
    answered = [an_answer(1, SHEET, {"Запрос": "Алгебра"})]

    school = interpret(replace(growing.build(), answered=answered), EVERYTHING, FORMS, TODAY)

    assert [one.person_id for one in school.consents] == [1]
    assert school.consent_answers["profile: consent"] == {1}
    assert school.invited == {Role.MENTEE: {1}}
    assert [one.texts for one in school.applications] == [{"request": "Алгебра"}]
    assert [(one.person_id, one.course_id) for one in school.studies] == [(2, TRAINING)]
    assert [one.person_id for one in school.route] == [2]
    assert {gap.person_id for gap in school.gaps} == {1, 2}
    assert school.people[PersonId(1)].name == "Иванова-1 Анна Петровна"
    assert [programme.id for programme in school.programmes] == [ProgrammeId(COURSE)]


crowds = st.lists(
    st.fixed_dictionaries(
        {
            "cohorts": st.sets(
                st.sampled_from(["Наставники", "Наставляемые", "9А", "10Б", "Ученики", "Педагоги"])
            ),
            "profile": st.dictionaries(
                st.sampled_from(["born", "hired", "consent"]),
                st.sampled_from(["1", "01.03.2011", "2008-02-29", "нет"]),
            ),
            "enrolled": st.sets(st.sampled_from([COURSE, TRAINING])),
            "completed": st.booleans(),
            "answers": st.lists(
                st.tuples(st.sampled_from(["Да", "Нет", ""]), st.integers(0, 3)), max_size=2
            ),
        }
    ),
    max_size=5,
)


def a_mirror(crowd: list[Change]) -> Mirror:
    growing, answered = MirrorBuilder(), []
    for who, told in enumerate(crowd, start=1):
        growing.person(who, *sorted(told["cohorts"]), profile=told["profile"])
        for course in sorted(told["enrolled"]):
            growing.enrolled(who, course_id=course)
        if told["completed"]:
            growing.completed(who)
        for cmid, (text, at) in enumerate(told["answers"], start=9):
            items = {"": text, "Запрос": text}
            row = an_answer(who, CHOICE, items, cmid=cmid, answered_at=at)
            sheet = an_answer(who, SHEET, items).answers
            answered.append(replace(row, answers={**row.answers, **sheet}))
    growing.group(5, *range(1, len(crowd) + 1))
    return replace(growing.build(), answered=answered)


@settings(max_examples=60)
@given(crowds, st.randoms(use_true_random=False))
def test_the_same_mirror_in_any_order_gives_the_same_school(
    crowd: list[Change], random: Random
) -> None:
    mirror = a_mirror(crowd)
    first = interpret(mirror, EVERYTHING, FORMS, TODAY)

    rows: Change = {name: list(value) for name, value in vars(mirror).items() if value}
    rows = {name: value for name, value in rows.items() if name in Mirror.__dataclass_fields__}
    for listed in rows.values():
        random.shuffle(listed)

    assert interpret(mirror, EVERYTHING, FORMS, TODAY) == first
    assert interpret(Mirror(**rows), EVERYTHING, FORMS, TODAY) == first


@given(crowds)
def test_nothing_is_told_of_somebody_who_is_not_there(crowd: list[Change]) -> None:
    school = interpret(a_mirror(crowd), EVERYTHING, FORMS, TODAY)

    told = (school.consents, school.applications, school.studies, school.route, school.gaps)
    named = {one.person_id for part in told for one in part}
    assert named | school.trained | set().union(*school.places.values()) <= school.people.keys()
