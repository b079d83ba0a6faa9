"""N2, N4 and N5, worked out by hand (methodology 13)."""

from dataclasses import replace
from datetime import date, timedelta

from connector.domain.indicators import Period
from connector.domain.matches import MatchState
from connector.domain.meetings import Meeting, MeetingState
from tests.builders import TODAY, Change
from tests.indicators_builders import a_pair, facts, figure, parts, rows
from tests.meetings_builders import a_meeting

HELD, CONFIRMED = MeetingState.HELD, MeetingState.CONFIRMED


def met(key: int, match: int, days_ago: int, state: MeetingState = HELD, **more: Change) -> Meeting:
    """A meeting so many days ago."""
    on = TODAY - timedelta(days=days_ago)
    return a_meeting(key, on, match_id=match, state=state, **more)


def test_n2_is_the_share_of_pairs_that_met_in_thirty_days() -> None:
    told = facts(
        a_pair(1, [1], [2]), a_pair(2, [3], [4]), a_pair(3, [5], [6]),
        met(1, 1, 30), met(2, 2, 31), met(3, 2, 40),
    )  # fmt: skip

    assert parts(figure(told, "N2")) == (1, 3, "33.3")


def test_a_suspended_pair_is_not_asked_whether_it_meets() -> None:
    reached = {MatchState.ACTIVE: "2026-10-01", MatchState.SUSPENDED: "2026-11-01"}
    told = facts(a_pair(1, [1], [2], state=MatchState.SUSPENDED, reached=reached), met(1, 1, 40))

    assert parts(figure(told, "N2")) == (0, 0, "None")
    assert figure(told, "N5").value == 0
    assert {row.why for row in rows(told, "N2")} == {"suspended"}


def test_n4_tells_how_planned_meetings_were_kept() -> None:
    told = facts(
        a_pair(1, [1], [2]),
        a_pair(2, [3], [4]),
        met(1, 1, 20, CONFIRMED, minutes=30),
        met(2, 1, 10, HELD, minutes=45),
        met(3, 1, 30, MeetingState.PLANNED),  # nobody held it: missed
        met(4, 1, 5, MeetingState.CANCELLED),
        met(5, 2, 1, MeetingState.PLANNED),  # within the drift it may still be held
        met(6, 2, 15, HELD),
    )

    assert parts(figure(told, "N4.kept")) == (3, 4, "75.0")
    assert figure(told, "N4.held").value == 3
    assert parts(figure(told, "N4.minutes")) == (75, 2, "37.5")
    assert parts(figure(told, "N4.confirmed")) == (1, 3, "33.3")


def test_meetings_after_the_day_are_not_looked_at() -> None:
    told = facts(a_pair(1, [1], [2]), met(1, 1, 30), met(2, 1, 2))
    before = replace(told, period=Period.to(TODAY - timedelta(days=10)))

    assert [figure(one, "N4.held").value for one in (told, before)] == [2, 1]


def test_n5_counts_pairs_without_a_meeting_for_too_long() -> None:
    told = facts(
        a_pair(1, [1], [2]), a_pair(2, [3], [4]), a_pair(3, [5], [6]),
        met(1, 1, 21), met(2, 2, 22),
    )  # fmt: skip

    # The third has not met since it began on 1 October.
    assert figure(told, "N5").value == 2
    assert {row.subject[1]: row.why for row in rows(told, "N5")} == {
        1: "met_in_time", 2: "met_long_ago", 3: "met_long_ago",
    }  # fmt: skip


def test_of_a_programme_that_tells_of_no_meetings_nothing_is_said() -> None:
    told = facts(a_pair(1, [1], [2]))

    assert figure(told, "N5").value == 0
    assert figure(replace(told, journals=frozenset({50})), "N5").value == 1


def test_a_pair_that_has_just_begun_is_in_time() -> None:
    began = TODAY - timedelta(days=21)
    pair = a_pair(1, [1], [2], begins_on=began, reached={MatchState.ACTIVE: began.isoformat()})

    assert figure(facts(pair, journals=frozenset({50})), "N5").value == 0
    later = replace(
        facts(pair, journals=frozenset({50})),
        period=Period(date(2026, 9, 1), TODAY + timedelta(days=1)),
    )
    assert figure(later, "N5").value == 1
