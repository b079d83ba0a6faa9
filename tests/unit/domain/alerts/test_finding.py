"""What each rule points out, and what it would have pointed out before."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.domain.alerts import Alert, AlertCode, AlertRule
from connector.domain.alerts.finding import DATED, FINDERS, find, fired, found
from connector.domain.alerts.look import Look
from connector.domain.indicators import Facts, Period
from connector.domain.marks import SubjectMark, histories
from connector.domain.matches import MatchState
from connector.domain.meetings import MeetingState
from connector.domain.participation import State
from connector.domain.people import PersonId, Role
from connector.domain.plans import ItemState, Plan
from connector.domain.roadmap import RoadmapRow
from tests.builders import COURSE, NOW, TODAY, a_member, a_pair_of, a_programme, a_school
from tests.indicators_builders import a_pair, facts
from tests.meetings_builders import a_meeting, an_item
from tests.register_builders import a_consent, an_active_one
from tests.unit.domain.indicators.test_answers import AFTER, BEFORE

HELD = MeetingState.HELD


def a_rule(when: AlertCode, **changes: Any) -> AlertRule:  # noqa: ANN401 - fields of a rule
    return AlertRule(changes.pop("code", when.value), "Что-то", when, **changes)


def looking(*rows: Any, **changes: Any) -> Look:  # noqa: ANN401 - rows, fields of Facts
    """The first match of the register is the pair group:1 of the school, and so on."""
    told = facts(*rows, **changes)
    pairs = tuple(
        replace(a_pair_of([10 * key], [10 * key + 1], id=f"group:{key}"), match_id=key)
        for key in told.register.matches
    )
    return Look(replace(told, school=replace(told.school, pairs=pairs)), NOW)


def places(alerts: list[Alert]) -> list[tuple[str, int]]:
    return [(one.pair_id or one.about, one.person_id) for one in alerts]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("days", "is_told"), [(21, False), (22, True)])
def test_a_pair_that_has_not_met_is_told_of_after_the_norms_days(
    days: int, *, is_told: bool
) -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(days), state=HELD))

    assert places(found(look, a_rule(AlertCode.NO_MEETING))) == [("group:1", 0)] * is_told


def test_a_rule_may_have_days_of_its_own_and_two_rules_may_ask_for_the_same() -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(25), state=HELD))
    monthly = a_rule(AlertCode.NO_MEETING, code="quiet_month", days=30)
    weekly = a_rule(AlertCode.NO_MEETING, code="quiet_week", days=7)

    told = find(look, [a_rule(AlertCode.NO_MEETING), monthly, weekly])
    assert [one.code for one in told] == ["no_meeting", "quiet_week"]


def test_a_rule_that_is_off_points_nothing_out() -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(25), state=HELD))

    assert find(look, [a_rule(AlertCode.NO_MEETING, is_on=False)]) == []


def test_a_pair_that_rests_need_not_meet() -> None:
    look = looking(
        a_pair(1, [10], [11], state=MatchState.SUSPENDED), a_meeting(1, ago(40), state=HELD)
    )

    assert found(look, a_rule(AlertCode.NO_MEETING)) == []


def test_an_empty_journal_is_told_of_where_there_is_one() -> None:
    pairs = [a_pair(1, [10], [11]), a_pair(2, [20], [21]), a_meeting(1, ago(50), state=HELD)]

    assert found(looking(*pairs), a_rule(AlertCode.EMPTY_JOURNAL)) == []
    look = looking(*pairs, journals=frozenset({COURSE}))
    assert places(found(look, a_rule(AlertCode.EMPTY_JOURNAL))) == [("group:2", 0)]
    assert found(look, a_rule(AlertCode.EMPTY_JOURNAL, days=99)) == []


def test_a_plan_with_an_item_that_is_late_is_told_of_once() -> None:
    late = [an_item(key, due_on=ago(8)) for key in (1, 2)]
    look = looking(
        a_pair(1, [10], [11]), a_pair(2, [20], [21]), Plan(1, 1), Plan(2, 2), *late,
        an_item(3, plan_id=2, due_on=ago(8), state=ItemState.DONE),
    )  # fmt: skip

    assert places(found(look, a_rule(AlertCode.PLAN_OVERDUE, days=7))) == [("group:1", 0)]
    assert found(look, a_rule(AlertCode.PLAN_OVERDUE, days=8)) == []


def test_an_item_that_was_done_late_was_overdue_until_then() -> None:
    done = an_item(1, due_on=ago(20), state=ItemState.DONE, done_on=ago(5))
    look = looking(a_pair(1, [10], [11]), Plan(1, 1, closed_on=ago(2)), done)
    days = [ago(days) for days in range(15, -1, -1)]

    told = fired(look, a_rule(AlertCode.PLAN_OVERDUE, days=7), days)
    assert list(told.values()) == [[ago(12)]]
    then = replace(look, facts=replace(look.facts, period=Period.to(ago(6))))
    assert places(found(then, a_rule(AlertCode.PLAN_OVERDUE, days=7))) == [("group:1", 0)]
    assert found(look, a_rule(AlertCode.PLAN_OVERDUE, days=7)) == []


def test_a_grade_below_a_share_is_told_of() -> None:
    look = looking(a_pair(1, [10], [11]))
    (pair,) = look.facts.school.pairs
    mentees = tuple(
        a_member(who, grade=grade)
        for who, grade in ((11, Decimal("0.29")), (12, Decimal("0.3")), (13, None))
    )
    school = replace(look.facts.school, pairs=(replace(pair, mentees=mentees),))
    look = replace(look, facts=replace(look.facts, school=school))

    told = found(look, a_rule(AlertCode.LOW_GRADE, below=Decimal("0.3")))
    assert places(told) == [("group:1", 11)]


def test_who_has_not_been_in_moodle_is_told_of_unless_it_is_hidden() -> None:
    look = looking(a_pair(1, [10], [11]))
    seen = {PersonId(10): int(NOW.timestamp()) - 31 * 86400}

    rule = a_rule(AlertCode.NO_LOGIN, days=30)
    assert places(found(replace(look, seen_at=seen), rule)) == [("group:1", 10)]
    assert found(replace(look, seen_at={PersonId(10): int(NOW.timestamp())}), rule) == []
    assert places(found(replace(look, seen_at={PersonId(11): 0}), rule)) == [("group:1", 11)]


def test_a_consent_that_ends_soon_is_told_of() -> None:
    look = looking(
        a_pair(1, [10], [11]),
        an_active_one(1, 10, programme_id=COURSE),
        a_consent(1, 10, valid_to=TODAY + timedelta(days=10)),
    )

    (alert,) = found(look, a_rule(AlertCode.CONSENT_EXPIRING))
    assert (alert.person_id, alert.programme_id, alert.pair_id) == (10, COURSE, "")
    assert found(look, a_rule(AlertCode.CONSENT_EXPIRING, days=9)) == []


def asked(*rows: Any) -> Look:  # noqa: ANN401 - rows of the register
    return looking(
        a_pair(1, [10], [11]), *rows,
        surveys=(BEFORE, AFTER), asked={COURSE: frozenset({"in", "out"})},
    )  # fmt: skip


def test_who_has_not_answered_at_the_beginning_is_told_of_after_some_days() -> None:
    began = {State.ACTIVE.value: ago(15).isoformat()}
    one = an_active_one(1, 11, role=Role.MENTEE, programme_id=COURSE, entered_on=ago(15))
    look = asked(replace(one, reached=began), a_consent(1, 11))

    rule = a_rule(AlertCode.SURVEY_UNANSWERED, days=14)
    assert places(found(look, rule)) == [("survey:in", 11)]
    assert found(look, a_rule(AlertCode.SURVEY_UNANSWERED, days=15)) == []


def test_who_has_left_is_asked_no_more_how_it_began() -> None:
    one = an_active_one(1, 11, role=Role.MENTEE, programme_id=COURSE, entered_on=ago(40))
    left = replace(one, state=State.WITHDRAWN, left_on=ago(1))

    assert found(asked(left, a_consent(1, 11)), a_rule(AlertCode.SURVEY_UNANSWERED)) == []
    assert found(asked(one, a_consent(1, 11)), a_rule(AlertCode.SURVEY_UNANSWERED)) != []


def test_at_the_end_people_are_told_of_only_once_a_programme_closes() -> None:
    look = asked(an_active_one(1, 11, role=Role.MENTEE, programme_id=COURSE), a_consent(1, 11))
    programmes = [a_programme(ends_on=TODAY + timedelta(days=15))]
    register = look.facts.register.with_rows("programmes", programmes)
    closing = replace(look, facts=replace(look.facts, register=register))

    rule = a_rule(AlertCode.SURVEY_UNANSWERED, days=14)
    assert places(found(look, rule)) == [("survey:in", 11)]
    assert places(found(closing, rule)) == [("survey:in", 11), ("survey:out", 11)]


def test_a_row_of_the_roadmap_that_is_late_is_told_of() -> None:
    look = looking()
    rows = [
        RoadmapRow(1, "2026/27", 1, "Приказ", due_to=ago(1)),
        RoadmapRow(2, "2026/27", 1, "База", due_to=TODAY),
        RoadmapRow(3, "2025/26", 1, "Прошлогоднее", due_to=ago(300)),
    ]
    register = look.facts.register.with_rows("roadmap", rows)
    look = replace(look, facts=replace(look.facts, register=register))

    assert places(found(look, a_rule(AlertCode.ROADMAP_OVERDUE))) == [("roadmap:1", 0)]


def test_a_job_that_failed_several_times_in_a_row_is_told_of() -> None:
    look = replace(looking(), failures={"sync": 2, "monitor": 1})

    assert places(found(look, a_rule(AlertCode.JOB_FAILING))) == [("job:sync", 0)]
    assert len(found(look, a_rule(AlertCode.JOB_FAILING, times=1))) == 2


def test_what_is_wrong_with_a_pair_now_is_asked_for_by_its_code() -> None:
    look = looking(a_pair(1, [10], [11]))

    told = found(look, a_rule(AlertCode.UNTRAINED_MENTOR, code="mine"))
    assert [(one.code, one.pair_id, one.person_id) for one in told] == [("mine", "group:1", 10)]


def test_a_pair_that_the_school_does_not_count_is_not_told_of() -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(50), state=HELD))
    hidden = replace(look, facts=replace(look.facts, school=a_school()))

    assert found(hidden, a_rule(AlertCode.NO_MEETING)) == []


def test_a_rule_is_tried_on_the_past_and_each_beginning_counts() -> None:
    meetings = [a_meeting(key, ago(days), state=HELD) for key, days in ((1, 50), (2, 20), (3, 2))]
    look = looking(a_pair(1, [10], [11]), *meetings)
    days = [ago(days) for days in range(40, -1, -1)]

    told = fired(look, a_rule(AlertCode.NO_MEETING, days=7), days)

    # Silent from the 8th day after the first meeting and after the second.
    assert list(told.values()) == [[days[0], ago(12)]]


def test_a_rule_that_holds_all_the_time_begins_once() -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(50), state=HELD))
    days = [ago(days) for days in range(10, -1, -1)]

    assert list(fired(look, a_rule(AlertCode.NO_MEETING), days).values()) == [[days[0]]]


def test_what_can_be_tried_on_the_past_has_a_finder_of_its_own() -> None:
    assert FINDERS.keys() >= DATED


def test_an_alert_has_a_handle_that_tells_it_from_others() -> None:
    alerts = [
        Alert("a", 1, "group:1"), Alert("a", 1, "group:2"), Alert("b", 1, "group:1"),
        Alert("a", 1, "group:1", 5), Alert("a", 1, "", 0, "job:sync"),
    ]  # fmt: skip

    assert len({one.handle for one in alerts}) == len(alerts)
    assert Alert("a", 1, "group:1").handle == Alert("a", 2, "group:1").handle


def test_a_day_in_the_past_is_looked_at_by_its_own_facts() -> None:
    look = looking(a_pair(1, [10], [11]), a_meeting(1, ago(25), state=HELD))
    then = replace(look, facts=replace(look.facts, period=Period.to(ago(5))))

    assert isinstance(then.facts, Facts)
    assert found(then, a_rule(AlertCode.NO_MEETING)) == []


def test_a_mark_that_fell_is_told_of_by_its_subject() -> None:
    marks = histories(
        [
            SubjectMark(PersonId(11), "Физика", ago(100), Decimal("0.8")),
            SubjectMark(PersonId(11), "Физика", ago(5), Decimal("0.65")),
            SubjectMark(PersonId(11), "Химия", ago(100), Decimal("0.8")),
            SubjectMark(PersonId(11), "Химия", ago(5), Decimal("0.66")),
            SubjectMark(PersonId(11), "История", ago(20), Decimal("0.9")),
            SubjectMark(PersonId(11), "История", ago(5), Decimal("0.1")),
            SubjectMark(PersonId(10), "Физика", ago(100), Decimal(1)),
            SubjectMark(PersonId(10), "Физика", ago(5), Decimal(0)),
        ]
    )
    look = looking(a_pair(1, [10], [11]), marks=marks)
    rule = a_rule(AlertCode.MARKS_FELL, by=Decimal("0.15"), days=30)

    (alert,) = found(look, rule)

    assert (alert.pair_id, alert.person_id, alert.about) == ("group:1", 11, "subject:Физика")
    assert fired(look, rule, [ago(6), ago(5), ago(4)]) == {alert: [ago(5)]}
