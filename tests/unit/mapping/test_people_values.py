import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.gaps import Why
from connector.domain.people import Kind
from connector.mapping.conditions import Facts
from connector.mapping.courses import Found, find
from connector.mapping.rules import PeopleRule
from connector.mapping.selectors import NOWHERE, CourseSelector, FieldValue
from connector.mapping.values import Doubt, born_on, class_of, serving_since, text
from tests.builders import COURSE, TODAY, TRAINING, a_course, a_user
from tests.unit.mapping.people_builders import in_field, rules_with

CLASSES = re.compile(r"(Класс )?\d+.*")
BY_COHORT = FieldValue(cohort_matching=CLASSES)
BY_GROUP = FieldValue(group_matching=re.compile("Гр.*"))
IN_TRAINING = replace(BY_GROUP, course=CourseSelector("id", str(TRAINING)))


def courses() -> Found:
    people = PeopleRule(class_name=IN_TRAINING)
    return find(rules_with(people=people), [a_course(COURSE), a_course(TRAINING)], [])


def facts(*cohorts: str, **profile: str) -> Facts:
    groups = {COURSE: frozenset({"Группа 1", "Пара 2"}), TRAINING: frozenset({"Группа 7"})}
    return Facts(a_user(profile=profile), TODAY, frozenset(cohorts), groups=groups)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (in_field("house"), "7"),
        (in_field("house", "nothing", "street"), "7, Лесная"),
        (in_field("nothing"), ""),
        (FieldValue(cohort_matching=re.compile("Хор.*")), "Хор, Хор старших"),
        (FieldValue(cohort_matching=re.compile("Хо")), ""),
        (BY_GROUP, "Группа 1"),
        (IN_TRAINING, "Группа 7"),
        (NOWHERE, ""),
    ],
)
def test_a_value_stands_in_fields_cohorts_or_groups(value: FieldValue, expected: str) -> None:
    known = facts("Хор старших", "Хор", house=" 7 ", street="<p>Лесная</p>", nothing=" ")

    assert text(value, known, courses()) == expected


def test_lines_of_a_field_are_told_on_one_line() -> None:
    known = facts(phone="<p>+7 000 1</p><p>звонить после 18:00</p>")

    assert text(in_field("phone"), known, courses()) == "+7 000 1, звонить после 18:00"


@pytest.mark.parametrize(
    ("cohorts", "expected", "doubt"),
    [
        (["9А"], "9А", None),
        (["9 «а» класс"], "9А", None),
        (["9A", "9-А", "Хор"], "9А", None),
        (["9А", "9 поток"], "9А", None),
        ([], "", Doubt(Why.EMPTY)),
        (["Хор"], "", Doubt(Why.EMPTY)),
        (["9 поток"], "9 поток", Doubt(Why.UNREADABLE, "9 поток")),
        (["9А", "10Б"], "", Doubt(Why.SEVERAL, "10Б, 9А")),
        (["9 поток", "8 поток"], "", Doubt(Why.SEVERAL, "8 поток, 9 поток")),
    ],
)
def test_a_class_is_one_class_however_it_is_written(
    cohorts: list[str], expected: str, doubt: Doubt | None
) -> None:
    rule = PeopleRule(class_name=BY_COHORT)

    assert class_of(rule, facts(*cohorts), courses()) == (expected, doubt)


@pytest.mark.parametrize(
    ("written", "kind", "born", "doubt"),
    [
        ("24.11.2011", Kind.PUPIL, date(2011, 11, 24), None),
        ("1321999200", Kind.PUPIL, date(2011, 11, 23), None),
        ("", Kind.PUPIL, None, Doubt(Why.EMPTY)),
        ("0", Kind.PUPIL, None, Doubt(Why.EMPTY)),
        ("весной", Kind.PUPIL, None, Doubt(Why.UNREADABLE, "весной")),
        ("31.02.2011", Kind.PUPIL, None, Doubt(Why.UNREADABLE, "31.02.2011")),
        ("2026-11-25", Kind.TEACHER, None, Doubt(Why.IMPLAUSIBLE, "25.11.2026")),
        ("24.11.2026", None, TODAY, None),
        ("25.11.2021", Kind.PUPIL, None, Doubt(Why.IMPLAUSIBLE, "25.11.2021")),
        ("24.11.2021", Kind.PUPIL, date(2021, 11, 24), None),
        ("25.11.2004", Kind.PUPIL, date(2004, 11, 25), None),
        ("24.11.2004", Kind.PUPIL, None, Doubt(Why.IMPLAUSIBLE, "24.11.2004")),
        ("24.11.2004", Kind.TEACHER, date(2004, 11, 24), None),
        ("24.11.1925", Kind.TEACHER, None, Doubt(Why.IMPLAUSIBLE, "24.11.1925")),
        ("25.11.1925", None, date(1925, 11, 25), None),
    ],
)
def test_a_birthday_is_believed_when_somebody_may_be_so_old(
    written: str, kind: Kind | None, born: date | None, doubt: Doubt | None
) -> None:
    rule = PeopleRule(birth_date=in_field("born"))

    assert born_on(rule, facts(born=written), courses(), kind) == (born, doubt)


@pytest.mark.parametrize(
    ("written", "since", "doubt"),
    [
        ("01.09.1945", None, Doubt(Why.IMPLAUSIBLE, "01.09.1945")),
        ("01.09.1990", date(1990, 9, 1), None),
        ("01.09.2027", None, Doubt(Why.IMPLAUSIBLE, "01.09.2027")),
        ("давно", None, Doubt(Why.UNREADABLE, "давно")),
    ],
)
def test_service_began_in_a_working_life(
    written: str, since: date | None, doubt: Doubt | None
) -> None:
    rule = PeopleRule(service_start=in_field("hired"))

    assert serving_since(rule, facts(hired=written), courses()) == (since, doubt)


def test_without_a_rule_nothing_is_doubted() -> None:
    nothing = (PeopleRule(), facts("9А"), courses())

    assert class_of(*nothing) == ("", None)
    assert born_on(*nothing, Kind.PUPIL) == serving_since(*nothing) == (None, None)


@given(st.text(), st.sampled_from([None, *Kind]))
def test_whatever_people_write_is_a_value_or_a_doubt(written: str, kind: Kind | None) -> None:
    rule = PeopleRule(class_name=in_field("x"), birth_date=in_field("x"))
    known = facts(x=written)

    name, about_class = class_of(rule, known, courses())
    day, about_day = born_on(rule, known, courses(), kind)

    assert (day is None) is (about_day is not None)
    assert name or about_class
