"""I1 to I4 and who takes part, worked out by hand (methodology 1.6, 13)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from connector.domain.indicators import Facts, Period, Place, Verdict, sources
from connector.domain.matches import MatchState
from connector.domain.norms import Norms
from connector.domain.participation import State
from connector.domain.people import Kind, Organisation, Person, PersonId, Role
from tests.builders import TODAY, a_person
from tests.indicators_builders import OTHER, a_pair, facts, figure, parts, rows
from tests.register_builders import a_consent, a_participation, an_active_one


def born(age: int) -> date:
    """Someone who turned `age` today."""
    return TODAY.replace(year=TODAY.year - age)


def young(who: int) -> Person:
    return a_person(who, kind=Kind.TEACHER, is_young_specialist=True, born_on=None, class_name="")


def why(told: Facts, code: str, reading: str = "") -> dict[int, str]:
    return {row.subject[1]: row.why for row in rows(told, code, reading)}


def test_i1_is_the_share_of_mentees_among_pupils_of_ten_to_nineteen() -> None:
    pupils = [a_person(who, born_on=born(12)) for who in range(1, 8)]
    told = facts(a_pair(1, [1], [2]), a_pair(2, [3], [4, 5]), people=pupils)

    assert parts(figure(told, "I1")) == (3, 7, "42.9")


def test_i2_is_the_share_of_mentors_among_pupils_of_fifteen_to_nineteen() -> None:
    older = [a_person(who, born_on=born(15)) for who in (1, 2, 3)]
    younger = [a_person(who, born_on=born(14)) for who in (4, 5)]
    told = facts(a_pair(1, [1], [5]), a_pair(2, [4], [5]), people=[*older, *younger])

    assert parts(figure(told, "I2")) == (1, 3, "33.3")


def test_i3_is_the_share_of_mentees_among_young_specialists() -> None:
    others = [a_person(9, kind=Kind.TEACHER), a_person(10)]
    told = facts(a_pair(1, [9], [1]), people=[*map(young, range(1, 9)), *others])

    assert parts(figure(told, "I3")) == (1, 8, "12.5")
    assert why(told, "I3")[9] == "not_young"
    assert 10 not in why(told, "I3")


def test_i4_is_the_share_of_partners_that_gave_mentors() -> None:
    employees = [
        a_person(-1, kind=Kind.EMPLOYER, organisation_id=1),
        a_person(-2, kind=Kind.EMPLOYER, organisation_id=4),
    ]
    told = facts(
        a_pair(1, [-1], [5]), a_pair(2, [-2], [6]), people=[*employees, a_person(5), a_person(6)]
    )
    partners = [
        Organisation(1, "Завод", agreed_on=date(2025, 1, 1)),
        Organisation(2, "Банк"),
        Organisation(3, "Ферма", agreed_on=date(2026, 10, 1), valid_to=date(2026, 10, 31)),
        Organisation(4, "Магазин", valid_to=date(2026, 8, 31)),
        Organisation(5, "Музей", agreed_on=date(2026, 12, 1)),
    ]
    told = replace(told, register=told.register.with_rows("organisations", partners))

    assert parts(figure(told, "I4")) == (1, 3, "33.3")
    assert parts(figure(told, "I4", "day")) == (1, 2, "50.0")
    assert why(told, "I4") == {
        1: "gave_mentors", 2: "gave_no_mentors", 3: "gave_no_mentors", 4: "no_agreement",
        5: "no_agreement",
    }  # fmt: skip


@pytest.mark.parametrize("code", ["I1", "I2", "I3", "I4"])
def test_without_anybody_to_count_there_is_no_share(code: str) -> None:
    assert parts(figure(facts(), code)) == (0, 0, "None")


@pytest.mark.parametrize(
    ("code", "age", "counts"),
    [
        ("I1", 9, 0), ("I1", 10, 1), ("I1", 19, 1), ("I1", 20, 0),
        ("I2", 14, 0), ("I2", 15, 1), ("I2", 19, 1), ("I2", 20, 0),
    ],
)  # fmt: skip
def test_the_ages_on_the_boundary_count(code: str, age: int, counts: int) -> None:
    assert figure(facts(people=[a_person(born_on=born(age))]), code).denominator == counts


def test_a_pupil_counts_from_the_tenth_birthday_until_the_day_before_the_twentieth() -> None:
    told = facts(people=[a_person(born_on=date(2008, 2, 29))])

    days = [date(2018, 2, 28), date(2018, 3, 1), date(2028, 2, 28), date(2028, 2, 29)]
    counted = [figure(replace(told, period=Period.to(day)), "I1").denominator for day in days]
    assert counted == [0, 1, 1, 0]


def test_the_school_may_set_other_ages() -> None:
    told = facts(people=[a_person(born_on=born(9))], norms=Norms(mentee_ages=(9, 9)))

    assert figure(told, "I1").denominator == 1


def test_a_person_in_two_pairs_counts_once() -> None:
    told = facts(a_pair(1, [1], [2]), a_pair(2, [3], [2]))

    assert parts(figure(told, "I1"))[0] == 1
    assert figure(told, "N1.mentees").value == 1


def test_pupils_without_a_date_of_birth_are_unknown() -> None:
    people = [a_person(1), a_person(2, born_on=None), a_person(3, born_on=None)]
    found = figure(facts(a_pair(1, [1], [2]), people=people), "I1")

    assert (parts(found), found.unknown) == ((0, 1, "0.0"), 2)


def test_suspended_accounts_are_in_no_share() -> None:
    people = [
        a_person(1),
        a_person(2, is_active=False),
        a_person(3, is_active=False, born_on=None),
        replace(young(4), is_active=False),
    ]
    told = facts(a_pair(1, [1], [2]), people=people)

    assert [parts(figure(told, code))[1] for code in ("I1", "I2", "I3")] == [1, 1, 0]
    assert why(told, "I1") == {
        1: "did_not_take_part", 2: "not_at_school", 3: "not_at_school",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [None, *(kind for kind in Kind if kind is not Kind.PUPIL)])
def test_only_pupils_are_in_the_shares_of_ages(kind: Kind | None) -> None:
    assert figure(facts(people=[a_person(kind=kind)]), "I1").denominator == 0


def test_a_pair_that_ended_in_the_period_counts_for_it_and_not_on_its_last_day() -> None:
    over = {"state": MatchState.COMPLETED, "ended_on": date(2026, 11, 1)}
    told = facts(a_pair(1, [1], [2], **over), a_pair(2, [1], [3]))

    assert [parts(figure(told, "I1", reading)) for reading in ("period", "day")] == [
        (2, 3, "66.7"), (1, 3, "33.3"),
    ]  # fmt: skip
    assert [figure(told, "N1.pairs", reading).value for reading in ("period", "day")] == [2, 1]


def test_a_pair_that_ended_before_the_period_does_not_count() -> None:
    over = {
        "state": MatchState.TERMINATED,
        "reached": {MatchState.ACTIVE: "2026-02-01"},
        "ended_on": date(2026, 5, 25),
    }
    pair = [replace(row, joined_on=date(2026, 2, 1)) if hasattr(row, "joined_on") else row
            for row in a_pair(1, [1], [2], **over)]  # fmt: skip

    assert figure(facts(pair), "N1.pairs").value == 0
    assert parts(figure(facts(pair), "I1"))[0] == 0


def test_a_pair_that_has_not_begun_or_lacks_a_side_does_not_count() -> None:
    trial = {"state": MatchState.TRIAL, "reached": {MatchState.TRIAL: "2026-10-01"}}
    told = facts(a_pair(1, [1], [2], **trial), a_pair(2, [], [3]))

    assert figure(told, "N1.pairs", "day").value == 0
    assert figure(told, "N1.mentees", "day").value == 0


def test_where_consents_are_kept_nobody_counts_without_taking_part() -> None:
    told = facts(
        a_pair(1, [1], [2, 3]),
        a_consent(1, 2),
        an_active_one(1, 2, role=Role.MENTEE, programme_id=50),
        a_participation(2, 3, role=Role.MENTEE, programme_id=50, state=State.CONSENT_PENDING),
    )

    assert why(told, "I1") == {1: "did_not_take_part", 2: "took_part", 3: "not_admitted"}


def test_taking_part_began_when_somebody_was_both_in_the_base_and_in_a_pair() -> None:
    active = an_active_one(
        1, 2, role=Role.MENTEE, programme_id=50, entered_on=date(2026, 10, 10),
        reached={State.ACTIVE: TODAY.isoformat()},
    )  # fmt: skip
    told = facts(a_pair(1, [1], [2]), a_consent(1, 2), active)

    days = (date(2026, 10, 9), date(2026, 10, 10))
    found = [figure(replace(told, period=Period.to(day)), "I1", "day") for day in days]
    assert [parts(one)[0] for one in found] == [0, 1]


def test_on_the_day_of_leaving_somebody_takes_part_no_more() -> None:
    left = an_active_one(
        1, 2, role=Role.MENTEE, programme_id=50, state=State.WITHDRAWN, left_on=TODAY
    )
    told = facts(a_pair(1, [1], [2]), a_consent(1, 2), left)

    assert [parts(figure(told, "I1", reading))[0] for reading in ("period", "day")] == [1, 0]


def test_in_a_programme_it_is_a_share_of_the_whole_school_and_in_a_class_of_the_class() -> None:
    people = [a_person(who) for who in (1, 2, 3)] + [
        a_person(who, class_name="8Б") for who in (4, 5)
    ]
    told = facts(a_pair(1, [1], [2]), a_pair(2, [1], [4], programme_id=OTHER), people=people)

    shares = [
        parts(figure(told, "I1", place=place, place_id=place_id))
        for place, place_id in (
            (Place.SCHOOL, ""), (Place.PROGRAMME, "50"), (Place.FORM, "teacher-teacher"),
            (Place.CLASS, "9А"), (Place.CLASS, "8Б"),
        )
    ]  # fmt: skip
    assert shares == [
        (2, 5, "40.0"), (1, 5, "20.0"), (1, 5, "20.0"), (1, 3, "33.3"), (1, 2, "50.0"),
    ]  # fmt: skip


def test_a_row_names_the_records_of_moodle_behind_it() -> None:
    (row,) = [row for row in rows(facts(a_pair(7, [1], [2])), "I1") if row.subject[1] == 2]

    assert row.verdict is Verdict.COUNTED
    told = facts(a_pair(7, [1], [2]))
    assert [tuple(source) for source in sources(row, told)] == [
        ("user", 2),
        ("course", 50),
        ("group", 7),
    ]


def test_who_is_from_outside_moodle_has_no_account_behind_them() -> None:
    told = facts(a_pair(1, [-1], [2]), people=[a_person(-1, kind=Kind.EMPLOYER), a_person(2)])

    (row,) = rows(told, "N1.mentors")
    assert "user" not in {source.kind for source in sources(row, told)}


def test_m7_is_the_share_of_pupils_of_whom_the_mapping_says_so() -> None:
    people = [*(a_person(who) for who in (1, 11, 12, 13)), a_person(14, kind=Kind.TEACHER)]
    told = facts(a_pair(1, [1], [11, 12, 13, 14]), people=people)
    school = replace(told.school, parameters={"clubs": frozenset({PersonId(1), PersonId(11)})})
    told = replace(told, school=school)

    assert parts(figure(told, "M7.clubs")) == (Decimal(1), 3, "33.3")
    assert figure(told, "M7.career_tests").value is None
