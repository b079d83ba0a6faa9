"""Mentors' cards: who has one, what stands on it, what is wrong and who comes first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.cards import cards
from connector.domain.concerns import SEVERITY, Concern, ConcernCode, Severity, watch
from connector.domain.consents import Purpose, Signer
from connector.domain.control import Card, Load, Yardstick, mentors
from connector.domain.norms import Norms
from connector.domain.pairs import Pair, PairId, Standing
from connector.domain.participation import State
from connector.domain.people import Person, PersonId, Role
from connector.domain.programmes import ProgrammeId
from connector.domain.recruiting import Decision, Selection
from connector.domain.register.book import Register
from connector.domain.school import NO_PROGRAMME, School
from connector.domain.training import Admission
from tests.builders import (
    COURSE,
    FORMS,
    NOW,
    TODAY,
    Change,
    a_member,
    a_pair,
    a_pair_of,
    a_person,
    a_programme,
    a_school,
)
from tests.register_builders import (
    a_certificate,
    a_consent,
    a_participation,
    a_register,
    an_active_one,
)
from tests.training_builders import a_study, a_teacher, an_own_consent

BY: Final = Yardstick(FORMS, Norms(), Admission("warn"), NOW)
ME: Final = PersonId(1)
TEACHERS: Final = replace(a_programme(form="teacher-teacher"), begins_on=date(2026, 9, 1))


def seen(person: Person | None = None, *pairs: Pair, **changes: Change) -> School:
    """A school in which mentor 1 stands in the pairs, or in a pair of their own."""
    people = [person or a_person(1), a_person(2), a_person(3)]
    changes = {"studies": (a_study(is_done=True),), **changes}
    return a_school(people, pairs=pairs or (a_pair(),), **changes)


def card(school: School, *rows: Any, by: Yardstick = BY) -> Card:  # noqa: ANN401 - rows of any part
    (found,) = cards(school, register(*rows), by)
    return found


def register(*rows: Any) -> Register:  # noqa: ANN401 - rows of any part
    return a_register(*(rows or (an_active_one(), a_consent())), people=[1, 2, 3])


def wrong(school: School, *rows: Any, by: Yardstick = BY) -> list[Concern]:  # noqa: ANN401 - rows of any part
    (watched,) = watch([card(school, *rows, by=by)], by)
    return list(watched.concerns)


def codes(concerns: Iterable[Concern]) -> list[str]:
    return [concern.code.value for concern in concerns]


def test_with_a_mentor_of_a_whole_pair_nothing_is_wrong() -> None:
    assert wrong(seen()) == []


def test_a_card_tells_where_its_mentor_stands() -> None:
    found = card(seen(), an_active_one(), a_consent(), a_certificate())

    assert [one.state for one in found.participations] == [State.ACTIVE]
    assert [(pair.name, pair.standing, pair.mentees) for pair in found.pairs] == [
        ("Пара 1", Standing.ACTIVE, 1)
    ]
    assert (len(found.studies), len(found.certificates)) == (1, 1)
    assert found.seen_at == int(NOW.timestamp())
    assert found.processing is not None
    assert found.labour is None


def test_who_was_accepted_is_a_mentor_and_who_only_applied_is_not() -> None:
    waiting = a_register(
        a_participation(state=State.CONSENT_PENDING), a_participation(2, 2), people=[1, 2]
    ).with_rows("selections", [Selection(1, decision=Decision.ACCEPTED), Selection(2)])

    assert mentors(a_school(), waiting) == {ME}


def test_who_stands_as_a_mentor_in_moodle_is_one_until_they_have_left() -> None:
    school = a_school(places={(NO_PROGRAMME, Role.MENTOR): frozenset({ME})})
    left = a_participation(state=State.DECLINED)

    assert mentors(school, Register()) == {ME}
    assert mentors(school, a_register(left)) == set()
    assert mentors(school, a_register(left, an_active_one(2))) == {ME}


def test_mentees_have_no_card() -> None:
    mentee = an_active_one(2, 2, role=Role.MENTEE)

    assert [c.person.id for c in cards(seen(), register(an_active_one(), mentee), BY)] == [ME]


def test_a_mentor_without_training_is_pointed_out_unless_the_school_asks_for_none() -> None:
    untrained = seen(studies=(a_study(),))

    assert codes(wrong(untrained)) == ["untrained"]
    assert codes(wrong(untrained, by=replace(BY, admission=Admission("block")))) == ["untrained"]
    assert wrong(untrained, by=replace(BY, admission=Admission("off"))) == []


def test_training_that_ended_and_training_that_ends_soon_are_told_apart() -> None:
    ended = seen(studies=(a_study(is_done=True, valid_to=TODAY - timedelta(days=1)),))
    ending = seen(studies=(a_study(is_done=True, valid_to=TODAY + timedelta(days=30)),))
    safe = seen(studies=(a_study(is_done=True, valid_to=TODAY + timedelta(days=31)),))

    assert codes(wrong(ended)) == ["training_expired"]
    assert wrong(ending) == [
        Concern(ConcernCode.TRAINING_EXPIRING, until=TODAY + timedelta(days=30))
    ]
    assert wrong(safe) == []


def test_consents_are_asked_for_once_the_school_keeps_any() -> None:
    assert codes(wrong(seen(), an_active_one(), a_consent(2, 2))) == ["no_consent"]
    assert wrong(seen(), an_active_one()) == []


def test_a_consent_that_runs_out_is_no_matter_when_another_one_stays() -> None:
    ending = a_consent(valid_to=TODAY + timedelta(days=3))

    assert codes(wrong(seen(), an_active_one(), ending)) == ["consent_expiring"]
    assert wrong(seen(), an_active_one(), ending, a_consent(2)) == []


def test_who_turned_eighteen_has_to_sign_themselves() -> None:
    grown = a_person(1, born_on=date(2008, 11, 24))
    by_parent = a_consent(signed_on=date(2026, 11, 1))
    own = a_consent(2, signed_by=Signer.SELF, signed_on=TODAY)
    people = a_register(an_active_one(), by_parent).with_rows("people", [grown])

    (found,) = watch(cards(seen(grown), people, BY), BY)
    (renewed,) = watch(cards(seen(grown), people.with_rows("consents", [own]), BY), BY)

    assert codes(found.concerns) == ["renewal_due"]
    assert renewed.concerns == ()


def test_mentees_of_one_form_count_together_and_each_once() -> None:
    limited = {**FORMS, "pupil-pupil": replace(FORMS["pupil-pupil"], most_mentees=2)}
    by = replace(BY, forms=limited)
    pairs = [a_pair_of([1], [2, 3]), a_pair_of([1], [3, 4], id=PairId("group:2"))]

    assert card(seen(None, *pairs), by=by).loads == (Load("pupil-pupil", 3, 2),)
    assert codes(wrong(seen(None, pairs[0]), by=by)) == []
    assert ("overloaded", "pupil-pupil") in [
        (c.code, c.about) for c in wrong(seen(None, *pairs), by=by)
    ]


def test_only_mentees_and_pairs_that_go_on_are_a_load() -> None:
    gone = replace(a_pair(), mentees=(a_member(2, standing=Standing.LEFT), a_member(3)))
    suspended = replace(a_pair(), mentors=(a_member(1, standing=Standing.NOT_ENROLLED),))
    over = seen(programmes=(a_programme(ends_on=TODAY - timedelta(days=1)),))

    assert [load.mentees for load in card(seen(None, gone)).loads] == [1]
    assert card(seen(None, suspended)).loads == ()
    assert card(over).pairs == ()


def test_a_pair_that_the_mentor_has_left_is_none_of_theirs() -> None:
    left = a_pair(id=PairId("group:9"), mentors=(a_member(1, standing=Standing.LEFT),))

    assert [pair.id for pair in card(seen(None, a_pair(), left)).pairs] == ["group:1"]


def test_a_silent_pair_and_one_without_a_mentee_are_named() -> None:
    silent = a_pair_of([1], [2], id=PairId("group:2"), name="Тихая")
    silent = replace(silent, mentors=(a_member(1, seen_at=0),), mentees=(a_member(2, seen_at=0),))
    alone = replace(a_pair(), name="Одна", mentees=(a_member(2, standing=Standing.LEFT),))

    found = [(c.code.value, c.about) for c in wrong(seen(None, silent, alone))]

    assert found == [("silent_pair", "Тихая"), ("no_mentee", "Одна")]


def test_a_suspended_account_is_pointed_out() -> None:
    assert codes(wrong(seen(a_person(1, is_active=False)))) == ["suspended"]


def of_teachers(**changes: Change) -> School:
    teachers = [a_teacher(1), a_teacher(2)]
    programme = replace(TEACHERS, **changes)
    school = seen(teachers[0], programmes=(programme,))
    return replace(school, people={t.id: t for t in teachers})


def labour(school: School, *rows: Any) -> list[str]:  # noqa: ANN401 - rows of any part
    people = a_register(an_active_one(), an_own_consent(), *rows)
    (found,) = watch(cards(school, people.with_rows("people", [a_teacher(1)]), BY), BY)
    return codes(found.concerns)


def test_a_teacher_mentors_a_teacher_by_written_consent_only() -> None:
    assert labour(of_teachers()) == ["no_labour_consent"]
    assert labour(of_teachers(), an_own_consent(2, purpose=Purpose.LABOUR)) == []


@pytest.mark.parametrize(
    ("day", "is_asked"), [(date(2025, 2, 28), False), (date(2025, 3, 1), True)]
)
def test_the_law_on_mentors_counts_from_its_first_day(day: date, *, is_asked: bool) -> None:
    school = of_teachers(begins_on=day)
    people = a_register(an_active_one(), an_own_consent()).with_rows("people", [a_teacher(1)])

    (found,) = cards(school, people, BY)

    assert (found.labour is not None) == is_asked


def test_of_a_programme_without_a_first_day_its_school_year_tells() -> None:
    assert labour(of_teachers(begins_on=None, school_year="2024/25")) == []
    assert labour(of_teachers(begins_on=None)) == ["no_labour_consent"]


def test_pupils_need_no_consent_of_an_employee() -> None:
    assert labour(seen(a_teacher(1))) == []


def test_every_concern_has_its_severity() -> None:
    assert set(SEVERITY) == set(ConcernCode)


people = st.integers(1, 4)
standings = st.sampled_from(Standing)


@st.composite
def schools(draw: st.DrawFn) -> School:
    pairs = tuple(
        a_pair(
            id=PairId(f"group:{number}"),
            mentors=(a_member(draw(people), standing=draw(standings)),),
            mentees=tuple(a_member(10 + draw(people), standing=draw(standings)) for _ in range(2)),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    known = [a_person(key, is_active=draw(st.booleans())) for key in (1, 2, 3, 4, 11, 12, 13, 14)]
    placed = {(COURSE, Role.MENTOR): frozenset(PersonId(k) for k in draw(st.sets(people)))}
    studies = tuple(a_study(key, is_done=draw(st.booleans())) for key in (1, 2, 3))
    return a_school(known, pairs=pairs, places=placed, studies=studies)


@given(schools(), st.sets(people))
def test_whoever_needs_attention_stands_before_whoever_does_not(
    school: School, consenting: set[int]
) -> None:
    rows = [a_consent(key, key) for key in sorted(consenting)]
    held = a_register(*rows, people=[1, 2, 3, 4])

    found = watch(cards(school, held, BY), BY)

    order = [*Severity, None]
    worst = [one.concerns[0].severity if one.concerns else None for one in found]
    assert worst == sorted(worst, key=order.index)
    assert {one.card.person.id for one in found} == mentors(school, held)
    for one in found:
        severities = [order.index(concern.severity) for concern in one.concerns]
        assert severities == sorted(severities)


@given(schools())
def test_the_order_in_which_moodle_tells_things_does_not_matter(school: School) -> None:
    turned = replace(
        school, people=dict(list(school.people.items())[::-1]), studies=school.studies[::-1]
    )

    def told(of: School) -> list[tuple[int, tuple[Concern, ...]]]:
        return [(w.card.person.id, w.concerns) for w in watch(cards(of, Register(), BY), BY)]

    assert told(turned) == told(school)


def test_a_mentor_of_two_programmes_has_one_card() -> None:
    other = a_pair_of([1], [3], id=PairId("group:9"), programme_id=ProgrammeId(51))
    both = seen(None, a_pair(), other, programmes=(a_programme(), a_programme(id=ProgrammeId(51))))

    assert [pair.id for pair in card(both).pairs] == ["group:1", "group:9"]
