"""Whom to remind of what, who is not written to, and when the next time has come."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.domain.growth import Growth, GrowthNorm
from connector.domain.participation import State
from connector.domain.people import Kind, PersonId, Role
from connector.domain.readiness import Readiness
from connector.domain.reminders import (
    Obstacle,
    Topic,
    is_due,
    obstacle,
    of_growth,
    of_training,
)
from connector.domain.school import School
from connector.domain.training import Admission, StudyState, TrainingKind
from tests.builders import COURSE, TODAY, Change, a_person, a_school
from tests.register_builders import a_certificate, a_consent, a_participation, a_register
from tests.training_builders import a_step, a_study, a_teacher, an_own_consent

NORM: Final = GrowthNorm(hours=72, years=3)
PAST: Final = TODAY - timedelta(days=1)


def mentors(*who: int, **changes: Change) -> School:
    placed = {(COURSE, Role.MENTOR): frozenset(map(PersonId, who))}
    return a_school([a_person(key) for key in who], places=placed, **changes)


@pytest.mark.parametrize(
    ("study", "state"),
    [
        (a_study(is_enrolled=False), StudyState.NOT_ENROLLED),
        (a_study(), StudyState.NOT_BEGUN),
        (a_study(seen_at=7), StudyState.UNDER_WAY),
        (a_study(is_done=True, valid_to=PAST), StudyState.EXPIRED),
    ],
)
def test_a_mentor_whose_training_is_not_done_is_reminded(study: Change, state: StudyState) -> None:
    (need,) = of_training(mentors(1, studies=(study,)), a_register(), Admission(), TODAY)

    assert (need.person.id, need.topic) == (1, Topic.TRAINING)
    assert isinstance(need.about, Readiness)
    assert need.about.state is state


def test_nobody_who_is_trained_or_no_mentor_is_reminded_of_training() -> None:
    school = mentors(1, 2, studies=(a_study(is_done=True), a_study(3)))

    assert list(of_training(school, a_register(a_certificate(1, 2)), Admission(), TODAY)) == []


def test_who_was_accepted_from_outside_moodle_needs_training_too() -> None:
    chosen = a_register(a_participation(person_id=-1, state=State.SELECTED), people=[-1])

    (need,) = of_training(a_school(), chosen, Admission(), TODAY)

    assert obstacle(need.person, chosen, TODAY) is Obstacle.NO_ACCOUNT


def growing(*rows: Change, **changes: Change) -> list[Growth]:
    school = a_school([a_teacher(1)], **changes)
    needs = of_growth(school, a_register(*rows), NORM, TODAY)
    return [need.about for need in needs if isinstance(need.about, Growth)]


def course(hours: int) -> Change:
    return a_study(kind=TrainingKind.GROWTH, hours=Decimal(hours), is_done=True, done_on=PAST)


def test_a_teacher_who_lacks_hours_is_reminded_of_how_many() -> None:
    (growth,) = growing(studies=(course(50),))

    assert (growth.counted, growth.lacking) == (Decimal(50), Decimal(22))
    assert growing(studies=(course(72),)) == []


def test_a_step_that_is_overdue_is_a_reason_though_the_hours_are_enough() -> None:
    late, done = a_step(due_on=PAST), a_step(due_on=PAST, done_on=PAST)

    assert [g.overdue for g in growing(late, studies=(course(72),))] == [(late,)]
    assert growing(done, studies=(course(72),)) == []
    assert growing(a_step(due_on=TODAY), studies=(course(72),)) == []


def test_only_teachers_who_work_here_are_reminded_of_growth() -> None:
    others = [a_person(1), a_teacher(2, is_active=False), a_person(3, kind=Kind.EMPLOYER)]

    assert list(of_growth(a_school(others), a_register(), NORM, TODAY)) == []


def test_people_come_by_name() -> None:
    named = [a_teacher(1, name="Яковлев Илья"), a_teacher(2, name="Авдеева Анна")]

    needs = of_growth(a_school(named), a_register(), NORM, TODAY)

    assert [need.person.id for need in needs] == [2, 1]


def test_nobody_is_written_to_without_an_account_or_a_consent() -> None:
    consents = a_register(an_own_consent(1, 1), a_consent(2, 2), a_consent(3, 3, valid_to=PAST))
    people = consents.with_rows("people", [a_teacher(1), a_person(2), a_person(3), a_person(4)])

    found = {
        "teacher": obstacle(a_teacher(1), people, TODAY),
        "suspended": obstacle(a_teacher(1, is_active=False), people, TODAY),
        "pupil": obstacle(a_person(2), people, TODAY),
        "expired": obstacle(a_person(3), people, TODAY),
        "never asked": obstacle(a_person(4), people, TODAY),
        "outsider": obstacle(a_teacher(-1), people, TODAY),
    }

    assert found == {
        "teacher": None,
        "suspended": Obstacle.SUSPENDED,
        "pupil": None,
        "expired": Obstacle.NO_CONSENT,
        "never asked": Obstacle.NO_CONSENT,
        "outsider": Obstacle.NO_ACCOUNT,
    }


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 60), st.integers(0, 400))
def test_nobody_is_reminded_again_before_the_days_have_passed(
    last: date, every: int, later: int
) -> None:
    on = last + timedelta(days=later)

    assert is_due(last, every, on) == (later >= max(1, every))
    assert not is_due(last, every, last)


def test_the_first_reminder_is_always_due() -> None:
    assert is_due(None, 30, TODAY)
