"""Whatever people do with pairs by hand, and whatever groups come and go: the rules hold."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from connector.domain.consents import Purpose
from connector.domain.documents import ORDER_PAIRS, DocumentState
from connector.domain.matches import AT_WORK, ENDED, MATCH_STEPS, EndReason, MatchState
from connector.domain.pairs import Pair, PairId
from connector.domain.participation import Reason
from connector.domain.people import PersonId, Role
from connector.domain.programmes import GROUP
from connector.domain.register import Register, settle
from connector.domain.register.edits import EditRefused
from connector.domain.register.edits_consents import withdraw_consent
from connector.domain.register.edits_matches import move, replace_mentor
from connector.domain.register.edits_members import join, leave
from connector.domain.register.edits_orders import confirm
from connector.domain.register.edits_participation import leave as leave_programme
from connector.domain.register.rules import faults
from connector.domain.school import School
from connector.domain.training import Admission
from tests.builders import a_pair_of, a_programme
from tests.pairs_builders import (
    GROUP_SIZE,
    MOST,
    ORDER,
    SOME_FORMS,
    a_new,
    a_place,
    lived,
    open_mentees,
    proposed,
    taking_part,
)

FIRST: Final = date(2026, 10, 1)
BASE: Final = taking_part(
    [1, 2, 8], [3, 4, 5, 6], a_programme(begins_on=FIRST, ends_on=date(2026, 12, 20))
)
BLOCKING: Final = Admission("block")
Step = Callable[[Register, date], Register]

mentors = st.sampled_from([1, 2])
mentees = st.sampled_from([3, 4, 5, 6])
numbers = st.integers(1, 6)


def a_proposal(mentor: int, who: list[int], register: Register, on: date) -> Register:
    return proposed(register, a_new(mentor, *who, kind=GROUP if len(who) > 1 else ""), on=on)


def moved(
    number: int, target: MatchState, because: EndReason, register: Register, on: date
) -> Register:
    return move(register, number, target, on, because if target in ENDED else None)


def confirmed(keys: list[int], days: int, register: Register, on: date) -> Register:
    begins = on + timedelta(days=days)
    return confirm(register, keys, replace(ORDER, dated_on=on), begins, SOME_FORMS, on)


def replaced(number: int, mentor: int, register: Register, on: date) -> Register:
    who = PersonId(mentor)
    return replace_mentor(register, number, who, lambda _: str, SOME_FORMS, on)


def joined(number: int, mentee: int, register: Register, on: date) -> Register:
    return join(register, number, PersonId(mentee), SOME_FORMS, on)


def left(number: int, mentee: int, register: Register, on: date) -> Register:
    return leave(register, number, PersonId(mentee), EndReason.REQUEST, on)


def withdrawn(mentee: int, register: Register, on: date) -> Register:
    return withdraw_consent(register, PersonId(mentee), Purpose.PROCESSING, on, on)


def gone(number: int, register: Register, on: date) -> Register:
    return leave_programme(register, number, Reason.LEFT_SCHOOL, on, is_completed=False)


def nothing(register: Register, _: date) -> Register:
    return register


steps: Final = st.one_of(
    st.builds(partial, st.just(a_proposal), mentors, st.lists(mentees, min_size=1, max_size=3)),
    st.builds(
        partial,
        st.just(moved),
        numbers,
        st.sampled_from([state for state in MatchState if state is not MatchState.PROPOSED]),
        st.sampled_from(EndReason),
    ),
    st.builds(
        partial,
        st.just(confirmed),
        st.lists(numbers, min_size=1, max_size=3, unique=True),
        st.integers(-3, 10),
    ),
    st.builds(partial, st.just(replaced), numbers, mentors),
    st.builds(partial, st.just(joined), numbers, mentees),
    st.builds(partial, st.just(left), numbers, mentees),
    st.builds(partial, st.just(withdrawn), mentees),
    st.builds(partial, st.just(gone), st.integers(1, 7)),
    st.just(nothing),
)


@dataclass(frozen=True)
class Day:
    """What somebody does, the groups that staff have then, and how long it takes."""

    step: Step
    groups: tuple[Pair, ...]
    after_days: int


@st.composite
def groups(draw: st.DrawFn) -> tuple[Pair, ...]:
    """Groups of one mentor who is in no pair of ours."""
    sides = draw(st.lists(st.sets(mentees, max_size=3), max_size=2))
    return tuple(
        a_pair_of([8], sorted(who), id=PairId(f"group:{number}"))
        for number, who in enumerate(sides, 1)
    )


histories = st.lists(st.builds(Day, steps, groups(), st.integers(0, 20)), min_size=1, max_size=8)
admissions = st.sampled_from([Admission("warn"), BLOCKING])


def lives(history: list[Day], admission: Admission) -> list[tuple[Register, School, date]]:
    """The register, the school and the day after each step; one that is refused changes nothing."""
    register, on, found = BASE, FIRST, []
    for day in history:
        on += timedelta(days=day.after_days)
        school = a_place(BASE, pairs=day.groups)
        register = lived(register, school, admission, on)
        with suppress(EditRefused):
            register = lived(day.step(register, on), school, admission, on)
        found.append((register, school, on))
    return found


@given(histories, admissions)
def test_no_rule_is_ever_broken(history: list[Day], admission: Admission) -> None:
    for register, _, on in lives(history, admission):
        assert faults(register, on, SOME_FORMS) == []


@given(histories, admissions)
def test_following_again_changes_nothing(history: list[Day], admission: Admission) -> None:
    register, school, on = lives(history, admission)[-1]

    assert lived(register, school, admission, on) == register


@given(histories)
def test_a_mentee_is_in_one_open_pair_and_takes_one_place(history: list[Day]) -> None:
    for register, _, _ in lives(history, Admission("warn")):
        rows = open_mentees(register)
        assert len({member.person_id for _, member in rows}) == len(rows)
        seats = [(m.mentor_id, m.form, m.seat) for _, m in rows if m.seat is not None]
        assert len(set(seats)) == len(seats)
        for match, member in rows:
            most = GROUP_SIZE[1] if match.kind == GROUP else MOST
            assert member.seat is None or member.seat <= most
            assert member.seat is not None or not match.is_ours


@given(histories, admissions)
def test_a_pair_of_ours_works_by_a_signed_order_alone(
    history: list[Day], admission: Admission
) -> None:
    for register, _, _ in lives(history, admission):
        for match in register.matches.values():
            if match.is_ours and match.state in AT_WORK:
                order = register.documents[match.order_id]
                assert (order.kind, order.state) == (ORDER_PAIRS, DocumentState.SIGNED)


@given(histories)
def test_no_untrained_mentor_of_ours_begins_where_training_is_asked_for(
    history: list[Day],
) -> None:
    for register, _, _ in lives(history, BLOCKING):
        ours = [match for match in register.matches.values() if match.is_ours]
        assert not any(MatchState.ACTIVE in match.reached for match in ours)


@given(histories, admissions)
def test_every_pair_goes_by_the_table_and_what_ended_stays(
    history: list[Day], admission: Admission
) -> None:
    for (before, _, _), (after, _, _) in pairwise(lives(history, admission)):
        for key, match in before.matches.items():
            if match.is_open:
                assert after.matches[key].state in reachable(match.state)
            else:
                assert after.matches[key] == match


def reachable(state: MatchState) -> set[MatchState]:
    known, news = {state}, {state}
    while news:
        news = {t for s in news for t in MATCH_STEPS.get(s, ())} - known
        known |= news
    return known


@given(histories, admissions)
def test_with_a_pair_everybody_leaves_it(history: list[Day], admission: Admission) -> None:
    for register, _, on in lives(history, admission):
        for member in register.members.values():
            match = register.matches[member.match_id]
            assert match.is_open or member.left_on is not None
            assert member.left_on is None or member.joined_on <= member.left_on <= on


@given(histories, admissions)
def test_the_school_shows_every_pair_that_meets_once(
    history: list[Day], admission: Admission
) -> None:
    register, school, on = lives(history, admission)[-1]

    shown = settle(school, register, admission, on).pairs

    meeting = {m.id for m in register.matches.values() if m.is_ours and m.state.value in MEETING}
    assert {pair.match_id for pair in shown if pair.id.startswith("match:")} == meeting
    assert len({pair.id for pair in shown}) == len(shown)
    for pair in shown:
        assert not {m.person_id for m in pair.mentors} & {m.person_id for m in pair.mentees}
        assert pair.match_id == 0 or register.matches[pair.match_id].is_open


MEETING: Final = {"trial", "confirmed", "active", "suspended"}


@given(histories, admissions, st.integers(0, 5))
def test_the_order_in_which_moodle_tells_things_does_not_matter(
    history: list[Day], admission: Admission, turn: int
) -> None:
    turned = [replace(day, groups=day.groups[turn % 2 :: -1]) for day in history]
    kept = [replace(day, groups=day.groups[: turn % 2 + 1]) for day in history]

    assert lives(turned, admission)[-1][0] == lives(kept, admission)[-1][0]


@given(histories, admissions)
def test_a_change_of_one_group_changes_no_pair_of_ours(
    history: list[Day], admission: Admission
) -> None:
    register, school, on = lives(history, admission)[-1]

    after = lived(register, replace(school, pairs=()), admission, on)

    for key, match in register.matches.items():
        if match.is_ours:
            assert after.matches[key] == match
            assert after.members_of.get(key) == register.members_of.get(key)
    assert {one.side for one in after.members.values()} <= {Role.MENTOR, Role.MENTEE}
