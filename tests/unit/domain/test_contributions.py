"""What somebody brought into a programme, worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from connector.domain.contributions import Contributions
from connector.domain.indicators import Facts
from connector.domain.meetings import MeetingState
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.plans import ItemState, Plan
from tests.builders import COURSE, TODAY, a_programme
from tests.indicators_builders import a_pair, facts
from tests.meetings_builders import a_meeting, an_item
from tests.register_builders import a_participation
from tests.unit.domain.indicators.test_answers import asked, filled

HELD, PLANNED = MeetingState.HELD, MeetingState.PLANNED


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def met(*states: MeetingState) -> Contributions:
    """A pair with planned meetings, a week apart, the last a week ago."""
    rows = [
        a_meeting(number, ago(7 * number), state=state, match_id=1)
        for number, state in enumerate(states, 1)
    ]
    return Contributions(facts(a_pair(1, [1], [11]), *rows))


def test_of_planned_meetings_the_share_that_was_held_counts() -> None:
    assert met(HELD, PLANNED, HELD).meetings(1, None) == Decimal(2) / 3


@pytest.mark.parametrize(("wanted", "share"), [(2, "1"), (3, "1"), (4, "0.75"), (12, "0.25")])
def test_of_wanted_meetings_no_more_than_all_count(wanted: int, share: str) -> None:
    assert met(HELD, HELD, HELD).meetings(1, wanted) == Decimal(share)


def test_where_meetings_are_wanted_none_is_nought_and_where_none_were_planned_unknown() -> None:
    nobody = Contributions(facts(a_pair(1, [1], [11])))

    assert nobody.meetings(1, 12) == 0
    assert nobody.meetings(1, None) is None
    assert nobody.meetings(0, 12) is None, "a pair that is in no register"


def test_of_a_plan_the_share_of_items_that_count_is_done() -> None:
    items = [
        an_item(number, plan_id=1, state=state)
        for number, state in enumerate(
            [ItemState.DONE, ItemState.TO_DO, ItemState.TO_DO, ItemState.DROPPED], 1
        )
    ]
    told = Contributions(facts(a_pair(1, [1], [11]), Plan(1, 1), *items))

    assert told.plan(1) == Decimal(1) / 3
    assert told.plan(2) is None


def people(told: Facts, ends_on: date | None) -> Facts:
    """Mentees 11 and 12, in a programme with an end."""
    rows = [
        a_participation(
            who, person_id=PersonId(who), programme_id=COURSE, role=Role.MENTEE,
            state=State.ACTIVE, reached={State.ACTIVE: "2026-10-01"},
        )
        for who in (11, 12)
    ]  # fmt: skip
    register = told.register.with_rows("participations", rows)
    return replace(told, register=register.with_rows("programmes", [a_programme(ends_on=ends_on)]))


@pytest.mark.parametrize(
    ("ends_on", "shares"),
    [
        (None, {11: "1", 12: "0"}),
        (TODAY + timedelta(days=31), {11: "1", 12: "0"}),
        (TODAY + timedelta(days=30), {11: "0.5", 12: "0"}),
    ],
)
def test_what_is_asked_at_the_end_is_missed_only_when_the_end_is_near(
    ends_on: date | None, shares: Mapping[int, str]
) -> None:
    told = Contributions(people(asked(filled(11, "in", hope=5)), ends_on))

    assert {who: told.answers(COURSE, PersonId(who)) for who in (11, 12)} == {
        who: Decimal(share) for who, share in shares.items()
    }


def test_an_answer_before_its_time_counts_and_one_without_a_name_does_not() -> None:
    early = people(asked(filled(11, "in", hope=5), filled(11, "out", ease=5)), None)

    assert Contributions(early).answers(COURSE, PersonId(11)) == 1
    unnamed = replace(early, unnamed={COURSE: frozenset({"in", "out"})})
    assert Contributions(unnamed).answers(COURSE, PersonId(11)) is None
