"""N6, N8, N9 and N10, worked out by hand (methodology 13)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from connector.domain.indicators import Facts, Period
from connector.domain.matches import MatchState
from connector.domain.participation import Participation, State
from connector.domain.people import PersonId, Role
from connector.domain.plans import ItemState, Plan
from connector.domain.training import TrainingKind
from tests.builders import TODAY, Change, a_person, a_school
from tests.indicators_builders import COURSE, OTHER, PROGRAMMES, a_pair, facts, figure, parts, rows
from tests.meetings_builders import an_item
from tests.register_builders import SIGNED, a_certificate, a_consent, an_active_one
from tests.training_builders import a_study

DONE, DROPPED, TO_DO = ItemState.DONE, ItemState.DROPPED, ItemState.TO_DO


def test_n6_is_the_share_of_items_that_are_done_without_those_dropped() -> None:
    told = facts(
        a_pair(1, [1], [2]),
        a_pair(2, [3], [4]),
        Plan(1, 1),
        Plan(2, 2),
        *(an_item(key, state=DONE, done_on=date(2026, 11, 1)) for key in range(1, 10)),
        an_item(10, state=TO_DO),
        an_item(11, state=DROPPED),
        an_item(12, plan_id=2, state=TO_DO),
    )

    assert parts(figure(told, "N6.done")) == (9, 11, "81.8")
    # 9 of 10 is 90 %: 0.9; nought of one is below 80 %: 0.
    assert parts(figure(told, "N6.mark")) == (Decimal("0.9"), 2, "0.5")


def test_what_was_done_after_the_day_was_not_done_on_it() -> None:
    told = facts(
        a_pair(1, [1], [2]), Plan(1, 1), an_item(1, state=DONE, done_on=date(2026, 11, 10))
    )
    before = replace(told, period=Period.to(date(2026, 11, 9)))

    assert [parts(figure(one, "N6.done")) for one in (told, before)] == [
        (1, 1, "100.0"), (0, 1, "0.0"),
    ]  # fmt: skip


def trained() -> Facts:
    """Of four mentors who work, one has a course, one a paper, one an old paper, one nothing."""
    studies = (
        a_study(1, hours=Decimal(10), is_done=True, done_on=SIGNED),
        a_study(
            1, course_id=70, kind=TrainingKind.ACCOMPANYING, hours=Decimal("4.5"), is_done=True
        ),
        a_study(1, course_id=71, kind=TrainingKind.GROWTH, hours=Decimal(72), is_done=True),
        a_study(4, hours=Decimal(10), is_done=False),
    )
    return facts(
        *(a_pair(key, [key], [10 + key]) for key in (1, 2, 3, 4)),
        a_certificate(1, 2, hours=Decimal(16)),
        a_certificate(2, 3, hours=Decimal(16), valid_to=TODAY - timedelta(days=1)),
        school=a_school(programmes=PROGRAMMES, studies=studies),
    )


def test_n8_is_the_share_of_mentors_whose_training_holds() -> None:
    assert parts(figure(trained(), "N8.trained")) == (2, 4, "50.0")


def test_n8_counts_the_hours_of_those_who_work() -> None:
    assert figure(trained(), "N8.hours").value == Decimal("46.5")
    assert parts(figure(trained(), "N8.mean_hours")) == (Decimal("46.5"), 4, "11.6")


def in_base(key: int, who: int, entered: date = SIGNED, **changes: Change) -> Participation:
    """A mentee in the base."""
    reached = {State.REGISTERED.value: entered.isoformat()}
    one = Participation(
        key,
        PersonId(who),
        Role.MENTEE,
        COURSE,
        state=State.REGISTERED,
        entered_on=entered,
        reached=reached,
    )
    return replace(one, **changes)


def waiting() -> Facts:
    """Five mentees in the base: two with a pair, one of them on trial; three wait."""
    trial = {"state": MatchState.TRIAL, "reached": {MatchState.TRIAL: "2026-10-01"}}
    return facts(
        a_pair(1, [1], [11]),
        a_pair(2, [1], [12], **trial),
        in_base(1, 11),
        in_base(2, 12),
        in_base(3, 13, date(2026, 11, 14)),
        in_base(4, 14, date(2026, 11, 4)),
        in_base(5, 15, date(2026, 11, 23)),
        in_base(6, 16, state=State.CONSENT_PENDING),
        in_base(7, 17, state=State.WITHDRAWN, left_on=date(2026, 11, 1)),
        in_base(8, 13, programme_id=OTHER),
        people=[a_person(who) for who in (1, *range(11, 18))],
    )


def test_n9_is_the_share_of_mentees_in_the_base_who_have_a_pair() -> None:
    assert parts(figure(waiting(), "N9.matched")) == (2, 5, "40.0")


def test_n9_tells_who_waits_and_for_how_long() -> None:
    told = waiting()

    # Person 13 waits in two programmes and once on the list: 84 days, not 10 + 84.
    assert figure(told, "N9.waiting").value == 3
    assert parts(figure(told, "N9.days")) == (84 + 20 + 1, 3, "35.0")


def test_n10_is_the_share_of_participations_with_a_consent_that_holds() -> None:
    soon = TODAY + timedelta(days=30)
    told = facts(
        *(an_active_one(key, key, programme_id=50) for key in (1, 2, 3, 4)),
        an_active_one(5, 1, role=Role.MENTEE, programme_id=OTHER),
        an_active_one(6, 4, role=Role.MENTEE, state=State.COMPLETED, left_on=date(2026, 11, 1)),
        a_consent(1, 1, valid_to=soon),
        a_consent(2, 2, valid_to=soon + timedelta(days=1)),
        a_consent(3, 3, withdrawn_on=TODAY),
        people=[a_person(who) for who in (1, 2, 3, 4)],
    )

    assert parts(figure(told, "N10.valid")) == (3, 5, "60.0")
    assert figure(told, "N10.expiring").value == 2


def test_a_later_consent_keeps_an_earlier_one_from_being_pointed_out() -> None:
    told = facts(
        an_active_one(1, 1, programme_id=50),
        a_consent(1, 1, valid_to=TODAY),
        a_consent(2, 1),
        people=[a_person(1)],
    )

    assert figure(told, "N10.expiring").value == 0
    assert [row.why for row in rows(told, "N10.valid")] == ["consent"]
