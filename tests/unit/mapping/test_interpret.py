from copy import deepcopy
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.domain.pairs import Member, Pair, Standing
from connector.domain.people import PersonId, Role
from connector.domain.programmes import Programme, ProgrammeId
from connector.domain.school import School, Skipped
from connector.mapping.interpret import interpret
from connector.mapping.rules import Rules
from tests.builders import (
    COURSE,
    FORMS,
    PROGRAMME,
    TODAY,
    TRAINING,
    Change,
    MirrorBuilder,
    a_course,
    a_grade_item,
    some_rules,
)

MENTOR, MENTEE, NOBODY = 1, 2, 3
PUPILS = {"kind": [{"pupil": {"in_cohort": "9А"}}, {"teacher": {"in_cohort": "Педагоги"}}]}


def read(growing: MirrorBuilder, rules: Rules | None = None) -> School:
    return interpret(growing.build(), rules or some_rules(), FORMS, TODAY)


def a_pair_in_moodle() -> MirrorBuilder:
    growing = MirrorBuilder().person(MENTOR, "Наставники").person(MENTEE, "Наставляемые")
    return growing.enrolled(MENTOR, lastaccess=7).enrolled(MENTEE, lastaccess=9).group(5, 1, 2)


def sides(pair: Pair) -> tuple[list[int], list[int]]:
    return [m.person_id for m in pair.mentors], [m.person_id for m in pair.mentees]


def skips(school: School) -> list[tuple[str, int | None]]:
    return [(skipped.code, skipped.person_id) for skipped in school.skipped]


def test_a_group_of_a_programmes_course_is_a_pair() -> None:
    growing = a_pair_in_moodle().completed(MENTOR).tracked(1, 2).did(MENTEE, 1)
    growing.graded(MENTEE, a_grade_item(1), 80)
    rules = some_rules(training=[{"course": f"C{TRAINING}", "trained_when": {"completed": True}}])

    school = read(growing, rules)

    assert school.pairs == (
        Pair(
            id=school.pairs[0].id,
            programme_id=ProgrammeId(COURSE),
            name="Пара 5",
            mentors=(
                Member(
                    PersonId(MENTOR), "Иванова-1 Анна", Standing.ACTIVE, is_trained=True, seen_at=7
                ),
            ),
            mentees=(
                Member(
                    PersonId(MENTEE),
                    "Иванова-2 Анна",
                    Standing.ACTIVE,
                    seen_at=9,
                    progress=Decimal("0.5"),
                    grade=Decimal("0.8"),
                ),
            ),
            group_id=5,
        ),
    )
    assert school.pairs[0].id == "group:5"
    assert school.trained == {MENTOR}
    assert school.skipped == ()


def test_a_pair_knows_the_group_behind_it() -> None:
    growing = MirrorBuilder().person(MENTOR, "Наставники").enrolled(MENTOR)

    (pair,) = read(growing.group(5, MENTOR, idnumber="mentoring-pair-7")).pairs

    assert (pair.group_id, pair.idnumber) == (5, "mentoring-pair-7")


def test_a_course_is_a_programme() -> None:
    starts = int(datetime(2026, 9, 1, tzinfo=UTC).timestamp())
    growing = MirrorBuilder(courses=[a_course(fullname="Пары", starts_at=starts)])

    plain = read(growing).programmes
    titled = read(growing, some_rules(programmes=[{**PROGRAMME, "title": "Вместе"}])).programmes

    begins_on = date(2026, 9, 1)
    assert plain == (
        Programme(ProgrammeId(COURSE), "Пары", "pupil-pupil", "2026/27", starts, begins_on),
    )
    assert [programme.title for programme in titled] == ["Вместе"]


def test_a_group_may_have_several_on_each_side_or_nobody_on_one() -> None:
    growing = MirrorBuilder()
    for key in (1, 2):
        growing.person(key, "Наставники").enrolled(key)
    for key in (3, 4):
        growing.person(key, "Наставляемые").enrolled(key)
    growing.group(9, 4, 3).group(7, 2, 1, 3).group(8, 1)

    school = read(growing)

    assert [(pair.name, *sides(pair)) for pair in school.pairs] == [
        ("Пара 7", [1, 2], [3]),
        ("Пара 8", [1], []),
        ("Пара 9", [], [3, 4]),
    ]
    assert school.skipped == ()


def test_groups_of_other_courses_are_not_looked_at() -> None:
    school = read(a_pair_in_moodle().group(6, 1, 2, course_id=TRAINING))

    assert [pair.name for pair in school.pairs] == ["Пара 5"]
    assert school.skipped == ()


def test_a_group_with_another_name_is_skipped() -> None:
    growing = a_pair_in_moodle().group(6, 1, 2, name="Кураторы")
    rules = some_rules(programmes=[{**PROGRAMME, "pairs": {"named": "Пара *"}}])

    school = read(growing, rules)

    assert [pair.name for pair in school.pairs] == ["Пара 5"]
    assert school.skipped == (
        Skipped("skipped.group_name", None, {"group": "Кураторы", "id": "6"}),
    )


def test_a_group_without_either_side_is_skipped() -> None:
    school = read(MirrorBuilder().group(5).person(NOBODY).group(6, NOBODY))

    assert school.pairs == ()
    assert skips(school) == [
        ("skipped.no_side", None),
        ("skipped.no_role", NOBODY),
        ("skipped.no_side", None),
    ]


def test_whoever_has_no_role_is_skipped_and_the_pair_remains() -> None:
    school = read(a_pair_in_moodle().person(NOBODY).enrolled(NOBODY).group(6, 1, 2, NOBODY))

    assert sides(school.pairs[1]) == ([MENTOR], [MENTEE])
    assert skips(school) == [("skipped.no_role", NOBODY)]


def test_whoever_has_both_roles_is_skipped() -> None:
    growing = a_pair_in_moodle().person(NOBODY, "Наставники", "Наставляемые").group(6, 1, NOBODY)

    school = read(growing)

    assert sides(school.pairs[1]) == ([MENTOR], [])
    assert skips(school) == [("skipped.both_sides", NOBODY)]


def test_whoever_is_not_in_the_mirror_is_skipped() -> None:
    school = read(a_pair_in_moodle().group(6, MENTOR, 99))

    assert sides(school.pairs[1]) == ([MENTOR], [])
    assert skips(school) == [("skipped.unknown_person", 99)]


def test_nobody_is_on_both_sides_of_a_pair() -> None:
    rules = some_rules(programmes=[{**PROGRAMME, "roles": {"mentor": {"username": "user3"}}}])
    growing = a_pair_in_moodle().person(NOBODY, "Наставляемые").group(6, MENTEE, NOBODY)

    school = read(growing, rules)

    assert sides(school.pairs[-1]) == ([], [MENTEE])
    assert ("skipped.both_sides", NOBODY) in skips(school)


@pytest.mark.parametrize(
    ("form", "cohort", "suits"),
    [
        ("pupil-pupil", "9А", True),
        ("pupil-pupil", "Педагоги", False),
        ("teacher-teacher", "9А", False),
        ("teacher-teacher", "Педагоги", True),
        ("any", "Педагоги", True),
        ("pupil-pupil", "Хор", True),  # nothing is known of them
    ],
)
def test_a_form_says_who_may_stand_on_a_side(form: str, cohort: str, *, suits: bool) -> None:
    growing = MirrorBuilder().person(MENTOR, "Наставники", cohort).group(5, MENTOR)
    rules = some_rules(people=PUPILS, programmes=[{**PROGRAMME, "form": form}])

    (pair,) = read(growing, rules).pairs

    assert pair.mentors[0].suits_form is suits


@pytest.mark.parametrize(
    ("account", "enrolment", "standing"),
    [
        (False, False, Standing.ACTIVE),
        (False, True, Standing.ENROLMENT_SUSPENDED),
        (False, None, Standing.NOT_ENROLLED),
        (True, False, Standing.ACCOUNT_SUSPENDED),
        (True, True, Standing.ACCOUNT_SUSPENDED),
        (True, None, Standing.ACCOUNT_SUSPENDED),
    ],
)
def test_three_ways_of_not_taking_part_stay_apart(
    *, account: bool, enrolment: bool | None, standing: Standing
) -> None:
    growing = MirrorBuilder().person(MENTOR, "Наставники", suspended=account).group(5, MENTOR)
    if enrolment is not None:
        growing.enrolled(MENTOR, suspended=enrolment)

    (pair,) = read(growing).pairs

    assert pair.mentors[0].standing is standing


def test_an_enrolment_in_another_course_is_no_enrolment_in_the_programme() -> None:
    growing = MirrorBuilder().person(MENTOR, "Наставники").group(5, MENTOR)
    growing.enrolled(MENTOR, course_id=TRAINING)

    (pair,) = read(growing).pairs

    assert pair.mentors[0].standing is Standing.NOT_ENROLLED


def test_the_roles_of_a_programme_override_the_schools() -> None:
    by_course_role = {
        "mentor": {"course_role": "teacher"},
        "mentee": {"course_role": "student"},
    }
    rules = some_rules(programmes=[{**PROGRAMME, "roles": by_course_role}])
    growing = MirrorBuilder().person(1, "Наставляемые").person(2, "Наставники").group(5, 1, 2)
    growing.enrolled(1, "teacher").enrolled(2, "student")

    (pair,) = read(growing, rules).pairs

    assert sides(pair) == ([1], [2])


def test_the_grade_of_the_results_assignment_is_no_grade_of_the_member() -> None:
    results = {"assignment": "Итоги", "points": {"mentor": {"paired": 1}}}
    rules = some_rules(programmes=[{**PROGRAMME, "results": results}])
    growing = a_pair_in_moodle().graded(MENTEE, a_grade_item(1), 80)
    growing.graded(MENTEE, a_grade_item(2, name="Итоги"), 10)

    (pair,) = read(growing, rules).pairs

    assert pair.mentees[0].grade == Decimal("0.8")


def test_people_outside_pairs_are_people_of_the_school_too() -> None:
    school = read(a_pair_in_moodle().person(NOBODY))

    assert list(school.people) == [MENTOR, MENTEE, NOBODY]
    assert [person.id for person in school.with_role(Role.MENTOR)] == [MENTOR]


people = st.lists(
    st.tuples(
        st.sets(st.sampled_from(["Наставники", "Наставляемые", "9А", "Педагоги"])),
        st.booleans(),
        st.sampled_from([None, False, True]),
    ),
    max_size=6,
)
groups = st.lists(st.sets(st.integers(1, 7), max_size=4), max_size=4)


def moodle_of(people: list[Change], groups: list[set[int]]) -> MirrorBuilder:
    growing = MirrorBuilder()
    for key, (cohorts, is_suspended, enrolment) in enumerate(people, start=1):
        growing.person(key, *sorted(cohorts), suspended=is_suspended)
        if enrolment is not None:
            growing.enrolled(key, suspended=enrolment)
    for key, members in enumerate(groups, start=1):
        growing.group(key, *members)
    return growing


@given(people, groups)
def test_the_same_moodle_gives_the_same_school(
    people: list[Change], groups: list[set[int]]
) -> None:
    growing, rules = moodle_of(people, groups), some_rules(people=PUPILS)
    before = deepcopy(growing)

    assert read(growing, rules) == read(growing, rules)
    assert growing == before


@settings(max_examples=50)
@given(people, groups, st.randoms(use_true_random=False))
def test_the_order_in_which_moodle_answers_does_not_matter(
    people: list[Change], groups: list[set[int]], random: Random
) -> None:
    growing, rules = moodle_of(people, groups), some_rules(people=PUPILS)
    before = read(growing, rules)

    for rows in (growing.users, growing.enrolments, growing.groups, growing.group_members):
        random.shuffle(rows)

    assert read(growing, rules) == before


@given(people, groups)
def test_every_member_of_a_group_is_on_one_side_or_skipped(
    people: list[Change], groups: list[set[int]]
) -> None:
    school = read(moodle_of(people, groups))

    skipped = {(one.facts["id"], one.person_id) for one in school.skipped if one.person_id}
    placed = [
        (pair.id.removeprefix("group:"), member)
        for pair in school.pairs
        for side in sides(pair)
        for member in side
    ]
    assert len(set(placed)) == len(placed)
    assert {*placed, *skipped} == {
        (str(key), member) for key, members in enumerate(groups, start=1) for member in members
    }
    assert skipped.isdisjoint(placed)
