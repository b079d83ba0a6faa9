from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Final

import pytest

from connector.domain.alerts import Alert, AlertCode
from connector.domain.matches import MatchState
from connector.domain.monitoring import (
    alerts,
    alerts_between,
    assess,
    is_silent,
    juniors,
    mean,
    participants,
)
from connector.domain.norms import Norms
from connector.domain.pairs import Pair, PairId, Standing
from connector.domain.people import Kind, Participant, Role
from connector.domain.programmes import REVERSE, Form, Programme, ProgrammeId
from tests.builders import (
    FORMS,
    NOW,
    TODAY,
    a_member,
    a_pair,
    a_pair_of,
    a_person,
    a_programme,
    a_school,
)

NORMS: Final = Norms()
LONG_AGO: Final = int((NOW - timedelta(days=40)).timestamp())
PASSIVE: Final = [standing for standing in Standing if standing is not Standing.ACTIVE]


def codes(pair: Pair) -> list[str]:
    return [found.code for found in alerts(pair, assess(pair, a_programme(), NORMS, NOW))]


def seen(*times: int | None) -> Pair:
    """Give a pair whose members were last seen then, the mentor first."""
    mentor, *mentees = times
    return a_pair(
        mentors=(a_member(1, seen_at=mentor, is_trained=True),),
        mentees=tuple(a_member(key, seen_at=at) for key, at in enumerate(mentees, start=2)),
    )


def test_a_pair_with_which_all_is_well_needs_nobody() -> None:
    assert codes(a_pair()) == []


def test_a_pair_without_a_mentor_is_reported() -> None:
    pair = a_pair(mentors=())

    found = alerts(pair, assess(pair, a_programme(), NORMS, NOW))

    assert found == [Alert("no_mentor", pair.programme_id, pair.id)]


def test_a_pair_without_a_mentee_is_reported() -> None:
    assert codes(a_pair(mentees=())) == ["no_mentee"]


@pytest.mark.parametrize("standing", PASSIVE)
def test_members_who_cannot_take_part_leave_a_side_empty(standing: Standing) -> None:
    pair = a_pair(
        mentors=(a_member(1, standing=standing),), mentees=(a_member(2, standing=standing),)
    )

    assert codes(pair)[:2] == ["no_mentor", "no_mentee"]


@pytest.mark.parametrize("standing", Standing)
def test_whose_account_or_enrolment_is_gone_is_reported_by_name(standing: Standing) -> None:
    pair = a_pair(mentees=(a_member(2), a_member(3, standing=standing)))

    found = alerts(pair, assess(pair, a_programme(), NORMS, NOW))

    is_out = standing in {Standing.ACCOUNT_SUSPENDED, Standing.NOT_ENROLLED}
    assert [one.person_id for one in found if one.code == "inactive"] == ([3] if is_out else [])


def test_whoever_works_without_a_consent_is_reported_by_name() -> None:
    pair = a_pair(
        mentees=(
            a_member(2, has_consent=False),
            a_member(3, has_consent=False, standing=Standing.CONSENT_WITHDRAWN),
        )
    )

    found = alerts(pair, assess(pair, a_programme(), NORMS, NOW))

    assert [one.person_id for one in found if one.code == "no_consent"] == [2]


EACH_OTHER = (
    a_pair_of([1], [2], id=PairId("group:1")),
    a_pair_of([2], [1], id=PairId("group:2")),
    a_pair_of([3], [1], id=PairId("group:3")),
)


def between(pairs: Sequence[Pair], programme: Programme, form: Form) -> list[tuple[str, int]]:
    found = alerts_between(pairs, {programme.id: programme}, {form.code: form})
    return [(one.code, one.person_id) for one in found if one.code != AlertCode.TWO_PAIRS]


def test_two_who_mentor_each_other_are_reported_once_each() -> None:
    form = replace(FORMS["pupil-pupil"], most_mentees=None)

    assert between(EACH_OTHER, a_programme(), form) == [("mutual", 1), ("mutual", 2)]


def test_in_a_reverse_programme_two_may_mentor_each_other() -> None:
    form = FORMS["pupil-pupil"]

    assert between(EACH_OTHER, a_programme(kind=REVERSE), form) == []


def test_a_mentee_of_two_pairs_of_a_programme_is_reported_in_the_second() -> None:
    found = alerts_between(EACH_OTHER, {ProgrammeId(50): a_programme(kind=REVERSE)}, FORMS)

    assert found == [Alert("two_pairs", 50, "group:3", 1)]


def test_a_mentee_of_two_programmes_is_not_reported() -> None:
    pairs = [a_pair_of([1], [2]), a_pair_of([3], [2], programme_id=ProgrammeId(51))]
    programmes = {key: a_programme(id=key) for key in (ProgrammeId(50), ProgrammeId(51))}

    assert alerts_between(pairs, programmes, FORMS) == []


@pytest.mark.parametrize(
    ("mentor", "mentee", "is_reported"),
    [("8А", "9А", True), ("9Б", "9А", False), ("10А", "9А", False), ("", "9А", False)],
)
def test_a_pupil_who_mentors_one_of_a_higher_class_is_reported(
    mentor: str, mentee: str, *, is_reported: bool
) -> None:
    people = {p.id: p for p in (a_person(1, class_name=mentor), a_person(2, class_name=mentee))}

    found = juniors([a_pair_of([1], [2])], people)

    assert [one.person_id for one in found] == ([1] if is_reported else [])


def test_of_teachers_no_class_is_asked() -> None:
    teacher = a_person(1, kind=Kind.TEACHER, class_name="5А")

    assert juniors([a_pair_of([1], [2])], {teacher.id: teacher, a_person(2).id: a_person(2)}) == []


def test_a_pair_that_rests_is_not_called_silent() -> None:
    assert codes(replace(seen(0, 0), state=MatchState.SUSPENDED)) == []


def test_in_two_programmes_two_may_mentor_each_other() -> None:
    other = replace(EACH_OTHER[1], programme_id=ProgrammeId(51))
    programmes = {key: a_programme(id=key) for key in (ProgrammeId(50), ProgrammeId(51))}

    assert alerts_between([EACH_OTHER[0], other], programmes, FORMS) == []


@pytest.mark.parametrize(("largest", "is_reported"), [(2, True), (3, False)])
def test_a_group_larger_than_the_form_allows_is_reported(
    largest: int, *, is_reported: bool
) -> None:
    form = replace(FORMS["pupil-pupil"], group_size=(2, largest))

    found = between([a_pair_of([1], [2, 3, 4])], a_programme(), form)

    assert found == ([("overloaded", 1)] if is_reported else [])


@pytest.mark.parametrize(
    ("born_on", "suits"),
    [(date(2012, 11, 24), True), (date(2012, 11, 25), False), (date(2007, 11, 24), False),
     (date(2007, 11, 25), True), (None, True)],
)  # fmt: skip
def test_a_form_may_say_how_old_each_side_is(born_on: date | None, *, suits: bool) -> None:
    form = replace(FORMS["pupil-pupil"], mentor_ages=(14, 18))
    person = a_person(1, born_on=born_on)

    assert form.suits(person, Role.MENTOR, TODAY) is suits
    assert form.suits(person, Role.MENTEE, TODAY)


@pytest.mark.parametrize(("most", "is_reported"), [(None, False), (3, False), (2, True)])
def test_a_mentor_of_more_than_the_form_allows_is_reported(
    most: int | None, *, is_reported: bool
) -> None:
    pairs = [a_pair_of([1], [2, 3]), a_pair_of([1], [3, 4], id=PairId("group:2"))]
    form = replace(FORMS["pupil-pupil"], most_mentees=most)

    found = between(pairs, a_programme(), form)

    assert found == ([("overloaded", 1), ("overloaded", 1)] if is_reported else [])


def test_each_untrained_mentor_is_reported_by_name() -> None:
    pair = a_pair(mentors=(a_member(1), a_member(2, is_trained=True), a_member(3)))

    found = alerts(pair, assess(pair, a_programme(), NORMS, NOW))

    assert [(one.code, one.person_id) for one in found] == [
        (AlertCode.UNTRAINED_MENTOR, 1),
        (AlertCode.UNTRAINED_MENTOR, 3),
    ]


@pytest.mark.parametrize("standing", PASSIVE)
def test_mentors_who_cannot_take_part_need_no_training(standing: Standing) -> None:
    pair = a_pair(mentors=(a_member(1, is_trained=True), a_member(3, standing=standing)))

    assert "untrained_mentor" not in codes(pair)
    assert assess(pair, a_programme(), NORMS, NOW).is_trained is True


def test_mentees_need_no_training() -> None:
    pair = a_pair(mentees=(a_member(2, is_trained=False),))

    assert codes(pair) == []


@pytest.mark.parametrize(
    ("silence", "is_too_long"),
    [
        (timedelta(days=21), False),
        (timedelta(days=21, seconds=1), True),
        (timedelta(days=20), False),
        (timedelta(0), False),
    ],
)
def test_a_pair_is_silent_after_more_than_three_weeks(
    silence: timedelta, *, is_too_long: bool
) -> None:
    at = int((NOW - silence).timestamp())

    pair = seen(at, at)

    assert is_silent(pair, a_programme(), NORMS, NOW) is is_too_long
    assert ("silent" in codes(pair)) is is_too_long


def test_the_school_may_wait_for_longer() -> None:
    assert not is_silent(seen(LONG_AGO, LONG_AGO), a_programme(), Norms(silent_days=40), NOW)


def test_one_trace_of_one_member_keeps_a_pair_alive() -> None:
    assert "silent" not in codes(seen(LONG_AGO, 0, int(NOW.timestamp())))


def test_a_pair_that_never_came_is_silent() -> None:
    assert codes(seen(0, 0)) == ["silent"]


def test_a_pair_has_three_weeks_from_the_beginning_of_its_programme() -> None:
    began = int((NOW - timedelta(days=21)).timestamp())

    assert not is_silent(seen(0, 0), a_programme(starts_at=began), NORMS, NOW)
    assert is_silent(seen(0, 0), a_programme(starts_at=began - 1), NORMS, NOW)


def test_a_programme_that_has_not_begun_has_no_silent_pairs() -> None:
    begins = int((NOW + timedelta(days=7)).timestamp())

    assert not is_silent(seen(0, 0), a_programme(starts_at=begins), NORMS, NOW)


def test_without_a_date_of_beginning_a_pair_that_never_came_is_silent() -> None:
    assert is_silent(seen(0, 0), a_programme(starts_at=0), NORMS, NOW)


def test_where_moodle_hides_visits_nobody_is_called_silent() -> None:
    pair = seen(None, None)

    assert codes(pair) == []
    assert assess(pair, a_programme(), NORMS, NOW).seen_at is None


def test_an_incomplete_pair_is_not_silent_as_well() -> None:
    pair = seen(LONG_AGO, LONG_AGO)

    assert codes(pair) == ["silent"]
    assert codes(replace(pair, mentors=())) == ["no_mentor"]
    assert codes(replace(pair, mentees=())) == ["no_mentee"]


def test_whoever_stands_on_a_side_that_the_form_keeps_for_others_is_reported() -> None:
    pair = a_pair(
        mentors=(a_member(1, is_trained=True, suits_form=False),),
        mentees=(a_member(2), a_member(3, suits_form=False)),
    )

    found = alerts(pair, assess(pair, a_programme(), NORMS, NOW))

    assert [(one.code, one.person_id) for one in found] == [("wrong_kind", 1), ("wrong_kind", 3)]


def test_a_pair_is_summed_up() -> None:
    pair = a_pair(
        mentors=(a_member(1, is_trained=True, progress=Decimal(1)),),
        mentees=(
            a_member(2, progress=Decimal("0.5"), grade=Decimal("0.8"), seen_at=LONG_AGO),
            a_member(3, progress=Decimal(0), seen_at=5),
        ),
    )

    status = assess(pair, a_programme(), NORMS, NOW)

    assert (status.mentors, status.mentees) == ((1,), (2, 3))
    assert (status.is_complete, status.is_trained, status.is_silent) == (True, True, True)
    assert (status.progress, status.grade) == (Decimal("0.25"), Decimal("0.8"))
    assert status.seen_at == LONG_AGO


def test_a_pair_is_trained_when_every_mentor_is() -> None:
    trained, untrained = a_member(1, is_trained=True), a_member(2)

    found = [
        assess(a_pair(mentors=mentors), a_programme(), NORMS, NOW).is_trained
        for mentors in [(trained,), (trained, untrained), ()]
    ]

    assert found == [True, False, None]


def test_incomplete_pairs_are_those_with_an_empty_side() -> None:
    found = {
        (bool(mentors), bool(mentees)): a_pair_of(mentors, mentees).is_complete
        for mentors, mentees in product([[], [1]], [[], [2]])
    }

    assert found == {
        (False, False): False,
        (False, True): False,
        (True, False): False,
        (True, True): True,
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([None, None], None),
        ([Decimal(1), None, Decimal(0)], "0.5000"),
        ([Decimal(1), Decimal(0), Decimal(0)], "0.3333"),
    ],
)
def test_a_mean_is_of_what_is_known(values: list[Decimal | None], expected: str | None) -> None:
    assert mean(values) == (expected if expected is None else Decimal(expected))


def test_the_register_has_a_row_for_every_role_of_a_person() -> None:
    people = [
        a_person(1, roles=frozenset({Role.MENTEE, Role.MENTOR})),
        a_person(2, roles=frozenset({Role.CURATOR}), kind=None, class_name="", is_active=False),
        a_person(3),
    ]

    rows = participants(a_school(people, trained=frozenset({1, 2})))

    assert [(row.person_id, row.role, row.is_trained) for row in rows] == [
        (1, "mentor", True),
        (1, "mentee", False),
        (2, "curator", False),
    ]
    assert rows[0] == Participant(
        1, Role.MENTOR, people[0].name, Kind.PUPIL, "9А", is_active=True, is_trained=True
    )
    assert (rows[2].kind, rows[2].is_active) == ("", False)
