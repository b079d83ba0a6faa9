from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.indicators import Indicator, indicators
from connector.domain.norms import Norms
from connector.domain.pairs import Pair, Standing
from connector.domain.people import Kind, Person
from connector.domain.programmes import ProgrammeId
from connector.domain.school import School
from tests.builders import TODAY, a_member, a_pair_of, a_person, a_programme, a_school


def figure(school: School, code: str, form: str = "", *, on: date = TODAY) -> Indicator:
    (found,) = [
        one for one in indicators(school, Norms(), on) if (one.code, one.form) == (code, form)
    ]
    return found


def born(age: int) -> date:
    """Someone who turned `age` today."""
    return TODAY.replace(year=TODAY.year - age)


def test_i1_is_the_share_of_mentees_among_pupils_of_ten_to_nineteen() -> None:
    pupils = [a_person(key, born_on=born(12)) for key in range(1, 8)]
    school = a_school(pupils, pairs=(a_pair_of([1], [2]), a_pair_of([3], [4, 5])))

    found = figure(school, "I1")

    assert (found.numerator, found.denominator, found.value) == (3, 7, Decimal("42.9"))


def test_i2_is_the_share_of_mentors_among_pupils_of_fifteen_to_nineteen() -> None:
    older = [a_person(key, born_on=born(15)) for key in (1, 2, 3)]
    younger = [a_person(key, born_on=born(14)) for key in (4, 5)]
    school = a_school([*older, *younger], pairs=(a_pair_of([1], [5]), a_pair_of([4], [5])))

    found = figure(school, "I2")

    assert (found.numerator, found.denominator, found.value) == (1, 3, Decimal("33.3"))


def test_i3_is_the_share_of_mentees_among_young_specialists() -> None:
    young = [
        a_person(key, kind=Kind.TEACHER, is_young_specialist=True, born_on=None)
        for key in range(1, 9)
    ]
    experienced = a_person(9, kind=Kind.TEACHER)
    school = a_school([*young, experienced], pairs=(a_pair_of([9], [1]),))

    found = figure(school, "I3")

    assert (found.numerator, found.denominator, found.value) == (1, 8, Decimal("12.5"))


def test_n1_counts_pairs_and_people_of_each_form() -> None:
    programmes = (
        a_programme(id=ProgrammeId(50), form="pupil-pupil"),
        a_programme(id=ProgrammeId(51), form="pupil-pupil"),
        a_programme(id=ProgrammeId(52), form="teacher-teacher"),
    )
    pairs = (
        a_pair_of([1], [2], programme_id=50),
        a_pair_of([1], [3, 4], programme_id=51),
        a_pair_of([5], [6], programme_id=52),
    )
    school = a_school([a_person(key) for key in range(1, 7)], programmes=programmes, pairs=pairs)

    assert [
        (one.code, one.form, one.numerator)
        for one in indicators(school, Norms(), TODAY)
        if one.code.startswith("N1")
    ] == [
        ("N1.pairs", "pupil-pupil", 2),
        ("N1.mentors", "pupil-pupil", 1),
        ("N1.mentees", "pupil-pupil", 3),
        ("N1.pairs", "teacher-teacher", 1),
        ("N1.mentors", "teacher-teacher", 1),
        ("N1.mentees", "teacher-teacher", 1),
    ]


def test_a_form_without_pairs_counts_nought() -> None:
    assert figure(a_school(), "N1.pairs", "pupil-pupil").value == 0


@pytest.mark.parametrize("code", ["I1", "I2", "I3"])
def test_without_anybody_to_count_there_is_no_share(code: str) -> None:
    found = figure(a_school(), code)

    assert (found.numerator, found.denominator, found.value) == (0, 0, None)


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 8, "12.5"),
        (1, 16, "6.3"),  # 6.25: half goes up
        (1, 2000, "0.1"),  # 0.05: half goes up, away from the even nought
        (1, 2001, "0.0"),
        (7, 7, "100.0"),
        (0, 9, "0.0"),
    ],
)
def test_shares_are_rounded_to_a_tenth_half_up(
    numerator: int, denominator: int, value: str
) -> None:
    assert str(Indicator("I1", "", numerator, denominator).value) == value


@pytest.mark.parametrize(
    ("code", "age_today", "is_counted"),
    [
        ("I1", 9, False),
        ("I1", 10, True),
        ("I1", 19, True),
        ("I1", 20, False),
        ("I2", 14, False),
        ("I2", 15, True),
        ("I2", 19, True),
        ("I2", 20, False),
    ],
)
def test_the_ages_on_the_boundary_count(
    code: str,
    age_today: int,
    is_counted: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = figure(a_school([a_person(born_on=born(age_today))]), code)

    assert found.denominator == int(is_counted)


def test_a_pupil_counts_from_the_tenth_birthday_until_the_day_before_the_twentieth() -> None:
    school = a_school([a_person(born_on=date(2008, 2, 29))])

    days = [date(2018, 2, 28), date(2018, 3, 1), date(2028, 2, 28), date(2028, 2, 29)]
    assert [figure(school, "I1", on=day).denominator for day in days] == [0, 1, 1, 0]


def test_the_school_may_set_other_ages() -> None:
    school = a_school([a_person(born_on=born(9))])

    found = indicators(school, Norms(mentee_ages=(9, 9)), TODAY)[0]

    assert (found.code, found.denominator) == ("I1", 1)


def test_a_person_in_two_pairs_counts_once() -> None:
    people = [a_person(key) for key in (1, 2, 3)]
    school = a_school(people, pairs=(a_pair_of([1], [2]), a_pair_of([3], [2])))

    assert figure(school, "I1").numerator == 1
    assert figure(school, "N1.mentees", "pupil-pupil").value == 1


def test_pupils_without_a_date_of_birth_are_counted_as_unknown() -> None:
    people = [a_person(1), a_person(2, born_on=None), a_person(3, born_on=None)]
    school = a_school(people, pairs=(a_pair_of([1], [2]),))

    found = figure(school, "I1")

    assert (found.numerator, found.denominator, found.unknown) == (0, 1, 2)


def test_suspended_accounts_are_in_no_share() -> None:
    people = [
        a_person(1),
        a_person(2, is_active=False),
        a_person(3, is_active=False, born_on=None),
        a_person(4, kind=Kind.TEACHER, is_young_specialist=True, is_active=False),
    ]
    school = a_school(people)

    assert [
        (one.code, one.denominator, one.unknown) for one in indicators(school, Norms(), TODAY)[:3]
    ] == [("I1", 1, 0), ("I2", 1, 0), ("I3", 0, 0)]


@pytest.mark.parametrize("kind", [None, *(kind for kind in Kind if kind is not Kind.PUPIL)])
def test_only_pupils_are_in_the_shares_of_ages(kind: Kind | None) -> None:
    assert figure(a_school([a_person(kind=kind)]), "I1").denominator == 0


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.ACTIVE])
def test_a_mentee_who_cannot_take_part_does_not_count(standing: Standing) -> None:
    pair = a_pair_of([1], [2, 3])
    halved = replace(pair, mentees=(a_member(2, standing=standing), a_member(3)))
    people = [a_person(key) for key in (1, 2, 3)]

    assert figure(a_school(people, pairs=(pair,)), "I1").numerator == 2
    assert figure(a_school(people, pairs=(halved,)), "I1").numerator == 1
    assert figure(a_school(people, pairs=(halved,)), "N1.mentees", "pupil-pupil").value == 1


def test_a_pair_without_a_mentor_does_not_count() -> None:
    school = a_school([a_person(1)], pairs=(a_pair_of([], [1]),))

    assert figure(school, "I1").numerator == 0
    assert figure(school, "N1.pairs", "pupil-pupil").value == 0


people_lists = st.lists(
    st.builds(
        a_person,
        st.integers(1, 12),
        born_on=st.none() | st.dates(date(2000, 1, 1), date(2020, 1, 1)),
        kind=st.sampled_from([Kind.PUPIL, Kind.TEACHER]),
        is_young_specialist=st.booleans(),
        is_active=st.booleans(),
    ),
    unique_by=lambda person: person.id,
)
sides = st.lists(st.integers(1, 12), max_size=3, unique=True)
pair_lists = st.lists(st.builds(a_pair_of, sides, sides), max_size=6)


@given(people_lists, pair_lists)
def test_every_share_lies_between_nought_and_a_hundred(
    people: list[Person], pairs: list[Pair]
) -> None:
    found = indicators(a_school(people, pairs=tuple(pairs)), Norms(), TODAY)

    shares = [one.value for one in found if one.denominator]
    assert all(share is not None and 0 <= share <= 100 for share in shares)


@given(people_lists, pair_lists, st.randoms(use_true_random=False))
def test_the_order_of_people_and_pairs_does_not_matter(
    people: list[Person], pairs: list[Pair], random: Random
) -> None:
    before = indicators(a_school(people, pairs=tuple(pairs)), Norms(), TODAY)
    random.shuffle(people)
    random.shuffle(pairs)

    assert indicators(a_school(people, pairs=tuple(pairs)), Norms(), TODAY) == before
